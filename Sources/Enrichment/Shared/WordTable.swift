import Language

/// The distinct words of a text, made in one pass over its tokens, in memory that is used again from text to text.
///
/// Beside them it keeps the text in folded form: words in lower case between single blanks, with `barrier` between blanks where a mark or
/// the start of a sentence keeps words apart. A hyphen that glues words stays.
struct WordTable {
    /// One distinct word.
    struct Word {
        /// `WordHash` of the folded word.
        var hash: UInt64
        /// Where its folded form lies in `folded`.
        var foldedStart: UInt32
        var foldedCount: UInt32
        /// The slot that holds it.
        var slot: UInt32
        /// How often it occurs.
        var count: UInt32
    }

    /// Stands in `folded` where words do not belong together.
    static let barrier: UInt8 = 1
    /// Bytes of a word that count.
    private static let wordBytesMax = 200
    /// Slots that are tried for a word before it is left out: texts made to collide cost no more than others.
    private static let probesMax = 64

    private(set) var words: [Word] = []
    /// For each token the index of its word, -1 for marks, clitics, addresses and scripts without blanks.
    private(set) var ids: [Int32] = []
    /// The folded text, in the first `foldedCount` bytes.
    private var folded: [UInt8] = []
    private var foldedCount = 0
    /// Index of a word + 1, 0 for none; always a power of two long.
    private var slots: [UInt32] = []

    /// Reads a text anew.
    mutating func read(_ text: TokenizedText, of bytes: UnsafeBufferPointer<UInt8>) {
        for word in words { slots[Int(word.slot)] = 0 }
        words.removeAll(keepingCapacity: true)
        foldedCount = 0
        let tokens = text.tokens
        reserve(tokens.count, bytes.count)
        guard let base = bytes.baseAddress else { return }
        folded.withUnsafeMutableBufferPointer { folded in
            ids.withUnsafeMutableBufferPointer { ids in
                slots.withUnsafeMutableBufferPointer { slots in
                    var pass = Pass(bytes: base, folded: folded, slots: slots, words: words)
                    words = []
                    for index in tokens.indices { ids[index] = pass.add(tokens[index]) }
                    words = pass.words
                    foldedCount = pass.at
                }
            }
        }
    }

    /// Makes room; what was there is not kept beyond what is needed.
    private mutating func reserve(_ tokens: Int, _ bytes: Int) {
        // Folding shortens words or leaves them as long as they are; a token adds at most three bytes around itself.
        let foldedBytes = bytes + 3 * tokens + 1
        if folded.count < foldedBytes { folded = Array(repeating: 0, count: foldedBytes * 5 / 4) }
        if ids.count < tokens { ids = Array(repeating: -1, count: tokens * 5 / 4) }
        if slots.count < 2 * tokens {
            var size = 1_024
            while size < 2 * tokens { size *= 2 }
            slots = Array(repeating: 0, count: size)
        }
    }

    /// Lends the folded text.
    @inline(__always)
    func withFolded<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        folded.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[0..<foldedCount])) }
    }

    /// The index of a folded word in `words`, nil where the text does not hold it.
    func index(of hash: UInt64) -> Int? {
        guard !slots.isEmpty else { return nil }
        var slot = Int(WordHash.key(hash)) & (slots.count - 1)
        for _ in 0..<Self.probesMax {
            let held = slots[slot]
            if held == 0 { return nil }
            if words[Int(held) - 1].hash == hash { return Int(held) - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }
}

extension WordTable {
    /// The state of reading one text.
    private struct Pass {
        let bytes: UnsafePointer<UInt8>
        let folded: UnsafeMutableBufferPointer<UInt8>
        let slots: UnsafeMutableBufferPointer<UInt32>
        var words: [Word]
        /// Bytes written to `folded`.
        var at = 0
        private var isApart = false

        init(
            bytes: UnsafePointer<UInt8>, folded: UnsafeMutableBufferPointer<UInt8>, slots: UnsafeMutableBufferPointer<UInt32>, words: [Word]
        ) {
            self.bytes = bytes
            self.folded = folded
            self.slots = slots
            self.words = words
            write(0x20)
        }

        @inline(__always)
        private mutating func write(_ byte: UInt8) {
            folded[at] = byte
            at += 1
        }

        /// The word index of a token, after it was folded and counted.
        @inline(__always)
        mutating func add(_ token: Token) -> Int32 {
            let flags = token.flags.rawValue
            if flags & TokenFlags.word.rawValue == 0 || flags & WordTable.outside != 0 {
                if flags & TokenFlags.clitic.rawValue == 0 { isApart = true }
                return -1
            }
            if flags & TokenFlags.joined.rawValue != 0, at > 1 {
                folded[at - 1] = 0x2D
            } else if isApart || flags & TokenFlags.sentenceStart.rawValue != 0 {
                write(WordTable.barrier)
                write(0x20)
            }
            isApart = false
            let start = at
            let hash = fold(token)
            let count = at - start
            write(0x20)
            return find(hash, start, count)
        }

        /// Writes the folded token and gives its hash.
        @inline(__always)
        private mutating func fold(_ token: Token) -> UInt64 {
            var hash = WordHash.basis
            let start = Int(token.start)
            var end = min(Int(token.end), start + WordTable.wordBytesMax)
            if token.has(.abbreviation), bytes[end - 1] == 0x2E { end -= 1 }
            if token.has(.beyondASCII) || end - start == WordTable.wordBytesMax { return foldBeyondASCII(start, end) }
            var from = start
            while from < end {
                var byte = bytes[from]
                if byte >= 0x80 { return foldRest(from, end, hash) }
                if byte &- 0x41 < 26 { byte |= 0x20 }
                hash = WordHash.add(byte, to: hash)
                folded[at] = byte
                at += 1
                from += 1
            }
            return hash
        }

        private mutating func foldBeyondASCII(_ start: Int, _ end: Int) -> UInt64 { foldRest(start, end, WordHash.basis) }

        private mutating func foldRest(_ start: Int, _ end: Int, _ begun: UInt64) -> UInt64 {
            var hash = begun
            var from = start
            while from < end {
                let (point, length) = CodePoint.decode(bytes, from, end)
                let lower = CodePoint.isApostrophe(point) ? 0x27 : CodePoint.lowercased(point)
                if lower == point {
                    for offset in from..<from + length { put(bytes[offset], &hash) }
                } else if lower < 0x80 {
                    put(UInt8(lower), &hash)
                } else if lower < 0x800 {
                    put(UInt8(0xC0 | lower >> 6), &hash)
                    put(UInt8(0x80 | lower & 0x3F), &hash)
                } else {
                    put(UInt8(truncatingIfNeeded: 0xE0 | lower >> 12), &hash)
                    put(UInt8(0x80 | lower >> 6 & 0x3F), &hash)
                    put(UInt8(0x80 | lower & 0x3F), &hash)
                }
                from += length
            }
            return hash
        }

        @inline(__always)
        private mutating func put(_ byte: UInt8, _ hash: inout UInt64) {
            hash = WordHash.add(byte, to: hash)
            write(byte)
        }

        @inline(__always)
        private mutating func find(_ hash: UInt64, _ start: Int, _ count: Int) -> Int32 {
            var slot = Int(WordHash.key(hash)) & (slots.count - 1)
            for _ in 0..<WordTable.probesMax {
                let held = slots[slot]
                if held == 0 {
                    words.append(
                        Word(hash: hash, foldedStart: UInt32(start), foldedCount: UInt32(count), slot: UInt32(slot), count: 1))
                    slots[slot] = UInt32(words.count)
                    return Int32(words.count - 1)
                }
                if words[Int(held) - 1].hash == hash {
                    words[Int(held) - 1].count += 1
                    return Int32(held) - 1
                }
                slot = (slot + 1) & (slots.count - 1)
            }
            return -1
        }
    }

    /// Tokens that are no words of their own here.
    private static let outside = TokenFlags.clitic.rawValue | TokenFlags.address.rawValue | TokenFlags.spaceless.rawValue
}
