import CArchive

/// Archives and compressed data made for a test, in memory, by libarchive.
enum Packed {
    typealias Entry = (name: String, bytes: [UInt8])

    static func tar(_ entries: [Entry]) -> [UInt8] { write(entries) { archive_write_set_format_gnutar($0) } }

    static func zip(_ entries: [Entry]) -> [UInt8] { write(entries) { archive_write_set_format_zip($0) } }

    static func encryptedZip(_ entries: [Entry]) -> [UInt8] {
        write(entries) { archive in
            archive_write_set_format_zip(archive)
            archive_write_set_options(archive, "zip:encryption=aes256")
            archive_write_set_passphrase(archive, "secret")
        }
    }

    /// Members as they are, not compressed.
    static func storedZip(_ entries: [Entry]) -> [UInt8] {
        write(entries) { archive in
            archive_write_set_format_zip(archive)
            archive_write_set_options(archive, "zip:compression=store")
        }
    }

    static func gzip(_ bytes: [UInt8]) -> [UInt8] { compressed(bytes) { archive_write_add_filter_gzip($0) } }
    static func bzip2(_ bytes: [UInt8]) -> [UInt8] { compressed(bytes) { archive_write_add_filter_bzip2($0) } }
    static func xz(_ bytes: [UInt8]) -> [UInt8] { compressed(bytes) { archive_write_add_filter_xz($0) } }
    static func zstd(_ bytes: [UInt8]) -> [UInt8] { compressed(bytes) { archive_write_add_filter_zstd($0) } }

    private static func compressed(_ bytes: [UInt8], _ filter: (OpaquePointer?) -> Void) -> [UInt8] {
        write([("data", bytes)]) { archive in
            archive_write_set_format_raw(archive)
            filter(archive)
        }
    }

    private static func write(_ entries: [Entry], _ configure: (OpaquePointer?) -> Void) -> [UInt8] {
        let archive = archive_write_new()
        defer { archive_write_free(archive) }
        configure(archive)
        archive_write_set_bytes_in_last_block(archive, 1)
        var used = 0
        var out = [UInt8](repeating: 0, count: entries.reduce(1 << 20) { $0 + $1.bytes.count * 2 + 4_096 })
        out.withUnsafeMutableBytes { buffer in
            archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used)
            for entry in entries {
                let header = archive_entry_new()
                archive_entry_set_pathname(header, entry.name)
                archive_entry_set_filetype(header, 0o100000)
                archive_entry_set_perm(header, 0o644)
                archive_entry_set_mtime(header, 1_700_000_000, 0)
                archive_entry_set_size(header, Int64(entry.bytes.count))
                archive_write_header(archive, header)
                archive_write_data(archive, entry.bytes, entry.bytes.count)
                archive_entry_free(header)
            }
            archive_write_close(archive)
        }
        out.removeLast(out.count - used)
        return out
    }
}
