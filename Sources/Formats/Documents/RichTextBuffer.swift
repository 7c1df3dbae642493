import Decoding

/// Text of an RTF document as it is put together: bytes of code pages, UTF-16 units and strings.
struct RichTextBuffer {
    private var text: [UInt8] = []
    /// Bytes of one code page that are not decoded yet: characters of several bytes come byte by byte.
    private var pending: [UInt8] = []
    private var pendingCharset = Charset.windows1252
    /// The first half of a surrogate pair.
    private var high: UInt16?
    var replaced = 0

    mutating func append(_ byte: UInt8, _ charset: Charset) {
        endUnit()
        if byte < 0x80, pending.isEmpty, charset.isASCIICompatible {
            text.append(byte)
            return
        }
        if charset != pendingCharset { flush() }
        pendingCharset = charset
        pending.append(byte)
    }

    mutating func append(_ string: String) {
        endUnit()
        flush()
        text.append(contentsOf: string.utf8)
    }

    mutating func append(unit: UInt16) {
        flush()
        if let first = high {
            high = nil
            if unit & 0xFC00 == 0xDC00 {
                append(scalar: 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit & 0x3FF)))
                return
            }
            replace()
        }
        if unit & 0xFC00 == 0xD800 {
            high = unit
        } else if unit & 0xFC00 == 0xDC00 {
            replace()
        } else {
            // Symbol fonts have their signs in the private area; those of ASCII are letters elsewhere.
            append(scalar: unit >= 0xF020 && unit <= 0xF07E ? UInt32(unit - 0xF000) : UInt32(unit))
        }
    }

    /// All text so far, and starts anew.
    mutating func take() -> String {
        endUnit()
        flush()
        defer { text.removeAll(keepingCapacity: true) }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func append(scalar: UInt32) {
        guard scalar != 0, let scalar = Unicode.Scalar(scalar), let encoded = UTF8.encode(scalar) else { return replace() }
        text.append(contentsOf: encoded)
    }

    private mutating func endUnit() {
        if high != nil {
            high = nil
            replace()
        }
    }

    private mutating func replace() {
        text.append(contentsOf: "\u{FFFD}".utf8)
        replaced += 2
    }

    private mutating func flush() {
        guard !pending.isEmpty else { return }
        let decoded = TextDecoder.decode(pending, pendingCharset)
        text.append(contentsOf: decoded.text.utf8)
        replaced += decoded.replacedBytes
        pending.removeAll(keepingCapacity: true)
    }
}

extension Charset {
    /// True if bytes below 0x80 are ASCII wherever they stand alone.
    fileprivate var isASCIICompatible: Bool {
        switch self {
        case .utf16LE, .utf16BE, .utf32LE, .utf32BE, .iso2022JP, .iso2022KR, .iso2022CN: false
        default: true
        }
    }
}

/// Code pages as RTF numbers them.
enum RichTextCharsets {
    /// `\ansicpg`, `\cpg`.
    static func codePage(_ number: Int) -> Charset? {
        switch number {
        case 437: .ibm437
        case 850, 858: .ibm850
        case 852: .ibm852
        case 855: .ibm855
        case 866: .ibm866
        case 874: .windows874
        case 932: .shiftJIS
        case 936, 54_936: .gb18030
        case 949: .eucKR
        case 950: .big5
        case 1250: .windows1250
        case 1251: .windows1251
        case 1252: .windows1252
        case 1253: .windows1253
        case 1254: .windows1254
        case 1255: .windows1255
        case 1256: .windows1256
        case 1257: .windows1257
        case 1258: .windows1258
        case 10_000: .macintosh
        case 10_007: .macCyrillic
        case 10_029: .macCentralEurope
        case 65_001: .utf8
        default: nil
        }
    }

    /// `\fcharset`; `nil` for those that say nothing.
    static func ofFont(_ number: Int) -> Charset? {
        let page: Int? =
            switch number {
            case 77: 10_000
            case 128: 932
            case 129: 949
            case 134: 936
            case 136: 950
            case 161: 1253
            case 162: 1254
            case 163: 1258
            case 177: 1255
            case 178: 1256
            case 186: 1257
            case 204: 1251
            case 222: 874
            case 238: 1250
            case 254: 437
            case 255: 850
            default: nil
            }
        return page.flatMap(codePage)
    }
}
