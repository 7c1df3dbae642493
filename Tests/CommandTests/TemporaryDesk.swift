import Foundation
import Glibc

/// An empty folder under /tmp that goes away with this object.
final class TemporaryDesk: Sendable {
    let path: String

    /// - Parameter depth: folders of 50 letters below it, for paths longer than a socket's address.
    init(depth: Int = 0) throws {
        var template = Array("/tmp/copydesk-desk-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        base = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        path = base + String(repeating: "/" + String(repeating: "d", count: 50), count: depth)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    private let base: String

    deinit { try? FileManager.default.removeItem(atPath: base) }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func write(_ name: String, _ bytes: [UInt8]) throws { try Foundation.Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)")) }
}
