import Model

/// Takes a file out of its wrappings: compression and archives, by content, one inside the other, in one pass without temporary files.
///
/// Pulled by one operation at a time, hence not `Sendable`. Member names are labels: nothing is ever written under them.
public final class Unwrapper {
    private let limits: Limits
    private let budget: Budget
    private var first: (any ByteStream)?
    private let start: Wrapped
    /// Archives that are open, from the outside in.
    private var layers: [Layer] = []
    private var current: Current?
    private var queued: [Failure] = []
    private var paths = MemberPaths()
    private var sawContainer = false
    private var rejectCount = 0
    /// Members given out so far.
    public private(set) var memberCount = 0
    /// Members passed over because they are an operating system's litter.
    public private(set) var litterCount = 0

    /// - Parameters:
    ///   - stream: the file, from its first byte.
    ///   - limits: `depthMax` is used here; the rest is the budget's.
    ///   - budget: the file's own; bytes read and decompressed are charged to it.
    public init(stream: any ByteStream, limits: Limits, budget: Budget) {
        first = MeteredStream(stream, budget)
        start = Wrapped(path: "", name: [], modified: nil, wrapping: [], depth: 0)
        self.limits = limits
        self.budget = budget
    }

    /// For a document inside another one, whose bytes were charged with those of its carrier.
    /// - Parameters:
    ///   - path: the member steps of its address.
    ///   - name: its own name, bytes.
    ///   - depth: containers and carriers that it stands in already.
    public init(part bytes: [UInt8], path: String, name: [UInt8], depth: Int, limits: Limits, budget: Budget) {
        first = MemoryStream(bytes)
        start = Wrapped(path: path, name: name, modified: nil, wrapping: [], depth: depth)
        self.limits = limits
        self.budget = budget
    }

    /// True if bytes that begin so are compressed or an archive.
    public static func isWrapped(_ head: [UInt8]) -> Bool { Wrapping.recognise(head) != nil }

    /// True where there was an archive in which nothing was worth a word (`nothing-inside`); to be asked after the end.
    public var sawOnlyLitter: Bool { sawContainer && memberCount == 0 && rejectCount == 0 }

    /// The next member or the next thing that cannot be read; `nil` at the end. Closes the stream of the member before.
    /// - Throws: what ends the whole file: a limit of the budget or `io-error`; later calls give `nil`.
    public func next() throws(Failure) -> MemberEvent? {
        if let current {
            current.stream.close()
            note(current.gzips, path: current.path)
            self.current = nil
        }
        do throws(Failure) {
            while true {
                if !queued.isEmpty { return reject(queued.removeFirst()) }
                if let stream = first {
                    first = nil
                    if let event = try open(stream, start) { return event }
                } else if let layer = layers.last {
                    if let event = try step(layer) { return event }
                } else {
                    return nil
                }
            }
        } catch {
            layers = []
            queued = []
            throw error
        }
    }

    /// One archive that is being read.
    private struct Layer {
        var reader: any ContainerReader
        var wrapped: Wrapped
        var gzips: [GzipStream]
    }

    /// The member in the caller's hands.
    private struct Current {
        var stream: MemberStream
        var path: String
        var gzips: [GzipStream]
    }

    /// What is known of a stream before it is opened.
    private struct Wrapped {
        var path: String
        var name: [UInt8]
        var modified: Int64?
        var wrapping: [String]
        var depth: Int
    }

    private func reject(_ failure: Failure) -> MemberEvent {
        rejectCount += 1
        return .reject(failure)
    }

    /// Limits and the disk concern the whole file; everything else only what is damaged.
    private static func endsFile(_ failure: Failure) -> Bool {
        switch failure.code {
        case .sizeLimit, .ratioLimit, .memberLimit, .timeLimit, .ioError, .outOfMemory: true
        default: false
        }
    }

    /// The same failure, told as that of a member as a whole.
    private static func placed(_ failure: Failure, _ path: String) -> Failure {
        var failure = failure
        if failure.address == nil { failure.address = ItemAddress(member: path, ordinal: 0) }
        return failure
    }

    /// Bytes behind a complete gzip member are reported, but cost nothing else.
    private func note(_ gzips: [GzipStream], path: String) {
        for gzip in gzips where gzip.trailingGarbageBytes > 0 {
            queued.append(
                Self.placed(Failure(.gzipCorrupt, "\(gzip.trailingGarbageBytes) bytes after the end of the gzip data were ignored"), path))
        }
    }

    /// Peels compression off a stream until an archive or plain bytes appear.
    private func open(_ stream: any ByteStream, _ start: Wrapped) throws(Failure) -> MemberEvent? {
        var wrapped = start
        var gzips: [GzipStream] = []
        let first = PeekStream(stream)
        var peek = first
        while true {
            let head: Head
            do throws(Failure) { head = try peek.peek(Wrapping.headBytes) } catch {
                if Self.endsFile(error) { throw Self.placed(error, wrapped.path) }
                return reject(Self.placed(error, wrapped.path))
            }
            let isOuter = peek === first
            guard let wrapping = Wrapping.recognise(head.bytes) ?? (isOuter ? Self.hiddenZip(stream) : nil),
                !(wrapping == .zip && DocumentPackage.isDocument(head.bytes))
            else {
                return give(peek, wrapped, gzips)
            }
            wrapped.depth += 1
            do throws(Failure) { try budget.check(depth: wrapped.depth) } catch {
                // The path itself would be the deep one: the address is the file's.
                return reject(Self.placed(error, ""))
            }
            let dictionary =
                wrapping == .xz ? XzHeader.dictionaryBytes(head.bytes) : wrapping == .lzma ? LZMAHeader.dictionaryBytes(head.bytes) : nil
            if let bytes = dictionary, bytes > XzHeader.dictionaryBytesMax {
                return reject(
                    Self.placed(
                        Failure(.unsupportedFormat, "the \(wrapping.rawValue) data needs a dictionary of \(bytes) bytes"), wrapped.path))
            }
            wrapped.wrapping.append(wrapping.rawValue)
            switch wrapping {
            case .gzip:
                if wrapped.modified == nil { wrapped.modified = Self.gzipTime(head.bytes) }
                let gzip = GzipStream(peek, budget: budget)
                gzips.append(gzip)
                peek = PeekStream(gzip)
            case .bzip2, .xz, .lzma, .zstd: peek = PeekStream(FilterStream(peek, wrapping, budget: budget))
            case .tar:
                sawContainer = true
                layers.append(Layer(reader: ArchiveReader(peek, wrapping), wrapped: wrapped, gzips: gzips))
                return nil
            case .zip:
                sawContainer = true
                let reader = try zipReader(peek, isOuter ? stream as? any PositionedStream : nil)
                layers.append(Layer(reader: reader, wrapped: wrapped, gzips: gzips))
                return nil
            }
        }
    }

    /// A zip archive with other bytes before it, as one that unpacks itself.
    private static func hiddenZip(_ stream: any ByteStream) -> Wrapping? {
        guard let bytes = stream as? any PositionedStream, bytes.byteCount != nil else { return nil }
        return ZipDirectory.isThere(bytes) ? .zip : nil
    }

    /// Zip inside something else is taken into memory where it is small, so that its directory can be read.
    private func zipReader(_ peek: PeekStream, _ positioned: (any PositionedStream)?) throws(Failure) -> ZipReader {
        if let positioned, positioned.byteCount != nil { return ZipReader(peek, positioned: positioned, budget: budget) }
        let whole: Head
        do throws(Failure) { whole = try peek.peek(Self.zipInMemoryBytesMax) } catch {
            return ZipReader(peek, positioned: nil, budget: budget)
        }
        guard whole.isWhole else { return ZipReader(peek, positioned: nil, budget: budget) }
        let bytes = MemoryStream(whole.bytes)
        return ZipReader(bytes, positioned: bytes, budget: budget)
    }

    /// Larger ones are read in order.
    private static let zipInMemoryBytesMax = 8 << 20

    /// MTIME of a gzip header (RFC 1952 §2.3.1), `nil` where it is 0.
    private static func gzipTime(_ head: [UInt8]) -> Int64? {
        guard head.count >= 8 else { return nil }
        let seconds = head[4..<8].reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return seconds == 0 ? nil : seconds
    }

    private func give(_ peek: PeekStream, _ wrapped: Wrapped, _ gzips: [GzipStream]) -> MemberEvent {
        let stream = MemberStream(peek, address: ItemAddress(member: wrapped.path, ordinal: 0))
        current = Current(stream: stream, path: wrapped.path, gzips: gzips)
        memberCount += 1
        return .member(
            Member(
                path: wrapped.path, nameBytes: wrapped.name, stream: PeekStream(stream), modified: wrapped.modified,
                wrapping: wrapped.wrapping, depth: wrapped.depth))
    }

    /// The next thing in the innermost archive; `nil` where the caller should look again.
    private func step(_ layer: Layer) throws(Failure) -> MemberEvent? {
        let outer = layer.wrapped
        let step: ContainerStep
        do throws(Failure) { step = try layer.reader.next() } catch {
            layers.removeLast()
            note(layer.gzips, path: outer.path)
            if Self.endsFile(error) { throw error }
            return reject(Self.placed(error, outer.path))
        }
        switch step {
        case .end:
            layers.removeLast()
            note(layer.gzips, path: outer.path)
            return nil
        case .damage(let failure):
            // Counted like a member: damage can be repeated as often as members can.
            try budget.takeMember()
            return reject(Self.placed(failure, outer.path))
        case .entry(let entry):
            try budget.takeMember()
            return try open(entry, of: layer)
        }
    }

    private func open(_ entry: ContainerEntry, of layer: Layer) throws(Failure) -> MemberEvent? {
        if case .directory = entry.kind { return nil }
        if Litter.contains(entry.name) {
            litterCount += 1
            return nil
        }
        // A name that is missing, or is not in the charset that it claims, costs the member its name and not its text.
        let name = entry.name.isEmpty ? [UInt8(ascii: "?")] : entry.name
        let path = paths.unique(ItemAddress.join(layer.wrapped.path, memberName: name))
        let address = ItemAddress(member: path, ordinal: 0)
        switch entry.kind {
        case .encrypted: return reject(Failure(.encrypted, "the member is protected by a password", address: address))
        case .special: return reject(Failure(.notARegularFile, "the member is a link or a device, not a file", address: address))
        case .refused(var failure):
            failure.address = address
            return reject(failure)
        case .file, .directory: break
        }
        let wrapped = Wrapped(
            path: path, name: name, modified: entry.modified, wrapping: layer.wrapped.wrapping, depth: layer.wrapped.depth)
        return try open(EntryStream(layer.reader), wrapped)
    }
}
