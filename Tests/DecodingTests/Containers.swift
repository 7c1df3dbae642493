import CArchive
import CZlib
import Model
import Testing

@testable import Decoding

/// Containers made for a test, in memory.
enum Containers {
    /// gzip data of one member.
    static func gzip(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var input = bytes
        var out = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 100)
        let room = UInt32(out.count)
        let left = input.withUnsafeMutableBufferPointer { source in
            out.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = room
                deflate(&stream, Z_FINISH)
                return stream.avail_out
            }
        }
        out.removeLast(Int(left))
        return out
    }

    /// One member of an archive to be made.
    struct Entry {
        var name: [UInt8]
        var bytes: [UInt8] = []
        /// 0o100000 file, 0o120000 symbolic link, 0o040000 directory.
        var type: UInt32 = 0o100000

        init(_ name: String, _ text: String = "", type: UInt32 = 0o100000) {
            self.init(Array(name.utf8), Array(text.utf8), type: type)
        }

        init(_ name: [UInt8], _ bytes: [UInt8], type: UInt32 = 0o100000) {
            self.name = name
            self.bytes = bytes
            self.type = type
        }
    }

    static func tar(_ entries: [Entry], filter: Wrapping? = nil) -> [UInt8] {
        write(entries) { archive in
            archive_write_set_format_gnutar(archive)
            add(filter, to: archive)
        }
    }

    static func zip(_ entries: [Entry], options: String = "") -> [UInt8] {
        write(entries) { archive in
            archive_write_set_format_zip(archive)
            if !options.isEmpty {
                #expect(archive_write_set_options(archive, options) == ARCHIVE_OK)
                archive_write_set_passphrase(archive, "secret")
            }
        }
    }

    /// A zip of stored members whose sizes and sums stand before them.
    /// - Parameter flags: the general purpose bits of every member.
    static func storedZip(_ entries: [Entry], flags: Int = 0) -> [UInt8] {
        func little(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        var out: [UInt8] = []
        for entry in entries {
            let sum = Int(crc32(0, entry.bytes, UInt32(entry.bytes.count)))
            out += little(0x0403_4B50, 4) + little(20, 2) + little(flags, 2) + little(0, 6) + little(sum, 4) + little(entry.bytes.count, 4)
            out += little(entry.bytes.count, 4) + little(entry.name.count, 2) + little(0, 2) + entry.name + entry.bytes
        }
        return out + little(0x0605_4B50, 4) + little(0, 18)
    }

    /// Bytes compressed by one of libarchive's filters.
    static func compressed(_ bytes: [UInt8], _ filter: Wrapping) -> [UInt8] {
        write([Entry(Array("data".utf8), bytes)]) { archive in
            archive_write_set_format_raw(archive)
            add(filter, to: archive)
        }
    }

    private static func add(_ filter: Wrapping?, to archive: OpaquePointer?) {
        switch filter {
        case .gzip: archive_write_add_filter_gzip(archive)
        case .bzip2: archive_write_add_filter_bzip2(archive)
        case .xz: archive_write_add_filter_xz(archive)
        case .lzma: archive_write_add_filter_lzma(archive)
        case .zstd: archive_write_add_filter_zstd(archive)
        default: archive_write_add_filter_none(archive)
        }
    }

    private static func write(_ entries: [Entry], _ configure: (OpaquePointer?) -> Void) -> [UInt8] {
        let archive = archive_write_new()
        defer { archive_write_free(archive) }
        configure(archive)
        archive_write_set_bytes_in_last_block(archive, 1)
        let room = entries.reduce(1 << 20) { $0 + $1.bytes.count * 2 + $1.name.count * 3 + 2048 }
        var used = 0
        var out = [UInt8](repeating: 0, count: room)
        out.withUnsafeMutableBytes { buffer in
            archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used)
            for entry in entries {
                let header = archive_entry_new()
                let name = entry.name.map { CChar(bitPattern: $0) } + [0]
                archive_entry_set_pathname(header, name)
                archive_entry_set_filetype(header, entry.type)
                archive_entry_set_perm(header, 0o644)
                archive_entry_set_mtime(header, 1_700_000_000, 0)
                if entry.type == 0o120000 { archive_entry_set_symlink(header, "/etc/passwd") }
                if entry.type == 0o100000 { archive_entry_set_size(header, Int64(entry.bytes.count)) }
                archive_write_header(archive, header)
                if entry.type == 0o100000 { archive_write_data(archive, entry.bytes, entry.bytes.count) }
                archive_entry_free(header)
            }
            archive_write_close(archive)
        }
        out.removeLast(out.count - used)
        return out
    }
}

/// Gives its bytes in small pieces, as a slow pipe does.
final class DribblingStream: ByteStream {
    private let bytes: [UInt8]
    private let step: Int
    private var at = 0

    init(_ bytes: [UInt8], step: Int) {
        self.bytes = bytes
        self.step = step
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let count = min(step, buffer.count, bytes.count - at)
        for index in 0..<count { buffer[index] = bytes[at + index] }
        at += count
        return count
    }
}

/// What came out of a file: each member's path with its text or the failure of reading it, and each reject.
struct Unwrapped: Equatable {
    var members: [String] = []
    var texts: [String] = []
    var rejects: [String] = []
    var thrown: String?
    var litter = 0
    var sawOnlyLitter = false

    init(_ bytes: [UInt8], limits: Limits = Limits()) {
        self.init(MemoryStream(bytes), limits: limits)
    }

    init(_ stream: any ByteStream, limits: Limits = Limits()) {
        let unwrapper = Unwrapper(stream: stream, limits: limits, budget: Budget(limits: limits))
        do {
            while let event = try unwrapper.next() {
                switch event {
                case .member(let member):
                    members.append(member.path)
                    do { texts.append(String(decoding: try Self.readAll(member.stream), as: UTF8.self)) } catch {
                        texts.append("!")
                        rejects.append(Self.told(error))
                    }
                case .reject(let failure): rejects.append(Self.told(failure))
                }
            }
        } catch { thrown = error.code.rawValue }
        litter = unwrapper.litterCount
        sawOnlyLitter = unwrapper.sawOnlyLitter
    }

    static func readAll(_ stream: any ByteStream) throws(Failure) -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let more = try ByteSource.take(10_000, from: stream)
            if more.isEmpty { return all }
            all += more
        }
    }

    private static func told(_ failure: Failure) -> String { "\(failure.code.rawValue) \(failure.address?.description ?? "-")" }
}

/// Bytes that do not compress, the same for a seed.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}
