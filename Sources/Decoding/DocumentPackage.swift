/// Zip archives that are one document and not a collection of files: they are given to their formats whole.
enum DocumentPackage {
    /// True if the first local header (APPNOTE 4.3.7) names a member that only packages begin with: Office Open XML its content types
    /// or relations, OpenDocument and EPUB `mimetype`.
    static func isDocument(_ head: [UInt8]) -> Bool {
        guard head.count > nameStart, head.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return false }
        let length = Int(head[26]) | Int(head[27]) << 8
        guard nameStart + length <= head.count else { return false }
        return firstNames.contains(String(decoding: head[nameStart..<nameStart + length], as: UTF8.self))
    }

    private static let nameStart = 30
    private static let firstNames: Set<String> = [
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/document.xml", "mimetype",
    ]
}
