/// A stretch of text between quotation marks. Offsets are bytes.
struct QuotedRegion {
    /// With its marks.
    var outerStart: Int32
    var outerEnd: Int32
    /// Inside the marks, without blanks at the ends.
    var start: Int32
    var end: Int32
    /// It goes on in the next paragraph.
    var isOpen: Bool
    /// Quotations around it that are still open.
    var depth: Int32 = 0
    /// The last code point inside, 0 where it is empty.
    var last: UInt32 = 0
    /// Words inside; parts joined by a hyphen or an apostrophe count once.
    var words: Int32 = 0
    /// Words that begin with a letter, and those of them with a capital.
    var letterWords: Int32 = 0
    var capitalWords: Int32 = 0
    /// A quotation has been made of it.
    var isTaken = false

    /// Ends in , . ! ? (with `also`, those code points too).
    @inline(__always)
    func endsSentence() -> Bool { last == 0x2E || last == 0x21 || last == 0x3F || last == 0x2026 }

    @inline(__always)
    func endsInPunctuation() -> Bool { last == 0x2C || last == 0x2E || last == 0x21 || last == 0x3F }
}
