import CLinux
import Glibc
import Model

/// A program that reads a format for us, as a child process with walls around it: bytes in through its standard input, text out through its
/// standard output, no shell, nothing of our environment, and limits on its time, memory and files.
public struct ChildTool: Sendable {
    /// As it is installed: `pdftotext`.
    public var name: String
    /// Debian's package that holds it.
    public var package: String
    public var arguments: [String]
    /// Where it is looked for, in order.
    public var folders: [String]
    public var cpuSecondsMax = 30
    /// Of address space.
    public var memoryBytesMax = 768 << 20
    public var outputBytesMax = 64 << 20
    /// On the clock, whatever it waits for.
    public var secondsMax = 60.0

    public init(name: String, package: String, arguments: [String], folders: [String] = ["/usr/bin", "/usr/local/bin", "/bin"]) {
        self.name = name
        self.package = package
        self.arguments = arguments
        self.folders = folders
    }

    public struct Outcome: Sendable {
        public var output: [UInt8]
        /// What it wrote to its standard error, cut.
        public var complaint: String
        public var exitStatus: Int32
    }

    /// Runs it over the bytes and waits for its end.
    /// - Throws: `tool-missing` where it is not installed; `tool-failed` where it could not be started, hung or was ended by a limit;
    ///   `record-too-long` where it writes more than it may.
    public func run(_ input: [UInt8]) throws(Failure) -> Outcome {
        let paths: [String] = folders.map { "\($0)/\(name)" }
        guard let path = paths.first(where: { access($0, X_OK) == 0 }) else {
            throw Failure(.toolMissing, "\(name) is not installed: apt install \(package)")
        }
        var child = try ChildProcess(path: path, arguments: [name] + arguments)
        child.limit(cpuSeconds: cpuSecondsMax, memoryBytes: memoryBytesMax)
        return try child.exchange(input, self)
    }
}

/// One run of a child process: its process number and the ends of its pipes.
struct ChildProcess: ~Copyable {
    private let process: pid_t
    /// A socket: writing into one that nobody reads gives an error and no signal.
    private var input: Int32
    private let output: Int32
    private let complaints: Int32
    private var isReaped = false

    private static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent"]
    private static let complaintBytesMax = 2_048

    init(path: String, arguments: [String]) throws(Failure) {
        var inputs: [Int32] = [-1, -1]
        var outputs: [Int32] = [-1, -1]
        var errors: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &inputs) == 0 else {
            throw Self.fault("socketpair")
        }
        guard clinux_pipe(&outputs) == 0 else {
            for descriptor in inputs { close(descriptor) }
            throw Self.fault("pipe2")
        }
        guard clinux_pipe(&errors) == 0 else {
            for descriptor in inputs + outputs { close(descriptor) }
            throw Self.fault("pipe2")
        }
        let (process, status) = Self.spawn(path, arguments, [inputs[1], outputs[1], errors[1]])
        for descriptor in [inputs[1], outputs[1], errors[1]] { close(descriptor) }
        guard status == 0 else {
            for descriptor in [inputs[0], outputs[0], errors[0]] { close(descriptor) }
            throw Failure(.toolFailed, "\(path) cannot be started: \(String(cString: strerror(status)))")
        }
        self.process = process
        (input, output, complaints) = (inputs[0], outputs[0], errors[0])
        for descriptor in [input, output, complaints] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        if !isReaped {
            kill(process, SIGKILL)
            Self.reap(process)
        }
        if input >= 0 { close(input) }
        close(output)
        close(complaints)
    }

    private static func fault(_ call: String) -> Failure {
        errno == EMFILE || errno == ENFILE
            ? Failure(.tooManyOpenFiles, "\(call): \(String(cString: strerror(errno)))")
            : Failure(.toolFailed, "\(call): \(String(cString: strerror(errno)))")
    }

    /// - Parameter descriptors: what become 0, 1 and 2; everything above is closed.
    private static func spawn(_ path: String, _ arguments: [String], _ descriptors: [Int32]) -> (pid_t, Int32) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, descriptor) in descriptors.enumerated() { posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target)) }
        _ = clinux_close_from(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What the daemon ignores and blocks, the child does not.
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        var process: pid_t = 0
        let status = posix_spawn(&process, path, &actions, &attributes, &argv, &envp)
        return (process, status)
    }

    /// Sets the child's limits. It gets no input before, so it has done nothing yet that matters.
    func limit(cpuSeconds: Int, memoryBytes: Int) {
        // Where the kernel refuses, the wall clock and the size of the output still hold.
        _ = clinux_limit_child(process, UInt(cpuSeconds), UInt(memoryBytes))
    }

    /// Writes the input and reads what comes out, both as they go, until the child has closed its outputs.
    mutating func exchange(_ bytes: [UInt8], _ tool: ChildTool) throws(Failure) -> ChildTool.Outcome {
        var written = 0
        var out: [UInt8] = []
        var complaint: [UInt8] = []
        var isOutOpen = true
        var isErrorOpen = true
        let deadline = Self.now() + tool.secondsMax
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while isOutOpen || isErrorOpen {
            let left = deadline - Self.now()
            if left <= 0 { throw Failure(.toolFailed, "\(tool.name) took longer than \(tool.secondsMax) s") }
            var waits = [
                pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: isOutOpen ? output : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isErrorOpen ? complaints : -1, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&waits, 3, Int32(min(left, 1) * 1_000) + 1) < 0, errno != EINTR { throw Self.fault("poll") }
            if waits[0].revents != 0, input >= 0 { written = send(bytes, from: written) }
            if waits[1].revents != 0 { isOutOpen = Self.take(output, &chunk, into: &out, most: tool.outputBytesMax + 1) }
            if waits[2].revents != 0 { isErrorOpen = Self.take(complaints, &chunk, into: &complaint, most: Self.complaintBytesMax) }
            if out.count > tool.outputBytesMax {
                throw Failure(.recordTooLong, "\(tool.name) gives more than \(tool.outputBytesMax) bytes of text")
            }
        }
        let status = Self.reap(process)
        isReaped = true
        // The lower seven bits are the signal that ended it.
        if status & 0x7F != 0 { throw Failure(.toolFailed, "\(tool.name) was ended by signal \(status & 0x7F)") }
        return ChildTool.Outcome(output: out, complaint: String(decoding: complaint, as: UTF8.self), exitStatus: status >> 8 & 0xFF)
    }

    /// - Returns: bytes sent in all; closes the input behind the last, or where nobody reads it.
    private mutating func send(_ bytes: [UInt8], from start: Int) -> Int {
        var at = start
        while at < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.send(input, $0.baseAddress.map { $0 + at }, bytes.count - at, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                at += count
                continue
            }
            if count < 0, errno == EAGAIN || errno == EINTR { return at }
            break
        }
        close(input)
        input = -1
        return bytes.count
    }

    /// Reads what is there.
    /// - Returns: false at the end.
    private static func take(_ descriptor: Int32, _ chunk: inout [UInt8], into bytes: inout [UInt8], most: Int) -> Bool {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        bytes += chunk[..<min(count, max(0, most - bytes.count))]
        return count > 0
    }

    @discardableResult
    private static func reap(_ process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
