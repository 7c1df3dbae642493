import CTables

/// Reads tables that are text: lines of fields between tabs; lines that begin with `#` are comments.
enum TableText {
    /// The lines of a table that say something.
    static func lines(_ table: copydesk_table) -> [Substring] {
        String(decoding: UnsafeBufferPointer(start: table.start, count: table.count), as: UTF8.self)
            .split(separator: "\n").filter { !$0.hasPrefix("#") }
    }
}
