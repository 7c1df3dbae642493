/// A character encoding, by its name in the WHATWG Encoding Standard (some DOS and Mac sets beyond it have their IANA or Python-like names).
public enum Charset: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LE = "UTF-16LE"
    case utf16BE = "UTF-16BE"
    case utf32LE = "UTF-32LE"
    case utf32BE = "UTF-32BE"
    case windows874 = "windows-874"
    case windows1250 = "windows-1250"
    case windows1251 = "windows-1251"
    case windows1252 = "windows-1252"
    case windows1253 = "windows-1253"
    case windows1254 = "windows-1254"
    case windows1255 = "windows-1255"
    case windows1256 = "windows-1256"
    case windows1257 = "windows-1257"
    case windows1258 = "windows-1258"
    case iso8859x2 = "ISO-8859-2"
    case iso8859x3 = "ISO-8859-3"
    case iso8859x4 = "ISO-8859-4"
    case iso8859x5 = "ISO-8859-5"
    case iso8859x6 = "ISO-8859-6"
    case iso8859x7 = "ISO-8859-7"
    case iso8859x8 = "ISO-8859-8"
    case iso8859x10 = "ISO-8859-10"
    case iso8859x13 = "ISO-8859-13"
    case iso8859x14 = "ISO-8859-14"
    case iso8859x15 = "ISO-8859-15"
    case iso8859x16 = "ISO-8859-16"
    case koi8R = "KOI8-R"
    case koi8U = "KOI8-U"
    case ibm437 = "IBM437"
    case ibm850 = "IBM850"
    case ibm852 = "IBM852"
    case ibm855 = "IBM855"
    case ibm866 = "IBM866"
    case macintosh
    case macCyrillic = "x-mac-cyrillic"
    case macCentralEurope = "x-mac-ce"
    case gb18030
    case big5 = "Big5"
    case shiftJIS = "Shift_JIS"
    case eucJP = "EUC-JP"
    case eucKR = "EUC-KR"
    case iso2022JP = "ISO-2022-JP"
    case iso2022KR = "ISO-2022-KR"
    case iso2022CN = "ISO-2022-CN"
}

/// How a charset was found.
public enum CharsetOrigin: String, Sendable {
    /// A byte order mark.
    case bom
    /// The bytes are valid UTF-8 (or plain ASCII), or nearly so.
    case utf8
    /// What the format declares, and the bytes agree.
    case declared
    /// Patterns of the bytes.
    case detected
    /// Nothing fitted: windows-1252.
    case fallback
}

/// The charset of some bytes, and why.
public struct CharsetGuess: Sendable, Equatable {
    public var charset: Charset
    public var from: CharsetOrigin
    /// UTF-8 with up to one per cent of stray bytes, which are to be read as windows-1252 one by one.
    public var hasStrayBytes = false
    /// Bytes of the byte order mark at the start, which belong to no text.
    public var bomBytes = 0

    public init(charset: Charset, from: CharsetOrigin, hasStrayBytes: Bool = false, bomBytes: Int = 0) {
        self.charset = charset
        self.from = from
        self.hasStrayBytes = hasStrayBytes
        self.bomBytes = bomBytes
    }
}
