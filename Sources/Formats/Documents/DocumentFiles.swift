import Decoding
import Markup
import Model

/// The members of a document package, for the readers of docx, odt and epub.
struct DocumentFiles {
    private let package: ZipPackage
    private let member: MemberText
    private let code: FailureCode

    /// A package may be so many times longer than a record, for its pictures.
    private static let packageFactor = 4

    /// - Parameter code: what the format calls a package that is none of its kind.
    /// - Throws: `record-too-long`, and what is wrong with the archive.
    init(_ member: MemberText, code: FailureCode) throws(Failure) {
        self.member = member
        self.code = code
        let bytesMax = member.limits.recordBytesMax * Self.packageFactor
        guard let bytes = try WholeBytes.read(member.stream, bytesMax: bytesMax) else {
            throw Failure(.recordTooLong, "the document is longer than \(bytesMax) bytes (\(Self.packageFactor) times max_record_bytes)")
        }
        package = try ZipPackage(bytes)
    }

    func contains(_ name: String) -> Bool { package.contains(name) }

    /// The first of the names that is there.
    func first(_ names: [String]) -> String? {
        names.first { package.contains($0) } ?? package.names.first { names.contains($0.lowercased()) }
    }

    /// A member's bytes.
    func bytes(_ name: String) throws(Failure) -> [UInt8]? {
        try package.member(name, bytesMax: member.limits.recordBytesMax, budget: member.budget)
    }

    /// Tells a handler what stands in an XML member.
    /// - Throws: the format's own code where the member is missing, `xml-…` where it cannot be read.
    func read(_ name: String, to handler: any XMLEventHandler) throws(Failure) {
        guard let bytes = try bytes(name) else { throw Failure(code, "\(name) is missing") }
        do throws(XMLFault) { try XMLEvents.read(bytes, to: handler) } catch { throw error.failure(in: name) }
    }

    /// The same for a member that may be missing or damaged without harm to the text.
    func readIfPossible(_ name: String, to handler: any XMLEventHandler) {
        guard contains(name) else { return }
        do throws(Failure) { try read(name, to: handler) } catch {}
    }
}

extension XMLFault {
    /// The failure of a member of a package.
    func failure(in name: String) -> Failure {
        let code: FailureCode =
            switch kind {
            case .malformed: .xmlMalformed
            case .truncated: .xmlTruncated
            case .entity: .xmlEntity
            case .depth: .xmlDepth
            case .attributes: .xmlAttributes
            case .size: .recordTooLong
            }
        return Failure(code, "\(name): \(detail)", byteOffset: byteOffset)
    }
}
