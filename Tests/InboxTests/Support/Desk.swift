import Glibc
import Model

@testable import Inbox

/// A desk in a temporary folder of its own, removed with the object; and the hands of a dropper in its inbox.
final class Desk: Sendable {
    let root: [UInt8]
    let folders: DeskFolders

    /// - Parameters:
    ///   - base: an existing folder: /tmp (ext4 and its like) or /dev/shm (tmpfs).
    init(in base: String = "/dev/shm", system: SystemCalls = .live) throws {
        root = try Desk.temporaryFolder(in: base)
        folders = try DeskFolders.make(root: root, system: system)
    }

    deinit { Desk.remove(root) }

    /// A new empty folder.
    static func temporaryFolder(in base: String = "/dev/shm") throws -> [UInt8] {
        var template = Array("\(base)/copydesk-inbox-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError(errno) }
        return template.dropLast().map { UInt8(bitPattern: $0) }
    }

    /// Removes a tree, following no link.
    static func remove(_ path: [UInt8]) {
        let calls = SystemCalls.live
        guard (try? calls.nodeAt(workingFolder, path))?.kind == .folder else {
            try? calls.unlink(workingFolder, path)
            return
        }
        if let fd = try? calls.open(workingFolder, path, folderFlags, 0), let stream = try? FolderStream(fd: fd) {
            var names: [[UInt8]] = []
            while let entry = try? stream.next() { names.append(entry.name) }
            for name in names { remove(path + [47] + name) }
        }
        _ = withCString(path) { rmdir($0) }
    }

    /// Descriptors of this process that lead below the desk.
    func openDescriptors() -> Int {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let prefix = root.map(CChar.init(bitPattern:))
        return Drop.names(Array("/proc/self/fd".utf8)).reduce(0) { count, fd in
            let length = readlink("/proc/self/fd/\(fd)", &buffer, buffer.count)
            // Only the deep trees of these tests are too long to be told.
            let isOurs = length > 0 ? buffer[..<length].starts(with: prefix) : errno == ENAMETOOLONG
            return count + (isOurs ? 1 : 0)
        }
    }

    func inbox(_ name: [UInt8]) -> [UInt8] { folders.inbox + [47] + name }
    func inbox(_ name: String) -> [UInt8] { inbox(Array(name.utf8)) }
    func outside(_ name: String) -> [UInt8] { root + Array("/\(name)".utf8) }
}

/// What a dropper does, over bytes as paths. Each throws what the system said.
enum Drop {
    private static func check(_ value: Int32) throws { if value < 0 { throw SystemError(errno) } }

    /// As `cp` and shell `>` do: opens, writes, closes.
    static func write(_ path: [UInt8], _ text: String) throws {
        let fd = try open(path)
        try append(fd, text)
        close(fd)
    }

    static func open(_ path: [UInt8], _ flags: Int32 = O_WRONLY | O_CREAT) throws -> Int32 {
        try SystemCalls.live.open(workingFolder, path, flags | O_CLOEXEC, 0o644)
    }

    static func append(_ fd: Int32, _ text: String) throws { try writeAll(Array(text.utf8), to: fd, .live) }

    /// Written elsewhere on the same file system, then `mv`.
    static func move(_ path: [UInt8], _ text: String, from other: [UInt8]) throws {
        try write(other, text)
        try rename(other, path)
    }

    static func rename(_ from: [UInt8], _ to: [UInt8]) throws {
        try withCString(from) { a in try withCString(to) { b in try check(Glibc.rename(a, b)) } }
    }
    static func link(_ from: [UInt8], _ to: [UInt8]) throws {
        try withCString(from) { a in try withCString(to) { b in try check(Glibc.link(a, b)) } }
    }
    static func symlink(_ target: String, _ path: [UInt8]) throws { try withCString(path) { try check(Glibc.symlink(target, $0)) } }
    static func fifo(_ path: [UInt8]) throws { try withCString(path) { try check(mkfifo($0, 0o644)) } }
    static func folder(_ path: [UInt8]) throws { try withCString(path) { try check(mkdir($0, 0o755)) } }
    static func remove(_ path: [UInt8]) throws { try withCString(path) { try check(unlink($0)) } }
    static func mode(_ path: [UInt8], _ mode: UInt32) throws { try withCString(path) { try check(chmod($0, mode)) } }

    /// A UNIX socket that listens at the path; close the descriptor when done.
    static func socket(_ path: [UInt8]) throws -> Int32 {
        let fd = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        try withUnsafePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { try check(bind(fd, $0, size)) }
        }
        return fd
    }

    /// A file without a name, given one when it is whole: O_TMPFILE, then linkat.
    static func temporaryThenLink(folder: [UInt8], _ path: [UInt8], _ text: String) throws {
        let temporaryFlag: Int32 = 0o20_200_000
        let fd = try SystemCalls.live.open(workingFolder, folder, temporaryFlag | O_WRONLY, 0o644)
        defer { close(fd) }
        try append(fd, text)
        try withCString(Array("/proc/self/fd/\(fd)".utf8)) { a in
            try withCString(path) { b in try check(linkat(AT_FDCWD, a, AT_FDCWD, b, AT_SYMLINK_FOLLOW)) }
        }
    }

    static func exists(_ path: [UInt8]) -> Bool { (try? SystemCalls.live.nodeAt(workingFolder, path)) != nil }
    static func node(_ path: [UInt8]) throws -> Node { try SystemCalls.live.nodeAt(workingFolder, path) }

    static func read(_ path: [UInt8]) -> String? {
        guard let fd = try? SystemCalls.live.open(workingFolder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0) else { return nil }
        defer { close(fd) }
        var bytes: [UInt8] = []
        try? SystemCalls.live.forEachBlock(of: fd) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Names in a folder, sorted.
    static func names(_ folder: [UInt8]) -> [String] {
        guard let fd = try? SystemCalls.live.open(workingFolder, folder, folderFlags, 0), let stream = try? FolderStream(fd: fd) else {
            return []
        }
        var names: [String] = []
        while let entry = try? stream.next() { names.append(printable(entry.name)) }
        return names.sorted()
    }

    /// Regular files below a folder, as paths relative to it.
    static func files(below folder: [UInt8], _ prefix: String = "") -> [String] {
        guard let fd = try? SystemCalls.live.open(workingFolder, folder, subfolderFlags, 0), let stream = try? FolderStream(fd: fd) else {
            return []
        }
        var found: [String] = []
        while let entry = try? stream.next() {
            if entry.kind == .folder {
                found += files(below: folder + [47] + entry.name, prefix + printable(entry.name) + "/")
            } else if entry.kind == .file {
                found.append(prefix + printable(entry.name))
            }
        }
        return found.sorted()
    }
}
