/// Characters that layout leaves behind in texts, and that say nothing: soft hyphens, characters of no width where no script needs them,
/// byte order marks, no-break spaces beside other space, ligatures of type.
enum Residue {
    /// True for the few code points that the functions below are about.
    @inline(__always)
    static func mayConcern(_ value: UInt32) -> Bool {
        value == 0xA0 || value == 0xAD || (value >= 0x200B && value <= 0x200D) || value == 0x2060 || (value >= 0xFB00 && value <= 0xFB06)
            || value == 0xFEFF
    }

    /// The letters that a Latin ligature stands for (Unicode's compatibility decomposition), `nil` for all else.
    static func ligature(_ value: UInt32) -> [UInt8]? {
        switch value {
        case 0xFB00: Array("ff".utf8)
        case 0xFB01: Array("fi".utf8)
        case 0xFB02: Array("fl".utf8)
        case 0xFB03: Array("ffi".utf8)
        case 0xFB04: Array("ffl".utf8)
        case 0xFB05, 0xFB06: Array("st".utf8)
        default: nil
        }
    }

    /// True where the code point goes.
    /// - Parameters:
    ///   - before: the code point before it that stays, a line end where it stands first.
    ///   - after: the one after it, a line end where it stands last.
    static func isDropped(_ value: UInt32, before: UInt32, after: UInt32) -> Bool {
        switch value {
        case 0xAD, 0x2060, 0xFEFF: true
        case 0xA0: isSpace(before) || isSpace(after)
        case 0x200B: !breaksBetweenLetters(before) && !breaksBetweenLetters(after)
        case 0x200C, 0x200D: !joins(before) && !joins(after)
        default: false
        }
    }

    /// The next code point that stays for sure, a line end at the end.
    static func after(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
        var at = at
        // Joiners in a row are dirt, and as neighbours of one another they do not count; what is far away is no neighbour.
        let end = min(bytes.count, at + 64)
        while at < end {
            let (value, length) = UTF8Scan.scalar(bytes, at: at)
            let isLineEnd = UTF8Scan.isLineEnd(value)
            let isInvisible = value == 0xAD || value == 0xFEFF || value == 0x2060 || (value >= 0x200B && value <= 0x200D)
            if isLineEnd || value == 0x09 || !(UTF8Scan.isRefuse(value) || isInvisible) { return value }
            at += length
        }
        return 0x0A
    }

    private static func isSpace(_ value: UInt32) -> Bool { UTF8Scan.isBlank(value) || UTF8Scan.isLineEnd(value) }

    /// Scripts that write no spaces and mark where lines may break: Thai, Lao, Tibetan, Burmese, Khmer and their neighbours.
    private static func breaksBetweenLetters(_ value: UInt32) -> Bool {
        switch value {
        case 0x0E00...0x109F, 0x1780...0x17FF, 0x1950...0x19DF, 0x1A20...0x1AAF, 0xAA00...0xAA7F: true
        default: false
        }
    }

    /// What joiners shape: Arabic and the scripts of India and its neighbours, Mongolian, emoji and their selectors.
    private static func joins(_ value: UInt32) -> Bool {
        switch value {
        case 0x0590...0x109F, 0x1700...0x18AF, 0x1950...0x1CFF, 0x2190...0x2BFF, 0xA800...0xABFF, 0xFB1D...0xFEFE, 0x10000...0x10FFFF: true
        default: false
        }
    }
}

/// How much of each kind of residue a text held.
struct ResidueCounts {
    var ligatures = 0
    private var softHyphens = 0
    private var zeroWidth = 0
    private var byteOrderMarks = 0
    private var noBreakSpaces = 0
    // CRLF, LF, CR, and the rarer ones.
    private var pairs = 0
    private var feeds = 0
    private var returns = 0
    private var others = 0

    /// One that was dropped.
    mutating func count(_ value: UInt32) {
        switch value {
        case 0xA0: noBreakSpaces += 1
        case 0xAD: softHyphens += 1
        case 0xFEFF: byteOrderMarks += 1
        default: zeroWidth += 1
        }
    }

    mutating func countLineEnd(_ value: UInt32, isPair: Bool) {
        if isPair { pairs += 1 } else if value == 0x0A { feeds += 1 } else if value == 0x0D { returns += 1 } else { others += 1 }
    }

    func repairs(_ shape: TextShape) -> [(kind: String, count: Int)] {
        // Line ends of one kind are nobody's dirt; of several, the commonest was meant.
        let ends = [pairs, feeds, returns, others]
        return [
            (TextNormaliser.softHyphens, softHyphens), (TextNormaliser.zeroWidth, zeroWidth),
            (TextNormaliser.byteOrderMarks, byteOrderMarks),
            (TextNormaliser.noBreakSpaces, noBreakSpaces), (TextNormaliser.ligatures, ligatures),
            (TextNormaliser.mixedLineEnds, shape == .body ? ends.reduce(0, +) - (ends.max() ?? 0) : 0),
        ]
    }
}
