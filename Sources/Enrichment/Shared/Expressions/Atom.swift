/// The smallest piece that the rules for times and amounts look at: a word, a run of digits, a mark. Tokens that hold digits are cut into several
/// ("10:35" three, "1990s" two); thousands stay together ("3,000", "1 234 567" with hard blanks).
struct Atom {
    enum Kind: UInt8 { case word, number, fraction, mark }

    /// Byte offsets in the text.
    var start: UInt32
    var end: UInt32
    /// The value of digits and of fraction signs.
    var number: Double = 0
    /// Entry of the language's lists, 0 where they don't have it.
    var entry: UInt16 = 0
    var word: Word = .none
    var kind: Kind
    var flags: Flags
    /// How many digits a number has; 255 for more.
    var digits: UInt8 = 0

    struct Flags: OptionSet {
        let rawValue: UInt8
        /// Nothing stands between it and the atom before.
        static let glued = Flags(rawValue: 1)
        /// Begins with a capital.
        static let initialCapital = Flags(rawValue: 2)
        /// Has a capital anywhere.
        static let capital = Flags(rawValue: 4)
        static let sentenceStart = Flags(rawValue: 8)
        static let paragraphStart = Flags(rawValue: 16)
        /// Digits with marks between groups of them.
        static let grouped = Flags(rawValue: 32)
        /// A line end stands before it.
        static let lineStart = Flags(rawValue: 64)
    }
}
