import CArchive
import Model

// What libarchive's answers mean in our words.
extension ArchiveReader {
    /// libarchive's next header, names of any script included.
    func nextHeader(_ entry: inout OpaquePointer?) -> Int32 {
        let before = carchive_begin_utf8()
        defer { carchive_end_utf8(before) }
        return archive_read_next_header(archive, &entry)
    }

    /// A member's header. Names are bytes: UTF-8 where the archive says so, else as they stand in it.
    static func header(_ entry: OpaquePointer) -> ContainerEntry {
        let before = carchive_begin_utf8()
        defer { carchive_end_utf8(before) }
        let name = (archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)).map(bytes) ?? []
        // POSIX file types as in struct stat; 0 where the archive keeps none.
        let type = archive_entry_filetype(entry) & 0o170000
        var kind = ContainerEntry.Kind.file
        if type == 0o040000 || name.last == UInt8(ascii: "/") {
            kind = .directory
        } else if (type != 0o100000 && type != 0) || archive_entry_hardlink(entry) != nil {
            kind = .special
        } else if archive_entry_is_data_encrypted(entry) == 1 || archive_entry_is_metadata_encrypted(entry) == 1 {
            kind = .encrypted
        }
        let modified = archive_entry_mtime_is_set(entry) != 0 ? Int64(archive_entry_mtime(entry)) : nil
        return ContainerEntry(name: name, kind: kind, modified: modified)
    }

    private static func bytes(_ string: UnsafePointer<CChar>) -> [UInt8] {
        var out: [UInt8] = []
        var at = string
        while at.pointee != 0 {
            out.append(UInt8(bitPattern: at.pointee))
            at += 1
        }
        return out
    }

    /// The failure behind libarchive's last answer: that of the stream below if it had one, else by what the message says.
    func failure() -> Failure {
        if let failure = source.failure { return failure }
        let message = archive_error_string(archive).map { String(cString: $0) } ?? "the data cannot be read"
        return Failure(code(message), message)
    }

    private func code(_ message: String) -> FailureCode {
        let isCut = source.reachedEnd || message.lowercased().contains("truncated")
        switch wrapping {
        case .gzip: return isCut ? .gzipTruncated : .gzipCorrupt
        case .bzip2: return isCut ? .bzip2Truncated : .bzip2Corrupt
        case .xz, .lzma: return isCut ? .xzTruncated : .xzCorrupt
        case .zstd: return isCut ? .zstdTruncated : .zstdCorrupt
        case .tar: return isCut ? .tarTruncated : .tarCorrupt
        case .zip: return .zipCorrupt
        }
    }
}
