import Decoding
import Markup
import Model

/// PDF, through `pdftotext` of the Poppler tools where they are installed.
struct PDFFormat: Format {
    let name = "pdf"
    let summary = "A PDF with text in it (needs pdftotext: package poppler-utils)"
    let extensions = ["pdf"]
    let mediaTypes = ["application/pdf"]
    let yields = "one article"
    let wantsUTF8 = false

    /// For tests: another tool in its place.
    var tool = ChildTool(name: "pdftotext", package: "poppler-utils", arguments: ["-enc", "UTF-8", "-bbox-layout", "-", "-"])

    func score(_ view: HeadView) -> Int { view.raw.prefix(1_024).containsBytes(Array("%PDF-".utf8)) ? 95 : 0 }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader {
        var tool = self.tool
        // Each word comes with its place.
        tool.outputBytesMax = member.limits.recordBytesMax * PDFDocument.outputFactor
        tool.cpuSecondsMax = min(tool.cpuSecondsMax, max(1, Int(member.limits.parseSecondsMax)))
        return DocumentReader(member) { [tool] member throws(Failure) in try PDFDocument.read(member, tool) }
    }
}

/// From a PDF to text.
enum PDFDocument {
    /// A PDF may be so many times longer than a record, for its pictures.
    private static let fileFactor = 4
    /// What the tool writes is so many times longer than the text.
    static let outputFactor = 4

    static func read(_ member: MemberText, _ tool: ChildTool) throws(Failure) -> DocumentText {
        let bytesMax = member.limits.recordBytesMax * fileFactor
        guard let bytes = try WholeBytes.read(member.stream, bytesMax: bytesMax) else {
            throw Failure(.recordTooLong, "the document is longer than \(bytesMax) bytes (\(fileFactor) times max_record_bytes)")
        }
        let outcome = try tool.run(bytes)
        let complaint = outcome.complaint.split(separator: "\n").first.map(String.init) ?? ""
        if outcome.exitStatus != 0 {
            let isLocked = outcome.complaint.lowercased().contains("password")
            throw Failure(
                isLocked ? .encrypted : .pdfUnreadable, isLocked ? "the document is protected by a password" : "\(tool.name): \(complaint)")
        }
        let blocks = PDFBlocksReader()
        do throws(XMLFault) { try XMLEvents.read(outcome.output, to: blocks) } catch {
            throw Failure(.toolFailed, "what \(tool.name) gives cannot be read")
        }
        var document = DocumentText()
        blocks.fill(&document)
        if document.paragraphs.isEmpty { throw Failure(.pdfUnreadable, "the document holds pictures only, or nothing") }
        return document
    }
}
