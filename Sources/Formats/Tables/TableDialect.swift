/// How a table is written: its delimiter and where its header stands, found in its first bytes.
struct TableDialect: Equatable {
    var delimiter: UInt8
    /// Offset of the header row.
    var headerStart: Int
    /// Cells of the header.
    var cells: Int
    /// Cells of the header whose names are known.
    var known: Int
    /// The header names a column with headlines or texts.
    var hasText: Bool
    /// Whole rows behind the header that were looked at, and how many of them have as many cells.
    var rows: Int
    var evenRows: Int
    /// A line `sep=` names the delimiter.
    var isDeclared: Bool

    private static let delimiters: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]
    /// Rows that may stand before the header (a report's title), and rows that are compared.
    private static let preambleRowsMax = 6
    private static let comparedRowsMax = 12

    /// The dialect under which the bytes look most like a table, `nil` where no delimiter parts the first rows.
    /// - Parameters:
    ///   - bytes: the first of the member, as UTF-8.
    ///   - isWhole: no bytes follow.
    static func of(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool, names: ColumnNames = ColumnNames()) -> TableDialect? {
        guard let base = bytes.baseAddress else { return nil }
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if let (delimiter, start) = declared(bytes, mark) {
            return of(base, bytes.count, isWhole, delimiter, start, names, isDeclared: true)
                ?? TableDialect(
                    delimiter: delimiter, headerStart: start, cells: 0, known: 0, hasText: false, rows: 0, evenRows: 0, isDeclared: true)
        }
        var best: TableDialect?
        for delimiter in delimiters where ByteSearch.first(delimiter, base, 0, bytes.count) != nil {
            guard let found = of(base, bytes.count, isWhole, delimiter, mark, names, isDeclared: false) else { continue }
            if best.map({ found.merit > $0.merit }) ?? true { best = found }
        }
        return best
    }

    private var merit: (Int, Int, Int) { ((hasText ? 100 : 0) + known, evenRows * 100 / max(1, rows), cells) }

    /// `sep=;` on the first line, as spreadsheets write it.
    private static func declared(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> (delimiter: UInt8, next: Int)? {
        var at = start
        // Some programs quote the line.
        if at < bytes.count, bytes[at] == 0x22 { at += 1 }
        guard bytes.count >= at + 5, zip(bytes[at...], "sep=".utf8).allSatisfy({ $0 | 0x20 == $1 || $0 == $1 }) else { return nil }
        var next = at + 5
        while next < bytes.count, bytes[next] == 0x22 || bytes[next] == 0x0D || bytes[next] == 0x20 { next += 1 }
        guard next < bytes.count, bytes[next] == 0x0A || bytes[next - 1] == 0x0D else { return nil }
        return (bytes[at + 4], bytes[next] == 0x0A ? next + 1 : next)
    }

    private static func of(
        _ bytes: UnsafePointer<UInt8>, _ end: Int, _ isWhole: Bool, _ delimiter: UInt8, _ start: Int, _ names: ColumnNames,
        isDeclared: Bool
    ) -> TableDialect? {
        var scanner = TableScanner(delimiter: delimiter)
        var at = start
        var first: TableDialect?
        for _ in 0..<preambleRowsMax {
            let rowStart = at
            guard case .row(let next) = scanner.scan(bytes, from: at, end: end, isAtEnd: isWhole) else { break }
            at = next
            guard scanner.cells.count >= 2 || isDeclared else { continue }
            let columns = TableColumns(Self.texts(bytes, scanner.cells), names)
            var dialect = TableDialect(
                delimiter: delimiter, headerStart: rowStart, cells: columns.count, known: columns.columns.count, hasText: columns.hasText,
                rows: 0, evenRows: 0, isDeclared: isDeclared)
            // A row above the header may name things by chance, but not a column of texts besides another one.
            if first != nil, !(dialect.hasText && dialect.known >= 2) { continue }
            dialect.compare(bytes, from: next, end, isWhole)
            if dialect.hasText { return dialect }
            first = first ?? dialect
        }
        return first
    }

    /// Counts rows behind the header with as many cells.
    private mutating func compare(_ bytes: UnsafePointer<UInt8>, from: Int, _ end: Int, _ isWhole: Bool) {
        var scanner = TableScanner(delimiter: delimiter)
        var at = from
        while rows < Self.comparedRowsMax, at < end, case .row(let next) = scanner.scan(bytes, from: at, end: end, isAtEnd: isWhole) {
            let isBlank = scanner.cells.count == 1 && next - at <= 2
            if !isBlank {
                rows += 1
                if scanner.cells.count == cells { evenRows += 1 }
            }
            at = next
        }
    }

    /// The header's cells as text, without spaces around them and empty ones at the end.
    static func texts(_ bytes: UnsafePointer<UInt8>, _ cells: [TableScanner.Cell]) -> [String] {
        var repairs = ByteRepairs()
        var texts = cells.map { TableScanner.text(bytes, $0, repairs: &repairs).trimmingSpaces }
        while texts.last == "" { texts.removeLast() }
        return texts
    }
}
