/// The one seam between this room and Linux: every call as a closure, so that tests can make any of them fail in turn
/// (the method SQLite uses for its I/O). `live` is the real system.
///
/// Names are bytes without a final NUL, relative to a folder's descriptor or, with `workingFolder`, paths.
public struct SystemCalls: Sendable {
    /// Folder descriptor, name, flags of open(2), mode. Gives a descriptor.
    public var open: @Sendable (Int32, [UInt8], Int32, UInt32) throws(SystemError) -> Int32
    public var close: @Sendable (Int32) -> Void
    /// fstat.
    public var node: @Sendable (Int32) throws(SystemError) -> Node
    /// fstatat without following a link.
    public var nodeAt: @Sendable (Int32, [UInt8]) throws(SystemError) -> Node
    /// A read lease: the proof that nobody writes.
    public var takeLease: @Sendable (Int32) throws(SystemError) -> Void
    /// From folder, name, to folder, name; never overwrites.
    public var rename: @Sendable (Int32, [UInt8], Int32, [UInt8]) throws(SystemError) -> Void
    public var unlink: @Sendable (Int32, [UInt8]) throws(SystemError) -> Void
    public var makeFolder: @Sendable (Int32, [UInt8], UInt32) throws(SystemError) -> Void
    public var setMode: @Sendable (Int32, [UInt8], UInt32) throws(SystemError) -> Void
    /// Descriptor, buffer. Gives the bytes read, 0 at the end.
    public var read: @Sendable (Int32, UnsafeMutableRawBufferPointer) throws(SystemError) -> Int
    public var write: @Sendable (Int32, UnsafeRawBufferPointer) throws(SystemError) -> Int
    /// fsync.
    public var sync: @Sendable (Int32) throws(SystemError) -> Void
    /// syncfs.
    public var syncFileSystem: @Sendable (Int32) throws(SystemError) -> Void
    /// `f_type` of the file system that holds the descriptor.
    public var fileSystemType: @Sendable (Int32) throws(SystemError) -> UInt64
    /// inotify_init1, non-blocking.
    public var makeNotifier: @Sendable () throws(SystemError) -> Int32
    /// Notifier, descriptor of a folder, mask. Gives the watch descriptor; the same one for the same folder.
    public var addWatch: @Sendable (Int32, Int32, UInt32) throws(SystemError) -> Int32
    public var removeWatch: @Sendable (Int32, Int32) -> Void
    /// Nanoseconds that never jump.
    public var monotonicNs: @Sendable () -> UInt64
    /// Nanoseconds since 1970: only ever compared with a file's ctime.
    public var wallNs: @Sendable () -> Int64

    /// Gives the bytes from the current position to the end, a block at a time; the bytes are valid during the call only.
    func forEachBlock(
        of file: Int32, bufferBytes: Int = 1 << 20, _ body: (UnsafeRawBufferPointer) throws(SystemError) -> Void
    ) throws(SystemError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferBytes, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try read(file, buffer)
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
