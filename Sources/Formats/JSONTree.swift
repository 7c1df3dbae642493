/// A small JSON value as a tree, for the few fields that are more than a string: lists of authors, bodies with roles, graphs.
indirect enum JSONTree {
    case text(String)
    case number(Double, String)
    case list([JSONTree])
    case object([(key: String, value: JSONTree)])
    case nothing

    /// Deeper values are left out and counted, as all that is beyond these limits; nothing that an article needs is deeper.
    static let depthMax = 12
    /// Further members of one object are left out: they are looked up by name again and again.
    static let membersMax = 1_024
    /// Further elements of an array are left out, where the caller does not ask for more: names, keywords, pictures.
    static let elementsUsual = 1_024
    /// Paragraphs of a body that are objects.
    static let elementsOfBody = 65_536

    /// - Parameters:
    ///   - from: start of a range that `JSONScanner` has already checked.
    ///   - elementsMax: of the value itself, where it is an array.
    ///   - repairs: counts what had to be changed in texts.
    static func parse(
        _ bytes: UnsafePointer<UInt8>, from: Int, end: Int, elementsMax: Int = elementsUsual, repairs: inout ByteRepairs
    ) -> JSONTree {
        var scanner = JSONScanner(bytes, from: from, end: end, depthMax: .max)
        return value(&scanner, depth: 0, elementsMax, repairs: &repairs) ?? .nothing
    }

    private static func value(_ scanner: inout JSONScanner, depth: Int, _ elementsMax: Int, repairs: inout ByteRepairs) -> JSONTree? {
        guard let byte = scanner.peek() else { return nil }
        switch byte {
        case 0x22:
            guard let span = scanner.string() else { return nil }
            return .text(JSONText.string(scanner.bytes, span, repairs: &repairs))
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < depthMax else {
                repairs.leftOut += 1
                return scanner.skipValue(depth: 0) ? .nothing : nil
            }
            return container(&scanner, isObject: byte == UInt8(ascii: "{"), depth: depth, elementsMax, repairs: &repairs)
        default:
            let start = scanner.at
            guard scanner.scalar() else { return nil }
            let text = String(decoding: UnsafeBufferPointer(start: scanner.bytes + start, count: scanner.at - start), as: UTF8.self)
            return Double(text).map { .number($0, text) } ?? .nothing
        }
    }

    private static func container(
        _ scanner: inout JSONScanner, isObject: Bool, depth: Int, _ elementsMax: Int, repairs: inout ByteRepairs
    ) -> JSONTree? {
        var members: [(key: String, value: JSONTree)] = []
        var elements: [JSONTree] = []
        scanner.at += 1
        while let byte = scanner.peek(), byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") {
            if byte == UInt8(ascii: ",") {
                scanner.at += 1
                continue
            }
            var key = ""
            if isObject {
                guard let span = scanner.string(), scanner.peek() != nil else { return nil }
                key = JSONText.string(scanner.bytes, span, repairs: &repairs)
                scanner.at += 1
            }
            if !isObject, elements.count == elementsMax {
                guard scanner.skipValue(depth: 0) else { return nil }
                repairs.leftOut += 1
                continue
            }
            guard let value = value(&scanner, depth: depth + 1, elementsUsual, repairs: &repairs) else { return nil }
            if !isObject {
                elements.append(value)
            } else if members.count < membersMax {
                members.append((key, value))
            } else {
                repairs.leftOut += 1
            }
        }
        scanner.at += 1
        return isObject ? .object(members) : .list(elements)
    }

    /// The member of an object whose folded name is `name` (lower case, no `_`).
    subscript(name: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members.last { Self.fold($0.key) == name }?.value
    }

    static func fold(_ key: String) -> String { key.lowercased().filter { $0 != "_" && $0 != "-" && $0 != "." && $0 != " " } }

    /// The text of a value that is a text, a number, or an object or list with a text inside.
    var text: String? {
        switch self {
        case .text(let text): return text.nonEmpty
        case .number(_, let text): return text
        case .list(let list): return list.lazy.compactMap(\.text).first
        case .object(let members):
            for name in Self.textKeys {
                if let text = members.last(where: { Self.fold($0.key) == name })?.value.text { return text }
            }
            return nil
        case .nothing: return nil
        }
    }

    /// Under which names an object keeps the text that it stands for.
    private static let textKeys = [
        "main", "value", "text", "rendered", "content", "default", "name", "original", "literal", "plain", "html", "#text", "$t", "@value",
        "title",
    ]

    /// The texts of an array that holds nothing but strings, joined by empty lines; `nil` for any other. No tree is made: an array of
    /// paragraphs may be as long as a record.
    static func joinedTexts(_ bytes: UnsafePointer<UInt8>, from: Int, end: Int, repairs: inout ByteRepairs) -> String? {
        var scanner = JSONScanner(bytes, from: from, end: end, depthMax: .max)
        scanner.at += 1
        var joined = ""
        var isFirst = true
        while let byte = scanner.peek(), byte != UInt8(ascii: "]") {
            if byte == UInt8(ascii: ",") {
                scanner.at += 1
                continue
            }
            guard byte == 0x22, let span = scanner.string() else { return nil }
            if !isFirst { joined += "\n\n" }
            joined += JSONText.string(bytes, span, repairs: &repairs)
            isFirst = false
        }
        return isFirst ? nil : joined
    }

    /// Elements of a list; any other value is a list of itself.
    var elements: [JSONTree] {
        switch self {
        case .list(let list): list
        case .nothing: []
        default: [self]
        }
    }
}
