/// What a unit looks like.
struct UnitShape: OptionSet, Sendable {
    let rawValue: UInt32
    @inline(__always) init(rawValue: UInt32) { self.rawValue = rawValue }

    static let word = UnitShape(rawValue: 1 << 0)
    /// A whole quotation.
    static let quote = UnitShape(rawValue: 1 << 1)
    /// A paragraph begins with it.
    static let line = UnitShape(rawValue: 1 << 2)
    static let blankBefore = UnitShape(rawValue: 1 << 3)
    static let sentenceStart = UnitShape(rawValue: 1 << 4)
    static let upper = UnitShape(rawValue: 1 << 5)
    /// Begins with a digit.
    static let digit = UnitShape(rawValue: 1 << 6)
    static let allDigits = UnitShape(rawValue: 1 << 7)
    /// No small letter and at least three bytes.
    static let allUpper = UnitShape(rawValue: 1 << 8)
    static let endsED = UnitShape(rawValue: 1 << 9)
    static let endsING = UnitShape(rawValue: 1 << 10)
    static let endsLY = UnitShape(rawValue: 1 << 11)
    static let endsS = UnitShape(rawValue: 1 << 12)
    /// Ends in 's or s'.
    static let possessive = UnitShape(rawValue: 1 << 13)
    static let abbreviation = UnitShape(rawValue: 1 << 14)
    /// he'd, they've: what stands before the apostrophe is a subject pronoun.
    static let subjectStem = UnitShape(rawValue: 1 << 15)
    static let comma = UnitShape(rawValue: 1 << 16)
    static let semicolon = UnitShape(rawValue: 1 << 17)
    static let colon = UnitShape(rawValue: 1 << 18)
    static let dash = UnitShape(rawValue: 1 << 19)
    /// . ! ? …
    static let stop = UnitShape(rawValue: 1 << 20)
    static let opener = UnitShape(rawValue: 1 << 21)
    static let closer = UnitShape(rawValue: 1 << 22)
    /// More than three code points.
    static let long = UnitShape(rawValue: 1 << 23)
    static let period = UnitShape(rawValue: 1 << 24)
    /// Ends in ss or us: no plural, no verb.
    static let endsSS = UnitShape(rawValue: 1 << 25)
    static let letter = UnitShape(rawValue: 1 << 26)

    static let name: UnitShape = [.upper, .digit]
    static let mark: UnitShape = [.comma, .semicolon, .colon, .dash, .stop, .opener, .closer]
    static let clauseMark: UnitShape = [.comma, .dash]
    static let strongMark: UnitShape = [.semicolon, .colon]
}

/// What the rules read: a word with its clitics and hyphens, a mark, or a whole quotation. Offsets are bytes.
struct SpeechUnit {
    var start: Int32
    var end: Int32
    var shape: UnitShape
    /// Number of the word in the lexicon, 0 where it is unknown.
    var word: UInt16 = 0
    /// Index of the cue that the word alone is, 0 where it is none.
    var cue: UInt16 = 0
    var classes: SpeechClass = []
    /// Index of the quotation, -1 for words and marks.
    var region: Int32 = -1

    @inline(__always) func has(_ flags: UnitShape) -> Bool { shape.rawValue & flags.rawValue != 0 }
    @inline(__always) func isIn(_ lists: SpeechClass) -> Bool { classes.rawValue & lists.rawValue != 0 }
    @inline(__always) var isWord: Bool { has(.word) }
    @inline(__always) var isQuote: Bool { has(.quote) }
    @inline(__always) var isMark: Bool { !has([.word, .quote]) }
    /// A word with a capital or a number: what names are made of.
    @inline(__always) var isName: Bool { has(.name) }
    @inline(__always) var isSubjectPronoun: Bool { isIn(.subject) }
    @inline(__always) var isBreak: Bool { has(.quote) || has(.mark) }
}
