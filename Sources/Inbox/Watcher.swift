import Dispatch
import Glibc
import Model

/// Listens to inotify for the folders of the inbox. What it tells are hints; a rescan is the truth.
///
/// Confined to one serial queue, whose owner calls every method there. The first events after a rest are handled at once (a lone
/// file's writer makes up to five before its rename); while events keep coming, they are gathered for 20 ms (research §1.4: 10 instead
/// of 34 µs for each file of a storm).
final class Watcher {
    /// What an event says.
    enum Hint {
        case name(Folder, [UInt8], Sighting)
        case folder(Folder, [UInt8])
        /// Events were lost: only a rescan knows.
        case overflow
        /// A watched folder was moved: paths below it are wrong until the next rescan.
        case moved
        /// The inbox itself was deleted, moved or unmounted.
        case rootLost
        /// The inbox's name came, or went, in the folder that it is in.
        case parentChanged
    }

    /// Whether a folder is watched now.
    enum Answer: Equatable {
        case watching
        /// No watch to be had: this folder must be polled.
        case refused(SystemError)
    }

    static let gatherNs: UInt64 = 20_000_000
    /// Wake-ups after a rest that are answered at once: what one file's writer makes.
    static let promptMax = 8
    static let bufferBytes = 64 << 10
    /// Buffers read in one go, so that a flood cannot hold the queue.
    static let readsMax = 64
    // No IN_MODIFY: it triples the events and proves nothing. IN_ATTRIB: a chmod makes the unreadable readable.
    static let mask =
        UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_ATTRIB) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF)
        | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
    static let parentMask =
        UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO) | UInt32(IN_ONLYDIR)

    private let queue: DispatchQueue
    private let system: SystemCalls
    /// Folders that are watched; a smaller number takes no watch away.
    var watchesMax: Int
    private let onHint: (Hint) -> Void
    private let onDrained: () -> Void
    private var notifier: Int32 = -1
    private var startError = SystemError(EMFILE)
    private var source: (any DispatchSourceRead)?
    private var isSuspended = false
    private var lastDrainNs: UInt64 = 0
    private var promptCount = 0
    private var watches: [Int32: (folder: Folder, generation: UInt32)] = [:]
    private var parent: (watch: Int32, name: [UInt8])?
    private var buffer = [UInt8](repeating: 0, count: bufferBytes)

    /// - Parameters:
    ///   - onHint: one event.
    ///   - onDrained: after the last event of a go.
    init(
        queue: DispatchQueue, system: SystemCalls, watchesMax: Int, onHint: @escaping (Hint) -> Void, onDrained: @escaping () -> Void
    ) {
        self.queue = queue
        self.system = system
        self.watchesMax = watchesMax
        self.onHint = onHint
        self.onDrained = onDrained
    }

    var watchCount: Int { watches.count }

    deinit { stop() }

    /// Opens the notifier and starts to listen, if it does not yet. Where that fails (EMFILE: fs.inotify.max_user_instances is used
    /// up), `watch` says why, and the next call tries again.
    func start() {
        guard notifier < 0 else { return }
        let fd: Int32
        do throws(SystemError) { fd = try system.makeNotifier() } catch {
            startError = error
            return
        }
        notifier = fd
        let source = DispatchSource.makeReadSource(fileDescriptor: fd, queue: queue)
        let system = system
        source.setEventHandler(handler: DispatchWorkItem { [weak self] in self?.readable() })
        source.setCancelHandler(handler: DispatchWorkItem { system.close(fd) })
        self.source = source
        source.resume()
    }

    /// Ends listening; the notifier is closed by its source.
    func stop() {
        guard let source else { return }
        source.cancel()
        if isSuspended { source.resume() }
        isSuspended = false
        self.source = nil
        notifier = -1
        watches.removeAll()
        parent = nil
    }

    /// Watches a folder, or says again that it is watched: inotify gives the same watch for the same folder. Read the folder's
    /// names only after this, or what was made in between is never heard of.
    func watch(_ folder: Folder, fd: Int32, generation: UInt32) -> Answer {
        guard notifier >= 0 else { return .refused(startError) }
        if watches.count >= watchesMax && !folder.path.isEmpty { return .refused(SystemError(ENOSPC)) }
        do throws(SystemError) {
            let watch = try system.addWatch(notifier, fd, Self.mask)
            if let known = watches[watch], known.folder.path == folder.path, known.folder.rules == folder.rules {
                watches[watch] = (known.folder, generation)
            } else {
                watches[watch] = (folder, generation)
            }
            return .watching
        } catch { return .refused(error) }
    }

    /// Ends the watches that no rescan since `generation` has come across: their folders are gone or elsewhere.
    func forget(before generation: UInt32) {
        for (watch, entry) in watches where entry.generation != generation {
            system.removeWatch(notifier, watch)
            watches[watch] = nil
        }
    }

    /// Ends the watches of all folders: the inbox is not there.
    func forgetFolders() {
        for watch in watches.keys { system.removeWatch(notifier, watch) }
        watches.removeAll()
    }

    /// Listens for the inbox's name in the folder that it is in; the same folder as before is no second watch.
    func watchParent(fd: Int32, name: [UInt8]) {
        guard notifier >= 0 else { return }
        let watch = try? system.addWatch(notifier, fd, Self.parentMask)
        if let old = parent?.watch, old != watch { system.removeWatch(notifier, old) }
        parent = watch.map { ($0, name) }
    }

    private func readable() {
        guard let source else { return }
        let rested = system.monotonicNs() - lastDrainNs
        if rested >= Self.gatherNs { promptCount = 0 }
        if promptCount < Self.promptMax {
            promptCount += 1
            return drain()
        }
        if isSuspended { return }
        isSuspended = true
        source.suspend()
        // Once and with leeway of the system's choice: this is no clock, only a breath.
        queue.asyncAfter(
            deadline: .now() + .nanoseconds(Int(Self.gatherNs - rested)), execute: DispatchWorkItem { [weak self] in self?.breathed() })
    }

    private func breathed() {
        guard isSuspended, let source else { return }
        drain()
        guard self.source != nil else { return }
        isSuspended = false
        source.resume()
    }

    private func drain() {
        for _ in 0..<Self.readsMax {
            guard notifier >= 0 else { return }
            var count = 0
            let fd = notifier
            buffer.withUnsafeMutableBytes { bytes in count = (try? system.read(fd, bytes)) ?? 0 }
            if count <= 0 { break }
            // Nothing that a hint sets off touches the buffer.
            buffer.withUnsafeBytes { parse(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        onDrained()
        lastDrainNs = system.monotonicNs()
    }

    private func parse(_ bytes: UnsafeRawBufferPointer) {
        let header = MemoryLayout<inotify_event>.size
        var position = 0
        while position + header <= bytes.count {
            let event = bytes.loadUnaligned(fromByteOffset: position, as: inotify_event.self)
            let end = min(position + header + Int(event.len), bytes.count)
            var name = UnsafeRawBufferPointer(rebasing: bytes[position + header..<end])
            if let length = name.firstIndex(of: 0) { name = UnsafeRawBufferPointer(rebasing: name[..<length]) }
            position = end
            handle(event.wd, event.mask, name)
        }
    }

    private func handle(_ watch: Int32, _ mask: UInt32, _ name: UnsafeRawBufferPointer) {
        if mask & UInt32(IN_Q_OVERFLOW) != 0 { return onHint(.overflow) }
        if let parent, watch == parent.watch {
            if mask & UInt32(IN_IGNORED) != 0 { self.parent = nil }
            if name.elementsEqual(parent.name) { onHint(.parentChanged) }
            return
        }
        guard let folder = watches[watch]?.folder else { return }
        if mask & (UInt32(IN_IGNORED) | UInt32(IN_DELETE_SELF) | UInt32(IN_UNMOUNT)) != 0 {
            watches[watch] = nil
            if folder.path.isEmpty { onHint(.rootLost) }
            return
        }
        if mask & UInt32(IN_MOVE_SELF) != 0 { return onHint(folder.path.isEmpty ? .rootLost : .moved) }
        if name.isEmpty { return }
        let bytes = [UInt8](name)
        if mask & UInt32(IN_ISDIR) != 0 {
            if mask & (UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_ATTRIB)) != 0 { onHint(.folder(folder, bytes)) }
        } else if mask & UInt32(IN_MOVED_TO) != 0 {
            onHint(.name(folder, bytes, .renamedIn))
        } else {
            // A change of attributes says nothing of who writes; it must not undo that a rename brought the name.
            onHint(.name(folder, bytes, mask & UInt32(IN_ATTRIB) != 0 ? .scan : .event))
        }
    }
}
