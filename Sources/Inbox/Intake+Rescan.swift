import Glibc
import Model

extension Intake {
    /// Begins a walk through the inbox if one is wanted and none is under way; sees first whether the inbox is still the same.
    func startRescanIfWanted() {
        if hasForgotten && room.count <= settings.waitingMax / 2 { rescanWanted = true }
        guard rescanWanted, rescanWalk == nil, system.monotonicNs() >= notBeforeNs else { return }
        checkRoot()
        guard let root else { return }
        rescanWanted = false
        hasForgotten = false
        generation &+= 1
        // Descriptors may be free by now where there were none before.
        watcher?.start()
        stalePartials = []
        stalePartialCount = 0
        unreadFolders = []
        lastRefusal = nil
        rescanStartedNs = system.monotonicNs()
        rescanWalk = TreeWalk([rootFolder], root: root.fd, system: system)
    }

    /// Goes on walking: new folders first, then the rescan.
    /// - Parameter names: names already looked at in this turn.
    func walk(_ names: Int, _ nowNs: UInt64) {
        guard let root else { return }
        var names = names
        if let walk = rescanWalk, !walk.isStillTrue() { return abandonWalks() }
        if let walk = folderWalk, !walk.isStillTrue() { return abandonWalks() }
        while names < settings.sliceNamesMax, canTake(nowNs) {
            if folderWalk == nil, !pendingFolders.isEmpty {
                folderWalk = TreeWalk(pendingFolders, root: root.fd, system: system)
                pendingFolders.removeAll(keepingCapacity: true)
            }
            guard let walk = folderWalk ?? rescanWalk else { return }
            names += 1
            do throws(SystemError) { try follow(try walk.next(), of: walk) } catch { return crowdedWalk() }
            // The inbox was lost while claiming.
            if self.root == nil { return }
        }
    }

    private func abandonWalks() {
        rescanWalk = nil
        folderWalk = nil
        rescanWanted = true
        notBeforeNs = system.monotonicNs() + settings.crowdedNs
    }

    private func crowdedWalk() { notBeforeNs = system.monotonicNs() + settings.crowdedNs }

    private func follow(_ step: TreeWalk.Step, of walk: TreeWalk) throws(SystemError) {
        switch step {
        case .entered(let folder, let fd): entered(folder, fd)
        case .entry(let folder, let fd, let name, let kind):
            if kind != .folder { return found(folder, fd, name, kind) }
            if settings.names.isTemporary(name) { return }
            let inner = Folder(path: folder.join(name), rules: settings.sourceRules)
            do throws(SystemError) { try follow(try walk.descend(into: inner, name: name), of: walk) } catch {
                // The entry has been read; its folder must not be forgotten.
                pendingFolders.append(inner)
                throw error
            }
        case .unreadable(let folder, let error):
            if error.code == ENOENT || error.code == ENOTDIR || error.code == ELOOP { return }
            note(folder, error.code == EACCES ? Remedy.command(folders.inbox, folder.path, isFolder: true, userID) : error.words)
        case .tooDeep(let folder): note(folder, "deeper than \(TreeWalk.depthMax) folders")
        case .end:
            if walk === rescanWalk { endRescan() } else { folderWalk = nil }
        }
    }

    private func note(_ folder: Folder, _ hint: String) {
        if unreadFolders.count < IntakeStatus.listedMax { unreadFolders.append(.init(path: folder.path, hint: hint)) }
    }

    private func entered(_ folder: Folder, _ fd: Int32) {
        let device = (try? system.node(fd).facts.device) ?? deskDevice
        if fileSystem(device, fd) == .remote { return refuse("a network or FUSE file system gives no events") }
        guard let watcher else { return }
        if case .refused(let error) = watcher.watch(folder, fd: fd, generation: generation) { refuse("inotify: \(error.words)") }
    }

    /// A folder whose events do not come: the inbox is polled. Said once.
    private func refuse(_ why: String) {
        lastRefusal = why
        if refusal == nil {
            callbacks.notice("\(why); the inbox is polled every \(settings.pollSeconds) s")
            refusal = why
            armRescan()
        }
    }

    private func found(_ folder: Folder, _ fd: Int32, _ name: [UInt8], _ kind: FolderStream.EntryKind) {
        let place = Place(folder: folder, name: name)
        guard let waiter = room[place] else { return look(Waiter(place: place, sighting: .scan), in: fd) }
        waiter.generation = generation
        // The source's rules may be others by now.
        waiter.place = place
        // What has a promise waits for it; what waits for a change of permissions is tried.
        if waiter.dueNs == nil && !batchFiles.isEmpty { return room.schedule(waiter, atNs: system.monotonicNs()) }
        if waiter.dueNs == nil { look(waiter, in: fd) }
    }

    private func endRescan() {
        rescanWalk = nil
        rescanTookNs = system.monotonicNs() - rescanStartedNs
        refusal = lastRefusal
        watcher?.forget(before: generation)
        for (_, waiter) in room.waiters where waiter.dueNs == nil && waiter.generation != generation {
            room.schedule(waiter, atNs: system.monotonicNs())
        }
        if specials.contains(where: { $0.value != generation }) { specials = specials.filter { $0.value == generation } }
        armRescan()
    }
}
