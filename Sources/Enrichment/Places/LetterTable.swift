/// What letters become in a key: lower case without marks, ligatures as two letters. A sorted table of three 16-bit code points each.
package struct LetterTable: Sendable {
    private let rows: TableBytes
    private let count: Int
    package static let empty = LetterTable(.empty, count: 0)

    package init(_ rows: TableBytes, count: Int) {
        self.rows = rows
        self.count = count
    }

    /// One or two code points for one; 0 is none. A code point that is not in the table stays as it is.
    package subscript(point: UInt32) -> (UInt32, UInt32) {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if UInt32(rows.half(middle * 3)) < point { low = middle + 1 } else { high = middle }
        }
        guard low < count, UInt32(rows.half(low * 3)) == point else { return (point, 0) }
        return (UInt32(rows.half(low * 3 + 1)), UInt32(rows.half(low * 3 + 2)))
    }
}
