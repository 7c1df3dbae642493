import Language
import Model

/// Finds the stretches of an article that may name places: recognised names of places, peoples, places inside organisations' names, and what the
/// recogniser left over.
struct PlaceFinder {
    var linker: PlaceLinker
    private let lexicon = WordLexicon.shared
    /// The text is in a language that the recogniser of names was trained for.
    let isRecognised: Bool
    /// Where the dateline says who reports: names of nothing else are looked for there.
    let agency: Range<Int>

    /// Tokens of one name of the gazetteer.
    private static let wordsMax = 5
    /// Stands for the prior where no place has the name: below all that any has.
    private static let priorNone: Float = -100
    // What a prior must be at least, in the unit of `PlaceWeights`: more than a town of some hundred thousand for what is mostly something else.
    /// For a recognised place of one ordinary word ("Mobile").
    private static let recognisedOrdinaryMin: Float = 5.5
    /// For a word that is mostly part of organisations' and persons' names ("Bank", "General").
    private static let partOfNameMin: Float = 6.3
    /// For a word that describes places ("North", "Hall"): none but the best known.
    private static let describingMin: Float = 9
    /// For a word of a person's longer name in the article.
    private static let personWordMin: Float = 6.5
    /// For a place inside a recognised place ("Paris, Texas").
    private static let insideNameMin: Float = 3
    /// For a code behind a comma ("Portland, ORE.").
    private static let codeMin: Float = 5

    /// Adds all mentions in the order of the text.
    mutating func find(_ names: [NameInText], _ space: inout PlaceScratch) {
        let tokens = linker.tokens
        space.types.removeAll(keepingCapacity: true)
        space.types.append(contentsOf: repeatElement(0, count: tokens.count))
        space.personWords.removeAll(keepingCapacity: true)
        for name in names {
            for token in name.tokens {
                space.types[token] = UInt8(name.type)
                if name.type == 1, name.tokens.count > 1 { space.personWords.insert(tokens[token].hash) }
            }
        }
        var next = 0
        var at = 0
        while at < tokens.count {
            while next < names.count, names[next].tokens.lowerBound < at { next += 1 }
            if next < names.count, names[next].tokens.lowerBound == at, names[next].type == 3 {
                addPlaceName(names[next], &space)
                at = names[next].tokens.upperBound
                continue
            }
            guard tokens[at].has(.initialCapital), tokens[at].has(.word), !agency.contains(at) else {
                at += 1
                continue
            }
            at = addListed(at, &space) ?? at + 1
        }
    }

    /// A recognised place: the whole, else the places in it ("Paris, Texas").
    private mutating func addPlaceName(_ name: NameInText, _ space: inout PlaceScratch) {
        let before = space.mentions.count
        if name.tokens.count == 1 {
            let token = name.tokens.lowerBound
            if linker.words[linker.tokens[token].hash].contains(.person) { return }
            if ordinaryMin(token) > 0, bestPriorOfWord(token) < Self.recognisedOrdinaryMin { return }
            if !isRecognised, beginsSentence(token), !isKnown(name.tokens, bestPriorOfWord(token)) { return }
        }
        guard linker.addMention(name.tokens, bytes: linker.bytes(of: name.tokens), source: .name, entity: name.entity, &space) else {
            return
        }
        guard let added = space.mentions.last, space.names[added.name].candidates.isEmpty, name.tokens.count > 1 else { return }
        // Nothing has the whole name: look for places in it, and keep the whole where there are none.
        let whole = space.mentions.removeLast()
        var at = name.tokens.lowerBound
        while at < name.tokens.upperBound {
            at =
                linker.tokens[at].has(.initialCapital)
                ? addListed(at, below: name.tokens.upperBound, entity: name.entity, &space) ?? at + 1 : at + 1
        }
        if space.mentions.count == before { space.mentions.append(whole) }
    }

    private mutating func bestPriorOfWord(_ token: Int) -> Float {
        linker.key.clear()
        linker.key.read(linker.bytes, linker.tokens[token].bytes)
        return bestPrior(token..<token + 1).prior
    }

    /// Whether a capitalised word of another language is a well-known place: nouns may have capitals there, and any word at the start of a sentence.
    private func isKnown(_ range: Range<Int>, _ prior: Float) -> Bool {
        let weights = linker.weights
        return prior >= (beginsSentence(range.lowerBound) ? weights.country - weights.alternate : weights.foreignMin)
    }

    /// The first word of a sentence, a mark before it left out.
    private func beginsSentence(_ token: Int) -> Bool {
        let tokens = linker.tokens
        return tokens[token].has(.sentenceStart) || token > 0 && tokens[token - 1].has(.sentenceStart) && !tokens[token - 1].has(.word)
    }

    /// What a place's prior must be at least for a word that is an ordinary one, or part of other names ("Center", "Hall", "South"); 0 for others.
    private func ordinaryMin(_ token: Int) -> Float {
        let this = linker.tokens[token]
        // The word list is English.
        if this.has(.abbreviation) || !isRecognised { return 0 }
        let flags = WordFlags(rawValue: lexicon[this.hash].flags)
        if !flags.isDisjoint(with: [.common, .calendar]) { return linker.weights.commonMin }
        if flags.contains(.lowerCase) { return linker.weights.lowerCaseMin }
        if !flags.isDisjoint(with: [.companyEnd, .organisation, .title, .connector]) { return Self.partOfNameMin }
        return linker.words[this.hash].isDisjoint(with: [.before, .behind, .feature]) ? 0 : Self.describingMin
    }

    /// The longest name of the gazetteer that begins at a token and may be meant; the token behind it.
    private mutating func addListed(_ start: Int, below limit: Int = .max, entity: Int = -1, _ space: inout PlaceScratch) -> Int? {
        let tokens = linker.tokens
        let type = space.types[start]
        var end = start
        var longest = Listed(end: start, prior: Self.priorNone)
        linker.key.clear()
        while end < min(tokens.count, limit, start + Self.wordsMax), isInside(end, start) {
            if end > start {
                // What stands between two tokens belongs to the key.
                linker.key.read(linker.bytes, Int(tokens[end - 1].end)..<Int(tokens[end].start))
            }
            linker.key.read(linker.bytes, tokens[end].bytes)
            if tokens[end].has(.initialCapital) {
                let (prior, isPeople) = bestPrior(start..<end + 1)
                if prior > Self.priorNone { longest = Listed(end: end + 1, prior: prior, isPeople: isPeople) }
                if end > start, longest.end == end, linker.words[tokens[end].hash].contains(.county), isCounty(start..<end) {
                    longest = Listed(end: end + 1, prior: linker.weights.county, isCounty: true)
                }
            }
            end += 1
        }
        guard longest.end > start else { return nil }
        let range = start..<longest.end
        guard let sense = sense(range, longest, type: type, isInName: limit != .max, space) else { return nil }
        let source: PlaceMention.Source = type == 3 ? .name : longest.isPeople ? .people : type == 2 ? .organisation : .list
        if linker.addMention(range, bytes: linker.bytes(of: range), source: source, entity: entity, &space) {
            space.mentions[space.mentions.count - 1].threshold = sense
            if sense == 0 { space.names[space.mentions[space.mentions.count - 1].name].isFirm = true }
        }
        return longest.end
    }

    /// A name of the gazetteer at some tokens.
    private struct Listed {
        var end: Int
        var prior: Float
        var isPeople = false
        var isCounty = false
    }

    /// Whether a name with "County" behind it is one: the list has most counties without the word.
    private func isCounty(_ range: Range<Int>) -> Bool {
        var key = PlaceKey(linker.gazetteer.letters)
        key.read(linker.bytes, linker.bytes(of: range))
        return linker.gazetteer.places(Gazetteer.mixed(key.hash)).contains { linker.gazetteer.placeClass($0) == .county }
    }

    /// Whether a token may stand in a name that began before it.
    private func isInside(_ token: Int, _ start: Int) -> Bool {
        if token == start { return true }
        let this = linker.tokens[token]
        if this.has(.sentenceStart) || this.has(.lineBefore) || this.has(.clitic) { return false }
        return this.has(.word) && (this.has(.initialCapital) || this.length <= 3 || this.has(.joined))
            || this.mark == 0x2D && !this.has(.blankBefore)
    }

    /// The best prior of the places whose key was just read, and whether it is a people's name.
    private func bestPrior(_ range: Range<Int>) -> (prior: Float, isPeople: Bool) {
        let gazetteer = linker.gazetteer
        let stretch = linker.bytes(of: range)
        let size = linker.key.size
        if size < 2 { return (Self.priorNone, false) }
        let mixed = Gazetteer.mixed(linker.key.hash)
        var best = Self.priorNone
        var isPeople = false
        let isCode = size == 2
        let statesCount = !isCode || linker.isBehindComma(range.lowerBound) || linker.bytes[stretch].contains(UInt8(ascii: "."))
        func take(_ place: Int, isAlternate: Bool, isDemonym: Bool) {
            let kind = gazetteer.placeClass(place)
            if isCode, kind != .country && !(kind == .state && statesCount) || isCode && !statesCount && !linker.isCapitals(stretch) {
                return
            }
            let value = linker.prior.value(gazetteer, place, isAlternate: isAlternate, weights: linker.weights)
            if value > best {
                best = value
                isPeople = isDemonym
            }
        }
        for place in gazetteer.places(mixed).prefix(PlaceLinker.candidatesMax) { take(place, isAlternate: false, isDemonym: false) }
        gazetteer.eachAlias(mixed) { take($0.place, isAlternate: $0.isAlternate, isDemonym: $0.isDemonym) }
        return (best, isPeople)
    }

    /// Whether a listed name is meant as a place where it stands: 0 for sure, else what the article must say for it at least; nil for no.
    private func sense(_ range: Range<Int>, _ listed: Listed, type: UInt8, isInName: Bool, _ space: PlaceScratch) -> Float? {
        let tokens = linker.tokens
        let weights = linker.weights
        let prior = listed.prior
        if listed.isPeople { return weights.peopleAreFound > 0 && type != 1 ? 0 : nil }
        let isSingle = range.count == 1
        if isSingle, prior < ordinaryMin(range.lowerBound) { return nil }
        if isSingle, linker.words[tokens[range.lowerBound].hash].contains(.person) { return nil }
        if isInName { return prior > Self.insideNameMin ? 0 : nil }
        let next = range.upperBound < tokens.count ? tokens[range.upperBound] : nil
        if let next, linker.words[next.hash].contains(.never), next.has(.initialCapital) { return nil }
        let previous = range.lowerBound > 0 ? tokens[range.lowerBound - 1] : nil
        if let previous, linker.words[previous.hash].contains(.person) { return nil }
        if listed.isCounty || !isSingle && linker.words[tokens[range.upperBound - 1].hash].contains(.county), type != 1 { return 0 }
        if isSingle, tokens[range.lowerBound].has(.abbreviation) || linker.isCapitals(tokens[range.lowerBound].bytes),
            linker.isBehindComma(range.lowerBound),
            prior > Self.codeMin
        {
            return 0
        }
        let credit = previous.map { linker.words[$0.hash].contains(.near) } == true ? weights.nearWord : 0
        let isPerson = isSingle && space.personWords.contains(tokens[range.lowerBound].hash)
        switch type {
        case 1:
            // A person of that one name: a place that the recogniser took for a person, where the article speaks for it.
            let isWhole =
                (range.lowerBound == 0 || space.types[range.lowerBound - 1] != 1) && (next == nil || space.types[range.upperBound] != 1)
            return isWhole && !isPerson ? weights.personMin - credit : nil
        case 2:
            if isPerson { return nil }
            return prior >= weights.organisationSure ? 0 : weights.organisationMin - credit
        default:
            if isPerson, prior < Self.personWordMin { return nil }
            if !isRecognised { return isKnown(range, prior) ? 0 : nil }
            return prior >= weights.plainMin ? 0 : weights.listedMin - credit
        }
    }
}
