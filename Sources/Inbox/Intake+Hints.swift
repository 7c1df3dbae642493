import Model

extension Intake {
    /// Folders waiting for their first walk; with more, the whole inbox is read instead.
    static let pendingFoldersMax = 4_096
    /// Events on a busy file that still bring a look forward.
    static let busyEventsMax = 8

    /// Takes a hint from the watcher: remembers, never looks.
    func take(_ hint: Watcher.Hint) {
        switch hint {
        case .name(let folder, let name, let sighting): notice(Place(folder: folder, name: name), sighting)
        case .folder(let folder, let name): notice(folder: folder, name: name)
        case .overflow:
            callbacks.notice("events were lost; the inbox is read again")
            rescanWanted = true
        case .parentChanged: rescanWanted = true
        case .moved: rescanWanted = true
        case .rootLost: loseRoot()
        }
    }

    func notice(folder: Folder, name: [UInt8]) {
        if settings.names.isTemporary(name) { return }
        if pendingFolders.count >= Self.pendingFoldersMax {
            rescanWanted = true
        } else {
            pendingFolders.append(Folder(path: folder.join(name), rules: settings.sourceRules))
        }
    }

    private func notice(_ place: Place, _ sighting: Sighting) {
        let now = system.monotonicNs()
        let soon = now + settings.ladder.minAgeNs
        switch settings.names.role(of: place.name) {
        case .temporary: return
        case .sidecar(let owner), .marker(let owner):
            if let waiter = room[Place(folder: place.folder, name: owner)] { room.schedule(waiter, atNs: min(waiter.dueNs ?? soon, soon)) }
        case .article: break
        }
        guard let waiter = room[place] else {
            guard room.count < settings.waitingMax else {
                hasForgotten = true
                return
            }
            let waiter = Waiter(place: place, sighting: sighting)
            waiter.generation = generation
            room.add(waiter)
            room.schedule(waiter, atNs: sighting == .renamedIn ? now : soon)
            return
        }
        if sighting != .scan { waiter.sighting = sighting }
        if sighting == .renamedIn { return room.schedule(waiter, atNs: now) }
        if case .busy = waiter.standing {
            waiter.busyEvents += 1
            if waiter.busyEvents > Self.busyEventsMax { return }
        }
        room.schedule(waiter, atNs: min(waiter.dueNs ?? soon, soon))
    }
}
