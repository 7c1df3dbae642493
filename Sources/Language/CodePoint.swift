/// Questions about single Unicode code points, and reading them from UTF-8.
///
/// The classes are those of the tokeniser: coarse ranges that need no tables, exact where news text needs them to be.
public enum CodePoint {
    /// The code point at byte `at` of valid UTF-8 and its length in bytes. A sequence that would pass `end` is read as one byte.
    @inline(__always)
    public static func decode(_ bytes: UnsafePointer<UInt8>, _ at: Int, _ end: Int) -> (value: UInt32, length: Int) {
        let first = UInt32(bytes[at])
        if first < 0x80 { return (first, 1) }
        @inline(__always) func low(_ offset: Int) -> UInt32 { UInt32(bytes[at + offset] & 0x3F) }
        if first < 0xE0 { return at + 2 <= end ? ((first & 0x1F) << 6 | low(1), 2) : (first, 1) }
        if first < 0xF0 { return at + 3 <= end ? ((first & 0x0F) << 12 | low(1) << 6 | low(2), 3) : (first, 1) }
        return at + 4 <= end ? ((first & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), 4) : (first, 1)
    }

    /// Blanks between tokens, line ends among them.
    @inline(__always)
    public static func isSpace(_ point: UInt32) -> Bool {
        if point < 0x80 { return point == 0x20 || (point >= 9 && point <= 13) }
        return point == 0xA0 || (point >= 0x2000 && point <= 0x200B) || point == 0x2028 || point == 0x2029 || point == 0x202F
            || point == 0x3000 || point == 0xFEFF
    }

    @inline(__always)
    public static func isDigit(_ point: UInt32) -> Bool { point &- 0x30 < 10 }

    @inline(__always)
    public static func isASCIILetter(_ point: UInt32) -> Bool { (point | 0x20) &- 0x61 < 26 }

    /// Letters, digits and `_`: what a word is made of.
    @inline(__always)
    public static func isWord(_ point: UInt32) -> Bool {
        if point < 0x80 { return isASCIILetter(point) || isDigit(point) || point == 0x5F }
        if point < 0x250 { return point >= 0xC0 ? point != 0xD7 && point != 0xF7 : point == 0xAA || point == 0xB5 || point == 0xBA }
        return isWordBeyondLatin(point)
    }

    /// `isWord` from U+0250 on: everything but the marks, symbols and punctuation of the scripts that news is written in.
    static func isWordBeyondLatin(_ point: UInt32) -> Bool {
        switch point {
        case 0x37E, 0x387, 0x55A...0x55F, 0x589, 0x58A, 0x5BE, 0x5C0, 0x5C3, 0x5F3, 0x5F4: false
        case 0x60C, 0x60D, 0x61B, 0x61E, 0x61F, 0x66A...0x66D, 0x6D4, 0x964, 0x965, 0xE2F, 0xE5A, 0xE5B: false
        case 0x104A, 0x104B, 0x1361...0x1368, 0x17D4...0x17DA: false
        case 0x2000...0x2BFF, 0x3000...0x303F, 0x30FB, 0xFE00...0xFE0F, 0xFE30...0xFE4F: false
        case 0xFF00...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65, 0xFFE0...0xFFFF: false
        case 0x1F000...0x1FAFF, 0xE0000...0xE0FFF: false
        default: true
        }
    }

    /// Upper-case letters of Latin, Greek, Cyrillic and Armenian.
    @inline(__always)
    public static func isUpper(_ point: UInt32) -> Bool {
        if point < 0x80 { return point &- 0x41 < 26 }
        return point >= 0xC0 && isUpperBeyondASCII(point)
    }

    static func isUpperBeyondASCII(_ point: UInt32) -> Bool {
        switch point {
        case 0xC0...0xDE: point != 0xD7
        case 0x100...0x137, 0x14A...0x177, 0x1E00...0x1E95, 0x1EA0...0x1EFF, 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F: point & 1 == 0
        case 0x139...0x148, 0x179...0x17E, 0x4C1...0x4CE: point & 1 == 1
        case 0x178, 0x386, 0x388...0x38F, 0x391...0x3AB, 0x400...0x42F, 0x4C0, 0x531...0x556: true
        default: false
        }
    }

    /// The lower-case form of the scripts that `isUpper` knows; other code points as they are.
    @inline(__always)
    public static func lowercased(_ point: UInt32) -> UInt32 {
        if point < 0x80 { return point &- 0x41 < 26 ? point + 32 : point }
        return point >= 0xC0 && isUpperBeyondASCII(point) ? lowercasedUpper(point) : point
    }

    private static func lowercasedUpper(_ point: UInt32) -> UInt32 {
        switch point {
        case 0xC0...0xDE, 0x391...0x3AB, 0x410...0x42F: point + 32
        case 0x178: 0xFF
        case 0x386: 0x3AC
        case 0x388...0x38A: point + 37
        case 0x38C: 0x3CC
        case 0x38E, 0x38F: point + 63
        case 0x400...0x40F: point + 80
        case 0x4C0: 0x4CF
        case 0x531...0x556: point + 48
        default: point + 1
        }
    }

    @inline(__always)
    public static func isApostrophe(_ point: UInt32) -> Bool { point == 0x27 || point == 0x2019 }

    /// Quotation marks of all kinds, apostrophes among them.
    @inline(__always)
    public static func isQuote(_ point: UInt32) -> Bool {
        switch point {
        case 0x22, 0x27, 0x60, 0xAB, 0xBB, 0x2018...0x201F, 0x2039, 0x203A, 0x300C...0x300F: true
        default: false
        }
    }

    /// Han, Kana, and the scripts of South-East Asia: written without blanks between words.
    @inline(__always)
    public static func isSpaceless(_ point: UInt32) -> Bool { point >= 0xE00 && (isEastAsian(point) || isSouthEastAsian(point)) }

    /// Han and Kana: about 1.6 characters a word.
    public static func isEastAsian(_ point: UInt32) -> Bool {
        switch point {
        case 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x323AF: true
        default: false
        }
    }

    /// Thai, Lao, Myanmar, Khmer, Tibetan excepted: about 4.5 code points a word, vowel signs among them.
    public static func isSouthEastAsian(_ point: UInt32) -> Bool {
        switch point {
        case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF: true
        default: false
        }
    }
}
