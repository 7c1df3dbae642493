import Glibc
import Model

extension Intake {
    /// Sees whether the inbox is still the folder that is open; if it is another one, or is back, that one is taken. A mount
    /// over it gives no event: only this comparison finds it.
    func checkRoot() {
        let opened: (fd: Int32, node: Node)
        do throws(SystemError) {
            let fd = try system.open(workingFolder, folders.inbox, folderFlags, 0)
            do throws(SystemError) { opened = (fd, try system.node(fd)) } catch {
                system.close(fd)
                throw error
            }
        } catch {
            if root != nil || rootRetries == 0 { callbacks.notice("the inbox cannot be opened: \(error.words)") }
            return closeRoot()
        }
        if let root, root.node.isSameFile(as: opened.node) {
            system.close(opened.fd)
            return
        }
        if root != nil || rootRetries > 0 { callbacks.notice("the inbox is another folder now; it is read anew") }
        closeRoot(andWait: false)
        root = opened
        rootRetries = 0
        watchParent()
        armRescan()
    }

    /// The inbox was deleted, moved or unmounted.
    func loseRoot() {
        rescanWanted = true
        checkRoot()
    }

    private func closeRoot(andWait: Bool = true) {
        rescanWalk = nil
        folderWalk = nil
        pendingFolders = []
        opener.closeAll()
        if let root { system.close(root.fd) }
        root = nil
        guard andWait else { return }
        rescanWanted = true
        watcher?.forgetFolders()
        watchParent()
        rootRetries += 1
        armRescan()
    }

    /// The folder that the inbox is in tells when the inbox goes or comes. Its own watch would not: the kernel reports the end of a
    /// folder only once nobody has it open, and we do.
    private func watchParent() {
        guard let parent = try? system.open(workingFolder, Self.parent(of: folders.inbox), folderFlags, 0) else { return }
        watcher?.watchParent(fd: parent, name: Array(ClaimName.lastComponent(folders.inbox)))
        system.close(parent)
    }

    static func parent(of path: [UInt8]) -> [UInt8] {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return [UInt8(ascii: ".")] }
        return slash == 0 ? [UInt8(ascii: "/")] : Array(path[..<slash])
    }
}
