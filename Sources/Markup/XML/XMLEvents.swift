import CExpat

/// What a document's elements are told to, in order; names are local names with their namespaces apart.
public protocol XMLEventHandler: AnyObject {
    func start(_ name: String, _ attributes: XMLEvents.Attributes)
    func end(_ name: String)
    /// A piece of text; one text may come in several.
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// Reads an XML document through expat and tells a handler what stands in it, without a tree: the parts of a document package are a
/// hundred times longer than a record of news, and their readers want a small part of them.
///
/// No entity but the five predefined is ever resolved, no DTD is loaded, nothing is fetched.
public enum XMLEvents {
    /// Elements inside one another.
    public static let depthMax = 1_000

    /// The attributes of one element, valid during the call.
    public struct Attributes {
        fileprivate let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

        /// The value of the attribute with that local name, in whatever namespace.
        public subscript(_ name: String) -> String? {
            guard let list else { return nil }
            var at = 0
            while let key = list[at], let value = list[at + 1] {
                if XMLEvents.local(key) == name { return String(cString: value) }
                at += 2
            }
            return nil
        }
    }

    /// - Throws: what makes the document unreadable; what stood before it has been told.
    public static func read(_ bytes: [UInt8], to handler: any XMLEventHandler) throws(XMLFault) {
        guard let parser = XML_ParserCreateNS(nil, CChar(bitPattern: separator)) else { throw XMLFault(.size, "no memory for it") }
        defer { XML_ParserFree(parser) }
        let pass = Pass(parser, handler)
        XML_SetUserData(parser, Unmanaged.passUnretained(pass).toOpaque())
        XML_SetElementHandler(
            parser, { user, name, attributes in Pass.of(user)?.start(name, attributes) }, { user, name in Pass.of(user)?.end(name) })
        XML_SetCharacterDataHandler(parser) { user, text, count in Pass.of(user)?.text(text, Int(count)) }
        // Without expansion: what an entity would stand for is told here by its name.
        XML_SetDefaultHandler(parser) { user, text, count in Pass.of(user)?.other(text, Int(count)) }
        let status = bytes.withUnsafeBufferPointer { raw -> XML_Status in
            raw.withMemoryRebound(to: CChar.self) { XML_Parse(parser, $0.baseAddress, Int32(clamping: $0.count), 1) }
        }
        if let fault = pass.fault { throw fault }
        guard status != XML_STATUS_OK else { return }
        let error = XML_GetErrorCode(parser)
        let sentence = XML_ErrorString(error).map { String(cString: $0) } ?? "error"
        let offset = max(0, Int(XML_GetCurrentByteIndex(parser)))
        switch error {
        case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_UNCLOSED_CDATA_SECTION, XML_ERROR_PARTIAL_CHAR:
            throw XMLFault(.truncated, "the XML ends inside an element", byteOffset: bytes.count)
        case XML_ERROR_AMPLIFICATION_LIMIT_BREACH, XML_ERROR_RECURSIVE_ENTITY_REF, XML_ERROR_UNDEFINED_ENTITY:
            throw XMLFault(.entity, sentence, byteOffset: offset)
        default: throw XMLFault(.malformed, sentence, byteOffset: offset)
        }
    }

    private static let separator: UInt8 = 0x0C

    /// The name behind its namespace.
    fileprivate static func local(_ name: UnsafePointer<CChar>) -> String {
        var start = name
        var at = name
        while at.pointee != 0 {
            if UInt8(bitPattern: at.pointee) == separator { start = at + 1 }
            at += 1
        }
        return String(cString: start)
    }

    /// What expat's callbacks reach.
    private final class Pass {
        private let parser: XML_Parser
        private let handler: any XMLEventHandler
        private var depth = 0
        var fault: XMLFault?

        init(_ parser: XML_Parser, _ handler: any XMLEventHandler) {
            self.parser = parser
            self.handler = handler
        }

        static func of(_ user: UnsafeMutableRawPointer?) -> Pass? {
            user.map { Unmanaged<Pass>.fromOpaque($0).takeUnretainedValue() }
        }

        private func stop(_ kind: XMLFault.Kind, _ detail: String) {
            if fault == nil { fault = XMLFault(kind, detail, byteOffset: max(0, Int(XML_GetCurrentByteIndex(parser)))) }
            XML_StopParser(parser, 0)
        }

        func start(_ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
            guard let name, fault == nil else { return }
            depth += 1
            if depth > XMLEvents.depthMax { return stop(.depth, "elements are nested deeper than \(XMLEvents.depthMax)") }
            handler.start(XMLEvents.local(name), Attributes(list: attributes))
        }

        func end(_ name: UnsafePointer<CChar>?) {
            guard let name, fault == nil else { return }
            depth -= 1
            handler.end(XMLEvents.local(name))
        }

        func text(_ text: UnsafePointer<CChar>?, _ count: Int) {
            guard let text, fault == nil else { return }
            text.withMemoryRebound(to: UInt8.self, capacity: count) { handler.text(UnsafeBufferPointer(start: $0, count: count)) }
        }

        /// An entity's use comes as it is written.
        func other(_ text: UnsafePointer<CChar>?, _ count: Int) {
            guard let text, count > 2, text[0] == CChar(UInt8(ascii: "&")), text[count - 1] == CChar(UInt8(ascii: ";")) else { return }
            stop(.entity, "an entity that is not predefined")
        }
    }
}
