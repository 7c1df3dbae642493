/// A value that may become a field, still as bytes.
struct JSONCandidate {
    enum Kind { case string, number, literal, object, array }
    var field: ArticleField
    var rank: UInt8
    var kind: Kind
    /// The value's bytes; of a string those between the quotes.
    var start: Int
    var end: Int
    var hasEscapes: Bool

    var span: JSONStringSpan { JSONStringSpan(start: start, end: end, hasEscapes: hasEscapes) }
}

/// One pass over an object that checks all of it and notes where the wanted values are.
struct JSONObjectScan {
    enum Ending: Equatable {
        /// The object is whole and ends before this position.
        case complete(Int)
        /// A list of articles begins here (at its `[`): the object is an envelope, its elements are the records.
        case list(Int)
        /// An object that may hold the list begins here.
        case envelope(Int)
        case fault(JSONFault)
    }

    private(set) var candidates: [JSONCandidate] = []
    private var scanner: JSONScanner
    /// Whether lists of articles are looked for: not inside the elements of one.
    private let mayHoldList: Bool

    private static let transparentLevelsMax = 3
    private static let candidatesMax = 256

    /// - Parameter from: position of the object's `{`.
    init(_ bytes: UnsafePointer<UInt8>, from: Int, end: Int, depthMax: Int, mayHoldList: Bool) {
        scanner = JSONScanner(bytes, from: from, end: end, depthMax: depthMax)
        self.mayHoldList = mayHoldList
        candidates.reserveCapacity(24)
    }

    mutating func run() -> Ending {
        var ending: Ending?
        guard object(level: 1, &ending) else { return ending ?? .fault(scanner.fault) }
        return .complete(scanner.at)
    }

    /// The object at the cursor. False with `ending` set where an envelope was recognised, without it at a fault.
    private mutating func object(level: Int, _ ending: inout Ending?) -> Bool {
        scanner.at += 1
        guard let first = scanner.peek() else { return false }
        if first == UInt8(ascii: "}") {
            scanner.at += 1
            return true
        }
        while true {
            guard scanner.peek() == 0x22 else { return scanner.at < scanner.end ? scanner.fail(scanner.at) : false }
            guard let key = scanner.string(), let colon = scanner.peek() else { return false }
            guard colon == UInt8(ascii: ":") else { return scanner.fail(scanner.at) }
            scanner.at += 1
            guard let byte = scanner.peek(), value(key, byte, level: level, &ending), let next = scanner.peek() else { return false }
            scanner.at += 1
            if next == UInt8(ascii: ",") { continue }
            if next == UInt8(ascii: "}") { return true }
            return scanner.fail(scanner.at - 1)
        }
    }

    /// The value at the cursor, which starts with `byte`.
    @inline(__always)
    private mutating func value(_ key: JSONStringSpan, _ byte: UInt8, level: Int, _ ending: inout Ending?) -> Bool {
        let name = UnsafeBufferPointer(start: scanner.bytes + key.start, count: key.count)
        let start = scanner.at
        let entry = key.hasEscapes ? nil : ArticleKeys.entry(name)
        if byte == 0x22 {
            guard let text = scanner.string() else { return false }
            if let entry, text.count > 0 { note(entry, .string, text.start, text.end, text.hasEscapes) }
            return true
        }
        let isContainer = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
        if isContainer, let entry, container(entry, name, byte, level: level, &ending) == false { return false }
        if scanner.at > start { return true }
        guard isContainer ? scanner.skipValue(depth: level) : scanner.scalar() else { return false }
        guard let entry, scanner.at - start > 2 || !isContainer else { return true }
        let kind: JSONCandidate.Kind =
            switch byte {
            case UInt8(ascii: "{"): .object
            case UInt8(ascii: "["): .array
            case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): .literal
            default: .number
            }
        if kind != .literal { note(entry, kind, start, scanner.at, false) }
        return true
    }

    /// Objects and arrays that are more than a value: envelopes and the record's own inner objects. False: stop.
    private mutating func container(
        _ entry: ArticleKeys.Entry, _ name: UnsafeBufferPointer<UInt8>, _ byte: UInt8, level: Int, _ ending: inout Ending?
    ) -> Bool {
        let isObject = byte == UInt8(ascii: "{")
        if mayHoldList, level == 1, !candidates.contains(where: { $0.field == .body || $0.field == .markupBody }) {
            if !isObject, ArticleKeys.isList(name), holdsArticles(isSure: !candidates.contains { $0.field == .headline && $0.rank < 12 }) {
                ending = .list(scanner.at)
                return false
            }
            if isObject, ArticleKeys.isEnvelope(name), !candidates.contains(where: { $0.field == .headline }) {
                ending = .envelope(scanner.at)
                return false
            }
        }
        let isTransparent = entry.field == .transparent || (entry.field == .publisher && name.first == UInt8(ascii: "_"))
        if isObject, isTransparent, level < Self.transparentLevelsMax { return object(level: level + 1, &ending) }
        return true
    }

    /// Looks at the first element of the array at the cursor. `isSure`: any object will do; else it must look like an article,
    /// because the object around it has a headline of its own.
    private func holdsArticles(isSure: Bool) -> Bool {
        var ahead = scanner
        ahead.at += 1
        guard ahead.peek() == UInt8(ascii: "{") else { return false }
        if isSure || candidates.contains(where: { $0.field == .version }) { return true }
        var inner = JSONObjectScan(scanner.bytes, from: ahead.at, end: scanner.end, depthMax: scanner.depthMax, mayHoldList: false)
        if case .complete = inner.run() {
            let fields = inner.candidates.map(\.field)
            return fields.contains(.headline) && (fields.contains(.body) || fields.contains(.markupBody) || fields.contains(.url))
        }
        return inner.candidates.contains { $0.field == .body }
    }

    @inline(__always)
    private mutating func note(_ entry: ArticleKeys.Entry, _ kind: JSONCandidate.Kind, _ start: Int, _ end: Int, _ hasEscapes: Bool) {
        guard candidates.count < Self.candidatesMax else { return }
        candidates.append(
            JSONCandidate(field: entry.field, rank: entry.rank, kind: kind, start: start, end: end, hasEscapes: hasEscapes))
    }
}
