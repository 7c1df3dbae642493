import Model

/// Zip archives that are one document and not a collection of files.
enum DocumentPackage {
    /// What the archive is, by the name of its first member, `nil` for an ordinary zip.
    ///
    /// Office Open XML packages begin with their content types or relations, OpenDocument and EPUB with `mimetype`.
    static func recognise(_ firstName: [UInt8], in reader: ArchiveReader) -> String? {
        guard reader.wrapping == .zip else { return nil }
        switch String(decoding: firstName, as: UTF8.self) {
        case "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/document.xml":
            return "an Office document (.docx, .xlsx, .pptx)"
        case "mimetype":
            let type = (try? ByteSource.take(128, from: EntryStream(reader, nil))) ?? []
            let text = String(decoding: type, as: UTF8.self)
            if text.contains("epub") { return "an EPUB book" }
            return text.contains("opendocument") ? "an OpenDocument text (.odt)" : "a document package"
        default: return nil
        }
    }
}
