/// Opens folders of the inbox level by level, following no link and needing no long path. What it has opened
/// it keeps for one turn only: a folder that was moved out of the inbox must not stay reachable.
struct FolderOpener {
    /// Descriptors kept at most.
    static let openMax = 16

    let system: SystemCalls
    private var open: [(folder: Folder, fd: Int32)] = []

    init(system: SystemCalls) { self.system = system }

    /// A descriptor that stays open until `closeAll`, or until many others were asked for.
    mutating func descriptor(of folder: Folder, root: Int32) throws(SystemError) -> Int32 {
        if folder.path.isEmpty { return root }
        for entry in open where entry.folder === folder || entry.folder.path == folder.path { return entry.fd }
        let fd = try Self.chain(folder, root: root, system)
        if open.count >= Self.openMax { system.close(open.removeFirst().fd) }
        open.append((folder, fd))
        return fd
    }

    mutating func closeAll() {
        for entry in open { system.close(entry.fd) }
        open.removeAll(keepingCapacity: true)
    }

    /// A fresh descriptor that the caller closes; two are open at most on the way.
    static func chain(_ folder: Folder, root: Int32, _ system: SystemCalls) throws(SystemError) -> Int32 {
        if folder.path.isEmpty { return try system.open(root, [UInt8(ascii: ".")], folderFlags, 0) }
        var current = root
        for component in folder.components {
            let next: Int32
            do throws(SystemError) { next = try system.open(current, Array(component), subfolderFlags, 0) } catch {
                if current != root { system.close(current) }
                throw error
            }
            if current != root { system.close(current) }
            current = next
        }
        return current
    }
}
