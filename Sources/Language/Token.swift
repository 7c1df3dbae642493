/// What the tokeniser knows of a token without looking at its bytes again.
public struct TokenFlags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    @inline(__always) public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// An upper-case letter anywhere.
    public static let capital = TokenFlags(rawValue: 1 << 0)
    /// The first code point is an upper-case letter.
    public static let initialCapital = TokenFlags(rawValue: 1 << 1)
    /// An ASCII digit anywhere.
    public static let digit = TokenFlags(rawValue: 1 << 2)
    /// A letter anywhere.
    public static let letter = TokenFlags(rawValue: 1 << 3)
    /// Begins with a letter, a digit or `_`; all others are punctuation and symbols.
    public static let word = TokenFlags(rawValue: 1 << 4)
    /// First token of a sentence.
    public static let sentenceStart = TokenFlags(rawValue: 1 << 5)
    /// A blank or line end stands before it; so does nothing at all (start of text).
    public static let blankBefore = TokenFlags(rawValue: 1 << 6)
    /// At least one line end stands before it, or it is the first of the text.
    public static let lineBefore = TokenFlags(rawValue: 1 << 7)
    /// At least two line ends stand before it, or it is the first of the text.
    public static let paragraphBefore = TokenFlags(rawValue: 1 << 8)
    /// 's, 'll, 're and the like: a token of its own, but no word of its own.
    public static let clitic = TokenFlags(rawValue: 1 << 9)
    /// Holds Han, Kana, Thai or another script without blanks between words.
    public static let spaceless = TokenFlags(rawValue: 1 << 10)
    /// A web address.
    public static let address = TokenFlags(rawValue: 1 << 11)
    /// Glued by a hyphen to the word before it: the later parts of "mother-in-law".
    public static let joined = TokenFlags(rawValue: 1 << 12)
    /// A word whose full stop belongs to it: "Mr.", "U.S.", "J."
    public static let abbreviation = TokenFlags(rawValue: 1 << 13)
    /// Holds code points beyond ASCII.
    public static let beyondASCII = TokenFlags(rawValue: 1 << 14)
}

/// A stretch of text between blanks and borders: word, number, mark. 16 bytes.
public struct Token: Sendable, Hashable {
    /// Byte offset of its first byte.
    public var start: UInt32
    /// Byte offset behind its last byte.
    public var end: UInt32
    /// FNV-1a 32 of the folded bytes: ASCII and Latin-1 letters lower-cased, digits as `0`, at most 200 bytes.
    public var hash: UInt32
    public var flags: TokenFlags
    /// For marks the code point (U+FFFF for those beyond), 0 for words.
    public var mark: UInt16

    @inline(__always)
    public init(start: UInt32, end: UInt32, hash: UInt32, flags: TokenFlags, mark: UInt16) {
        self.start = start
        self.end = end
        self.hash = hash
        self.flags = flags
        self.mark = mark
    }

    /// Length in bytes.
    @inline(__always) public var length: Int { Int(end &- start) }
    @inline(__always) public var bytes: Range<Int> { Int(start)..<Int(end) }
    @inline(__always) public func has(_ flag: TokenFlags) -> Bool { flags.rawValue & flag.rawValue != 0 }
}
