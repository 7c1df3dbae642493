import Foundation

/// A scalar of a date as the tables know it: letters in lower case without accents, the decimal digits of all scripts, few marks.
///
/// Accents go because headers come without them (`Agustos`, `fevrier`, `ΑΥΓΟΥΣΤΟΥ`); vowel signs of the Indic scripts and of Thai stay,
/// they are letters in all but name.
struct FoldedScalar {
    enum Kind: UInt8 { case nothing, space, mark, digit, letter, syllable }

    var kind: Kind
    /// The letter's scalar, the digit's value, the mark in ASCII.
    var value: UInt32
    /// The second letter of `ß`, `æ`, `œ`; 0 elsewhere.
    var second: UInt32 = 0

    init(_ kind: Kind, _ value: UInt32 = 0, second: UInt32 = 0) {
        self.kind = kind
        self.value = value
        self.second = second
    }

    /// - Parameter scalar: any number; what is no scalar is a mark.
    static func fold(_ scalar: UInt32) -> FoldedScalar {
        if scalar < 0x80 { return ascii(UInt8(scalar)) }
        if scalar < tableEnd { return FoldedScalar(table[Int(scalar)]) }
        return look(scalar)
    }

    private static func ascii(_ byte: UInt8) -> FoldedScalar {
        let lower = byte | 0x20
        if lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") { return FoldedScalar(.letter, UInt32(lower)) }
        if HeaderDate.isDigit(byte) { return FoldedScalar(.digit, UInt32(byte - 48)) }
        if byte <= 0x20 || byte == 0x7F { return FoldedScalar(.space) }
        return FoldedScalar(.mark, UInt32(byte == UInt8(ascii: "`") ? UInt8(ascii: "'") : byte))
    }

    /// Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic: looked at once.
    private static let tableEnd: UInt32 = 0x0780
    private static let table: [UInt64] = (0..<tableEnd).map { look($0).packed }

    private var packed: UInt64 { UInt64(kind.rawValue) << 48 | UInt64(second) << 24 | UInt64(value) }

    private init(_ packed: UInt64) {
        self.init(
            Kind(rawValue: UInt8(packed >> 48)) ?? .mark, UInt32(packed & 0xFF_FFFF), second: UInt32(packed >> 24 & 0xFF_FFFF))
    }

    private static func look(_ number: UInt32) -> FoldedScalar {
        if number < 0x80 { return ascii(UInt8(number)) }
        if let letter = letters[number] { return letter }
        guard let scalar = Unicode.Scalar(number) else { return FoldedScalar(.mark, UInt32(UInt8(ascii: "?"))) }
        switch scalar.properties.generalCategory {
        case .format, .control: return FoldedScalar(.nothing)
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: return FoldedScalar(.space)
        case .decimalNumber: return FoldedScalar(.digit, UInt32(scalar.properties.numericValue ?? 0))
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .letterNumber:
            if isAccent(number) { return FoldedScalar(.nothing) }
            let base = base(scalar)
            return letters[base] ?? FoldedScalar(isSyllable(base) ? .syllable : .letter, base)
        default: return FoldedScalar(.mark, UInt32(marks[number] ?? UInt8(ascii: ",")))
        }
    }

    /// The letter in lower case without what stands above or below it; letters that are made of letters stay.
    private static func base(_ scalar: Unicode.Scalar) -> UInt32 {
        let lower = scalar.properties.lowercaseMapping.decomposedStringWithCanonicalMapping.unicodeScalars
        guard let first = lower.first, lower.dropFirst().allSatisfy({ isAccent($0.value) }) else { return scalar.value }
        // Letters of full width.
        if (0xFF41...0xFF5A).contains(first.value) { return first.value - 0xFF41 + 0x61 }
        return first.value
    }

    private static func isAccent(_ number: UInt32) -> Bool {
        switch number {
        case 0x0300...0x036F, 0x0483...0x0487, 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C2, 0x05C4...0x05C5, 0x05C7, 0x0610...0x061A,
            0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E4, 0x06E7...0x06E8, 0x06EA...0x06ED, 0x093C, 0x09BC, 0x0A3C, 0x0ABC:
            true
        default: false
        }
    }

    /// Scripts whose words are written without spaces between them.
    private static func isSyllable(_ number: UInt32) -> Bool {
        switch number {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF: true
        default: false
        }
    }

    /// Letters that have twins, and those that are two.
    private static let letters: [UInt32: FoldedScalar] = {
        var letters: [UInt32: FoldedScalar] = [:]
        func one(_ from: String, _ to: Unicode.Scalar) {
            for scalar in from.unicodeScalars { letters[scalar.value] = FoldedScalar(.letter, to.value) }
        }
        func two(_ from: String, _ first: Unicode.Scalar, _ second: Unicode.Scalar) {
            for scalar in from.unicodeScalars { letters[scalar.value] = FoldedScalar(.letter, first.value, second: second.value) }
        }
        one("ıİ", "i")
        one("øØ", "o")
        one("łŁ", "l")
        one("đĐðÐ", "d")
        one("ς", "σ")
        one("ىیيۍ", "ي")
        one("کڪك", "ك")
        one("ةۀھہۂە", "ه")
        two("ßẞ", "s", "s")
        two("æÆ", "a", "e")
        two("œŒ", "o", "e")
        for scalar in "ºª°".unicodeScalars { letters[scalar.value] = FoldedScalar(.nothing) }
        for scalar in "’‘ʼʹ′´׳".unicodeScalars { letters[scalar.value] = FoldedScalar(.mark, UInt32(UInt8(ascii: "'"))) }
        return letters
    }()

    private static let marks: [UInt32: UInt8] = {
        var marks: [UInt32: UInt8] = [:]
        for (from, to) in [
            ("−–—‐‑﹣－─", UInt8(ascii: "-")), ("：︰∶", UInt8(ascii: ":")), ("．。॰｡", UInt8(ascii: ".")), ("／⁄∕", UInt8(ascii: "/")),
            ("（【［〔", UInt8(ascii: "(")), ("）】］〕", UInt8(ascii: ")")), ("＋", UInt8(ascii: "+")),
        ] {
            for scalar in from.unicodeScalars { marks[scalar.value] = to }
        }
        return marks
    }()
}
