import Decoding
import Markup
import Model

/// What one vocabulary makes of its record elements.
protocol XMLMapping {
    /// The record elements' local names, in lower case.
    static var recordNames: [String] { get }
    /// Read as feed readers do: what is not well-formed is mended.
    static var isLenient: Bool { get }
    /// A record may hold elements with a record's name.
    static var nests: Bool { get }

    init()

    /// The elements around the records as they are open before the first one; `nil` where the record is the outermost element.
    mutating func begin(_ root: XMLElement?, language: String?)

    /// Fills the record from its element.
    /// - Throws: `not-an-article` with what it is instead.
    mutating func fill(_ record: inout Record, from element: XMLElement) throws(Failure)
}

/// Reads the record elements of an XML member, each parsed by itself.
final class XMLRecordReader<Mapping: XMLMapping>: RecordReader {
    private let member: MemberText
    private let splitter: XMLSplitter
    private let parser: XMLParser
    private var mapping = Mapping()
    private var mending = XMLMending()
    private var ordinal = 0
    private var hasBegun = false
    private var hasEnded = false
    private var sawCut = false
    /// The document names another one with declarations: an unknown entity may be one of those.
    private var hasDoctype = false

    init(_ member: MemberText) throws(Failure) {
        guard let parser = XMLParser() else { throw Failure(.outOfMemory) }
        self.parser = parser
        self.member = member
        splitter = XMLSplitter(
            member.stream, names: Mapping.recordNames, nests: Mapping.nests, recordBytesMax: member.limits.recordBytesMax)
    }

    func next() throws(Failure) -> ReadItem? {
        guard !hasEnded else { return nil }
        guard let piece = try splitter.next() else { return try end() }
        ordinal += 1
        if !hasBegun { try begin() }
        let address = ItemAddress(member: member.path, ordinal: ordinal)
        switch piece {
        case .tooLong(let byteOffset):
            let limit = member.limits.recordBytesMax
            return .reject(
                Failure(
                    .recordTooLong, "the element is longer than \(limit) bytes (max_record_bytes)", address: address, byteOffset: byteOffset
                ))
        case .record(let byteOffset, let ending): return splitter.withRecord { item($0, address, byteOffset, ending) }
        }
    }

    private func item(
        _ bytes: UnsafeBufferPointer<UInt8>, _ address: ItemAddress, _ byteOffset: Int, _ ending: XMLSplitter.Ending
    ) -> ReadItem {
        var record = Record(address: address)
        record.byteOffset = byteOffset
        do throws(Failure) {
            if ending == .cut {
                sawCut = true
                // Damage before the end is told first: it says more.
                if !Mapping.isLenient { _ = try tree(bytes, &record) }
                throw Failure(.xmlTruncated, "the file ends inside <\(Mapping.recordNames[0])>", byteOffset: bytes.count)
            }
            try mapping.fill(&record, from: try tree(bytes, &record))
            if record.headline == nil, record.body.isEmpty, record.notice != .kill {
                throw Failure(.noText, "the element holds no words")
            }
            return .record(record)
        } catch {
            var failure = error
            failure.address = address
            failure.byteOffset = byteOffset + (failure.byteOffset ?? 0)
            return .reject(failure)
        }
    }

    // MARK: trees

    private func tree(_ bytes: UnsafeBufferPointer<UInt8>, _ record: inout Record) throws(Failure) -> XMLElement {
        do throws(XMLFault) { return try parser.parse(bytes) } catch {
            // Limits hold for mended text as well.
            guard error.kind == .malformed || error.kind == .entity || error.kind == .truncated else { throw failure(error, bytes) }
            return try repaired(bytes, error, &record)
        }
    }

    /// Stray bytes are read as windows-1252 in every format; the markup is mended in feeds only.
    private func repaired(
        _ bytes: UnsafeBufferPointer<UInt8>, _ fault: XMLFault, _ record: inout Record
    ) throws(Failure) -> XMLElement {
        var repairs = ByteRepairs()
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        if isUTF8, !Mapping.isLenient { throw failure(fault, bytes) }
        var text = isUTF8 ? nil : StrayBytes.decode(bytes, repairs: &repairs)
        record.replacedBytes = repairs.replaced
        record.windows1252Bytes = repairs.windows1252
        if text != nil, let found = text?.withUTF8({ try? parser.parse($0) }) { return found }
        guard Mapping.isLenient else { throw failure(fault, bytes) }
        if text?.withUTF8({ mending.mend($0) }) == nil { mending.mend(bytes) }
        if let entity = mending.usedEntity {
            throw Failure(.xmlEntity, "uses the entity &\(entity); which is none of the predefined ones", byteOffset: fault.byteOffset)
        }
        do throws(XMLFault) {
            let found = try Self.parse(mending.mended, parser)
            record.mendedMarkup = 1
            return found
        } catch { throw failure(error.kind == .malformed ? fault : error, bytes) }
    }

    private static func parse(_ bytes: [UInt8], _ parser: XMLParser) throws(XMLFault) -> XMLElement {
        var fault: XMLFault?
        let element = bytes.withUnsafeBufferPointer { buffer -> XMLElement? in
            do throws(XMLFault) { return try parser.parse(buffer) } catch {
                fault = error
                return nil
            }
        }
        guard let element else { throw fault ?? XMLFault(.malformed, "no element") }
        return element
    }

    private func failure(_ fault: XMLFault, _ bytes: UnsafeBufferPointer<UInt8>) -> Failure {
        switch fault.kind {
        case .truncated: Failure(.xmlTruncated, fault.detail, byteOffset: fault.byteOffset)
        case .malformed: Failure(.xmlMalformed, fault.detail, byteOffset: fault.byteOffset)
        // An entity that nothing could have declared is a slip of the pen.
        case .entity: Failure(hasDoctype ? .xmlEntity : .xmlMalformed, fault.detail, byteOffset: fault.byteOffset)
        case .depth: Failure(.xmlDepth, fault.detail, byteOffset: fault.byteOffset)
        case .attributes: Failure(.xmlAttributes, fault.detail, byteOffset: fault.byteOffset)
        case .size: Failure(.recordTooLong, fault.detail, byteOffset: fault.byteOffset)
        }
    }

    // MARK: around the records

    /// Reads what stands before the first record.
    private func begin() throws(Failure) {
        hasBegun = true
        let start = min(splitter.rootByteOffset, splitter.prologue.count)
        let declarations = splitter.prologue[..<start]
        hasDoctype = XMLDoctype.isPresent(declarations)
        mending.declared = XMLDoctype.entities(declarations)
        mending.refusesUnknown = XMLDoctype.hasParameters(declarations)
        let around = Array(splitter.prologue[start...])
        guard !around.isEmpty else { return mapping.begin(nil, language: nil) }
        let root = around.withUnsafeBufferPointer { try? parser.parseBeginning($0) } ?? mendedBeginning(around)
        mapping.begin(root, language: parser.inheritedAttribute("lang"))
    }

    /// Damage around the records costs no record: what can be read of it is.
    private func mendedBeginning(_ bytes: [UInt8]) -> XMLElement? {
        var repairs = ByteRepairs()
        var text = bytes.withUnsafeBufferPointer { StrayBytes.decode($0, repairs: &repairs) }
        text.withUTF8 { mending.mend($0) }
        return mending.mended.withUnsafeBufferPointer { try? parser.parseBeginning($0) } ?? nil
    }

    private func end() throws(Failure) -> ReadItem? {
        hasEnded = true
        if !hasBegun { try begin() }
        let address = ItemAddress(member: member.path, ordinal: 0)
        if !splitter.sawEnd, !sawCut {
            return .reject(
                Failure(
                    .xmlTruncated, "the file ends before </\(String(decoding: splitter.rootName, as: UTF8.self))>", address: address,
                    byteOffset: splitter.bytesRead))
        }
        if ordinal == 0 {
            return .reject(Failure(.notAnArticle, "no <\(Mapping.recordNames[0])> in it", address: address))
        }
        return nil
    }
}

/// What a document type declares. It is never given to a parser.
enum XMLDoctype {
    static func isPresent(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.containsBytes(Array("<!DOCTYPE".utf8)) }

    /// True where declarations come from parameter entities, which are never opened.
    static func hasParameters(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.containsBytes(Array("<!ENTITY %".utf8)) || bytes.containsBytes(Array("<!ENTITY\t%".utf8))
    }

    /// The names of its entities, at most `countMax`.
    static func entities(_ bytes: ArraySlice<UInt8>) -> Set<String> {
        var names: Set<String> = []
        let mark = Array("<!ENTITY".utf8)
        var rest = bytes
        while names.count < countMax, let hit = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[hit...]
            guard rest.starts(with: mark) else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(mark.count).drop { $0 <= 0x20 || $0 == UInt8(ascii: "%") }
            let name = rest.prefix { $0 > 0x20 }
            names.insert(String(decoding: name.prefix(64), as: UTF8.self))
            rest = rest.dropFirst(name.count)
        }
        return names
    }

    private static let countMax = 1_000
}
