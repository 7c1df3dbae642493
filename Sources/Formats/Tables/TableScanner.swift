/// Scans one row of a table at a time (RFC 4180, and what is met instead of it): cells between delimiters, quotes that may hold
/// delimiters and line ends, doubled quotes inside them.
///
/// A quote inside a quoted cell that neither is doubled nor closes it is a character of the text, as careless writers leave it, unless it
/// stands where a cell begins: then the quote before it was never closed.
struct TableScanner {
    struct Cell {
        var start: Int
        var end: Int
        /// Quotes are doubled inside.
        var hasDoubled = false
    }

    enum Outcome: Equatable {
        /// A whole row; the next one begins at `end`.
        case row(end: Int)
        /// The bytes end inside the row.
        case incomplete
        /// A quoted cell never ends.
        case openQuote
        case tooManyCells
    }

    /// As many columns as a sheet of the common spreadsheet programs has.
    static let cellsMax = 16_384

    var delimiter: UInt8
    /// Of the row scanned last.
    private(set) var cells: [Cell] = []

    init(delimiter: UInt8) { self.delimiter = delimiter }

    /// - Parameters:
    ///   - isAtEnd: no bytes follow `end`.
    ///   - readsQuotes: false takes quotes for characters of the text.
    mutating func scan(_ bytes: UnsafePointer<UInt8>, from: Int, end: Int, isAtEnd: Bool, readsQuotes: Bool = true) -> Outcome {
        cells.removeAll(keepingCapacity: true)
        var at = from
        while true {
            guard cells.count < Self.cellsMax else { return .tooManyCells }
            var start = at
            // Spaces in front of a quote belong to no cell.
            while start < end, bytes[start] == 0x20 { start += 1 }
            if readsQuotes, start < end, bytes[start] == Self.quote {
                switch quoted(bytes, start + 1, end, isAtEnd) {
                case .closed(let next): at = next
                case .incomplete: return .incomplete
                case .open: return .openQuote
                }
            } else {
                let start = at
                while at < end, bytes[at] != delimiter, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
                cells.append(Cell(start: start, end: at))
            }
            if at == end { return isAtEnd ? .row(end: at) : .incomplete }
            if bytes[at] == delimiter {
                at += 1
                continue
            }
            if bytes[at] == 0x0D {
                if at + 1 == end, !isAtEnd { return .incomplete }
                if at + 1 < end, bytes[at + 1] == 0x0A { at += 1 }
            }
            return .row(end: at + 1)
        }
    }

    private enum Quoted {
        /// A delimiter, a line end or the end of the bytes stands there.
        case closed(Int)
        case incomplete
        case open
    }

    private static let quote = UInt8(ascii: "\"")

    /// A cell whose text begins at `start`, behind its quote.
    private mutating func quoted(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ isAtEnd: Bool) -> Quoted {
        var hasDoubled = false
        var at = start
        while let hit = ByteSearch.first(Self.quote, bytes, at, end) {
            if hit + 1 == end {
                guard isAtEnd else { return .incomplete }
                cells.append(Cell(start: start, end: hit, hasDoubled: hasDoubled))
                return .closed(end)
            }
            if bytes[hit + 1] == Self.quote {
                hasDoubled = true
                at = hit + 2
                continue
            }
            var next = hit + 1
            while next < end, bytes[next] == 0x20 { next += 1 }
            if next == end, !isAtEnd { return .incomplete }
            if next == end || isEdge(bytes[next]) {
                cells.append(Cell(start: start, end: hit, hasDoubled: hasDoubled))
                return .closed(next)
            }
            if hit > start, isEdge(bytes[hit - 1]) { return .open }
            at = hit + 1
        }
        return isAtEnd ? .open : .incomplete
    }

    private func isEdge(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }

    /// The text of a cell, doubled quotes made single.
    /// - Parameter repairs: counts bytes that are no UTF-8.
    static func text(_ bytes: UnsafePointer<UInt8>, _ cell: Cell, repairs: inout ByteRepairs) -> String {
        let raw = UnsafeBufferPointer(start: bytes + cell.start, count: cell.end - cell.start)
        guard cell.hasDoubled else { return decoded(raw, repairs: &repairs) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: raw.count) { out in
            var count = 0
            var at = 0
            while at < raw.count {
                out[count] = raw[at]
                count += 1
                at += raw[at] == quote && at + 1 < raw.count && raw[at + 1] == quote ? 2 : 1
            }
            return decoded(UnsafeBufferPointer(rebasing: out[..<count]), repairs: &repairs)
        }
    }

    private static func decoded(_ raw: UnsafeBufferPointer<UInt8>, repairs: inout ByteRepairs) -> String {
        String(validating: raw, as: UTF8.self) ?? StrayBytes.decode(raw, repairs: &repairs)
    }
}
