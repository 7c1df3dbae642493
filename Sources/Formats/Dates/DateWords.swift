/// Dates in words and numbers: which language they are in, and what they say in it.
struct DateWords {
    private let tokens: DateTokens
    private let lexicon = DateLexicon.shared
    private let hint: Int?
    private let order: DateOrder?
    private let reference: DateParts?

    /// What was found, and where it depends on the language or on the order of numbers.
    struct Answer {
        var parts: DateParts?
        var year = 0
        var isUndecided = false
        /// Another language would have it otherwise.
        var dependsOnLanguage = false
    }

    /// - Parameters:
    ///   - language: a tag, `nil` where it is not known.
    ///   - order: of numbers, over what the language would say.
    ///   - reference: what relative dates count from.
    init(_ bytes: UnsafeBufferPointer<UInt8>, language: String?, order: DateOrder?, reference: DateParts?) {
        tokens = DateTokens(bytes)
        hint = language.flatMap { DateLexicon.shared.language($0) }
        self.order = order ?? language.flatMap { DateLexicon.shared.order($0) }
        self.reference = reference
    }

    func read() -> Answer {
        guard !tokens.isTooLong, reference != nil || tokens.mayHoldNumber else { return Answer() }
        let candidates = languages()
        if let reference, let parts = ago(candidates.map(\.language), reference) { return Answer(parts: parts) }
        return hint == nil ? best(candidates) : first(candidates)
    }

    // MARK: languages

    private static let candidatesMax = 8
    private static let english = DateLexicon.shared.language("en") ?? 0

    /// Languages whose words occur, those with most first.
    private func languages() -> [(language: Int, score: Int)] {
        var scores = [Int](repeating: 0, count: lexicon.languages.count)
        for index in 0..<tokens.count where tokens[index].isWord {
            tokens.phrases(at: index) { hash, end in
                lexicon.each(hash) { sense in scores[Int(sense.language)] += Self.weight(sense.kind) * (end - index) }
            }
        }
        scores[0] = 0
        var found = scores.indices.filter { scores[$0] > 0 }.map { (language: $0, score: scores[$0]) }
        if found.isEmpty, hint == nil { found = cutShort() }
        found.sort { ($1.score, $0.language) < ($0.score, $1.language) }
        found = Array(found.prefix(Self.candidatesMax))
        if let hint {
            found.removeAll { $0.language == hint || $0.language == Self.english }
            found.insert((hint, .max), at: 0)
            if hint != Self.english { found.insert((Self.english, .max), at: 1) }
        } else if !found.contains(where: { $0.language == Self.english }) {
            found.append((Self.english, 0))
        }
        return found
    }

    private static func weight(_ kind: DateLexicon.Kind) -> Int {
        switch kind {
        case .month, .persian, .hijri, .weekday, .days, .ago, .now: 8
        case .filler, .label, .zone: 1
        default: 3
        }
    }

    /// Languages in which a word of the text begins a month's name.
    private func cutShort() -> [(language: Int, score: Int)] {
        var found: Set<Int> = []
        for index in 0..<tokens.count where tokens[index].kind == .word && tokens[index].letters.count >= 4 {
            lexicon.months(beginning: tokens.folded[tokens[index].letters]) { language, _ in found.insert(language) }
        }
        return found.map { ($0, 1) }
    }

    // MARK: readings

    private func reading(_ language: Int, _ order: DateOrder?, isHinted: Bool) -> DateReading {
        DateReading(tokens, lexicon, language: language, order: order, isHinted: isHinted, reference: reference)
    }

    /// The language is known; English stands in every country's headers, others come last.
    private func first(_ candidates: [(language: Int, score: Int)]) -> Answer {
        var undecided: Answer?
        for (language, _) in candidates {
            var reading = reading(language, order, isHinted: true)
            switch reading.read() {
            case .date(let parts, _): return Answer(parts: parts)
            case .undecided(let year): undecided = undecided ?? Answer(year: year, isUndecided: true)
            case .nothing: continue
            }
        }
        return undecided ?? Answer()
    }

    /// The language is not known: the first that reads it, or the first whose weekday is right; another's date is remembered.
    private func best(_ candidates: [(language: Int, score: Int)]) -> Answer {
        var answer = Answer()
        var agrees: Bool?
        var undecided: Answer?
        for (language, _) in candidates {
            // English alone says nothing about the order of numbers.
            let own = language == Self.english ? nil : lexicon.languages[language].order
            var reading = reading(language, order ?? own, isHinted: order != nil)
            switch reading.read() {
            case .nothing: continue
            case .undecided(let year): undecided = undecided ?? Answer(year: year, isUndecided: true)
            case .date(let parts, let agreement):
                if let first = answer.parts {
                    guard !first.isSameDay(parts) else { continue }
                    if agreement == true, agrees != true {
                        (answer.parts, agrees) = (parts, true)
                    } else if agrees != true {
                        answer.dependsOnLanguage = true
                    }
                } else {
                    (answer.parts, agrees) = (parts, agreement)
                }
            }
        }
        return undecided ?? answer
    }

    // MARK: spans

    /// "3 hours ago", "il y a 2 heures", "2時間前", "now": the whole text, perhaps behind a label.
    private func ago(_ languages: [Int], _ reference: DateParts) -> DateParts? {
        for language in languages {
            var start = 0
            while start < tokens.count {
                let key = tokens.pattern(start..<tokens.count) { index in
                    var hash = DateTokens.PhraseHash()
                    tokens.add(tokens[index], to: &hash)
                    let meaning = lexicon.meaning(hash.value, language: language)
                    return meaning.isA(.number) ? meaning.value : nil
                }
                if let key {
                    let meaning = lexicon.meaning(key.hash, language: language)
                    if meaning.isA(.ago) { return reference.before(key.value, meaning.value) }
                    if meaning.isA(.now) { return reference }
                }
                var hash = DateTokens.PhraseHash()
                guard tokens[start].isWord else {
                    guard tokens[start].kind == .mark, start > 0 else { break }
                    start += 1
                    continue
                }
                tokens.add(tokens[start], to: &hash)
                guard lexicon.meaning(hash.value, language: language).isA(.label) else { break }
                start += 1
            }
        }
        return nil
    }
}
