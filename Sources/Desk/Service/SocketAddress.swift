import Glibc

/// The address of a socket of the file system or, with a leading `@`, of Linux's abstract names.
struct SocketAddress {
    /// Bytes that fit beside the closing zero.
    static let pathBytesMax = 107
    private var address = sockaddr_un()
    private let length: socklen_t

    /// - Returns: `nil` where the path is empty, too long or holds a zero.
    init?(_ path: [UInt8]) {
        guard !path.isEmpty, path.count <= Self.pathBytesMax, !path.contains(0) else { return nil }
        let isAbstract = path.first == UInt8(ascii: "@")
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            for (index, byte) in path.enumerated() { buffer[index] = index == 0 && isAbstract ? 0 : byte }
        }
        // A path is counted with its closing zero, an abstract name to its last byte.
        let head = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        length = socklen_t(head + path.count + (isAbstract ? 0 : 1))
    }

    func with<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var copy = address
        return withUnsafePointer(to: &copy) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
