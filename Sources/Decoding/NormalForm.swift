import Foundation

/// Unicode's normal form C, looked at cheaply and made only where a text is not in it.
///
/// The quick check is that of Unicode Standard Annex 15 §9: a code point is plain (it starts a character and combines with nothing before it),
/// a mark (it has a combining class), or doubtful (it may combine, or has another form). Only stretches with a doubtful code point, or with marks
/// out of order, are given to Foundation, which is slow and, on very long runs of marks, quadratic; hence runs are capped before.
enum NormalForm {
    /// What the quick check knows of a code point.
    struct Class {
        /// Canonical combining class; 0 for what starts a character.
        var combining: UInt8
        /// NFC_Quick_Check is not Yes.
        var isDoubtful: Bool
        /// Starts a character, and nothing before it can reach it.
        var isPlain: Bool { combining == 0 && !isDoubtful }
    }

    /// Code points below this are always plain.
    static let firstInteresting: UInt32 = 0x300

    // Bits of the table of the basic plane: the combining class, and doubt.
    private static let doubtBit: UInt16 = 0x100
    private static let table: [UInt16] = {
        var table = [UInt16](repeating: 0, count: 0x10000)
        for value in UInt32(0x300)..<0x10000 where !isUniform(value) {
            if let scalar = Unicode.Scalar(value) { table[Int(value)] = UInt16(scalar.properties.canonicalCombiningClass.rawValue) }
        }
        for (first, last) in doubtfulRanges where last < 0x10000 {
            for value in first...last { table[Int(value)] |= doubtBit }
        }
        return table
    }()

    /// Ideographs, Hangul syllables, surrogates and private use: nothing in there combines.
    private static func isUniform(_ value: UInt32) -> Bool { (0x3400..<0xA000).contains(value) || (0xAC00..<0xFB00).contains(value) }

    /// The class of a code point.
    @inline(__always)
    static func classify(_ value: UInt32) -> Class {
        if value < firstInteresting || isUniform(value) && value < 0xF900 { return Class(combining: 0, isDoubtful: false) }
        if value < 0x10000 {
            let entry = table[Int(value)]
            return Class(combining: UInt8(truncatingIfNeeded: entry), isDoubtful: entry & doubtBit != 0)
        }
        return classifyBeyond(value)
    }

    private static func classifyBeyond(_ value: UInt32) -> Class {
        let isDoubtful = doubtfulRanges.contains { $0.0 <= value && value <= $0.1 }
        return Class(combining: Unicode.Scalar(value)?.properties.canonicalCombiningClass.rawValue ?? 0, isDoubtful: isDoubtful)
    }

    /// The marks that a mark stands for, where it never occurs in normal form (all there are: Unicode keeps this list closed).
    ///
    /// Foundation leaves what it decomposes them into out of order, hence they are replaced before it sees them.
    static func expansion(_ value: UInt32) -> [UInt32]? {
        switch value {
        case 0x340: [0x300]
        case 0x341: [0x301]
        case 0x343: [0x313]
        case 0x344: [0x308, 0x301]
        case 0xF73: [0xF71, 0xF72]
        case 0xF75: [0xF71, 0xF74]
        case 0xF81: [0xF71, 0xF80]
        default: nil
        }
    }

    /// The normal form of a short stretch that begins with what starts a character. Marks in it are capped by the caller.
    static func compose(_ utf8: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        Array(String(decoding: utf8, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)
    }
}
