import Glibc

/// The other end of the status socket.
public enum StatusClient {
    private static let patienceSeconds = 5
    private static let answerBytesMax = 16 << 20

    /// Asks the daemon of the desk for its state.
    /// - Returns: `nil` where no daemon runs.
    /// - Throws: `.noPermission` where this user may not ask, `.temporary` where the daemon does not answer in time.
    @discardableResult
    public static func ask(desk: String, _ request: StatusSocket.Request = .status) throws(DeskError) -> StatusReport? {
        let fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard fd >= 0 else { throw DeskError(.ioError, "no socket can be made: \(SystemText.of(errno))") }
        defer { close(fd) }
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let failed = StatusSocket.withFolder(Array(desk.utf8)) { folder -> Int32 in
            guard let address = StatusSocket.address(folder) else { return ENAMETOOLONG }
            return address.with { connect(fd, $0, $1) } == 0 ? 0 : errno
        }
        switch failed {
        case 0: break
        case nil, ENOENT, ECONNREFUSED: return nil
        case EACCES:
            throw DeskError(
                .noPermission, "this user may not ask the daemon of \(PrintableText.escaped(desk)): join its group, or use sudo")
        case .some(let code):
            throw DeskError(.ioError, "the daemon of \(PrintableText.escaped(desk)) cannot be asked: \(SystemText.of(code))")
        }
        let line = Array("\(request.rawValue)\n".utf8)
        _ = send(fd, line, line.count, Int32(MSG_NOSIGNAL))
        let answer = read(fd)
        guard let line = answer, let report = StatusReport(jsonLine: line) else {
            throw DeskError(.temporary, "the daemon of \(PrintableText.escaped(desk)) does not answer; try again, or see its log")
        }
        return report
    }

    /// Everything up to the end, `nil` where it does not come in time.
    private static func read(_ fd: Int32) -> [UInt8]? {
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while answer.count < answerBytesMax {
            let count = Glibc.read(fd, &chunk, chunk.count)
            if count == 0 { return answer }
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            answer += chunk[..<count]
        }
        return nil
    }
}
