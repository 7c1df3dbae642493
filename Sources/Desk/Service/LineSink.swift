import Glibc
import Synchronization

/// Where lines of the log go.
public protocol LineSink: Sendable {
    /// Writes one line; the line end is the sink's.
    func write(line: String)
}

/// stderr by write(2), whole lines, and never an error: a reader that is gone loses the line and nothing else.
public struct StandardError: LineSink {
    /// Lines of several threads don't mix.
    private static let turn = Mutex(())
    /// A reader that does not read is waited for so long.
    private static let patienceMs: Int32 = 1_000
    private let fd: Int32

    /// - Parameter fd: another descriptor, for tests.
    public init(fd: Int32 = STDERR_FILENO) { self.fd = fd }

    public func write(line: String) {
        var text = line
        text.append("\n")
        Self.turn.withLock { _ in text.withUTF8 { write(UnsafeRawBufferPointer($0)) } }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
            let count = Glibc.write(fd, rest.baseAddress, rest.count)
            if count > 0 {
                offset += count
            } else if errno == EAGAIN {
                var state = pollfd(fd: fd, events: Int16(POLLOUT), revents: 0)
                if poll(&state, 1, Self.patienceMs) <= 0 { return }
            } else if errno != EINTR {
                return
            }
        }
    }
}
