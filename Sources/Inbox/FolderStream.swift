import CLinux
import Glibc

/// The names of one open folder, in the order the file system gives them. Owns its descriptor.
public final class FolderStream {
    /// What the folder itself says of an entry.
    public enum EntryKind: Sendable { case file, folder, unknown, special }

    private let stream: OpaquePointer
    /// Of the last entry given: what `init(offset:)` takes to go on after it.
    private(set) var offset = 0

    /// Takes over `fd`, which is closed with the stream.
    /// - Throws: `SystemError` when the descriptor is no folder; `fd` is closed then too.
    public init(fd: Int32, offset: Int = 0) throws(SystemError) {
        guard let stream = fdopendir(fd) else {
            let code = errno
            close(fd)
            throw SystemError(code)
        }
        self.stream = stream
        if offset != 0 {
            clinux_seek(stream, offset)
            self.offset = offset
        }
    }

    deinit { closedir(stream) }

    var fd: Int32 { dirfd(stream) }

    /// The next name with its kind as far as the folder itself tells, `nil` at the end.
    public func next() throws(SystemError) -> (name: [UInt8], kind: EntryKind)? {
        var length = 0
        var type: UInt8 = 0
        var position = 0
        var code: Int32 = 0
        guard let name = clinux_next_entry(stream, &length, &type, &position, &code) else {
            if code != 0 { throw SystemError(code) }
            return nil
        }
        offset = position
        let bytes = UnsafeRawBufferPointer(start: name, count: length)
        let kind: EntryKind =
            switch Int(type) {
            case Int(DT_REG): .file
            case Int(DT_DIR): .folder
            case Int(DT_UNKNOWN): .unknown
            default: .special
            }
        return ([UInt8](bytes), kind)
    }
}
