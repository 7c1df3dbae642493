import Model

/// Stretches of a text that its source puts into many articles, and that say nothing about this one.
struct Boilerplate {
    /// Bytes of the paragraphs, in order.
    private(set) var ranges: [Range<Int>] = []

    /// Finds the paragraphs of a text that are known as boilerplate; none where nothing else would be left.
    /// - Parameter prints: ascending.
    mutating func find(_ prints: [UInt64], in bytes: UnsafeBufferPointer<UInt8>) {
        ranges.removeAll(keepingCapacity: true)
        if prints.isEmpty { return }
        let known = Set(prints)
        var others = 0
        var found: [Range<Int>] = []
        ParagraphPrint.forEach(in: bytes) { range, print in
            if known.contains(print) { found.append(range) } else { others += 1 }
        }
        if others > 0 { ranges = found }
    }

    /// Says of ascending positions whether they lie in one of the stretches.
    struct Cursor {
        private let ranges: [Range<Int>]
        private var next = 0

        init(_ boilerplate: Boilerplate) { ranges = boilerplate.ranges }

        /// - Parameter byte: not less than at the call before.
        @inline(__always)
        mutating func contains(_ byte: UInt32) -> Bool {
            if next == ranges.count { return false }
            while ranges[next].upperBound <= Int(byte) {
                next += 1
                if next == ranges.count { return false }
            }
            return ranges[next].lowerBound <= Int(byte)
        }
    }
}
