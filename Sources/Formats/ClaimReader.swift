import Decoding
import Model

/// All records of one claimed file, one after the other: out of its containers, recognised, read.
///
/// A failure that ends one member of an archive becomes a reject with the member's address and the walk goes on; one that ends the
/// file itself is thrown after every record before it has been given. May be resumed on another thread, never used by two at once.
public final class ClaimReader {
    /// The file, and the parts inside one another that are being read.
    private var levels: [Level]
    private let fileName: [UInt8]
    private let limits: Limits
    private let formats: [any Format]
    /// Told of every member as it is recognised; records then keep where their fields were found.
    private let trace: ((MemberTrace) -> Void)?
    private let budget: Budget
    private let columns: ColumnNames
    private var steps = 0
    private var tally = RejectTally()
    private var summary: [Reject]?
    private var hasEnded = false

    /// As in `files.format`: the format and what it was wrapped in, from the inside out (`json-lines+gzip`); of an archive its kind
    /// (`zip`, `tar+gzip`). `nil` before the first member.
    public private(set) var formatName: String?
    /// The charset of the first member that was read.
    public private(set) var charsetName: String?
    /// Members that were opened, 1 for a plain file.
    public private(set) var memberCount = 0
    /// Records and rejects given so far, counted ones included.
    public private(set) var recordCount = 0
    public private(set) var rejectCount = 0
    /// Members passed over because they are an operating system's litter.
    public var litterCount: Int { levels[0].unwrapper.litterCount }
    /// True, after the end, for a container that holds nothing but litter: `ignored: nothing-inside`.
    public var sawOnlyLitter: Bool { levels[0].unwrapper.sawOnlyLitter }

    /// The file itself, or a part of one of its records.
    private struct Level {
        var unwrapper: Unwrapper
        var declaredCharset: String?
        /// What the carrier gives to records that lack it.
        var fields: Record?
        var member: OpenMember?
    }

    private struct OpenMember {
        var path: String
        var depth: Int
        var reader: any RecordReader
        var transcoder: TranscodingStream?
        var replacedSeen = 0
        var strayBytesSeen = 0
    }

    /// - Parameters:
    ///   - stream: the file's bytes from the first.
    ///   - fileName: as dropped; breaks ties and may hold a date.
    ///   - budget: the file's own.
    ///   - source: what the settings say: its charset decides for bytes that are not UTF-8 and can be of it.
    ///   - trace: asks for an account of the walk, for `explain`.
    public init(
        stream: any ByteStream, fileName: [UInt8], limits: Limits, budget: Budget, formats: [any Format] = FormatRegistry.all,
        source: SourceDefaults = SourceDefaults(), trace: ((MemberTrace) -> Void)? = nil
    ) {
        levels = [Level(unwrapper: Unwrapper(stream: stream, limits: limits, budget: budget), declaredCharset: source.charset)]
        self.fileName = fileName
        self.limits = limits
        self.formats = formats
        self.trace = trace
        self.budget = budget
        columns = source.columns
    }

    /// The next record or reject, `nil` at the end. Of rejects with one code the first 1,000 are given, the rest as one sum per code.
    /// - Throws: what ends the file: `empty-file`, `binary-data`, `unknown-format`, `unsupported-format`, damage, a limit, `io-error`.
    public func next() throws(Failure) -> RecordItem? {
        while !hasEnded {
            do throws(Failure) {
                guard let item = try step() else { continue }
                if case .reject(let reject) = item {
                    rejectCount += 1
                    guard tally.admits(reject) else { continue }
                } else {
                    recordCount += 1
                }
                return item
            } catch {
                hasEnded = true
                if let sum = nextSum() {
                    // The sums belong before the end: the failure waits for them.
                    ending = error
                    return sum
                }
                throw error
            }
        }
        if let sum = nextSum() { return sum }
        if let ending {
            self.ending = nil
            throw ending
        }
        return nil
    }

    private var ending: Failure?
    /// What was unreadable before the first member: the file's own failure if none comes.
    private var unopened: Failure?
    private static let stepsPerLook = 16

    private func nextSum() -> RecordItem? {
        if summary == nil { summary = tally.sums }
        guard let sums = summary, let first = sums.first else { return nil }
        summary?.removeFirst()
        return .reject(first)
    }

    /// One move: a record of the open member, or the next member.
    private func step() throws(Failure) -> RecordItem? {
        // Records that cost much and read little: their streams would not ask.
        steps += 1
        if steps % Self.stepsPerLook == 0 { try budget.checkTime() }
        let top = levels.count - 1
        guard let member = levels[top].member else { return try open() }
        do throws(Failure) {
            switch try member.reader.next() {
            case .record(let record): return .record(counted(record))
            case .reject(let reject): return .reject(reject)
            case .part(let part): return enter(part, depth: member.depth + 1)
            case nil:
                levels[top].member = nil
                return nil
            }
        } catch {
            levels[top].member = nil
            return .reject(try survived(error, member.path))
        }
    }

    /// Goes into a part; one that lies too deep is rejected and its carrier read on.
    private func enter(_ part: Part, depth: Int) -> RecordItem? {
        do throws(Failure) { try budget.check(depth: depth) } catch {
            var failure = error
            failure.address = ItemAddress(member: part.path, ordinal: 0)
            return .reject(failure)
        }
        let unwrapper = Unwrapper(part: part.bytes, path: part.path, name: part.name, depth: depth, limits: limits, budget: budget)
        levels.append(Level(unwrapper: unwrapper, declaredCharset: part.charset ?? levels[0].declaredCharset, fields: part.fields))
        return nil
    }

    /// A failure as the reject of one member, or thrown on if the whole file ends with it.
    private func survived(_ failure: Failure, _ path: String) throws(Failure) -> Reject {
        var failure = failure
        if failure.address == nil { failure.address = ItemAddress(member: path, ordinal: 0) }
        switch failure.code {
        case .sizeLimit, .ratioLimit, .memberLimit: throw failure
        default: if path.isEmpty || failure.code.kind == .retry { throw failure }
        }
        return failure
    }

    private func open() throws(Failure) -> RecordItem? {
        let top = levels.count - 1
        if memberCount > 0, let failure = unopened {
            unopened = nil
            return .reject(failure)
        }
        guard let event = try levels[top].unwrapper.next() else {
            if top > 0 {
                levels.removeLast()
                return nil
            }
            hasEnded = true
            if let unopened { throw unopened }
            return nil
        }
        switch event {
        case .reject(let failure):
            // What cannot even be opened is the file itself, unless something comes out of it behind the damage.
            if memberCount == 0, unopened == nil, failure.address?.member ?? "" == "" {
                unopened = failure
                return nil
            }
            return .reject(failure)
        case .member(let member):
            memberCount += 1
            do throws(Failure) {
                levels[top].member = try opened(member)
                return nil
            } catch {
                return .reject(try survived(error, member.path))
            }
        }
    }

    private func opened(_ member: Member) throws(Failure) -> OpenMember {
        let head = try member.stream.peek()
        let name = member.nameBytes.isEmpty ? fileName : member.nameBytes
        if head.bytes.isEmpty || (head.isWhole && Self.isMarkOnly(head.bytes)) {
            throw Failure(.emptyFile, member.path.isEmpty ? "" : "the member is empty")
        }
        let verdict = Recogniser.recognise(head, fileName: name, formats: formats, declaredCharset: levels.last?.declaredCharset)
        note(member, verdict)
        trace?(MemberTrace(path: member.path, wrapping: member.wrapping, verdict: verdict))
        guard let format = verdict.format else {
            if !verdict.isText, member.depth > 0 { try unmask(member) }
            throw verdict.isText ? Failure(.unknownFormat) : Failure(.binaryData, "", byteOffset: 0)
        }
        let guess = verdict.charset
        let transcoder = format.wantsUTF8 && guess.charset != .utf8 ? TranscodingStream(member.stream, guess: guess) : nil
        var text = MemberText(
            stream: transcoder ?? member.stream, path: member.path, fileName: name, limits: limits, charset: guess, columns: columns,
            budget: budget)
        text.notesOrigins = trace != nil
        return OpenMember(path: member.path, depth: member.depth, reader: try format.reader(for: text), transcoder: transcoder)
    }

    /// Reads on in what is no text while it expands as only bombs do, so that a bomb is called one and ends the file, however many members
    /// hold it.
    private func unmask(_ member: Member) throws(Failure) {
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
        defer { scratch.deallocate() }
        let inputBefore = budget.inputBytes
        var output: Int64 = 0
        while output < 4 * limits.ratioGraceBytes {
            let count = try member.stream.read(into: scratch)
            output += Int64(count)
            let isUsual = output > Self.unmaskedBytesMin && output < (budget.inputBytes - inputBefore) * Self.usualRatioMax
            if count == 0 || isUsual { return }
        }
    }

    private static let unmaskedBytesMin: Int64 = 1 << 20
    /// Pictures, films and programs stay far below.
    private static let usualRatioMax: Int64 = 20

    private static func isMarkOnly(_ bytes: [UInt8]) -> Bool {
        bytes == [0xEF, 0xBB, 0xBF] || bytes == [0xFF, 0xFE] || bytes == [0xFE, 0xFF]
    }

    private func note(_ member: Member, _ verdict: Recogniser.Verdict) {
        if charsetName == nil, verdict.isText { charsetName = verdict.charset.charset.rawValue }
        guard formatName == nil else { return }
        if member.path.isEmpty {
            formatName = ([verdict.format?.name ?? "unknown"] + member.wrapping.reversed()).joined(separator: "+")
        } else {
            let archives: Set<String> = ["zip", "tar"]
            let outer = member.wrapping.prefix { !archives.contains($0) }.reversed()
            let archive = member.wrapping.first { archives.contains($0) }
            formatName = ([archive].compactMap { $0 } + outer).joined(separator: "+")
        }
    }

    /// Adds what the transcoder had to replace since the record before, and what the carrier knows.
    private func counted(_ record: Record) -> Record {
        var record = record
        let top = levels.count - 1
        if let transcoder = levels[top].member?.transcoder {
            record.replacedBytes += transcoder.replacedBytes - (levels[top].member?.replacedSeen ?? 0)
            record.windows1252Bytes += transcoder.windows1252Bytes - (levels[top].member?.strayBytesSeen ?? 0)
            levels[top].member?.replacedSeen = transcoder.replacedBytes
            levels[top].member?.strayBytesSeen = transcoder.windows1252Bytes
        }
        if let fields = levels[top].fields { record.fill(from: fields) }
        return record
    }
}

/// Counts rejects by code, so that a million bad records are not a million rows.
struct RejectTally {
    static let givenMax = 1_000

    private var counts: [FailureCode: Int] = [:]

    /// False once enough of this code have been given.
    mutating func admits(_ reject: Reject) -> Bool {
        counts[reject.code, default: 0] += 1
        return counts[reject.code, default: 0] <= Self.givenMax
    }

    /// One reject for each code of which some were not given.
    var sums: [Reject] {
        counts.filter { $0.value > Self.givenMax }.sorted { $0.key.rawValue < $1.key.rawValue }.map { code, count in
            Failure(code, "\(count - Self.givenMax) more records were rejected with this code", address: ItemAddress(ordinal: 0))
        }
    }
}
