import Glibc
import Model

/// The desk on disk: where everything is, and every move of a claim out of work/.
///
/// Each move renames without ever overwriting, and is done again without harm: "already there" is success. The ledger commits
/// before the rename that reflects it; the caller sees to that order.
public struct DeskFolders: Sendable {
    public let root: [UInt8]
    public let inbox: [UInt8]
    public var work: [UInt8] { path("work") }
    public var retry: [UInt8] { path("retry") }
    public var deadLetter: [UInt8] { path("dead-letter") }
    public var done: [UInt8] { path("done") }
    public var lockPath: [UInt8] { path("lock") }
    let system: SystemCalls

    /// The desk under `root`, whether it is there or not. Trailing slashes are dropped.
    /// - Parameter inbox: where the inbox is if not under the root.
    public init(root: [UInt8], inbox: [UInt8]? = nil, system: SystemCalls = .live) {
        var trimmed = root
        while trimmed.count > 1, trimmed.last == UInt8(ascii: "/") { trimmed.removeLast() }
        self.root = trimmed
        self.inbox = inbox ?? trimmed + Array("/inbox".utf8)
        self.system = system
    }

    /// Makes the folders that are missing, with their modes; what is there, own or foreign, is left as it is.
    /// - Throws: the failure of the first folder that cannot be made.
    public static func make(root: [UInt8], system: SystemCalls = .live) throws(Failure) -> DeskFolders {
        let folders = DeskFolders(root: root, system: system)
        let wanted: [([UInt8], UInt32)] = [
            (folders.root, 0o751), (folders.inbox, 0o2770), (folders.work, 0o700), (folders.retry, 0o750), (folders.deadLetter, 0o750),
            (folders.done, 0o750),
        ]
        for (folder, mode) in wanted {
            do throws(SystemError) {
                try system.makeFolder(workingFolder, folder, mode & 0o777)
                // mkdir takes the umask off and ignores set-group-id.
                try system.setMode(workingFolder, folder, mode)
            } catch {
                if error.code != EEXIST { throw error.failure("mkdir", folder) }
            }
        }
        return try open(root: root, system: system)
    }

    /// The desk that is already there.
    /// - Throws: the failure that names the first folder which is missing or no folder.
    public static func open(root: [UInt8], inbox: [UInt8]? = nil, system: SystemCalls = .live) throws(Failure) -> DeskFolders {
        let folders = DeskFolders(root: root, inbox: inbox, system: system)
        for folder in [folders.work, folders.retry, folders.deadLetter, folders.done] { _ = try folders.device(of: folder) }
        return folders
    }

    /// Whether any of the desk's folders is there: `run` makes a desk only where this is false.
    public static func isDesk(root: [UInt8], system: SystemCalls = .live) -> Bool {
        let folders = DeskFolders(root: root, system: system)
        return [folders.work, folders.done, folders.retry, folders.deadLetter].contains {
            (try? system.nodeAt(workingFolder, $0).kind) == .folder
        }
    }

    /// Renames between work, retry, dead-letter and done, and SQLite's sync, need one file system.
    /// - Throws: a failure that names the two folders that lie apart (exit 78 in the daemon).
    public func checkOneFileSystem() throws(Failure) {
        let expected = try device(of: work)
        for folder in [retry, deadLetter, done, root] where try device(of: folder) != expected {
            throw Failure(
                .ioError,
                "\(printable(work)) and \(printable(folder)) are on different file systems; put both on one (the inbox alone may be elsewhere)"
            )
        }
    }

    /// The inbox is on another file system: claiming copies, verifies and unlinks. False while there is no inbox.
    public var inboxIsElsewhere: Bool {
        guard let inside = try? device(of: inbox), let here = try? device(of: work) else { return false }
        return inside != here
    }

    func device(of folder: [UInt8]) throws(Failure) -> UInt64 {
        do throws(SystemError) {
            // The operator may have made a folder of the desk a link: opened, not lstat-ed.
            let fd = try system.open(workingFolder, folder, folderFlags, 0)
            defer { system.close(fd) }
            return try system.node(fd).facts.device
        } catch { throw error.failure("open", folder) }
    }

    func path(_ name: String) -> [UInt8] { root + [UInt8(ascii: "/")] + Array(name.utf8) }

    /// `FOLDER/NAME`.
    public static func join(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] { folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name }
}
