/// Makes well-formed XML of what feeds are full of: bare ampersands, HTML's entities, control characters, tags that are not closed or
/// closed crosswise, attributes without quotes. As feed readers do; agencies' formats are never mended.
///
/// One pass, one stack of open names. Text that was well-formed comes out with the same characters.
public struct XMLMending {
    /// Entities that the document declares: using one is refused, whatever it stands for.
    public var declared: Set<String> = []
    /// The document gets declarations from elsewhere: any unknown name may be one of them.
    public var refusesUnknown = false
    /// The first declared entity that was used.
    public private(set) var usedEntity: String?
    public private(set) var mended: [UInt8] = []

    private var open: [Range<Int>] = []

    public init(declared: Set<String> = []) { self.declared = declared }

    /// - Parameter bytes: UTF-8.
    public mutating func mend(_ bytes: UnsafeBufferPointer<UInt8>) {
        mended.removeAll(keepingCapacity: true)
        mended.reserveCapacity(bytes.count + bytes.count / 8)
        open.removeAll(keepingCapacity: true)
        usedEntity = nil
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "<"): at = markup(bytes, at)
            case UInt8(ascii: "&"): at = reference(bytes, at)
            case UInt8(ascii: ">"):
                // Alone it may stand, behind two brackets not.
                mended.append(contentsOf: Array("&gt;".utf8))
                at += 1
            case let byte where !Self.isAllowed(byte): at += 1
            default:
                // Whole runs at a time.
                var end = at
                while end < bytes.count, Self.isPlain(bytes[end]) { end += 1 }
                mended.append(contentsOf: bytes[at..<end])
                at = end
            }
        }
        for name in open.reversed() { close(bytes, name) }
        open.removeAll(keepingCapacity: true)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool { byte >= 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

    private static func isPlain(_ byte: UInt8) -> Bool {
        isAllowed(byte) && byte != UInt8(ascii: "<") && byte != UInt8(ascii: "&") && byte != UInt8(ascii: ">")
    }

    // MARK: references

    /// - Returns: where the text goes on.
    private mutating func reference(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        var end = at + 1
        while end < bytes.count, end - at < Self.nameBytesMax, Self.isNameByte(bytes[end]) || bytes[end] == UInt8(ascii: "#") { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: ";"), end > at + 1 else { return ampersand(at) }
        let name = bytes[(at + 1)..<end]
        if name.first != UInt8(ascii: "#") {
            let text = String(decoding: name, as: UTF8.self)
            if Self.predefined.contains(text) {
                mended.append(contentsOf: bytes[at...end])
                return end + 1
            }
            if declared.contains(text) || (refusesUnknown && CharacterReference.resolve(bytes, at) == nil) {
                usedEntity = usedEntity ?? text
                return end + 1
            }
        }
        guard let (characters, next) = CharacterReference.resolve(bytes, at) else { return ampersand(at) }
        for byte in characters.utf8 { put(byte) }
        return next
    }

    private mutating func ampersand(_ at: Int) -> Int {
        mended.append(contentsOf: Array("&amp;".utf8))
        return at + 1
    }

    /// A character that is none of markup's.
    private mutating func put(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "<"): mended.append(contentsOf: Array("&lt;".utf8))
        case UInt8(ascii: "&"): mended.append(contentsOf: Array("&amp;".utf8))
        case 0x22: mended.append(contentsOf: Array("&quot;".utf8))
        default: if Self.isAllowed(byte) { mended.append(byte) }
        }
    }

    // MARK: markup

    private mutating func markup(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        let next = at + 1 < bytes.count ? bytes[at + 1] : 0
        switch next {
        case UInt8(ascii: "!"):
            if Self.starts(bytes, at, "<!--") { return Self.find("-->", bytes, at + 4).map { $0 + 3 } ?? bytes.count }
            if Self.starts(bytes, at, "<![CDATA[") { return section(bytes, at + 9) }
            return Self.find(">", bytes, at).map { $0 + 1 } ?? bytes.count
        case UInt8(ascii: "?"): return Self.find(">", bytes, at).map { $0 + 1 } ?? bytes.count
        case UInt8(ascii: "/"): return endTag(bytes, at)
        default: return startTag(bytes, at)
        }
    }

    private mutating func section(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        let end = Self.find("]]>", bytes, start) ?? bytes.count
        mended.append(contentsOf: Array("<![CDATA[".utf8))
        for at in start..<end where Self.isAllowed(bytes[at]) { mended.append(bytes[at]) }
        mended.append(contentsOf: Array("]]>".utf8))
        return min(end + 3, bytes.count)
    }

    private mutating func endTag(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        let nameEnd = Self.nameEnd(bytes, at + 2)
        guard nameEnd > at + 2 else { return literal(at) }
        let end = Self.find(">", bytes, nameEnd).map { $0 + 1 } ?? bytes.count
        let name = (at + 2)..<nameEnd
        // Closed crosswise: what is open inside ends here too. Never opened: nothing ends.
        guard let index = open.lastIndex(where: { Self.isSame(bytes, $0, name) }) else { return end }
        while open.count > index, let top = open.popLast() { close(bytes, top) }
        return end
    }

    private mutating func close(_ bytes: UnsafeBufferPointer<UInt8>, _ name: Range<Int>) {
        mended.append(contentsOf: [UInt8(ascii: "<"), UInt8(ascii: "/")])
        mended.append(contentsOf: bytes[name])
        mended.append(UInt8(ascii: ">"))
    }

    private mutating func literal(_ at: Int) -> Int {
        mended.append(contentsOf: Array("&lt;".utf8))
        return at + 1
    }

    private mutating func startTag(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        let nameEnd = Self.nameEnd(bytes, at + 1)
        guard nameEnd > at + 1, let end = Self.tagEnd(bytes, nameEnd), open.count < Self.openMax else { return literal(at) }
        let isEmpty = bytes[end - 1] == UInt8(ascii: "/")
        mended.append(contentsOf: bytes[at..<nameEnd])
        attributes(bytes, nameEnd, isEmpty ? end - 1 : end)
        if isEmpty {
            mended.append(UInt8(ascii: "/"))
        } else {
            open.append((at + 1)..<nameEnd)
        }
        mended.append(UInt8(ascii: ">"))
        return end + 1
    }

    /// Attributes with quotes, each name once.
    private mutating func attributes(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ end: Int) {
        var at = from
        var seen: [Range<Int>] = []
        while at < end {
            let nameEnd = min(Self.nameEnd(bytes, at), end)
            guard nameEnd > at else {
                at += 1
                continue
            }
            let name = at..<nameEnd
            at = nameEnd
            while at < end, bytes[at] <= 0x20 { at += 1 }
            var value = name
            if at < end, bytes[at] == UInt8(ascii: "=") {
                at += 1
                while at < end, bytes[at] <= 0x20 { at += 1 }
                let start = at
                if at < end, bytes[at] == 0x22 || bytes[at] == 0x27 {
                    let quote = bytes[at]
                    at += 1
                    while at < end, bytes[at] != quote { at += 1 }
                    value = (start + 1)..<at
                    at += 1
                } else {
                    while at < end, bytes[at] > 0x20 { at += 1 }
                    value = start..<at
                }
            }
            guard seen.count < XMLParser.attributesMax, !seen.contains(where: { Self.isSame(bytes, $0, name) }) else { continue }
            seen.append(name)
            mended.append(0x20)
            mended.append(contentsOf: bytes[name])
            mended.append(contentsOf: [UInt8(ascii: "="), 0x22])
            var index = value.lowerBound
            while index < value.upperBound {
                if bytes[index] == UInt8(ascii: "&") {
                    index = reference(bytes, index)
                } else {
                    put(bytes[index])
                    index += 1
                }
            }
            mended.append(0x22)
        }
    }

    // MARK: bytes

    private static let nameBytesMax = 32
    /// Deeper than what the parser takes: it then tells of the depth.
    private static let openMax = 256
    private static let predefined: Set<String> = ["amp", "lt", "gt", "quot", "apos"]

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: ":") || byte >= 0x80
    }

    private static func nameEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
        guard from < bytes.count, (bytes[from] | 0x20) &- 0x61 < 26 || bytes[from] == UInt8(ascii: "_") || bytes[from] >= 0x80 else {
            return from
        }
        var end = from
        while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
        return end
    }

    /// The `>` of a tag outside quotes. `nil` where another tag begins before: the bracket was none.
    private static func tagEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int? {
        var quote: UInt8 = 0
        var at = from
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "<") { return nil }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                return at
            } else if byte == 0x22 || byte == 0x27, bytes[at - 1] == UInt8(ascii: "=") || bytes[at - 1] <= 0x20 {
                quote = byte
            }
            at += 1
        }
        return nil
    }

    private static func isSame(_ bytes: UnsafeBufferPointer<UInt8>, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        left.count == right.count && bytes[left].elementsEqual(bytes[right])
    }

    private static func starts(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ word: StaticString) -> Bool {
        guard at + word.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[at + offset] != word.utf8Start[offset] { return false }
        return true
    }

    private static func find(_ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int? {
        var at = from
        while at < bytes.count {
            if bytes[at] == word.utf8Start[0], starts(bytes, at, word) { return at }
            at += 1
        }
        return nil
    }
}
