/// Who is named in an article: capitalised runs outside quotations, grouped by their words, with what shows whether they are people and of
/// which gender.
struct SpeakerBook {
    /// One mention of a name. Bytes of the text.
    struct Mention {
        var span: ByteSpan
        var entity: Int
        /// Numbers of its sentence and of that one's paragraph.
        var sentence: Int
        var paragraph: Int
        /// It opens its sentence or is the subject of it.
        var isInitial: Bool
    }

    /// All mentions of one name.
    struct Entity {
        /// The longest name without title: bytes of one mention.
        var name: ByteSpan
        /// Its words in `words`.
        var wordsFrom: Int
        var wordsTo: Int
        var isPerson: Bool
        /// A ministry, a party, a newspaper's staff: holds a word for a body of people.
        var isGroup: Bool
        var gender = Gender.unknown
        /// he and his, she and her in sentences that this name opens alone.
        var masculine = 0
        var feminine = 0
        /// Mention that named it last.
        var lastMention = 0
        /// Entities before it with the same last word, with the same first word; -1 where none is.
        var sameLast: Int32 = -1
        var sameFirst: Int32 = -1
        /// The longer name that this one is short for.
        var alias: Int
        /// Byte where the last word of its title begins, -1 where it has none.
        var title: Int32 = -1
        /// The article's entity that it is, -1 where it is none.
        var known = -1

        var count: Int { wordsTo - wordsFrom }
    }

    enum Gender: UInt8 {
        case unknown, male, female
    }

    var mentions: [Mention] = []
    /// he and she at the beginning of sentences.
    var pronouns: [Mention] = []
    var entities: [Entity] = []
    /// Hashes of the entities' words.
    var words: [UInt64] = []
    /// The subject of the sentence that is being read.
    private var subject: UnitRange?
    private var number = 0
    /// Earlier enrichers told which names are persons: unknown words with a capital are none.
    var knowsNames = false
    /// Index here of each of the article's entities, -1 where it is not named outside quotations.
    var numbers: [Int32] = []
    var byName = NameTable()
    var byLast = NameTable()
    var byFirst = NameTable()
    /// Names that are compared with a new one at most; the latest come first.
    static let chainMax = 48

    /// Forgets the last article; the memory stays.
    mutating func empty() {
        mentions.removeAll(keepingCapacity: true)
        pronouns.removeAll(keepingCapacity: true)
        entities.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        byName.empty()
        byLast.empty()
        byFirst.empty()
    }

    /// Reads the names of all sentences.
    mutating func read(_ text: SpeechText, _ sentences: UnsafeMutableBufferPointer<SpeechSentence>, _ names: [SpeakerName]) {
        empty()
        knowsNames = !names.isEmpty
        if knowsNames { take(names, text, sentences) } else { guess(text, sentences) }
        for index in sentences.indices { vote(text, sentences[index]) }
        for index in entities.indices {
            let (he, she) = (entities[index].masculine, entities[index].feminine)
            // What the text says outweighs what a given name is used for.
            let isPlain = min(he, she) == 0 && max(he, she) > 1
            guard entities[index].gender == .unknown || isPlain else { continue }
            if 3 * max(he, she) > 2 * (he + she) { entities[index].gender = he > she ? .male : .female }
        }
        followPronouns(text, sentences)
    }

    /// Takes capitalised words for names, where no enricher knows better.
    private mutating func guess(_ text: SpeechText, _ sentences: UnsafeMutableBufferPointer<SpeechSentence>) {
        for index in sentences.indices {
            let sentence = sentences[index]
            number = index
            let range = sentence.first..<sentence.end
            if index == 0, sentences.count > 1, sentences[1].opensParagraph, text.isTitleCase(range),
                !range.contains(where: { text.units[$0].isQuote })
            {
                readHeadline(text, sentence)
            } else {
                readSentence(text, sentence)
            }
        }
        resolveShortNames()
    }

    /// In a headline every word has a capital: only a given name with the word behind it is a name.
    private mutating func readHeadline(_ text: SpeechText, _ sentence: SpeechSentence) {
        for index in sentence.first..<max(sentence.first, sentence.end - 1) {
            guard text.units[index].isIn(.given), text.units[index].isName, text.units[index + 1].isName else { continue }
            add(text, sentence, index, index + 2)
        }
    }

    private mutating func readSentence(_ text: SpeechText, _ sentence: SpeechSentence) {
        subject = text.clauseSubject(sentence.first, sentence.end)
        var index = sentence.first
        while index < sentence.end {
            let unit = text.units[index]
            guard unit.has(.upper), !isPlain(unit) else {
                index += 1
                continue
            }
            var end = index + 1
            while end < sentence.end, text.units[end].isWord, !text.units[end - 1].has(.possessive),
                text.units[end].start - text.units[end - 1].end <= 1
            {
                let isLinked = text.units[end].isIn(.particle) && end + 1 < sentence.end && text.units[end + 1].isName
                guard text.units[end].isName || isLinked else { break }
                end += 1
            }
            add(text, sentence, index, end)
            index = end
        }
    }

    /// A capitalised word that is no name.
    private func isPlain(_ unit: SpeechUnit) -> Bool {
        unit.isIn([.determiner, .preposition, .conjunction, .subordinator, .adverb, .subject, .finite, .when, .addressee, .beginsAccording])
    }

    private mutating func add(_ text: SpeechText, _ sentence: SpeechSentence, _ first: Int, _ end: Int) {
        let bare = withoutTitle(text, first, end)
        let isGroup = (bare..<end).contains { text.units[$0].isIn([.group, .and]) }
        var gender = genderOfTitle(text, first, bare, sentence)
        if gender == .unknown, end - bare > 1 {
            if text.units[bare].isIn(.givenMale) { gender = .male } else if text.units[bare].isIn(.givenFemale) { gender = .female }
        }
        let isPerson =
            bare > first || (text.units[bare].isIn(.given) && end - bare > 1)
            || (end - bare <= 3 && looksLikePerson(text, sentence, first, end))
        let entity = entity(text, bare, end)
        if entities[entity].count < 1 { return }
        entities[entity].isPerson = entities[entity].isPerson || isPerson
        entities[entity].isGroup = entities[entity].isGroup || isGroup
        if entities[entity].gender == .unknown { entities[entity].gender = gender }
        entities[entity].lastMention = mentions.count
        let span = ByteSpan(start: text.units[first].start, end: text.units[end - 1].end)
        if bare > first, !(text.units[bare - 1].isIn([.male, .female]) && text.units[bare - 1].has(.abbreviation)) {
            entities[entity].title = text.units[bare - 1].start
        }
        let isInitial = first == sentence.first || subject?.contains(first) == true
        mentions.append(Mention(span: span, entity: entity, sentence: number, paragraph: sentence.paragraph, isInitial: isInitial))
    }

    /// Where the name begins behind titles and roles: "United Nations Secretary-General | Antonio Guterres".
    private func withoutTitle(_ text: SpeechText, _ first: Int, _ end: Int) -> Int {
        if text.units[end - 1].isIn(.group) { return first }
        var bare = first
        while bare < end - 1, text.units[bare].isIn(.title) { bare += 1 }
        var index = end - 1
        while index > first {
            let before = text.units[index - 1]
            let isGiven = index < end - 1 && end - index <= 3 && text.units[index].isIn(.given)
            if before.isIn([.title, .role]) || isGiven {
                let holdsOther = (index..<end).contains { text.units[$0].isIn([.group, .definite]) || text.units[$0].isIn(.of) }
                if !holdsOther { return max(bare, index) }
            }
            index -= 1
        }
        return bare
    }

    private func genderOfTitle(_ text: SpeechText, _ first: Int, _ bare: Int, _ sentence: SpeechSentence) -> Gender {
        if first > sentence.first {
            let before = text.units[first - 1]
            if before.isIn(.male), !before.isIn(.he) { return .male }
            if before.isIn(.female) { return .female }
        }
        for index in first..<bare {
            if text.units[index].isIn(.female) { return .female }
            if text.units[index].isIn(.male) { return .male }
        }
        return .unknown
    }

    /// ", who", ", 54,", ", a senator" behind the name.
    private func looksLikePerson(_ text: SpeechText, _ sentence: SpeechSentence, _ first: Int, _ end: Int) -> Bool {
        if first > sentence.first, text.units[first - 1].isIn(.article) { return false }
        if (first..<end).contains(where: { text.units[$0].isIn(.group) }) { return false }
        guard end + 1 < sentence.end, text.units[end].has(.comma) else { return false }
        let behind = text.units[end + 1]
        return behind.isIn(.relative) && !behind.isIn(.determiner) || behind.has(.allDigits) || behind.isIn([.article, .determiner])
    }
}
