/// Reads words of a text and gives the hashes of what is counted in them: sequences of two to four code points of `_word_` in lower case, whole words,
/// and pairs of neighbours. Trainer and identifier read with this one scanner, so that their hashes agree.
package struct LanguageFeatures {
    /// Letters seen, by script.
    package private(set) var letters = [Int](repeating: 0, count: WritingSystem.allCases.count)
    /// The word being read, with a border before and after it.
    private let word: UnsafeMutablePointer<UInt32>

    /// Code points of a longer word that count.
    private static let wordLengthMax = 40
    /// Bytes of the last word that may lie behind the range.
    private static let overhangMax = 64
    /// Code points of the longest sequence.
    private static let sequenceLengthMax = 4
    /// Whole words up to this length are counted besides their sequences.
    private static let wholeWordMax = 14
    private static let border: UInt32 = 0x5F
    /// Keeps the hash of a pair apart from that of a word.
    private static let pairSalt: UInt32 = 0x9E37

    /// Runs `body` with a scanner, whose memory lives as long as the call.
    package static func with<Result>(_ body: (inout LanguageFeatures) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: wordLengthMax + 2) { memory in
            guard let base = memory.baseAddress else {
                preconditionFailure("an allocation of \(wordLengthMax + 2) elements has an address")
            }
            var features = LanguageFeatures(word: base)
            return body(&features)
        }
    }

    private init(word: UnsafeMutablePointer<UInt32>) { self.word = word }

    /// Reads the words that begin in bytes `range` (the last one to its end, if that is near) and calls `feature` with each hash.
    @inline(__always)
    package mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ feature: (UInt32) -> Void) {
        guard let base = bytes.baseAddress else { return }
        var at = range.lowerBound
        var length = 0
        var before: UInt32 = 0
        let limit = min(bytes.count, range.upperBound + Self.overhangMax)
        while at < limit {
            if length == 0, at >= range.upperBound { break }
            let (point, size) = CodePoint.decode(base, at, bytes.count)
            at += size
            let script = WritingSystem.of(point)
            if let script { letters[Int(script.rawValue)] += 1 }
            if script?.isShared ?? (length > 0 && Self.isMark(point)) {
                if length == 0 { word[0] = Self.border }
                if length < Self.wordLengthMax {
                    length += 1
                    word[length] = CodePoint.lowercased(point)
                }
            } else if length > 0 {
                before = finish(length, before, feature)
                length = 0
            }
        }
        if length > 0 { _ = finish(length, before, feature) }
    }

    /// Marks that belong to the letter before them: combining accents, Arabic vowels, joiners.
    private static func isMark(_ point: UInt32) -> Bool {
        (point >= 0x300 && point <= 0x36F) || (point >= 0x64B && point <= 0x65F) || point == 0x200C || point == 0x200D
    }

    /// Counts one word of `length` code points; its hash.
    @inline(__always)
    private func finish(_ length: Int, _ before: UInt32, _ feature: (UInt32) -> Void) -> UInt32 {
        word[length + 1] = Self.border
        let count = length + 2
        var whole: UInt32 = 0
        for start in 0..<(count - 1) {
            var hash = Self.step(2_166_136_261, word[start])
            let stop = min(count, start + Self.sequenceLengthMax)
            for index in (start + 1)..<stop {
                hash = Self.step(hash, word[index])
                feature(Self.mix(hash))
            }
            if start == 0 { whole = hash }
        }
        if count > Self.sequenceLengthMax, length <= Self.wholeWordMax {
            for index in Self.sequenceLengthMax..<count { whole = Self.step(whole, word[index]) }
            feature(Self.mix(whole))
        }
        if before != 0 { feature(Self.mix(Self.step(before, whole ^ Self.pairSalt))) }
        return whole
    }

    @inline(__always)
    private static func step(_ hash: UInt32, _ point: UInt32) -> UInt32 { (hash ^ point) &* 16_777_619 }

    /// Spreads a hash over all 32 bits, so that its upper bits choose a slot.
    @inline(__always)
    private static func mix(_ hash: UInt32) -> UInt32 {
        var hash = hash
        hash ^= hash >> 15
        hash = hash &* 0x2C1B_3C6D
        hash ^= hash >> 12
        return hash &* 0x297A_2D39
    }
}
