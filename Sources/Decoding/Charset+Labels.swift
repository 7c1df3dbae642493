extension Charset {
    /// The charset that a declaration names, by the labels of the WHATWG Encoding Standard and a few older names; `nil` for unknown ones.
    /// - Parameter label: as written in a header, case-blind, white space around it ignored.
    public init?(label: String) {
        let key = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
        guard let charset = Self.byLabel[key] else { return nil }
        self = charset
    }

    private static let byLabel: [String: Charset] = {
        var table: [String: Charset] = [:]
        for (charset, labels) in Self.labels {
            table[charset.rawValue.lowercased()] = charset
            for label in labels.split(separator: " ") { table[String(label)] = charset }
        }
        return table
    }()

    // One line a charset: longer than wide, because it is the table itself. Latin-1 means windows-1252, GB2312 means GB18030, and so on.
    private static let labels: [(Charset, String)] = [
        (.utf8, "utf8 unicode-1-1-utf-8 x-unicode20utf8 unicode20utf8 unicode11utf8 utf-8-sig utf8mb4"),
        (.utf16LE, "utf-16 utf16 utf16le unicode ucs-2 csunicode unicodefeff iso-10646-ucs-2"),
        (.utf16BE, "utf16be unicodefffe"),
        (.utf32LE, "utf-32 utf32 utf32le"), (.utf32BE, "utf32be"),
        (.windows874, "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620 cp874"),
        (.windows1250, "cp1250 x-cp1250"), (.windows1251, "cp1251 x-cp1251"),
        (
            .windows1252,
            "ansi_x3.4-1968 ascii us-ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 x-cp1252"
        ),
        (.windows1253, "cp1253 x-cp1253"),
        (.windows1254, "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254"),
        (.windows1255, "cp1255 x-cp1255"), (.windows1256, "cp1256 x-cp1256"),
        (.windows1257, "cp1257 x-cp1257"), (.windows1258, "cp1258 x-cp1258"),
        (.iso8859x2, "csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"),
        (.iso8859x3, "csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"),
        (.iso8859x4, "csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"),
        (.iso8859x5, "csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
        (
            .iso8859x6,
            "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"
        ),
        (
            .iso8859x7,
            "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"
        ),
        (
            .iso8859x8,
            "csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-8859-8-i iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual logical"
        ),
        (.iso8859x10, "csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6"),
        (.iso8859x13, "iso8859-13 iso885913"), (.iso8859x14, "iso8859-14 iso885914"),
        (.iso8859x15, "csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9"), (.iso8859x16, "iso8859-16 iso885916"),
        (.koi8R, "cskoi8r koi koi8 koi8_r"), (.koi8U, "koi8-ru"),
        (.ibm437, "cp437 437"), (.ibm850, "cp850 850"), (.ibm852, "cp852 852"), (.ibm855, "cp855 855"), (.ibm866, "cp866 866 csibm866"),
        (.macintosh, "csmacintosh mac x-mac-roman macroman mac-roman mac_roman"),
        (.macCyrillic, "x-mac-ukrainian mac-cyrillic maccyrillic"), (.macCentralEurope, "mac-centraleurope mac-ce maclatin2"),
        (
            .gb18030,
            "gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk cp936 ms936 hz-gb-2312 euc-cn"
        ),
        (.big5, "big5-hkscs big5hkscs cn-big5 csbig5 x-x-big5 cp950"),
        (.shiftJIS, "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932"),
        (.eucJP, "cseucpkdfmtjapanese x-euc-jp eucjp"),
        (
            .eucKR,
            "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 uhc euckr"
        ),
        (.iso2022JP, "csiso2022jp"), (.iso2022KR, "csiso2022kr"), (.iso2022CN, "iso-2022-cn-ext"),
    ]

    /// The name under which glibc's iconv knows the set, in the variant that browsers and Windows mean by it.
    var iconvName: String {
        switch self {
        case .utf8, .utf16LE, .utf16BE, .utf32LE, .utf32BE, .iso2022JP, .iso2022KR, .iso2022CN: rawValue
        case .windows874: "CP874"
        case .macintosh: "MACINTOSH"
        case .macCyrillic: "MAC-CYRILLIC"
        case .macCentralEurope: "MAC-CENTRALEUROPE"
        case .gb18030: "GB18030"
        case .big5: "BIG5-HKSCS"
        case .shiftJIS: "CP932"
        case .eucJP: "EUC-JP-MS"
        case .eucKR: "UHC"
        case .windows1250, .windows1251, .windows1252, .windows1253, .windows1254, .windows1255, .windows1256, .windows1257,
            .windows1258:
            "CP" + rawValue.dropFirst("windows-".count)
        default: rawValue
        }
    }

    /// How the set is laid out, which decides how it is decoded.
    enum Shape { case utf8, utf16, utf32, singleByte, multiByte }

    var shape: Shape {
        switch self {
        case .utf8: .utf8
        case .utf16LE, .utf16BE: .utf16
        case .utf32LE, .utf32BE: .utf32
        case .gb18030, .big5, .shiftJIS, .eucJP, .eucKR, .iso2022JP, .iso2022KR, .iso2022CN: .multiByte
        default: .singleByte
        }
    }
}
