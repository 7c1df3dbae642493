import Desk

/// Columns of text for people: as wide as their widest cell, two spaces between.
struct TextTable {
    private var rows: [[String]]

    init(_ header: [String]) { rows = [header] }

    /// Cells are made printable here.
    mutating func add(_ cells: [String]) { rows.append(cells.map { PrintableText.escaped($0) }) }

    /// The lines, with the header only where there are rows below it.
    var lines: [String] {
        guard rows.count > 1 else { return [] }
        let widths = (0..<(rows[0].count)).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - cell.count + 2) }
            }
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
