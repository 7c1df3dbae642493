import Glibc
import Model

extension Intake {
    /// Looks at a waiter whose time has come.
    func look(_ waiter: Waiter) {
        guard let root else { return }
        let fd: Int32
        do throws(SystemError) { fd = try opener.descriptor(of: waiter.place.folder, root: root.fd) } catch {
            if Self.isCrowded(error) { return crowded(waiter) }
            return vanished(waiter)
        }
        look(waiter, in: fd)
    }

    /// Looks at a name and does what the ladder says.
    /// - Parameter folder: an open descriptor of its folder.
    func look(_ waiter: Waiter, in folder: Int32) {
        let rules = settings.ladder
        let node: Node
        do throws(SystemError) { node = try system.nodeAt(folder, waiter.place.name) } catch {
            if error.code == ENOENT || error.code == ENOTDIR { return vanished(waiter) }
            return stuck(waiter, error.words)
        }
        if node.kind == .folder {
            room.remove(waiter)
            return notice(folder: waiter.place.folder, name: waiter.place.name)
        }
        waiter.lastLookNs = system.monotonicNs()
        var look = Look(
            nowNs: waiter.lastLookNs, node: node, ageNs: age(node), sighting: waiter.sighting,
            subject: subject(of: waiter, node, in: folder))
        var decision = waiter.ladder.step(look, rules)
        var file: Int32 = -1
        if decision == .askLease {
            do throws(SystemError) {
                file = try open(waiter, &look, in: folder)
            } catch {
                switch error.code {
                case ENOENT: return vanished(waiter)
                case EACCES, EPERM: look.isUnreadable = true
                // Somebody else's lease, which our non-blocking open would break.
                case EWOULDBLOCK: look.lease = .busy
                case EMFILE, ENFILE, ENOMEM: return crowded(waiter)
                // The name became something else between the two calls.
                case ELOOP, ENXIO, ESTALE: return wait(waiter, atNs: look.nowNs + rules.minAgeNs)
                default: return stuck(waiter, error.words)
                }
            }
            decision = waiter.ladder.step(look, rules)
        }
        if decision == .askChecksum {
            look.subject = .article(compare(waiter, look.node, file: file, in: folder))
            decision = waiter.ladder.step(look, rules)
        }
        act(decision, on: waiter, look, file: file, in: folder)
    }

    /// Opens the file and asks for a lease; fills both into the look.
    private func open(_ waiter: Waiter, _ look: inout Look, in folder: Int32) throws(SystemError) -> Int32 {
        let file = try system.open(folder, waiter.place.name, dropFlags, 0)
        do throws(SystemError) {
            look.lease = try lease(file, device: look.node.facts.device)
            let opened = try system.node(file)
            guard opened.kind == .file, opened.isSameFile(as: look.node) else { throw SystemError(ESTALE) }
            // What the proof is of: the file as it stands under the lease.
            look.node = opened
        } catch {
            system.close(file)
            throw error
        }
        return file
    }

    func lease(_ file: Int32, device: UInt64) throws(SystemError) -> Look.Lease {
        guard fileSystem(device, file) == .local else { return .unavailable }
        do throws(SystemError) {
            try system.takeLease(file)
            return .granted
        } catch {
            switch error.code {
            case EAGAIN, EBUSY: return .busy
            case EACCES, EPERM, EINVAL, EOPNOTSUPP, ENOLCK, ENOSYS: return .unavailable
            default: throw error
            }
        }
    }

    func fileSystem(_ device: UInt64, _ fd: Int32) -> FileSystemKind {
        if let known = fileSystems[device] { return known }
        let kind = (try? system.fileSystemType(fd)).map { FileSystemKind(type: $0) } ?? .unknown
        fileSystems[device] = kind
        return kind
    }

    func age(_ node: Node) -> UInt64? {
        let (age, overflow) = system.wallNs().subtractingReportingOverflow(node.facts.ctimeNs)
        return overflow || age < 0 ? nil : UInt64(age)
    }

    private func act(_ decision: CompletenessLadder.Decision, on waiter: Waiter, _ look: Look, file: Int32, in folder: Int32) {
        switch decision {
        case .claim(let proof): return ready(waiter, look, file, proof, ignore: nil, in: folder)
        case .ignore(let code, let proof): return ready(waiter, look, file, proof, ignore: code, in: folder)
        default: if file >= 0 { system.close(file) }
        }
        switch decision {
        case .leave(let code): leave(waiter, look.node, code)
        case .lookAgain(let atNs):
            // Too young once more: whoever was seen to write has just written.
            if case .busy = waiter.standing { remember(waiter, atNs: atNs) } else { wait(waiter, atNs: atNs) }
        case .busy(let sinceNs, let atNs):
            waiter.standing = .busy(sinceNs: sinceNs)
            remember(waiter, atNs: atNs)
        case .unreadable:
            waiter.standing = .unreadable
            remember(waiter, atNs: nil)
        case .temporary: room.remove(waiter)
        case .stalePartial:
            room.remove(waiter)
            stalePartialCount += 1
            if stalePartials.count < IntakeStatus.listedMax { stalePartials.append(waiter.place.path) }
        case .askLease, .askChecksum, .claim, .ignore: wait(waiter, atNs: look.nowNs + settings.ladder.busyFirstNs)
        }
    }

    func wait(_ waiter: Waiter, atNs: UInt64) {
        waiter.standing = .waiting
        remember(waiter, atNs: atNs)
    }

    /// A full room forgets: a rescan finds the name again, once there is room.
    private func remember(_ waiter: Waiter, atNs: UInt64?) {
        if room[waiter.place] == nil {
            guard room.count < settings.waitingMax || waiter.pendingRow != nil else {
                hasForgotten = true
                return
            }
            waiter.generation = generation
            room.add(waiter)
        }
        if let atNs { room.schedule(waiter, atNs: atNs) }
    }

    func stuck(_ waiter: Waiter, _ words: String) {
        waiter.standing = .stuck(words)
        waiter.failures += 1
        remember(waiter, atNs: system.monotonicNs() + settings.stuckNs(failures: waiter.failures))
    }

    /// Stops all looks for a moment: out of descriptors or memory.
    func crowded(_ waiter: Waiter) {
        notBeforeNs = system.monotonicNs() + settings.crowdedNs
        wait(waiter, atNs: notBeforeNs)
    }

    static func isCrowded(_ error: SystemError) -> Bool { [EMFILE, ENFILE, ENOMEM].contains(error.code) }

    /// The name is gone: taken back, moved elsewhere, or claimed a moment ago.
    func vanished(_ waiter: Waiter) {
        room.remove(waiter)
        if let pending = waiter.pendingRow {
            waiter.pendingRow = nil
            withdraw(pending.fileID, .takenBack)
        }
    }

    /// Records a link, pipe, socket or device once, and leaves it where it is.
    private func leave(_ waiter: Waiter, _ node: Node, _ code: FailureCode) {
        room.remove(waiter)
        if specials[node.facts] != nil {
            specials[node.facts] = generation
            return
        }
        let draft = ClaimDraft(name: waiter.place.path, source: waiter.place.folder.source, facts: node.facts, proof: .quiet)
        if !ledger.isKnownSpecial(draft) {
            do { try ledger.ignore(draft, code) } catch { return pause(error) }
        }
        if specials.count < settings.waitingMax { specials[node.facts] = generation }
    }
}
