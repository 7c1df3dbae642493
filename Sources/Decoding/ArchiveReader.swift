import CArchive
import Model

/// A tar archive or one compressed stream, read from front to back through libarchive.
final class ArchiveReader: ContainerReader {
    let wrapping: Wrapping
    let source: ArchiveSource
    /// Members met so far, the current one included.
    private(set) var entryCount = 0
    private(set) var archive: OpaquePointer?
    /// libarchive cannot go on with this handle.
    private var isBroken = false
    /// The failure that broke it was handed to someone.
    private var wasReported = false
    private var isFinished = false
    /// Why the handle could not even be opened.
    private var openFailure: Failure?
    /// tar: the header found behind damaged ones, to be given next.
    private var held: ContainerEntry?

    // The block that libarchive gave last, the hole before it (sparse tar members), and the position in the member.
    private var block = UnsafeRawBufferPointer(start: nil, count: 0)
    private var gap: Int64 = 0
    private var offset: Int64 = 0
    private var memberEnded = false
    private var deferred: Failure?

    init(_ stream: any ByteStream, _ wrapping: Wrapping) {
        self.wrapping = wrapping
        source = ArchiveSource(stream)
        open()
    }

    deinit { if let archive { archive_read_free(archive) } }

    private func open() {
        archive = archive_read_new()
        switch wrapping {
        case .tar: archive_read_support_format_tar(archive)
        case .gzip: archive_read_support_filter_gzip(archive)
        case .bzip2: archive_read_support_filter_bzip2(archive)
        case .xz: archive_read_support_filter_xz(archive)
        case .lzma: archive_read_support_filter_lzma(archive)
        case .zstd: archive_read_support_filter_zstd(archive)
        // Zip is read by ZipReader: libarchive stops at the first damaged member.
        case .zip: break
        }
        if !wrapping.isArchive {
            archive_read_support_format_raw(archive)
            archive_read_support_format_empty(archive)
        }
        let context = Unmanaged.passUnretained(source).toOpaque()
        let status = archive_read_open(
            archive, context, nil,
            { _, context, block in
                guard let context, let bytes = Unmanaged<ArchiveSource>.fromOpaque(context).takeUnretainedValue().nextBlock() else {
                    return -1
                }
                block?.pointee = bytes.baseAddress
                return bytes.count
            }, nil)
        // libarchive already reads the first bytes here: what a filter finds wrong with them is said now or never.
        isBroken = status < ARCHIVE_WARN
        openFailure = isBroken ? failure() : nil
    }

    /// Goes to the next member; what was not read of the current one is passed over.
    /// - Throws: the failure that ends the archive: damage that cannot be passed, or a failure of the stream below. Thrown once.
    func next() throws(Failure) -> ContainerStep {
        if let held {
            self.held = nil
            entryCount += 1
            return .entry(held)
        }
        if isFinished { return .end }
        if let openFailure {
            self.openFailure = nil
            wasReported = true
            throw openFailure
        }
        if isBroken {
            isFinished = true
            if let failure = source.failure, !wasReported { throw failure }
            return .end
        }
        resetMember()
        var entry: OpaquePointer?
        let status = nextHeader(&entry)
        if status == ARCHIVE_EOF { return try finish() }
        if status == ARCHIVE_RETRY { return try passDamagedHeaders() }
        guard status >= ARCHIVE_WARN, let entry else {
            isBroken = true
            wasReported = true
            isFinished = true
            throw failure()
        }
        entryCount += 1
        return .entry(Self.header(entry))
    }

    /// The next bytes of the current member, 0 at its end.
    /// - Throws: the member's damage; `next()` can be called afterwards.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        while true {
            if gap > 0 {
                let count = min(buffer.count, Int(clamping: gap))
                buffer.baseAddress?.initializeMemory(as: UInt8.self, repeating: 0, count: count)
                gap -= Int64(count)
                offset += Int64(count)
                return count
            }
            if !block.isEmpty {
                let count = min(buffer.count, block.count)
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
                block = UnsafeRawBufferPointer(rebasing: block[count...])
                offset += Int64(count)
                return count
            }
            if let deferred { throw deferred }
            if isBroken || memberEnded { return 0 }
            try fetch()
        }
    }

    private func fetch() throws(Failure) {
        var bytes: UnsafeRawPointer?
        var count = 0
        var at: Int64 = 0
        let status = archive_read_data_block(archive, &bytes, &count, &at)
        if status == ARCHIVE_EOF {
            // A sparse member may end in a hole: libarchive then gives an empty block at its size.
            gap = max(0, at - offset)
            memberEnded = true
            return
        }
        if status < ARCHIVE_WARN {
            if status == ARCHIVE_FATAL || source.failure != nil { isBroken = true }
            wasReported = true
            let failure = failure()
            deferred = failure
            throw failure
        }
        gap = max(0, at - offset)
        block = UnsafeRawBufferPointer(start: bytes, count: count)
        if status == ARCHIVE_WARN {
            deferred = failure()
            memberEnded = true
        }
    }

    /// tar: headers whose sum is wrong are passed block by block, and make one failure together.
    private func passDamagedHeaders() throws(Failure) -> ContainerStep {
        let found = failure()
        while true {
            var entry: OpaquePointer?
            let status = nextHeader(&entry)
            if status == ARCHIVE_RETRY { continue }
            if status >= ARCHIVE_WARN, status != ARCHIVE_EOF, let entry { held = Self.header(entry) } else { isBroken = true }
            return .damage(found)
        }
    }

    private func finish() throws(Failure) -> ContainerStep {
        isFinished = true
        source.drain()
        if let failure = source.failure { throw failure }
        return .end
    }

    private func resetMember() {
        block = UnsafeRawBufferPointer(start: nil, count: 0)
        gap = 0
        offset = 0
        memberEnded = false
        deferred = nil
    }
}
