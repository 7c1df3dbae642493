import Foundation
import Language

/// One word of a name as names are compared: lower case, without accents, "U.S." as "us".
struct NameWord: Sendable {
    /// Hash of the folded letters.
    var hash: UInt64 = NameWord.basis
    /// Where it stands in the text, in bytes; a stop that belongs to it counted.
    var start: Int32
    var end: Int32
    /// First folded letter.
    var initial: UInt32 = 0
    /// Second folded letter.
    var second: UInt32 = 0
    /// Letters and digits.
    var letters: UInt8 = 0
    /// Capitals among them.
    var capitals: UInt8 = 0

    static let basis = WordHash.basis
    /// Words of one name at most; what follows is not compared.
    static let wordsMax = 16

    /// The hash of a word written in lower case.
    static func hash(_ word: String) -> UInt64 {
        var hash = basis
        for point in word.unicodeScalars { hash = add(fold(point.value), to: hash) }
        return hash
    }

    /// A hash with one more folded letter.
    @inline(__always)
    static func add(_ letter: UInt32, to hash: UInt64) -> UInt64 { (hash ^ UInt64(letter)) &* WordHash.prime }

    /// One key for a sequence of words.
    @inline(__always)
    static func key(_ words: ArraySlice<NameWord>) -> UInt64 {
        var key: UInt64 = 0
        for word in words { key = WordHash.join(key, word.hash) }
        return key
    }

    /// A letter in lower case without accents.
    @inline(__always)
    static func fold(_ point: UInt32) -> UInt32 {
        if point < 0x80 { return point &- 0x41 < 26 ? point + 32 : point }
        if point == 0x2019 { return 0x27 }
        if point < 0x250 { return bases[Int(point)] }
        if point >= 0x1E00, point < 0x1F00 { return bases[Int(point - 0x1E00) + 0x250] }
        return CodePoint.lowercased(point)
    }

    /// Base letters of U+0000–024F and U+1E00–1EFF in lower case, from Unicode's decompositions.
    private static let bases: [UInt32] = (Array(0..<0x250) + Array(0x1E00..<0x1F00)).map { (value: UInt32) in
        switch value {
        case 0xD8, 0xF8: return 0x6F
        case 0x110, 0x111, 0xD0, 0xF0: return 0x64
        case 0x131, 0x130: return 0x69
        case 0x141, 0x142: return 0x6C
        default:
            guard let scalar = Unicode.Scalar(value) else { return value }
            let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? scalar
            return base.properties.lowercaseMapping.unicodeScalars.first?.value ?? base.value
        }
    }

    /// Appends the words of a stretch of text: runs of letters and digits, an apostrophe inside kept, the stops of "U.S." and "J.K." dropped, a final 's left out.
    static func split(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into words: inout [NameWord]) {
        guard let text = bytes.baseAddress else { return }
        let first = words.count
        var at = range.lowerBound
        while at < range.upperBound, words.count - first < wordsMax {
            let (point, length) = CodePoint.decode(text, at, range.upperBound)
            if isLetter(point) {
                var word = NameWord(start: Int32(at), end: Int32(at))
                at = word.read(text, at, range.upperBound)
                words.append(word)
            } else {
                at += length
            }
        }
    }

    @inline(__always)
    private static func isLetter(_ point: UInt32) -> Bool { point != 0x5F && CodePoint.isWord(point) }

    /// Reads the word that begins at `start`; gives where the next may begin.
    private mutating func read(_ text: UnsafePointer<UInt8>, _ start: Int, _ limit: Int) -> Int {
        var at = start
        // Letters since the last stop, and whether there was one.
        var piece = 0
        var hasStop = false
        while at < limit {
            let (point, length) = CodePoint.decode(text, at, limit)
            if Self.isLetter(point) {
                take(point)
                piece += 1
                at += length
                continue
            }
            guard at + length < limit || point == 0x2E else { break }
            if point == 0x2E, piece == 1 {
                let next = at + 1 < limit ? CodePoint.decode(text, at + 1, limit) : (0, 1)
                let isSingle =
                    Self.isLetter(next.0) && (at + 1 + next.1 >= limit || !Self.isLetter(CodePoint.decode(text, at + 1 + next.1, limit).0))
                if isSingle || hasStop { at += 1 }
                guard isSingle else { break }
                hasStop = true
                piece = 0
                continue
            }
            if CodePoint.isApostrophe(point), Self.isLetter(CodePoint.decode(text, at + length, limit).0) {
                let next = at + length
                if text[next] | 0x20 == 0x73, next + 1 >= limit {
                    end = Int32(at)
                    return limit
                }
                hash = Self.add(0x27, to: hash)
                at = next
                continue
            }
            break
        }
        end = Int32(at)
        return at
    }

    @inline(__always)
    private mutating func take(_ point: UInt32) {
        let letter = Self.fold(point)
        hash = Self.add(letter, to: hash)
        if letters == 0 { initial = letter } else if letters == 1 { second = letter }
        if letters < 255 { letters += 1 }
        if capitals < 255, CodePoint.isUpper(point) { capitals += 1 }
    }
}

extension NameWord {
    /// The hash of one word of the text, marks left out.
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        guard let text = bytes.baseAddress else { return basis }
        var hash = basis
        var at = range.lowerBound
        while at < range.upperBound {
            let (point, length) = CodePoint.decode(text, at, range.upperBound)
            if isLetter(point) { hash = add(fold(point), to: hash) }
            at += length
        }
        return hash
    }
}
