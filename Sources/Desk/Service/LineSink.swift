import Glibc
import Synchronization

/// Where lines of the log go.
public protocol LineSink: Sendable {
    /// Writes one line; the line end is the sink's.
    func write(line: String)
}

/// stderr by write(2), whole lines, and never an error: a reader that is gone loses the line and nothing else.
public struct StandardError: LineSink {
    /// Lines of several threads don't mix. True while a line is shown that the next one takes away.
    private static let turn = Mutex(false)
    /// A reader that does not read is waited for so long.
    private static let patienceMs: Int32 = 1_000
    private let fd: Int32

    /// - Parameter fd: another descriptor, for tests.
    public init(fd: Int32 = STDERR_FILENO) { self.fd = fd }

    public func write(line: String) {
        Self.turn.withLock { hasPassingLine in
            write((hasPassingLine ? Self.takeAway : "") + line + "\n")
            hasPassingLine = false
        }
    }

    /// Shows a line on a terminal that the next one, of whatever kind, takes away; an empty one only takes away.
    public func write(passingLine line: String) {
        Self.turn.withLock { hasPassingLine in
            write((hasPassingLine ? Self.takeAway : "") + line)
            hasPassingLine = !line.isEmpty
        }
    }

    /// To the first column, and erase to the end of the line.
    private static let takeAway = "\r\u{1B}[K"

    private func write(_ text: String) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
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
