import Dispatch
import Glibc
import Synchronization

/// DESK/status.sock: whoever connects and sends a line is told the daemon's state as one line of JSON. Costs nothing while nobody asks.
/// The line is a `Request`; an empty one, or none within a second, asks for the state alone.
// @unchecked Sendable: the stored properties are constants; a dispatch source may be cancelled from any thread.
public final class StatusSocket: @unchecked Sendable {
    static let name = "status.sock"

    /// What a client sends.
    public enum Request: String, Sendable {
        case status
        /// Rows of the ledger were put back into `retry`: the daemon looks at what is due at once.
        case retries
    }

    /// O_PATH, which Glibc does not show to Swift: a desk that this user may pass but not list is enough.
    private static let pathOnly: Int32 = 0o10000000
    /// A client that neither writes nor reads is given so long for each.
    private static let patienceSeconds = 1
    private let source: any DispatchSourceRead
    private let folder: [UInt8]
    private let isClosed = Mutex(false)

    /// Binds the socket and answers from then on. The desk's lock must be held: a socket that is there is one of a dead daemon.
    /// - Parameters:
    ///   - desk: the desk's path, of any length.
    ///   - report: called for each connection on the socket's own queue; must not wait for long.
    ///   - onRetries: called there for `Request.retries`, before the report is made.
    /// - Throws: `.ioError` where the socket cannot be made.
    public init(
        desk: String, report: @escaping @Sendable () -> StatusReport, onRetries: @escaping @Sendable () -> Void = {}
    ) throws(DeskError) {
        folder = Array(desk.utf8)
        let fd = try Self.listen(folder)
        let queue = DispatchQueue(label: "copydesk.status")
        source = DispatchSource.makeReadSource(fileDescriptor: fd, queue: queue)
        source.setEventHandler { Self.answerAll(fd, report, onRetries) }
        source.setCancelHandler { Glibc.close(fd) }
        source.activate()
    }

    deinit { close() }

    /// Takes the socket away; further calls do nothing.
    public func close() {
        let wasClosed = isClosed.withLock { closed in
            defer { closed = true }
            return closed
        }
        if wasClosed { return }
        _ = Self.withFolder(folder) { unlinkat($0, Self.name, 0) }
        source.cancel()
    }

    private static func listen(_ folder: [UInt8]) throws(DeskError) -> Int32 {
        let fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        let failed = withFolder(folder) { folderFD -> Int32 in
            _ = unlinkat(folderFD, name, 0)
            guard fd >= 0, let address = address(folderFD) else { return errno }
            // The mode that bind gives the file is the descriptor's, less the umask; chmod then undoes the umask.
            guard fchmod(fd, 0o600) == 0, address.with({ bind(fd, $0, $1) }) == 0, fchmodat(folderFD, name, 0o660, 0) == 0,
                Glibc.listen(fd, 16) == 0
            else { return errno }
            return 0
        }
        guard failed == 0 else {
            if fd >= 0 { Glibc.close(fd) }
            throw DeskError(
                .ioError,
                "the status socket in \(PrintableText.escaped(String(decoding: folder, as: UTF8.self))) cannot be made: \(SystemText.of(failed ?? errno))"
            )
        }
        return fd
    }

    /// By the folder's descriptor, so that the desk's path may be longer than an address holds.
    static func address(_ folderFD: Int32) -> SocketAddress? { SocketAddress(Array("/proc/self/fd/\(folderFD)/\(name)".utf8)) }

    /// - Returns: `nil` where the folder cannot be opened (errno says why).
    static func withFolder<Result>(_ folder: [UInt8], _ body: (Int32) -> Result) -> Result? {
        let fd = open(String(decoding: folder, as: UTF8.self), pathOnly | O_DIRECTORY | O_CLOEXEC)
        guard fd >= 0 else { return nil }
        defer { Glibc.close(fd) }
        return body(fd)
    }

    private static func answerAll(_ fd: Int32, _ report: () -> StatusReport, _ onRetries: () -> Void) {
        while true {
            let client = accept(fd, nil, nil)
            if client < 0 {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            let patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
            for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                withUnsafePointer(to: patience) { _ = setsockopt(client, SOL_SOCKET, option, $0, socklen_t(MemoryLayout<timeval>.size)) }
            }
            if request(client) == .retries { onRetries() }
            answer(client, report().jsonLine + [UInt8(ascii: "\n")])
            Glibc.close(client)
        }
    }

    /// The first line, as far as it comes in one piece.
    private static func request(_ client: Int32) -> Request {
        var line = [UInt8](repeating: 0, count: 64)
        let count = recv(client, &line, line.count, 0)
        let word = String(decoding: line[..<max(0, count)], as: UTF8.self).prefix { $0.isLetter }
        return Request(rawValue: String(word)) ?? .status
    }

    private static func answer(_ client: Int32, _ line: [UInt8]) {
        var offset = 0
        while offset < line.count {
            let count = line.withUnsafeBytes { bytes in
                send(client, bytes.baseAddress?.advanced(by: offset), bytes.count - offset, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 {
                if count < 0, errno == EINTR { continue }
                return
            }
            offset += count
        }
    }
}
