import CExpat

/// Why a piece of XML is no tree.
public struct XMLFault: Error, Sendable, Equatable {
    public enum Kind: Sendable {
        case malformed, truncated, entity, depth, attributes, size
    }

    public var kind: Kind
    /// A sentence for people.
    public var detail: String
    /// 0-based, in the bytes that were parsed.
    public var byteOffset: Int

    public init(_ kind: Kind, _ detail: String, byteOffset: Int = 0) {
        self.kind = kind
        self.detail = detail
        self.byteOffset = byteOffset
    }
}

/// libexpat, filling one tree after the other.
///
/// A document type never gets here (`XMLSplitter` leaves it outside the records), so that no entity but the five predefined ones can be known,
/// nothing can be expanded and nothing opened; any other entity is a fault. Namespaces are resolved here and not by expat, because feeds use
/// prefixes that they never declared.
public final class XMLParser {
    /// Elements inside one another.
    public static let depthMax = 200
    /// Attributes of one element.
    public static let attributesMax = 256
    /// Elements of one record: more are a table, not an article.
    public static let elementsMax = 250_000

    public let tree = XMLTree()
    private let parser: OpaquePointer
    private var open: [Int32] = []
    private var scopes: [Scope] = []
    /// In force where a record begins.
    private var inherited: [Scope] = []
    /// Names are resolved anew when it grows.
    private var generation = 0
    private var hasScopesChanged = true
    private var fault: XMLFault?

    private struct Scope {
        var prefix: String
        var space: XMLSpace
        var depth: Int
    }

    public init?() {
        guard let parser = XML_ParserCreate("UTF-8") else { return nil }
        self.parser = parser
    }

    deinit { XML_ParserFree(parser) }

    /// Parses one element with all that is in it.
    /// - Parameter bytes: UTF-8, whatever an XML declaration says.
    /// - Returns: the outermost element.
    public func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLFault) -> XMLElement {
        try run(bytes, isFinal: true)
        guard let root = tree.root else { throw XMLFault(.truncated, "no element in it") }
        return root
    }

    /// Parses the beginning of a document, in which elements are still open; their namespaces are inherited by what is parsed next.
    /// - Returns: the outermost element, `nil` where none begins.
    public func parseBeginning(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLFault) -> XMLElement? {
        inherited = []
        try run(bytes, isFinal: false)
        inherited = scopes
        for index in inherited.indices { inherited[index].depth = 0 }
        return tree.root
    }

    /// The value of an attribute on the innermost element that was open where the beginning ended and that has it.
    public func inheritedAttribute(_ name: String) -> String? {
        for index in open.reversed() {
            if let value = XMLElement(tree: tree, index: Int(index)).attribute(name) { return value }
        }
        return nil
    }

    private func run(_ bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool) throws(XMLFault) {
        tree.clear()
        open.removeAll(keepingCapacity: true)
        scopes = inherited
        if hasScopesChanged { generation += 1 }
        hasScopesChanged = !isFinal
        fault = nil
        XML_ParserReset(parser, "UTF-8")
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { data, name, attributes in
                guard let data, let name else { return }
                Unmanaged<XMLParser>.fromOpaque(data).takeUnretainedValue().begin(name, attributes)
            },
            { data, _ in
                guard let data else { return }
                Unmanaged<XMLParser>.fromOpaque(data).takeUnretainedValue().end()
            })
        XML_SetCharacterDataHandler(parser) { data, text, count in
            guard let data, let text else { return }
            Unmanaged<XMLParser>.fromOpaque(data).takeUnretainedValue().tree.text.append(
                contentsOf: UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        let status = bytes.withMemoryRebound(to: CChar.self) { chars in
            XML_Parse(parser, chars.baseAddress, Int32(chars.count), isFinal ? 1 : 0)
        }
        if let fault { throw fault }
        if status != XML_STATUS_OK { throw found(XML_GetErrorCode(parser), bytes.count) }
        let end = Int32(bytes.count)
        for index in open { close(index, at: end) }
    }

    private func found(_ code: XML_Error, _ count: Int) -> XMLFault {
        let offset = max(0, Int(XML_GetCurrentByteIndex(parser)))
        let sentence = XML_ErrorString(code).map { String(cString: $0) } ?? "error"
        switch code {
        case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR, XML_ERROR_UNCLOSED_CDATA_SECTION:
            return XMLFault(.truncated, "the XML ends inside an element", byteOffset: count)
        case XML_ERROR_UNDEFINED_ENTITY: return XMLFault(.entity, "an entity that is not predefined", byteOffset: offset)
        case XML_ERROR_NO_MEMORY: return XMLFault(.size, "no memory for it", byteOffset: offset)
        default: return XMLFault(.malformed, sentence, byteOffset: offset)
        }
    }

    private func stop(_ kind: XMLFault.Kind, _ detail: String) {
        guard fault == nil else { return }
        fault = XMLFault(kind, detail, byteOffset: max(0, Int(XML_GetCurrentByteIndex(parser))))
        XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    // MARK: what expat reports

    private func begin(_ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        guard fault == nil else { return }
        if open.count >= Self.depthMax { return stop(.depth, "elements are nested deeper than \(Self.depthMax)") }
        if tree.nodes.count >= Self.elementsMax { return stop(.size, "more than \(Self.elementsMax) elements") }
        let first = tree.attributes.count
        if let attributes, !addAttributes(attributes) {
            return stop(.attributes, "an element has more than \(Self.attributesMax) attributes")
        }
        let index = tree.names.index(of: name)
        let space = tree.names.space(index, generation: generation) { resolve($0) }
        let parent = open.last ?? -1
        open.append(Int32(tree.nodes.count))
        tree.nodes.append(
            XMLTree.Node(
                name: index, space: space, parent: parent, end: 0, textStart: Int32(tree.text.count), textEnd: 0,
                attributesStart: Int32(first),
                attributesCount: Int32(tree.attributes.count - first), sourceStart: Int32(XML_GetCurrentByteIndex(parser)), sourceEnd: 0))
    }

    /// - Returns: false where they are too many.
    private func addAttributes(_ list: UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Bool {
        var at = 0
        while let name = list[at], let value = list[at + 1] {
            if at >= Self.attributesMax * 2 { return false }
            at += 2
            let index = tree.names.index(of: name)
            if tree.names.all[Int(index)].isDeclaration {
                let prefix = tree.names.all[Int(index)]
                scopes.append(
                    Scope(
                        prefix: prefix.prefix.isEmpty ? "" : prefix.local, space: XMLSpace(uri: String(cString: value)),
                        depth: open.count + 1))
                generation += 1
                hasScopesChanged = true
                continue
            }
            let start = tree.attributeText.count
            var length = 0
            while value[length] != 0 { length += 1 }
            tree.attributeText.append(contentsOf: UnsafeRawBufferPointer(start: value, count: length))
            tree.attributes.append(XMLTree.Attribute(name: index, start: Int32(start), end: Int32(tree.attributeText.count)))
        }
        return true
    }

    private func end() {
        guard fault == nil, let index = open.popLast() else { return }
        close(index, at: Int32(XML_GetCurrentByteIndex(parser)) + XML_GetCurrentByteCount(parser))
        while let last = scopes.last, last.depth > open.count, last.depth > 0 {
            scopes.removeLast()
            generation += 1
        }
    }

    private func close(_ index: Int32, at sourceEnd: Int32) {
        let at = Int(index)
        tree.nodes[at].end = Int32(tree.nodes.count)
        tree.nodes[at].textEnd = Int32(tree.text.count)
        tree.nodes[at].sourceEnd = sourceEnd
    }

    private func resolve(_ prefix: String) -> XMLSpace {
        let folded = prefix.lowercased()
        for scope in scopes.reversed() where scope.prefix == folded { return scope.space }
        return XMLSpace(undeclaredPrefix: prefix)
    }
}
