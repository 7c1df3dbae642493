import CTables

/// Reads tables that are text: lines of fields between tabs; lines that begin with `#` are comments.
enum TableText {
    /// A stretch of a table's bytes.
    typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    /// The bytes of a table.
    static func bytes(_ table: copydesk_table) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: table.start, count: table.count) }

    /// The lines of a table that say something.
    static func lines(_ table: copydesk_table) -> [Substring] {
        var lines: [Substring] = []
        eachLine(of: bytes(table)) { lines.append(Substring(decoding: $0, as: UTF8.self)) }
        return lines
    }

    /// Calls `body` with each line that says something, without its end.
    static func eachLine(of bytes: UnsafeBufferPointer<UInt8>, _ body: (Bytes) -> Void) {
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            if end > start, bytes[start] != UInt8(ascii: "#") { body(bytes[start..<end]) }
            start = end + 1
        }
    }
}
