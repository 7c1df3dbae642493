/// schema.org's `@graph`: a list of nodes that point to one another by `@id`.
struct JSONGraph {
    /// Bytes that nodes put in place may add to the graph's own: one large node that a thousand others point to must not be written
    /// a thousand times.
    private static let addedBytesMax = 1 << 20

    private var nodes: [JSONTree]
    private let byID: [String: JSONTree]
    private var position = 0
    private var bytesLeft: Int

    init(_ bytes: UnsafePointer<UInt8>, _ graph: JSONCandidate) {
        var repairs = ByteRepairs()
        nodes = JSONTree.parse(bytes, from: graph.start, end: graph.end, elementsMax: .max, repairs: &repairs).elements
        var byID: [String: JSONTree] = [:]
        for node in nodes { if let id = node["@id"]?.text { byID[id] = node } }
        self.byID = byID
        bytesLeft = graph.end - graph.start + Self.addedBytesMax
    }

    /// The next article node as an object of its own, with the nodes it points to put in place; `nil` after the last.
    mutating func next() -> ([UInt8], [JSONCandidate])? {
        while position < nodes.count {
            let node = nodes[position]
            // What has been given need not be kept.
            nodes[position] = .nothing
            position += 1
            guard case .object(let members) = node, Self.isArticle(node) else { continue }
            var out: [UInt8] = []
            let resolved = JSONTree.object(
                members.map { ($0.key, Self.pointing.contains($0.key) ? Self.resolve($0.value, byID) : $0.value) })
            (bytesLeft > 0 ? resolved : node).write(to: &out)
            bytesLeft -= out.count
            let candidates = out.withUnsafeBufferPointer { buffer -> [JSONCandidate] in
                guard let base = buffer.baseAddress else { return [] }
                var scan = JSONObjectScan(base, from: 0, end: buffer.count, depthMax: JSONTree.depthMax * 2, mayHoldList: false)
                _ = scan.run()
                return scan.candidates
            }
            return (out, candidates)
        }
        return nil
    }

    private static let fieldsMax = 64
    private static let textBytesMax = 4_096
    private static let pointing: Set<String> = ["author", "creator", "publisher", "image", "thumbnailUrl"]

    private static func isArticle(_ node: JSONTree) -> Bool {
        let types = node["@type"]?.elements.compactMap(\.text) ?? []
        return types.contains { $0.hasSuffix("Article") || $0.hasSuffix("BlogPosting") || $0 == "Report" || $0 == "CreativeWork" }
    }

    private static func resolve(_ value: JSONTree, _ byID: [String: JSONTree]) -> JSONTree {
        if case .list(let list) = value { return .list(list.map { resolve($0, byID) }) }
        guard case .object(let members) = value, members.count == 1, let id = value["@id"]?.text, let node = byID[id] else { return value }
        guard case .object(let fields) = node, fields.count <= fieldsMax else { return value }
        // What it points to in turn is not asked for; long texts in it are no name.
        return .object(fields.filter { if case .text(let text) = $0.value { text.utf8.count <= textBytesMax } else { false } })
    }
}

extension JSONTree {
    /// JSON text again, for values that were put together.
    func write(to out: inout [UInt8]) {
        switch self {
        case .text(let text): Self.write(text, to: &out)
        case .number(_, let text): out += text.utf8
        case .nothing: out += "null".utf8
        case .list(let list):
            out.append(UInt8(ascii: "["))
            for (index, value) in list.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                value.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        let hex = Array("0123456789abcdef".utf8)
        out.append(0x22)
        for byte in text.utf8 {
            if byte < 0x20 {
                out += [0x5C, UInt8(ascii: "u"), 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            } else {
                if byte == 0x22 || byte == 0x5C { out.append(0x5C) }
                out.append(byte)
            }
        }
        out.append(0x22)
    }
}
