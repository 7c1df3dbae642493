import CLinux
import Glibc
import Model

/// For paths that are not relative to an open folder.
let workingFolder = AT_FDCWD

/// Flags for opening what a dropper controls: never follows a link, never blocks on a pipe, never becomes our terminal.
let dropFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
let folderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
let subfolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC

/// Calls `body` with the bytes and a NUL after them, on the stack where they are short.
func withCString<R, E: Error>(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) throws(E) -> R) throws(E) -> R {
    var result: Result<R, E>?
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
        for index in bytes.indices { buffer[index] = CChar(bitPattern: bytes[index]) }
        buffer[bytes.count] = 0
        guard let base = buffer.baseAddress else { return }
        do throws(E) { result = .success(try body(UnsafePointer(base))) } catch { result = .failure(error) }
    }
    guard let result else { preconditionFailure("a buffer of at least one byte has an address") }
    return try result.get()
}

/// Gives the value, or throws errno where it is negative; a call that a signal interrupted is made again.
private func checked<T: SignedInteger>(_ call: () -> T) throws(SystemError) -> T {
    while true {
        let value = call()
        if value >= 0 { return value }
        let code = errno
        if code != EINTR { throw SystemError(code) }
    }
}

/// The same for the shim's convention of 0 or -errno.
private func checkedShim(_ value: Int32) throws(SystemError) { if value < 0 { throw SystemError(-value) } }

extension SystemCalls {
    /// The real system.
    public static let live = SystemCalls(
        open: { (folder, name, flags, mode) throws(SystemError) in
            try withCString(name) { (path) throws(SystemError) in try checked { Glibc.openat(folder, path, flags, mode) } }
        },
        close: { _ = Glibc.close($0) },
        node: { (fd) throws(SystemError) in
            var status = stat()
            _ = try checked { fstat(fd, &status) }
            return Node(status)
        },
        nodeAt: { (folder, name) throws(SystemError) in
            var status = stat()
            try withCString(name) { (path) throws(SystemError) in
                _ = try checked { fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) }
            }
            return Node(status)
        },
        takeLease: { (fd) throws(SystemError) in try checkedShim(clinux_take_read_lease(fd)) },
        rename: { (fromFolder, from, toFolder, to) throws(SystemError) in
            try withCString(from) { (source) throws(SystemError) in
                try withCString(to) { (target) throws(SystemError) in
                    try checkedShim(clinux_rename_noreplace(fromFolder, source, toFolder, target))
                }
            }
        },
        unlink: { (folder, name) throws(SystemError) in
            try withCString(name) { (path) throws(SystemError) in _ = try checked { unlinkat(folder, path, 0) } }
        },
        makeFolder: { (folder, name, mode) throws(SystemError) in
            try withCString(name) { (path) throws(SystemError) in _ = try checked { mkdirat(folder, path, mode) } }
        },
        setMode: { (folder, name, mode) throws(SystemError) in
            try withCString(name) { (path) throws(SystemError) in _ = try checked { fchmodat(folder, path, mode, 0) } }
        },
        read: { (fd, buffer) throws(SystemError) in try checked { Glibc.read(fd, buffer.baseAddress, buffer.count) } },
        write: { (fd, buffer) throws(SystemError) in try checked { Glibc.write(fd, buffer.baseAddress, buffer.count) } },
        sync: { (fd) throws(SystemError) in _ = try checked { fsync(fd) } },
        syncFileSystem: { (fd) throws(SystemError) in try checkedShim(clinux_syncfs(fd)) },
        fileSystemType: { (fd) throws(SystemError) in
            var type: UInt = 0
            try checkedShim(clinux_filesystem_type(fd, &type))
            return UInt64(type) & 0xFFFF_FFFF
        },
        makeNotifier: { () throws(SystemError) in try checked { inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)) } },
        addWatch: { (notifier, folder, mask) throws(SystemError) in
            // By descriptor, not by path: no PATH_MAX, and no link that was swapped in can lead elsewhere.
            try withCString(Array("/proc/self/fd/\(folder)".utf8)) { (path) throws(SystemError) in
                try checked { inotify_add_watch(notifier, path, mask) }
            }
        },
        removeWatch: { _ = inotify_rm_watch($0, $1) },
        monotonicNs: { clockNs(CLOCK_MONOTONIC) },
        wallNs: { Int64(clamping: clockNs(CLOCK_REALTIME)) })
}

private func clockNs(_ clock: clockid_t) -> UInt64 {
    var now = timespec()
    clock_gettime(clock, &now)
    return UInt64(max(0, now.tv_sec)) * 1_000_000_000 + UInt64(now.tv_nsec)
}

extension Node {
    fileprivate init(_ status: stat) {
        let kind: Kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .symlink
            default: .other
            }
        self.init(
            facts: FileFacts(
                device: UInt64(status.st_dev), inode: UInt64(status.st_ino), bytes: Int64(status.st_size), mtimeNs: ns(status.st_mtim),
                ctimeNs: ns(status.st_ctim)),
            kind: kind, links: UInt64(status.st_nlink), owner: status.st_uid, group: status.st_gid, mode: status.st_mode & 0o7777)
    }
}

/// Times far outside of 1677…2262 (some file systems store anything) are clamped, not trapped on.
private func ns(_ time: timespec) -> Int64 {
    let (product, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return time.tv_sec < 0 ? .min : .max }
    return product.addingReportingOverflow(Int64(time.tv_nsec)).partialValue
}

/// How far a file system can be trusted, by its `f_type` (statfs(2)).
public enum FileSystemKind: Sendable, Equatable {
    /// Leases are proof here and events are complete.
    case local
    /// Network and FUSE: writers elsewhere are invisible; polling and quiet periods.
    case remote
    /// Not known: events are taken as hints, but only a quiet period is proof.
    case unknown

    /// ext2/3/4, xfs, btrfs, tmpfs, overlay, f2fs against nfs, cifs, smb2, fuse, 9p, ceph, afs, vboxsf.
    public init(type: UInt64) {
        switch type {
        case 0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x794C_7630, 0xF2F5_2010: self = .local
        case 0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x6573_5546, 0x0102_1997, 0x00C3_6400, 0x5346_414F, 0x786F_4256, 0x517B: self = .remote
        default: self = .unknown
        }
    }
}
