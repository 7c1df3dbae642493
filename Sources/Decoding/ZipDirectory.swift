import Model

/// The central directory of a zip archive whose bytes can be had by position: which members there are, and where.
struct ZipDirectory {
    /// One member: where its entry stands in the directory, and which bytes it takes.
    struct Item {
        var entryOffset: Int64
        var start: Int64
        var end: Int64
    }

    /// In the order of their bytes; those whose bytes belong to more than one are left out.
    private(set) var items: [Item] = []
    /// Members left out.
    private(set) var overlapping = 0
    /// The archive is a web archive's package (WACZ): only the archives in it are articles.
    private(set) var isWACZ = false
    /// Bytes that stand before the archive, as before one that unpacks itself.
    private(set) var shift: Int64 = 0

    /// Why there is no directory to go by.
    enum Fault: Error {
        /// No end record: the archive is cut, or none.
        case missing
        /// The end record is there, the directory is not what it says.
        case damaged
        case failed(Failure)
    }

    /// Where the directory stands, by the end record (APPNOTE 4.3.16, 4.3.14 for zip64).
    private struct End {
        var directoryStart: Int64
        var declaredStart: Int64
        var count: Int64
    }

    private static let endBytes = 22
    private static let commentBytesMax = 65_535

    /// True if the bytes end as a zip archive does and its directory is where it should be: for archives with other bytes before them.
    static func isThere(_ bytes: any PositionedStream) -> Bool {
        guard let end = try? end(of: bytes), end.count > 0 else { return false }
        let source = ZipSource(bytes, positioned: bytes)
        source.seek(end.directoryStart)
        guard let head = try? source.peek(4), head.count >= 4 else { return false }
        return head.u32(0) == ZipHeader.centralSignature
    }

    /// Reads the directory.
    /// - Parameter membersMax: beyond, further members are not looked at: the limit is met before.
    /// - Throws: why the archive has to be read without one.
    init(_ bytes: any PositionedStream, membersMax: Int) throws(Fault) {
        let end = try Self.end(of: bytes)
        shift = end.directoryStart - end.declaredStart
        guard shift >= 0 else { throw .damaged }
        let source = ZipSource(bytes, positioned: bytes)
        source.seek(end.directoryStart)
        var hasArchive = false
        var hasPackage = false
        do {
            while Int64(items.count) < end.count, items.count <= membersMax {
                let at = source.offset
                guard let header = try ZipHeader.central(source) else { throw Fault.damaged }
                let start = header.localOffset + shift
                // Local name and extra fields may differ in length; the least that they take is certain.
                items.append(
                    Item(entryOffset: at, start: start, end: start + 30 + Int64(header.rawName.count) + (header.compressedBytes ?? 0)))
                hasPackage = hasPackage || header.rawName.elementsEqual("datapackage.json".utf8)
                hasArchive = hasArchive || Self.isWebArchive(header.rawName)
            }
        } catch let fault as Fault { throw fault } catch let failure as Failure { throw .failed(failure) } catch { throw .damaged }
        isWACZ = hasArchive && hasPackage
        items.sort { ($0.start, $0.entryOffset) < ($1.start, $1.entryOffset) }
        guard let last = items.last, let first = items.first, first.start >= 0, last.start < end.directoryStart else {
            if items.isEmpty { return }
            throw .damaged
        }
        dropOverlapping()
    }

    /// `archive/….warc`, `archive/….warc.gz`.
    static func isWebArchive(_ name: [UInt8]) -> Bool {
        let text = String(decoding: name, as: UTF8.self)
        return text.hasPrefix("archive/") && (text.hasSuffix(".warc") || text.hasSuffix(".warc.gz"))
    }

    /// Leaves out members whose bytes are also another's: only bombs are made so.
    private mutating func dropOverlapping() {
        var isBad = [Bool](repeating: false, count: items.count)
        var reach = 0
        for index in items.indices.dropFirst() {
            if items[index].start < items[reach].end || items[index].start == items[reach].start {
                isBad[index] = true
                isBad[reach] = true
            }
            if items[index].end > items[reach].end { reach = index }
        }
        overlapping = isBad.count { $0 }
        if overlapping > 0 { items = items.indices.filter { !isBad[$0] }.map { items[$0] } }
    }

    private static func end(of bytes: any PositionedStream) throws(Fault) -> End {
        guard let size = bytes.byteCount, size >= Int64(endBytes) else { throw .missing }
        let tailBytes = min(size, Int64(endBytes + commentBytesMax))
        // Nearly every archive has no comment, nearly every other file is none.
        for length in [min(size, 1_024), tailBytes] {
            let tailStart = size - length
            let tail: [UInt8]
            do throws(Failure) { tail = try take(bytes, tailStart, Int(length)) } catch { throw .failed(error) }
            let found = tail.withUnsafeBytes { raw -> (at: Int, count: Int, size: Int, start: Int)? in
                guard raw.count >= endBytes else { return nil }
                for at in stride(from: raw.count - endBytes, through: 0, by: -1) where raw[at] == 0x50 && raw.u32(at) == 0x0605_4B50 {
                    // Bytes behind the comment are tolerated, as unpackers do.
                    if at + endBytes + raw.u16(at + 20) <= raw.count { return (at, raw.u16(at + 10), raw.u32(at + 12), raw.u32(at + 16)) }
                }
                return nil
            }
            guard let found else { continue }
            let position = tailStart + Int64(found.at)
            if let large = try zip64(bytes, position) { return large }
            return End(
                directoryStart: position - Int64(found.size), declaredStart: Int64(found.start), count: Int64(found.count))
        }
        throw .missing
    }

    /// The end record of a zip64 archive, by the locator before the usual one.
    private static func zip64(_ bytes: any PositionedStream, _ endOffset: Int64) throws(Fault) -> End? {
        do throws(Failure) {
            guard endOffset >= 20 else { return nil }
            let locator = try take(bytes, endOffset - 20, 20)
            guard locator.count == 20, locator.withUnsafeBytes({ $0.u32(0) }) == 0x0706_4B50 else { return nil }
            let declared = locator.withUnsafeBytes { $0.u64(8) }
            // Bytes before the archive shift it; it stands right before the locator unless it has an extension.
            for offset in [declared, endOffset - 76] where offset >= 0 && offset < endOffset {
                let record = try take(bytes, offset, 56)
                guard record.count == 56, record.withUnsafeBytes({ $0.u32(0) }) == 0x0606_4B50 else { continue }
                return record.withUnsafeBytes { raw in
                    End(directoryStart: max(0, offset - raw.u64(40)), declaredStart: raw.u64(48), count: raw.u64(32))
                }
            }
            return nil
        } catch { throw .failed(error) }
    }

    private static func take(_ bytes: any PositionedStream, _ offset: Int64, _ count: Int) throws(Failure) -> [UInt8] {
        var failure: Failure?
        let taken = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(Failure) {
                while filled < count {
                    let got = try bytes.read(
                        at: offset + Int64(filled),
                        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]))
                    if got == 0 { break }
                    filled += got
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
        return taken
    }
}
