import Language

/// A quotation mark, or an apostrophe at the edge of a word, with what stands beside it. Offsets are bytes of the text.
struct QuoteMark {
    var start: Int32
    var end: Int32
    /// The mark's code point; of two single marks in a row that of the first.
    var point: UInt32
    var isDouble: Bool
    /// Two single marks in a row: `` ''.
    var isPair: Bool
    /// Code points beside it, a blank at the paragraph's ends.
    var before: UInt32
    var after: UInt32
    /// Stands where a word begins.
    var canOpen: Bool
    /// Stands where a word ends.
    var canClose: Bool
    /// Behind it, in its paragraph, comes a well formed inner quotation: a closer, then another closer before any opener.
    var isNested = false
    var paragraph: Int32 = 0

    /// `"“”„‟«»「」『』〝〞＂`
    static func isDouble(_ point: UInt32) -> Bool {
        switch point {
        case 0x22, 0xAB, 0xBB, 0x201C...0x201F, 0x300C...0x300F, 0x301D, 0x301E, 0xFF02: true
        default: false
        }
    }

    /// `'‘’‚‛‹›`
    static func isSingle(_ point: UInt32) -> Bool {
        switch point {
        case 0x27, 0x2018...0x201B, 0x2039, 0x203A: true
        default: false
        }
    }

    static func isMark(_ point: UInt32) -> Bool { isDouble(point) || isSingle(point) }

    /// - – — ―
    @inline(__always)
    static func isDash(_ point: UInt32) -> Bool { point == 0x2D || (point >= 0x2013 && point <= 0x2015) }

    /// A blank, bracket, dash, slash, colon or another mark on the left; on the right no blank and no punctuation.
    static func canOpen(before: UInt32, after: UInt32) -> Bool {
        guard !CodePoint.isSpace(after) else { return false }
        switch after {
        case 0x2C, 0x2E, 0x3B, 0x3A, 0x21, 0x3F, 0x29, 0x5D: return false
        default: break
        }
        switch before {
        case 0x28, 0x5B, 0x7B, 0x2F, 0x3A: return true
        default: return CodePoint.isSpace(before) || isDash(before) || isMark(before)
        }
    }

    /// No blank on the left; on the right a blank, punctuation or another mark, at any rate no letter.
    static func canClose(before: UInt32, after: UInt32) -> Bool {
        !CodePoint.isSpace(before) && (CodePoint.isSpace(after) || isMark(after) || !CodePoint.isWord(after) || after == 0x5F)
    }

    /// True where a closer of this kind would be believed at once: a letter before it, a blank or punctuation behind.
    var isPlainCloser: Bool {
        guard isDouble, !CodePoint.isSpace(before) else { return false }
        switch after {
        case 0x2C, 0x2E, 0x3B, 0x3A, 0x21, 0x3F, 0x29, 0x5D: return true
        default: return CodePoint.isSpace(after)
        }
    }
}

/// A paragraph of the text: bytes from the first to one behind the last of a line.
struct TextParagraph {
    var start: Int32
    var end: Int32
    /// First mark of it, and one behind the last, in the list of marks.
    var marksFrom: Int32
    var marksTo: Int32
}
