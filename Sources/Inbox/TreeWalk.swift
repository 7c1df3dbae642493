import Glibc

/// Reads a tree of folders depth first, one entry at a time, so that a rescan can stop anywhere and go on later. Memory is one
/// frame for each level; however many names a folder holds, none is kept.
final class TreeWalk {
    /// Levels whose streams stay open; above them a stream is closed and opened again at its offset.
    static let openLevels = 12
    /// Deeper folders are not looked into.
    static let depthMax = 256

    enum Step {
        /// A folder has been opened; its names come next. The descriptor is valid until the next step.
        case entered(Folder, fd: Int32)
        case entry(Folder, fd: Int32, name: [UInt8], kind: FolderStream.EntryKind)
        /// A folder that cannot be read now.
        case unreadable(Folder, SystemError)
        case tooDeep(Folder)
        case end
    }

    private struct Frame {
        let folder: Folder
        var stream: FolderStream?
        var offset = 0
    }

    private let system: SystemCalls
    private let root: Int32
    private var frames: [Frame] = []
    private var pending: [Folder]

    /// - Parameters:
    ///   - roots: the folders to read, one after the other.
    ///   - root: descriptor of the inbox; stays the caller's.
    init(_ roots: [Folder], root: Int32, system: SystemCalls) {
        self.system = system
        self.root = root
        pending = roots.reversed()
    }

    /// The next step.
    /// - Throws: EMFILE and its like: nothing is lost, the same step is tried at the next call.
    func next() throws(SystemError) -> Step {
        while true {
            guard let level = frames.indices.last else {
                guard let folder = pending.last else { return .end }
                let step = try enter(folder, name: nil)
                pending.removeLast()
                return step
            }
            if frames[level].stream == nil {
                do throws(SystemError) {
                    let fd = try FolderOpener.chain(frames[level].folder, root: root, system)
                    frames[level].stream = try FolderStream(fd: fd, offset: frames[level].offset)
                } catch {
                    if Self.isPassing(error) { throw error }
                    frames.removeLast()
                    continue
                }
            }
            guard let stream = frames[level].stream else { continue }
            let folder = frames[level].folder
            do throws(SystemError) {
                if let entry = try stream.next() {
                    frames[level].offset = stream.offset
                    return .entry(folder, fd: stream.fd, name: entry.name, kind: entry.kind)
                }
                frames.removeLast()
            } catch {
                frames.removeLast()
                return .unreadable(folder, error)
            }
        }
    }

    /// Reads the folder before anything else; `folder` is the entry just given.
    func descend(into folder: Folder, name: [UInt8]) throws(SystemError) -> Step {
        if folder.depth > Self.depthMax { return .tooDeep(folder) }
        return try enter(folder, name: name)
    }

    /// Whether the open folders are still where they were: false after one of them was moved, and then the walk must end.
    func isStillTrue() -> Bool {
        var parent = root
        for frame in frames {
            guard let stream = frame.stream else { return true }
            if let name = frame.folder.components.last {
                if parent != -1 {
                    guard let now = try? system.nodeAt(parent, Array(name)), let then = try? system.node(stream.fd),
                        now.isSameFile(as: then)
                    else { return false }
                }
            }
            parent = stream.fd
        }
        return true
    }

    private func enter(_ folder: Folder, name: [UInt8]?) throws(SystemError) -> Step {
        do throws(SystemError) {
            let fd: Int32
            if let name, let parent = frames.last?.stream {
                fd = try system.open(parent.fd, name, subfolderFlags, 0)
            } else {
                fd = try FolderOpener.chain(folder, root: root, system)
            }
            let stream = try FolderStream(fd: fd)
            if frames.count >= Self.openLevels { frames[frames.count - Self.openLevels].stream = nil }
            frames.append(Frame(folder: folder, stream: stream))
            return .entered(folder, fd: stream.fd)
        } catch {
            if Self.isPassing(error) { throw error }
            return .unreadable(folder, error)
        }
    }

    private static func isPassing(_ error: SystemError) -> Bool { [EMFILE, ENFILE, ENOMEM].contains(error.code) }
}
