/// The candidates for keywords of one text, counted, in memory that is used again from text to text.
struct TermTable {
    /// One candidate: a word or a run of up to three.
    struct Term {
        /// Joins the stems of its words.
        var key: UInt64
        var slot: UInt32
        /// Tokens of the occurrence whose form is shown.
        var first: UInt32
        var last: UInt32
        /// Index of its first token in the text.
        var position: UInt32
        /// Occurrences, those as a whole run, those inside a sentence, and of these those in capitals.
        var count: UInt32
        var whole: UInt32
        var inside: UInt32
        var capitals: UInt32
        var words: UInt16
        /// The shown form begins a sentence, so that its capital means nothing.
        var isAtStart: Bool
        /// Shares a word with the headline.
        var isInHeadline: Bool
        /// What does not depend on how often and where it occurs (`FixedLog`).
        var worth: Int32
    }

    /// Slots that are tried for a term before it is left out.
    private static let probesMax = 64

    private(set) var terms: [Term] = []
    private var slots: [UInt32] = []

    /// Begins a text with at most `tokens` words.
    mutating func begin(tokens: Int) {
        for term in terms { slots[Int(term.slot)] = 0 }
        terms.removeAll(keepingCapacity: true)
        var size = 2_048
        while size < 4 * tokens { size *= 2 }
        if slots.count < size { slots = Array(repeating: 0, count: size) }
    }

    /// The index of the term with `key`, and whether it is new; nil where there is no room for it.
    @inline(__always)
    mutating func find(_ key: UInt64, _ make: (UInt32) -> Term) -> (index: Int, isNew: Bool)? {
        var slot = Int(WordHash.key(key)) & (slots.count - 1)
        for _ in 0..<Self.probesMax {
            let held = slots[slot]
            if held == 0 {
                terms.append(make(UInt32(slot)))
                slots[slot] = UInt32(terms.count)
                return (terms.count - 1, true)
            }
            if terms[Int(held) - 1].key == key { return (Int(held) - 1, false) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Changes a term.
    @inline(__always)
    mutating func update(_ index: Int, _ change: (inout Term) -> Void) { change(&terms[index]) }
}
