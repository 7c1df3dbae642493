import CTables

/// The valence of English words, in tenths, read from `tone_en.tsv`; with the words that turn or strengthen it.
struct ValenceTable: Sendable {
    /// What a word does to the tone, by its key; open addressing, 0 is an empty slot.
    private var keys: [UInt32]
    private var values: [Int8]

    static let builtIn = ValenceTable(TableText.lines(copydesk_tone_en()))

    /// - Parameter lines: word, tab, valence from -4 to 4.
    init(_ lines: [Substring]) {
        var size = 1_024
        while size < 3 * lines.count { size *= 2 }
        keys = Array(repeating: 0, count: size)
        values = Array(repeating: 0, count: size)
        for line in lines {
            let fields = line.split(separator: "\t")
            guard fields.count == 2, let valence = Double(fields[1]) else { continue }
            let key = WordHash.key(WordHash.hash(String(fields[0])))
            var slot = Int(key) & (size - 1)
            while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (size - 1) }
            keys[slot] = key
            values[slot] = Int8((valence * 10).rounded())
        }
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
