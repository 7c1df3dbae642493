/// The scripts that tell languages apart before any letter is counted.
package enum WritingSystem: UInt8, CaseIterable, Sendable {
    case latin, cyrillic, arabic, devanagari, greek, hebrew, armenian, georgian, thai, hangul, bengali, gurmukhi, gujarati, tamil, telugu
    case han, kana, khmer, lao, myanmar, kannada, malayalam, sinhala, odia, ethiopic, other

    /// The script of a letter; nil for what is no letter, and for marks and digits that several scripts share.
    @inline(__always)
    package static func of(_ point: UInt32) -> WritingSystem? {
        if point < 0x80 { return CodePoint.isASCIILetter(point) ? .latin : nil }
        if point < 0x300 { return CodePoint.isWord(point) ? .latin : nil }
        if point >= 0x400 && point < 0x530 { return .cyrillic }
        return ofRarer(point)
    }

    private static func ofRarer(_ point: UInt32) -> WritingSystem? {
        switch point {
        case 0x370...0x3FF, 0x1F00...0x1FFF: point == 0x37E || point == 0x387 ? nil : .greek
        case 0x531...0x556, 0x561...0x587: .armenian
        case 0x5D0...0x5EA: .hebrew
        case 0x620...0x64A, 0x66E...0x6D3, 0x6D5, 0x6FA...0x6FF, 0x750...0x77F, 0xFB50...0xFDFB, 0xFE70...0xFEFC: .arabic
        case 0x900...0x963, 0x970...0x97F: .devanagari
        case 0x980...0x9E3: .bengali
        case 0xA00...0xA65, 0xA70...0xA75: .gurmukhi
        case 0xA80...0xAE3: .gujarati
        case 0xB00...0xB63: .odia
        case 0xB80...0xBE5: .tamil
        case 0xC00...0xC63: .telugu
        case 0xC80...0xCE3: .kannada
        case 0xD00...0xD63: .malayalam
        case 0xD80...0xDE5: .sinhala
        case 0xE01...0xE3A, 0xE40...0xE4E: .thai
        case 0xE80...0xECF: .lao
        case 0x1000...0x103F, 0x1050...0x109F: .myanmar
        case 0x10A0...0x10FF: .georgian
        case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: .hangul
        case 0x1200...0x135F: .ethiopic
        case 0x1780...0x17D3: .khmer
        case 0x1E00...0x1EFF: .latin
        case 0x3041...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0xFF66...0xFF9D: .kana
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: .han
        default: CodePoint.isWord(point) && !(0x300...0x36F).contains(point) && !(0x590...0x6FF).contains(point) ? .other : nil
        }
    }

    /// True where several languages share the script, so that its words are counted.
    @inline(__always)
    package var isShared: Bool { rawValue <= WritingSystem.devanagari.rawValue }

    /// How many words a letter stands for, in tenths of a Latin letter's: scripts that say more with one letter weigh more.
    var weight: Int {
        switch self {
        case .han: 40
        case .kana, .hangul: 25
        default: 10
        }
    }

    /// ISO 639-1 of the one language of world news that is written in the script; nil for shared ones.
    var language: String? {
        switch self {
        case .greek: "el"
        case .hebrew: "he"
        case .armenian: "hy"
        case .georgian: "ka"
        case .thai: "th"
        case .hangul: "ko"
        case .bengali: "bn"
        case .gurmukhi: "pa"
        case .gujarati: "gu"
        case .tamil: "ta"
        case .telugu: "te"
        case .han: "zh"
        case .kana: "ja"
        case .khmer: "km"
        case .lao: "lo"
        case .myanmar: "my"
        case .kannada: "kn"
        case .malayalam: "ml"
        case .sinhala: "si"
        case .odia: "or"
        case .latin, .cyrillic, .arabic, .devanagari, .ethiopic, .other: nil
        }
    }
}
