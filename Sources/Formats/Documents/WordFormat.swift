import Decoding
import Markup
import Model

/// Word documents (.docx): Office Open XML, ECMA-376. What research databases export as one (Nexis Uni) is many articles.
struct WordFormat: Format {
    let name = "docx"
    let summary = "A Word document (.docx)"
    let extensions = ["docx", "docm", "dotx"]
    let mediaTypes = ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"]
    let yields = "one article, or an article per document of a Nexis Uni export"
    let wantsUTF8 = false

    func score(_ view: HeadView) -> Int { PackageShape.of(view) == .word ? 96 : 0 }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader { DocumentReader(member, WordDocument.read) }
}

/// From the parts of a Word package to text.
enum WordDocument {
    static func read(_ member: MemberText) throws(Failure) -> DocumentText {
        let files = try DocumentFiles(member, code: .docxStructure)
        guard let part = files.first(["word/document.xml", "word/document2.xml"]) else {
            throw Failure(.docxStructure, "word/document.xml is missing")
        }
        let body = WordBodyReader()
        try files.read(part, to: body)
        var document = DocumentText()
        var names: [String: String] = [:]
        // Identifiers in English need no look at the list of styles, which is often the longest part.
        if body.styles.contains(where: { !$0.isEmpty && DocumentText.role(ofStyle: $0) == .body }) {
            let styles = WordStylesReader()
            files.readIfPossible("word/styles.xml", to: styles)
            names = styles.names
        }
        var numbering: WordNumberingReader?
        if body.items.contains(where: { $0 != nil }) {
            let reader = WordNumberingReader()
            files.readIfPossible("word/numbering.xml", to: reader)
            numbering = reader
        }
        document.paragraphs = body.paragraphs(names, numbering)
        if !body.noteReferences.isEmpty {
            let footnotes = WordBodyReader()
            let endnotes = WordBodyReader()
            files.readIfPossible("word/footnotes.xml", to: footnotes)
            files.readIfPossible("word/endnotes.xml", to: endnotes)
            document.notes = body.noteReferences.map { reference in
                (reference.hasPrefix("f") ? footnotes : endnotes).notes[String(reference.dropFirst())] ?? ""
            }
        }
        let properties = DocumentPropertiesReader()
        files.readIfPossible("docProps/core.xml", to: properties)
        properties.fill(&document)
        return document
    }
}
