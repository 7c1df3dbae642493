/// Bytes in an unknown charset, counted: each byte beyond ASCII with its neighbours, and the ASCII letters around them.
struct CharsetSample {
    /// A byte beyond ASCII and what stands before and behind it.
    struct Context {
        var before: UInt8
        var byte: UInt8
        var after: UInt8
        var count: Int32
    }

    private static let contextsMax = 2_048
    /// ASCII bytes on each side that say which language this is; markup far from the text says nothing.
    private static let windowBytes = 48
    private static let slots = 4_096

    /// Different contexts, the commonest in no order.
    private(set) var contexts: [Context] = []
    /// Bytes beyond ASCII that were counted.
    private(set) var total = 0
    /// Those of them that follow one another.
    private(set) var adjacent = 0
    /// Where the last of them stands, one up.
    private(set) var end = 0
    /// Pairs of ASCII: 27 × first + second, 0 what is no letter, 1 a … 26 z.
    private(set) var plainPairs = [Int32](repeating: 0, count: 27 * 27)

    init(_ bytes: UnsafeRawBufferPointer) {
        // Open addressing: the place of a context in `contexts`, one up.
        var places = [UInt16](repeating: 0, count: Self.slots)
        var at = 0
        var windowEnd = 0
        while at < bytes.count, total < Self.contextsMax {
            if at + 8 <= bytes.count, bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                at += 8
                continue
            }
            if bytes[at] < 0x80 {
                at += 1
                continue
            }
            count(bytes, at, &places)
            let start = max(windowEnd, at - Self.windowBytes, 1)
            windowEnd = max(windowEnd, min(bytes.count, at + Self.windowBytes))
            if start < windowEnd { countPlain(bytes, start..<windowEnd) }
            at += 1
            end = at
        }
    }

    private mutating func count(_ bytes: UnsafeRawBufferPointer, _ at: Int, _ places: inout [UInt16]) {
        let before = at > 0 ? bytes[at - 1] : 0x20
        let byte = bytes[at]
        let after = at + 1 < bytes.count ? bytes[at + 1] : 0x20
        total += 1
        if before >= 0x80 { adjacent += 1 }
        let key = UInt32(before) << 16 | UInt32(byte) << 8 | UInt32(after)
        var slot = Int((key &* 0x9E37_79B1) >> 20)
        while places[slot] != 0 {
            let place = Int(places[slot]) - 1
            if contexts[place].before == before, contexts[place].byte == byte, contexts[place].after == after {
                contexts[place].count += 1
                return
            }
            slot = (slot + 1) & (Self.slots - 1)
        }
        contexts.append(Context(before: before, byte: byte, after: after, count: 1))
        places[slot] = UInt16(contexts.count)
    }

    private mutating func countPlain(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
        for index in range where bytes[index - 1] < 0x80 && bytes[index] < 0x80 {
            plainPairs[27 * Self.letter(bytes[index - 1]) + Self.letter(bytes[index])] += 1
        }
    }

    private static func letter(_ byte: UInt8) -> Int {
        let place = (byte | 0x20) &- UInt8(ascii: "a")
        return place < 26 ? Int(place) + 1 : 0
    }
}
