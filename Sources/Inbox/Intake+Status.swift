import Model

extension Intake {
    func currentStatus() -> IntakeStatus {
        var status = IntakeStatus()
        status.mode = root == nil ? .lost : refusal.map { .polling($0) } ?? .inotify
        status.watchCount = watcher?.watchCount ?? 0
        status.waitingCount = room.count
        status.isFull = bytesFree <= 0
        status.isPaused = isPaused
        status.stalePartialCount = stalePartialCount
        status.stalePartials = stalePartials
        status.unreadFolders = unreadFolders
        let now = system.monotonicNs()
        for (place, waiter) in room.waiters {
            switch waiter.standing {
            case .waiting: break
            case .busy(let sinceNs):
                status.busyCount += 1
                if status.busy.count < IntakeStatus.listedMax {
                    status.busy.append(.init(path: place.path, seconds: Double(now - sinceNs) / 1e9))
                }
            case .unreadable:
                status.unreadableCount += 1
                if status.unreadable.count < IntakeStatus.listedMax {
                    status.unreadable.append(
                        .init(path: place.path, hint: Remedy.command(folders.inbox, place.path, isFolder: false, userID)))
                }
            case .stuck(let words):
                status.stuckCount += 1
                if status.stuck.count < IntakeStatus.listedMax { status.stuck.append(.init(path: place.path, hint: words)) }
            }
        }
        status.busy.sort { $0.seconds > $1.seconds }
        return status
    }
}
