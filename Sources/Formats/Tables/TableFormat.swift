import Decoding
import Model

/// Tables with a header row: CSV as RFC 4180 and as spreadsheets write it, tab separated values.
struct TableFormat: Format {
    let name = "csv"
    let summary = "A table (CSV, TSV) with a header row"
    let extensions = ["csv", "tsv", "tab"]
    let mediaTypes = ["text/csv", "text/tab-separated-values"]
    let yields = "an article per row"

    /// Columns whose names are known, in rows of one length. Without such names it is a table if the rows are alike in number of cells:
    /// then it is read and refused as one, instead of being loaded as prose.
    func score(_ view: HeadView) -> Int {
        guard view.isText, view.start < view.text.count, !Self.isOtherwiseMarked(view.text[view.start]) else { return 0 }
        let isNamedSo = extensions.contains(view.suffix)
        let found = view.text[view.start...].withContiguousStorageIfAvailable { TableDialect.of($0, isWhole: view.isWhole) } ?? nil
        guard let found else {
            // A header longer than what is looked at.
            return isNamedSo && !view.isWhole && view.text.contains(UInt8(ascii: ",")) ? 50 : 0
        }
        if found.isDeclared { return 92 }
        if found.hasText, found.known >= 2, found.known * 2 >= found.cells || found.evenRows * 2 >= found.rows && found.rows > 0 {
            return 86
        }
        if found.hasText, isNamedSo { return 86 }
        if isNamedSo { return found.evenRows * 2 >= found.rows ? 60 : 0 }
        return found.cells >= 3 && found.rows >= 4 && found.evenRows == found.rows ? 40 : 0
    }

    /// Brackets begin JSON and markup.
    private static func isOtherwiseMarked(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "<")
    }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader { TableReader(member) }
}
