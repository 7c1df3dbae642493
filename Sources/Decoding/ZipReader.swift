import Model

/// A zip archive, read member by member (APPNOTE 6.3): by its central directory where that can be had, else by the headers before the
/// members, so that one that is cut, damaged or comes out of a pipe gives what is left of it.
final class ZipReader: ContainerReader {
    let wrapping = Wrapping.zip
    private(set) var entryCount = 0

    private let source: ZipSource
    private let budget: Budget
    private var directory: ZipDirectory?
    /// The directory under a window of its own.
    private var directorySource: ZipSource?
    private var nextItem = 0
    /// Without a directory: an end record was met, and members without one in it are no damage.
    private var sawEnd = false
    private var sawMember = false
    private var isFinished = false
    /// The failure that ended the stream below was handed to someone.
    private var wasReported = false
    /// What is wrong with the archive as a whole, to be said when its members have been given.
    private var verdict: Failure?
    private var member: ZipMember?
    private var memberStart: Int64 = 0

    /// - Parameters:
    ///   - stream: from the archive's first byte, or from the first byte before it where `positioned` is there.
    ///   - positioned: the same bytes by position, `nil` where they can only be read in order.
    init(_ stream: any ByteStream, positioned: (any PositionedStream)?, budget: Budget) {
        source = ZipSource(stream, positioned: positioned)
        self.budget = budget
        guard let positioned else { return }
        do throws(ZipDirectory.Fault) {
            let found = try ZipDirectory(positioned, membersMax: budget.limits.membersMax)
            // Some writers leave it empty; then the members themselves are all there is.
            guard !found.items.isEmpty || found.overlapping > 0 else { return }
            directory = found
            directorySource = ZipSource(positioned, positioned: positioned)
            if found.overlapping > 0 {
                verdict = Failure(.zipOverlap, "\(found.overlapping) members share their bytes with others")
            }
        } catch {
            switch error {
            case .missing: break
            case .damaged: verdict = Failure(.zipCorrupt, "the archive's directory is damaged")
            case .failed(let failure): verdict = failure
            }
        }
    }

    func next() throws(Failure) -> ContainerStep {
        if isFinished { return .end }
        do throws(Failure) {
            return try directory != nil ? byDirectory() : byHeaders()
        } catch {
            isFinished = true
            if source.failure != nil, wasReported { return .end }
            wasReported = true
            throw error
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        guard let member else { return 0 }
        do throws(Failure) { return try member.read(into: buffer) } catch {
            if source.failure != nil { wasReported = true }
            throw error
        }
    }

    // MARK: by the directory

    private func byDirectory() throws(Failure) -> ContainerStep {
        member = nil
        while let directory, let directorySource, nextItem < directory.items.count {
            let item = directory.items[nextItem]
            nextItem += 1
            directorySource.seek(item.entryOffset)
            guard let central = try ZipHeader.central(directorySource) else { continue }
            if directory.isWACZ, !ZipDirectory.isWebArchive(central.rawName) { continue }
            entryCount += 1
            source.seek(item.start)
            let signature = try source.peek(4)
            guard signature.count >= 4, signature.u32(0) == ZipHeader.localSignature, let local = try ZipHeader.local(source) else {
                return .entry(entry(central, .refused(Failure(.zipCorrupt, "the member is not where the directory says"))))
            }
            return .entry(opened(local, central))
        }
        return try finish()
    }

    // MARK: by the headers before the members

    private func byHeaders() throws(Failure) -> ContainerStep {
        if let lost = try leaveMember() { return lost }
        while true {
            let head = try source.peek(4)
            guard head.count >= 4 else { return try finish() }
            switch head.u32(0) {
            case ZipHeader.localSignature:
                let start = source.offset
                guard let local = try ZipHeader.local(source) else { return try finish() }
                // A zip in which nothing is, not even a name, is a row of zeros behind a magic number.
                if local.rawName.isEmpty, local.compressedBytes == 0, !local.hasDescriptor {
                    return try search(from: start + 4, Failure(.zipCorrupt, "a member's header is damaged"))
                }
                entryCount += 1
                sawMember = true
                memberStart = source.offset
                return .entry(opened(local, nil))
            case ZipHeader.centralSignature:
                guard try ZipHeader.central(source) != nil else { return try finish() }
            case 0x0605_4B50:
                let end = try source.peek(22)
                guard end.count >= 22, try source.skip(22 + Int64(end.u16(20))) else { return try finish() }
                sawEnd = true
            case 0x0606_4B50:
                let record = try source.peek(12)
                guard record.count >= 12, try source.skip(12 + record.u64(4)) else { return try finish() }
            case 0x0706_4B50: guard try source.skip(20) else { return try finish() }
            // The mark of an archive in one piece that might have been in several.
            case 0x3030_4B50: guard try source.skip(4) else { return try finish() }
            case 0x0807_4B50:
                guard try source.skip(sawMember ? 16 : 4) else { return try finish() }
                if sawMember, try !startsHeader() { _ = try source.skip(8) }
            default:
                if sawEnd { return try finish() }
                return try search(from: source.offset, Failure(.zipCorrupt, "bytes that belong to no member"))
            }
        }
    }

    /// Passes what was not read of the current member. Gives the damage that hides where it ends.
    private func leaveMember() throws(Failure) -> ContainerStep? {
        guard let member else { return nil }
        self.member = nil
        if source.failure != nil { throw source.failure ?? Failure(.zipTruncated) }
        if member.failure == nil, !member.isDone {
            if let left = member.compressedLeft {
                _ = try source.skip(left)
                return nil
            }
            return try drained(member)
        }
        guard let failure = member.failure, failure.code != .zipCRC else { return nil }
        // The damage was told; behind it goes on where the header says, or where the next one can be found.
        if let left = member.compressedLeft {
            let here = source.offset
            if try source.skip(left), try startsHeader() { return nil }
            if !source.seek(memberStart) { source.seek(here) }
        } else if !source.seek(memberStart) {
            return try search(from: source.offset, nil)
        }
        return try search(from: source.offset, nil)
    }

    private func startsHeader() throws(Failure) -> Bool {
        let head = try source.peek(4)
        return head.count >= 4 && [ZipHeader.localSignature, ZipHeader.centralSignature, 0x0807_4B50].contains(head.u32(0))
    }

    /// Reads a member to its end that nobody wanted, because only its data tell where that is.
    private func drained(_ member: ZipMember) throws(Failure) -> ContainerStep? {
        do throws(Failure) {
            let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)
            defer { scratch.deallocate() }
            while try member.read(into: scratch) > 0 {}
            return nil
        } catch {
            if source.failure != nil || error.code.kind == .retry || ![.zipCorrupt, .zipTruncated, .zipCRC].contains(error.code) {
                throw error
            }
            if error.code == .zipCRC { return .damage(error) }
            source.seek(memberStart)
            return try search(from: source.offset, error)
        }
    }

    /// Looks for the next header at or behind `from`; tells the damage if there is something to tell, `nil` goes on.
    private func search(from: Int64, _ damage: Failure?) throws(Failure) -> ContainerStep {
        if !source.seek(from) { source.seek(source.offset) }
        while true {
            let bytes = try source.peek(64 << 10)
            guard bytes.count >= 4 else { break }
            var at = 0
            while at + 4 <= bytes.count, !(bytes[at] == 0x50 && Self.signatures.contains(bytes.u32(at))) { at += 1 }
            _ = try source.skip(Int64(at))
            if at + 4 <= bytes.count {
                guard let damage else { return try byHeaders() }
                return .damage(damage)
            }
            if bytes.count < 64 << 10 { break }
        }
        isFinished = true
        if let damage { throw damage }
        throw Failure(.zipTruncated, "the archive's directory is missing or cut")
    }

    private static let signatures: Set<Int> = [ZipHeader.localSignature, ZipHeader.centralSignature, 0x0605_4B50]

    // MARK: both

    private func entry(_ header: ZipHeader, _ kind: ContainerEntry.Kind) -> ContainerEntry {
        ContainerEntry(name: header.name, kind: kind, modified: header.modified)
    }

    /// The entry of a member whose local header was just read, and its bytes made ready.
    private func opened(_ local: ZipHeader, _ central: ZipHeader?) -> ContainerEntry {
        var kind = (central ?? local).kind
        if case .file = kind {
            if local.isEncrypted {
                kind = .encrypted
            } else if !ZipMember.reads(local.method) {
                kind = .refused(Failure(.unsupportedCompression, "the member is compressed by method \(local.method)"))
            }
        }
        member = ZipMember(source, header: local, directory: central, budget: budget)
        return entry(central ?? local, kind)
    }

    /// The end of the archive: what is wrong with it as a whole, if anything.
    private func finish() throws(Failure) -> ContainerStep {
        isFinished = true
        member = nil
        try source.drain()
        if let verdict { throw verdict }
        if directory == nil, !sawEnd { throw Failure(.zipTruncated, "the archive's directory is missing or cut") }
        return .end
    }
}
