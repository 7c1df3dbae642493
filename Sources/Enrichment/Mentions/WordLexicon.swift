import CTables

/// What the word list knows of a word, whatever its capitals.
package struct WordFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    @inline(__always) package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let givenName = WordFlags(rawValue: 1 << 0)
    package static let surname = WordFlags(rawValue: 1 << 1)
    package static let town = WordFlags(rawValue: 1 << 2)
    /// A word of a country's name or of its capital's.
    package static let country = WordFlags(rawValue: 1 << 3)
    /// Inc, Ltd, GmbH: ends a company's name.
    package static let companyEnd = WordFlags(rawValue: 1 << 4)
    /// Ministry, University, Party: part of an organisation's name.
    package static let organisation = WordFlags(rawValue: 1 << 5)
    /// Mr, President, Professor: stands before a person's name.
    package static let title = WordFlags(rawValue: 1 << 6)
    /// French, Kenyans: of a people.
    package static let demonym = WordFlags(rawValue: 1 << 7)
    /// Names of days, months and feasts.
    package static let calendar = WordFlags(rawValue: 1 << 8)
    /// River, Street, Airport: part of a place's name.
    package static let place = WordFlags(rawValue: 1 << 9)
    /// States, provinces and the like.
    package static let state = WordFlags(rawValue: 1 << 10)
    /// One of the most common words of English.
    package static let common = WordFlags(rawValue: 1 << 11)
    /// Said, spokesman, wife: stands near persons.
    package static let near = WordFlags(rawValue: 1 << 12)
    /// Of, the, van, bin, and: may stand between the words of a name.
    package static let connector = WordFlags(rawValue: 1 << 13)
    /// Dictionaries have it in lower case.
    package static let lowerCase = WordFlags(rawValue: 1 << 14)
    /// Dictionaries have it with a capital.
    package static let upperCase = WordFlags(rawValue: 1 << 15)
}

/// The word list of the mentions: flags, class of meaning and likely sex by the hash of a word, and the names of places of several words.
///
/// The file (`Sources/CTables/data/mentions/words.bin`, made by `deploy/tables/mention_words.py`) is looked up where it is linked, without reading it
/// first: 65,536 buckets by the upper half of the hash, in each the lower halves in order.
package struct WordLexicon: Sendable {
    /// Flags and class of a word, both 0 where it is not in the list.
    package struct Entry: Sendable {
        package var flags: UInt16 = 0
        /// Class of meaning in the low bits, sex as given name in the two highest (1 male, 2 female).
        package var meaning: UInt16 = 0
        @inline(__always) package init(flags: UInt16 = 0, meaning: UInt16 = 0) {
            self.flags = flags
            self.meaning = meaning
        }
        /// 0 unknown or both, 1 male, 2 female.
        @inline(__always) package var sex: Int { meaning >> 14 == 3 ? 0 : Int(meaning >> 14) }
    }

    private let words: BucketTable
    private let flags: TableBytes
    private let meanings: TableBytes
    private let phrases: BucketTable
    private let phraseKinds: TableBytes

    /// The list that is linked into the binary.
    package static let shared: WordLexicon = {
        let table = copydesk_mention_words()
        return WordLexicon(TableBytes(UnsafeRawBufferPointer(start: table.start, count: table.count))) ?? .empty
    }()
    /// A list without words.
    package static let empty = WordLexicon()

    private init() {
        words = .empty
        phrases = .empty
        flags = .empty
        meanings = .empty
        phraseKinds = .empty
    }

    /// Reads the head of a file's bytes, which must stay where they are; nil where they are not such a file.
    package init?(_ bytes: TableBytes) {
        guard var rest = bytes.body(of: "copydesk mention words 1") else { return nil }
        guard let words = BucketTable(&rest), let flags = rest.take(words.count * 2), let meanings = rest.take(words.count * 2),
            let phrases = BucketTable(&rest), let kinds = rest.take(phrases.count)
        else { return nil }
        self.words = words
        self.flags = flags
        self.meanings = meanings
        self.phrases = phrases
        phraseKinds = kinds
    }

    /// What is known of the word with a token's hash.
    @inline(__always)
    package subscript(hash: UInt32) -> Entry {
        let at = words.index(of: hash)
        return at < 0 ? Entry() : Entry(flags: flags.half(at), meaning: meanings.half(at))
    }

    /// The hash of several words from that of the words before and of one more; begins with 0.
    @inline(__always)
    package static func phraseHash(_ before: UInt32, _ word: UInt32) -> UInt32 {
        let mixed = (before ^ word) &* 0x9E37_79B1
        return mixed ^ (mixed >> 15)
    }

    /// What place has this name of several words: 0 none, 1 town or county, 2 state or region, 3 country.
    @inline(__always)
    package func place(_ phraseHash: UInt32) -> Int {
        let at = phrases.index(of: phraseHash)
        return at < 0 ? 0 : Int(phraseKinds.byte(at))
    }
}
