import Decoding
import Formats
import Glibc
import Inbox
import Model

/// Reads one claim, batch by batch: open, hash, look whether the bytes are known, then records until the batch is full.
///
/// Used by one operation at a time (see `ReadingSlot`). A file that fits one batch is read once and hashed in memory; a larger one is
/// hashed in a pass of its own, so that every record's uid is known before the first is handed on.
public final class Reading {
    /// What reading needs, as single values.
    public struct Configuration: Sendable {
        /// Bytes of text after which a batch is handed on; files up to this size are read whole.
        public var batchBytesMax: Int
        public var limits: Limits
        /// What the settings say of a source.
        public var sourceDefaults: @Sendable (String) -> SourceDefaults
        /// An earlier file with these 32 bytes of SHA-256 that was loaded; asked on worker threads.
        public var known: @Sendable ([UInt8]) -> FileID?
        /// `YYYY-MM-DD`, UTC, for claims without a day of their own.
        public var today: @Sendable () -> String
        public var system: SystemCalls

        public init(
            batchBytesMax: Int = 256 << 10, limits: Limits = Limits(),
            sourceDefaults: @escaping @Sendable (String) -> SourceDefaults = { _ in SourceDefaults() },
            known: @escaping @Sendable ([UInt8]) -> FileID? = { _ in nil },
            today: @escaping @Sendable () -> String = { String(UTCTime.nowText().prefix(10)) }, system: SystemCalls = .live
        ) {
            self.batchBytesMax = batchBytesMax
            self.limits = limits
            self.sourceDefaults = sourceDefaults
            self.known = known
            self.today = today
            self.system = system
        }
    }

    /// What one step gives.
    enum Step {
        /// Nothing yet: the file is still being hashed.
        case again
        case batch(ParsedBatch)
    }

    private enum State {
        case fresh
        case hashing(HashingPass)
        case parsing(Parsing)
        case ended
    }

    let ticket: Ticket
    private let configuration: Configuration
    private let budget: Budget
    private var state = State.fresh
    private var fd: Int32 = -1
    private var facts: FileFacts?
    private var sha256: [UInt8]?
    private var nextIndex = 0

    init(ticket: Ticket, configuration: Configuration) {
        self.ticket = ticket
        self.configuration = configuration
        budget = Budget(limits: configuration.limits)
    }

    deinit { close() }

    /// Goes on where the last step stopped, for at most about one batch.
    func step() -> Step {
        budget.beginTurn()
        defer { budget.endTurn() }
        do throws(Failure) {
            switch state {
            case .fresh: return try open()
            case .hashing(let pass):
                guard let digest = try pass.step(budget) else { return .again }
                return try begin(FileStream(descriptor: fd), digest)
            case .parsing(let parsing): return fill(parsing)
            case .ended: return .batch(batch(end: ReadingEnd()))
            }
        } catch { return .batch(last(failure: error)) }
    }

    // MARK: - Steps

    private func open() throws(Failure) -> Step {
        CrashPoint.pass("parse.begin")
        let claim = ticket.claim
        do throws(SystemError) {
            fd = try configuration.system.open(AT_FDCWD, claim.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0)
            let node = try configuration.system.node(fd)
            facts = node.facts
            guard node.kind == .file else { throw SystemError(EISDIR) }
        } catch { throw error.failure("open", claim.path) }
        try FileBytes.checkHoles(descriptor: fd, limits: configuration.limits)
        if let bytes = try FileBytes.readWhole(descriptor: fd, upTo: configuration.batchBytesMax) {
            try budget.take(input: bytes.count)
            return try begin(MemoryStream(bytes), Digest.sha256(bytes))
        }
        state = .hashing(HashingPass(descriptor: fd))
        return .again
    }

    /// The file's digest is known: it is new and its records follow, or it needs none.
    private func begin(_ stream: any ByteStream, _ digest: [UInt8]) throws(Failure) -> Step {
        sha256 = digest
        if ticket.ignore != nil { return .batch(last(failure: nil)) }
        if let earlier = configuration.known(digest), earlier != ticket.claim.fileID {
            return .batch(last(failure: nil, duplicateOf: earlier))
        }
        let parsing = Parsing(stream: stream, ticket: ticket, configuration: configuration, budget: budget, sha256: digest)
        state = .parsing(parsing)
        return fill(parsing)
    }

    private func fill(_ parsing: Parsing) -> Step {
        var next = batch(end: nil)
        let end = parsing.fill(&next)
        if let end {
            var end = end
            end.sha256 = sha256
            end.facts = facts
            next.end = end
            close()
            state = .ended
        }
        return .batch(next)
    }

    private func last(failure: Failure?, duplicateOf: FileID? = nil) -> ParsedBatch {
        let end = ReadingEnd(sha256: sha256, failure: failure, duplicateOf: duplicateOf, facts: facts)
        close()
        state = .ended
        return batch(end: end)
    }

    private func batch(end: ReadingEnd?) -> ParsedBatch {
        defer { nextIndex += 1 }
        return ParsedBatch(ticket: ticket, index: nextIndex, sha256: sha256, end: end)
    }

    private func close() {
        if fd >= 0 { configuration.system.close(fd) }
        fd = -1
    }
}

/// The pass over a large file that takes its digest, a stretch at a time.
final class HashingPass {
    /// Bytes for each step.
    private static let stretchBytes = 8 << 20
    private let stream: DigestStream
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)

    init(descriptor: Int32) { stream = DigestStream(FileStream(descriptor: descriptor)) }

    deinit { buffer.deallocate() }

    /// The 32 bytes once the file's end has been reached, `nil` while there is more.
    /// - Throws: `io-error`, `time-limit`.
    func step(_ budget: Budget) throws(Failure) -> [UInt8]? {
        var count = 0
        while count < Self.stretchBytes {
            let got = try stream.read(into: buffer)
            if got == 0 { return stream.finish() }
            count += got
        }
        try budget.checkTime()
        return nil
    }
}
