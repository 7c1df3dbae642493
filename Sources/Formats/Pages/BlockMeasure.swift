/// What the text of one block is like: counted in one pass over its bytes.
struct BlockMeasure {
    var characters = 0
    var words = 0
    var digits = 0
    var capitals = 0
    var commas = 0
    var sentences = 0
    var endsSentence = false
    var beginsSmall = false
    var beginsQuote = false
    var phrases: UInt16 = 0
    /// Characters, where the block is prose: a dozen words or more, few of them links, ending as a sentence does.
    var prose: Float = 0
    /// Hash and length of its letters and digits, lower case; equal where two wordings differ in marks only.
    var key: UInt64 = 0
    var keyLength = 0

    private static let proseWordsMin = 12
    private static let proseLinksMax: Float = 0.35

    /// - Parameter links: the share of links in the text.
    init(_ text: UnsafeBufferPointer<UInt8>, links: Float) {
        var at = 0
        var wide = 0
        var isMarkBefore = false
        key = PageWords.seed
        while at < text.count {
            let byte = text[at]
            if byte < 0x80 {
                characters &+= 1
                at &+= 1
                if byte <= 0x20 {
                    words &+= 1
                    if isMarkBefore { sentences &+= 1 }
                    isMarkBefore = false
                    continue
                }
                if byte &- 0x30 < 10 {
                    digits &+= 1
                } else if byte &- 0x41 < 26 {
                    capitals &+= 1
                } else if byte == UInt8(ascii: ",") {
                    commas &+= 1
                }
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") {
                    isMarkBefore = true
                } else if byte != 0x22, byte != UInt8(ascii: "'"), byte != UInt8(ascii: ")") {
                    isMarkBefore = false
                }
                if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 {
                    key = PageWords.step(key, byte &- 0x41 < 26 ? byte | 0x20 : byte)
                    keyLength &+= 1
                }
            } else {
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                characters &+= 1
                if length == 3, at + 2 < text.count {
                    count(text[at], text[at &+ 1], text[at &+ 2], &wide, &isMarkBefore)
                } else {
                    isMarkBefore = false
                    keep(text, at, length)
                }
                at &+= length
            }
        }
        // Scripts without spaces: two characters count as a word.
        words &+= 1 &+ wide / 2
        if isMarkBefore { sentences &+= 1 }
        finish(text, links)
    }

    @inline(__always)
    private mutating func keep(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ length: Int) {
        for index in at..<min(text.count, at &+ length) { key = PageWords.step(key, text[index]) }
        keyLength &+= length
    }

    /// A character of three bytes: CJK letters are counted, marks noted.
    private mutating func count(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ wide: inout Int, _ isMarkBefore: inout Bool) {
        // General punctuation (U+2000…U+206F) is no part of a key; closing quotes leave a mark before them standing.
        if a == 0xE2, b == 0x80 { return }
        if a == 0xE3, b == 0x80, c <= 0x91 {
            if c == 0x82 { sentences &+= 1 }
            if c == 0x81 { commas &+= 1 }
            return
        }
        if a == 0xEF, b == 0xBC {
            if c == 0x81 || c == 0x9F { sentences &+= 1 }
            if c == 0x8C { commas &+= 1 }
            if c <= 0x9F { return }
        }
        isMarkBefore = false
        if (a == 0xE3 && b >= 0x81) || (a >= 0xE4 && a <= 0xE9) || (a >= 0xEA && a <= 0xED && b >= 0x80) { wide &+= 1 }
        // Thai, Lao, Khmer, Burmese have no spaces between words either.
        if a == 0xE0, b >= 0xB8 { wide &+= 1 }
        if a == 0xE1, b == 0x80 || b == 0x81 || b == 0x9E || b == 0x9F { wide &+= 1 }
        for byte in [a, b, c] { key = PageWords.step(key, byte) }
        keyLength &+= 3
    }

    private mutating func finish(_ text: UnsafeBufferPointer<UInt8>, _ links: Float) {
        endsSentence = Self.endsSentence(text)
        if let first = text.first {
            beginsSmall = first &- 0x61 < 26
            beginsQuote = first == 0x22 || (first == 0xE2 && text.count > 2 && text[1] == 0x80 && text[2] >= 0x98 && text[2] <= 0x9F)
            beginsQuote = beginsQuote || (first == 0xC2 && text.count > 1 && text[1] == 0xAB)
        }
        if words >= Self.proseWordsMin, links < Self.proseLinksMax, endsSentence { prose = Float(characters) }
    }

    /// True where the last character, closing quotes and brackets passed over, ends a sentence in one of the scripts.
    private static func endsSentence(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var end = text.count
        while end > 0 {
            let byte = text[end - 1]
            if byte == 0x22 || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") {
                end -= 1
            } else if byte < 0x80 {
                return ".!?:;".utf8.contains(byte)
            } else if end >= 3, text[end - 3] >= 0xE0 {
                switch (text[end - 3], text[end - 2], byte) {
                case (0xE2, 0x80, 0x98...0x9F), (0xE2, 0x80, 0xBA), (0xE3, 0x80, 0x8D), (0xE3, 0x80, 0x8F), (0xEF, 0xBC, 0x89): end -= 3
                // … 。 । ॥ ！ ？ ： ； ． ။ ።
                case (0xE2, 0x80, 0xA6), (0xE3, 0x80, 0x82), (0xE0, 0xA5, 0xA4), (0xE0, 0xA5, 0xA5), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F),
                    (0xEF, 0xBC, 0x9A), (0xEF, 0xBC, 0x9B), (0xEF, 0xBC, 0x8E), (0xE1, 0x81, 0x8B), (0xE1, 0x8D, 0xA2):
                    return true
                default: return isThaiOrSo(text[end - 3], text[end - 2])
                }
            } else if end >= 2 {
                switch (text[end - 2], byte) {
                case (0xC2, 0xBB), (0xC2, 0xAB): end -= 2
                // ؟ ۔ ؛ ։
                case (0xD8, 0x9F), (0xDB, 0x94), (0xD8, 0x9B), (0xD6, 0x89): return true
                default: return false
                }
            } else {
                return false
            }
        }
        return false
    }

    /// Thai, Lao and Khmer end sentences with nothing.
    private static func isThaiOrSo(_ a: UInt8, _ b: UInt8) -> Bool { (a == 0xE0 && b >= 0xB8) || (a == 0xE1 && (b == 0x9E || b == 0x9F)) }
}
