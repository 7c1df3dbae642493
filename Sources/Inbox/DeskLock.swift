import Glibc
import Model

/// One daemon for each desk: flock on DESK/lock for the process's life, so a kill -9 leaves nothing stale. The file tells people
/// the holder's pid, and holds the fid ceiling: no id below it is given again, even after an older warehouse was put back.
public final class DeskLock {
    /// Ids reserved at a time.
    public static let reservation: FileID = 1_000
    /// A look by `holder` may have the lock for an instant, so a refusal counts only when it lasts.
    private static let attempts = 5
    private static let attemptPauseUs: UInt32 = 20_000

    /// Every id below this may have been given.
    public private(set) var fidCeiling: FileID
    /// The last holder ended by itself, and the ceiling is the exact next id; what lies in work/ is then no suspect.
    public let wasClean: Bool
    private let fd: Int32
    private let path: [UInt8]
    private let system: SystemCalls

    /// Takes the lock.
    /// - Throws: `.databaseLocked` with the holder's pid where another process has it (exit 75); the failure of the file otherwise.
    public init(_ folders: DeskFolders) throws(Failure) {
        system = folders.system
        path = folders.lockPath
        do throws(SystemError) {
            fd = try system.open(workingFolder, path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        } catch { throw error.failure("open", folders.lockPath) }
        let held = Self.read(fd)
        fidCeiling = held.ceiling
        // From here on all is set: deinit closes the descriptor, also after a throw.
        guard Self.acquire(fd) else {
            let who = held.pid.map { "process \($0)" } ?? "another process"
            throw Failure(.databaseLocked, "\(printable(folders.root)) is in use by \(who)")
        }
        // Read again under the lock: the last holder may have raised it in between.
        let last = Self.read(fd)
        fidCeiling = last.ceiling
        wasClean = last.isClean || last.pid == nil
        try write()
    }

    deinit { system.close(fd) }

    /// Reserves ids so that `fileID` is below the ceiling; synced to the disk before it returns. Cheap where it already is.
    public func ceiling(covering fileID: FileID) throws(Failure) {
        guard fileID >= fidCeiling else { return }
        let old = fidCeiling
        fidCeiling = (fileID / Self.reservation + 1) * Self.reservation
        do throws(Failure) { try write() } catch {
            fidCeiling = old
            throw error
        }
    }

    /// To be called last by a holder that ends by itself: nothing of its own is half done.
    /// - Parameters:
    ///   - nextFileID: the id that the ledger would give next.
    ///   - isClean: nothing of a holder before it is half done either.
    public func markEnded(nextFileID: FileID, isClean: Bool = true) throws(Failure) {
        fidCeiling = nextFileID
        try write(isClean: isClean)
    }

    /// The pid of the process that has the desk under `root`, `nil` where none has.
    public static func holder(root: [UInt8]) -> Int32? {
        let path = DeskFolders(root: root).lockPath
        guard let fd = try? SystemCalls.live.open(workingFolder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0) else { return nil }
        defer { close(fd) }
        if flock(fd, LOCK_SH | LOCK_NB) == 0 { return nil }
        return read(fd).pid
    }

    /// What the lock of the desk under `root` says of ids, whoever has it: every id below the ceiling may have been given, and whether the
    /// last holder ended by itself. `nil` where there is no lock.
    public static func look(root: [UInt8]) -> (fidCeiling: FileID, wasClean: Bool)? {
        let path = DeskFolders(root: root).lockPath
        guard let fd = try? SystemCalls.live.open(workingFolder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0) else { return nil }
        defer { close(fd) }
        let held = read(fd)
        return (held.ceiling, held.isClean)
    }

    private static func acquire(_ fd: Int32) -> Bool {
        for attempt in 1...attempts {
            if flock(fd, LOCK_EX | LOCK_NB) == 0 { return true }
            if attempt < attempts { usleep(attemptPauseUs) }
        }
        return false
    }

    private func write(isClean: Bool = false) throws(Failure) {
        let text = Array("pid \(getpid())\nfid-ceiling \(fidCeiling)\n\(isClean ? "ended clean\n" : "")".utf8)
        // In place, because the lock is on this inode: shorter than a sector, and only lines that are whole are read.
        lseek(fd, 0, SEEK_SET)
        do throws(SystemError) {
            try writeAll(text, to: fd, system)
            _ = ftruncate(fd, off_t(text.count))
            try system.sync(fd)
        } catch { throw error.failure("write", path) }
    }

    private static func read(_ fd: Int32) -> (pid: Int32?, ceiling: FileID, isClean: Bool) {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = max(0, pread(fd, &buffer, buffer.count, 0))
        var pid: Int32?
        var ceiling: FileID = 0
        var isClean = false
        // A line without its end was cut when it was written: half a number is worse than none.
        let whole = buffer[..<count].lastIndex(of: UInt8(ascii: "\n")) ?? 0
        for line in String(decoding: buffer[..<whole], as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2 else { continue }
            if words[0] == "pid", pid == nil { pid = Int32(words[1]) }
            if words[0] == "fid-ceiling", ceiling == 0 { ceiling = FileID(words[1]) ?? 0 }
            if words[0] == "ended" { isClean = words[1] == "clean" }
        }
        return (pid, ceiling, isClean)
    }
}
