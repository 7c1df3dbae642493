import Desk
import Foundation
import Glibc

/// stdout by write(2): what could not be written is an error with exit code 74, never silence.
enum StandardOutput {
    /// Writes a line; the line end is added here.
    static func line(_ text: String = "") throws(DeskError) { try write(Array(text.utf8) + [UInt8(ascii: "\n")]) }

    static func lines(_ lines: [String]) throws(DeskError) {
        if !lines.isEmpty { try line(lines.joined(separator: "\n")) }
    }

    /// A value as one line of JSON, its names in snake_case.
    static func json(_ value: some Encodable) throws(DeskError) {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(value) else { throw DeskError(.software, "the answer cannot be written as JSON") }
        try write(Array(bytes) + [UInt8(ascii: "\n")])
    }

    static func write(_ bytes: [UInt8]) throws(DeskError) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress?.advanced(by: offset), $0.count - offset) }
            if count > 0 {
                offset += count
            } else if errno != EINTR {
                throw DeskError(.ioError, "stdout: \(String(cString: strerror(errno)))")
            }
        }
    }
}
