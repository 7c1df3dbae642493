import CTables

/// The valence of English words, in tenths, read from `tone_en.tsv`; with the words that turn or strengthen it.
struct ValenceTable: Sendable {
    /// What a word does to the tone, by its key; open addressing, 0 is an empty slot.
    private var keys: [UInt32]
    private var values: [Int8]

    static let builtIn = ValenceTable(TableText.bytes(copydesk_tone_en()))

    /// - Parameter text: a line each of word, tab, valence from -4 to 4 with one decimal; lines of another form are passed over.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        // A line has at least eight bytes or so, which leaves half of the slots empty.
        var size = 1_024
        while size * 4 < text.count { size *= 2 }
        keys = Array(repeating: 0, count: size)
        values = Array(repeating: 0, count: size)
        TableText.eachLine(of: text) { line in
            guard let tab = line.firstIndex(of: 0x09), let tenths = Self.tenths(line[(tab + 1)...]) else { return }
            let key = WordHash.key(WordHash.hash(UnsafeBufferPointer(rebasing: line[..<tab])))
            var slot = Int(key) & (size - 1)
            while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (size - 1) }
            keys[slot] = key
            values[slot] = tenths
        }
    }

    /// Reads "-1.9" as -19.
    private static func tenths(_ text: TableText.Bytes) -> Int8? {
        var value = 0
        var isNegative = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value * 10 + Int(byte - 0x30)
            default: return nil
            }
        }
        return value <= 40 ? Int8(isNegative ? -value : value) : nil
    }

    /// Tenths of valence of the word with this `WordHash`, 0 where it has none.
    @inline(__always)
    func tenths(_ hash: UInt64) -> Int8 {
        let key = WordHash.key(hash)
        var slot = Int(key) & (keys.count - 1)
        while keys[slot] != 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return 0
    }
}
