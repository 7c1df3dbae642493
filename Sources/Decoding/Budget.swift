import Glibc
import Model

/// What reading one file may cost: one budget travels with all streams of a file, however deep they are nested (promise P8).
///
/// Used by one operation at a time, hence not `Sendable`.
public final class Budget {
    public let limits: Limits
    private let now: () -> UInt64
    /// Bytes taken from the file itself.
    public private(set) var inputBytes: Int64 = 0
    /// Bytes that came out of all decompressors of the file.
    public private(set) var outputBytes: Int64 = 0
    /// Members seen in all archives of the file, directories and litter included.
    public private(set) var members = 0
    private var spentNs: UInt64 = 0
    private var turnStartNs: UInt64
    private var bytesSinceLook = 0
    private let allowedNs: UInt64

    /// - Parameter now: nanoseconds of a clock that only goes forward within a turn; the calling thread's CPU time if none is given.
    public init(limits: Limits, now: @escaping () -> UInt64 = Budget.threadCPUNs) {
        self.limits = limits
        self.now = now
        turnStartNs = now()
        allowedNs = UInt64(max(0, min(limits.parseSecondsMax, 1e9)) * 1e9)
    }

    /// CPU time of the calling thread in nanoseconds.
    public static func threadCPUNs() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// To be called when an operation takes the file up again: thread clocks of two operations cannot be compared.
    public func beginTurn() { turnStartNs = now() }

    /// To be called when an operation lays the file aside: what it took is kept.
    public func endTurn() {
        let time = now()
        spentNs += time &- turnStartNs
        turnStartNs = time
    }

    /// Counts bytes read from the file.
    /// - Throws: `size-limit` (a plain file is its own output), `time-limit`.
    public func take(input count: Int) throws(Failure) {
        inputBytes += Int64(count)
        if inputBytes > limits.outputBytesMax {
            throw Failure(.sizeLimit, "more than \(limits.outputBytesMax) bytes in the file (max_output_bytes)")
        }
        try look(after: count)
    }

    /// Counts bytes that came out of a decompressor.
    /// - Throws: `size-limit`, `ratio-limit`, `time-limit`.
    public func take(output count: Int) throws(Failure) {
        outputBytes += Int64(count)
        if outputBytes > limits.outputBytesMax {
            throw Failure(.sizeLimit, "more than \(limits.outputBytesMax) bytes came out of the file (max_output_bytes)")
        }
        if outputBytes > limits.ratioGraceBytes, outputBytes / Int64(limits.ratioMax) > inputBytes {
            throw Failure(.ratioLimit, "\(outputBytes) bytes came out of \(inputBytes) (max_ratio \(limits.ratioMax))")
        }
        try look(after: count)
    }

    /// Counts one more member of an archive.
    /// - Throws: `member-limit`, `time-limit`.
    public func takeMember() throws(Failure) {
        members += 1
        if members > limits.membersMax { throw Failure(.memberLimit, "more than \(limits.membersMax) members (max_members)") }
        try checkTime()
    }

    /// Asks whether containers and compressors may be nested so deep.
    /// - Parameter depth: 1 for the outermost.
    /// - Throws: `nesting-limit`.
    public func check(depth: Int) throws(Failure) {
        if depth > limits.depthMax {
            throw Failure(.nestingLimit, "more than \(limits.depthMax) containers inside one another (max_depth)")
        }
    }

    /// Asks whether time is left; cheap enough for every record, not for every byte.
    /// - Throws: `time-limit`.
    public func checkTime() throws(Failure) {
        if spentNs + (now() &- turnStartNs) > allowedNs {
            throw Failure(.timeLimit, "more than \(limits.parseSecondsMax) CPU seconds (max_parse_time)")
        }
    }

    /// Looks at the clock once for every 256 KiB that went through.
    private func look(after count: Int) throws(Failure) {
        bytesSinceLook += count
        if bytesSinceLook >= 256 << 10 {
            bytesSinceLook = 0
            try checkTime()
        }
    }
}
