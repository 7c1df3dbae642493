import Model

/// Reads a table row by row. A row that is damaged costs itself only: where a quote is never closed, its first line is rejected and
/// reading goes on at the next one.
final class TableReader: RecordReader {
    private let window: ByteWindow
    private let limits: Limits
    private let path: String
    private let names: ColumnNames
    private var scanner = TableScanner(delimiter: UInt8(ascii: ","))
    private var columns: TableColumns?
    private var ordinal = 0

    init(_ member: MemberText) {
        window = ByteWindow(member.stream)
        limits = member.limits
        path = member.path
        names = member.columns
    }

    func next() throws(Failure) -> ReadItem? {
        let columns: TableColumns
        if let known = self.columns {
            columns = known
        } else {
            columns = try header()
            self.columns = columns
        }
        while try hasMore() {
            switch try row(columns) {
            case .blank: continue
            case .reject(let failure): return .reject(failure)
            case .cells(let start):
                ordinal += 1
                var row = TableRecord(window.bytes, scanner.cells, columns)
                guard var record = row.record(ItemAddress(member: path, ordinal: ordinal)) else {
                    return .reject(failure(.noText, "neither headline nor text in the row", at: start))
                }
                record.byteOffset = window.offset(start)
                return .record(record)
            }
        }
        return nil
    }

    private enum Row {
        /// In `scanner.cells`, from that position on; the window stands behind it.
        case cells(start: Int)
        case blank
        case reject(Failure)
    }

    // MARK: header

    /// Finds the header and consumes it.
    /// - Throws: `csv-no-text-column` where no column holds headlines or texts.
    private func header() throws(Failure) -> TableColumns {
        _ = try window.fill()
        let first = UnsafeBufferPointer(start: window.bytes + window.start, count: min(window.end - window.start, Self.headBytes))
        let isWhole = window.isAtEnd && first.count == window.end - window.start
        if let dialect = TableDialect.of(first, isWhole: isWhole, names: names) {
            scanner.delimiter = dialect.delimiter
            let start = window.start + dialect.headerStart
            if case .row(let end) = scanner.scan(window.bytes, from: start, end: window.end, isAtEnd: window.isAtEnd) {
                let columns = TableColumns(TableDialect.texts(window.bytes, scanner.cells), names)
                if columns.hasText {
                    window.consume(to: end)
                    return columns
                }
            }
        }
        throw Failure(
            .csvNoTextColumn, "no column is named as one of headlines or texts", address: ItemAddress(member: path, ordinal: 0),
            byteOffset: 0, line: 1, context: window.context(0))
    }

    private static let headBytes = 64 << 10

    // MARK: rows

    private func hasMore() throws(Failure) -> Bool {
        if window.start < window.end { return true }
        return try window.fill()
    }

    /// Reads the row at the window's start and consumes it, or its first line where it is damaged.
    private func row(_ columns: TableColumns) throws(Failure) -> Row {
        while true {
            let start = window.start
            switch scanner.scan(window.bytes, from: start, end: window.end, isAtEnd: window.isAtEnd) {
            case .row(let end): return whole(columns, end)
            case .openQuote: return try openQuote(columns)
            case .tooManyCells: return .reject(try passed(.csvColumns, "more than \(TableScanner.cellsMax) cells"))
            case .incomplete:
                if window.end - start < limits.recordBytesMax, !window.isAtEnd {
                    // False at the end: then the row is scanned once more, and ends there.
                    _ = try window.fill()
                    continue
                }
                if lineEnd() != nil { return try openQuote(columns) }
                return .reject(
                    holdsQuote(window.end)
                        ? try passed(.csvQuote, "a quote is not closed within \(limits.recordBytesMax) bytes (max_record_bytes)")
                        : try passed(.recordTooLong, "the row is longer than \(limits.recordBytesMax) bytes (max_record_bytes)"))
            }
        }
    }

    /// A row that ends at `end`, in `scanner.cells`.
    private func whole(_ columns: TableColumns, _ end: Int) -> Row {
        let start = window.start
        if isBlank(end) {
            window.consume(to: end)
            return .blank
        }
        if hasAllCells(columns) {
            window.consume(to: end)
            return .cells(start: start)
        }
        let count = scanner.cells.count
        // Quotes that were none: the line alone may be right.
        if holdsQuote(end), let line = lineEnd(), readsAsLine(to: line, columns) { return lineAlone(line) }
        ordinal += 1
        window.consume(to: end)
        return .reject(failure(.csvColumns, "\(count) cells where the header has \(columns.count)", at: start))
    }

    /// The row at the start has a quote that is never closed: its line is taken with quotes as characters, or rejected.
    private func openQuote(_ columns: TableColumns) throws(Failure) -> Row {
        guard let line = lineEnd() else { return .reject(try passed(.csvQuote, "a quote is not closed")) }
        if readsAsLine(to: line, columns) { return lineAlone(line) }
        return .reject(try passed(.csvQuote, "a quote is not closed"))
    }

    /// The first line as a row of its own, unless one of its cells begins with a quote that is not closed: its text goes on in the next
    /// line, nobody knows how far.
    private func lineAlone(_ line: Int) -> Row {
        let start = window.start
        window.consume(to: line)
        let isOpen = scanner.cells.contains { cell in
            guard cell.start < cell.end, window.bytes[cell.start] == UInt8(ascii: "\"") else { return false }
            var quotes = 0
            for at in cell.start..<cell.end where window.bytes[at] == UInt8(ascii: "\"") { quotes += 1 }
            return quotes % 2 == 1
        }
        guard isOpen else { return .cells(start: start) }
        ordinal += 1
        return .reject(failure(.csvQuote, "a quote is not closed", at: start))
    }

    private func readsAsLine(to line: Int, _ columns: TableColumns) -> Bool {
        guard
            case .row = scanner.scan(
                window.bytes, from: window.start, end: line, isAtEnd: true, readsQuotes: false)
        else { return false }
        return hasAllCells(columns)
    }

    /// As many cells as the header, empty ones at the end not counted.
    private func hasAllCells(_ columns: TableColumns) -> Bool {
        if scanner.cells.count < columns.count { return false }
        return scanner.cells[columns.count...].allSatisfy { $0.start == $0.end }
    }

    /// Nothing between the delimiters of a row that ends at `end`.
    private func isBlank(_ end: Int) -> Bool {
        for at in window.start..<end {
            let byte = window.bytes[at]
            if byte > 0x20, byte != scanner.delimiter { return false }
            if byte < 0x09 { return false }
        }
        return true
    }

    private func holdsQuote(_ end: Int) -> Bool { ByteSearch.first(UInt8(ascii: "\""), window.bytes, window.start, end) != nil }

    /// Behind the line end of the first line in the window.
    private func lineEnd() -> Int? {
        guard let hit = ByteSearch.firstLineEnd(window.bytes, window.start, window.end) else { return window.isAtEnd ? window.end : nil }
        return window.bytes[hit] == 0x0D && hit + 1 < window.end && window.bytes[hit + 1] == 0x0A ? hit + 2 : hit + 1
    }

    /// A failure of the line at the window's start, which is passed over however long it is.
    private func passed(_ code: FailureCode, _ detail: String) throws(Failure) -> Failure {
        ordinal += 1
        let found = failure(code, detail, at: window.start)
        while true {
            if let end = lineEnd() {
                window.consume(to: end)
                return found
            }
            window.consume(to: window.end)
            guard try window.fill() else { return found }
        }
    }

    private func failure(_ code: FailureCode, _ detail: String, at position: Int) -> Failure {
        Failure(
            code, detail, address: ItemAddress(member: path, ordinal: ordinal), byteOffset: window.offset(position),
            line: window.line(position), context: window.context(position))
    }
}
