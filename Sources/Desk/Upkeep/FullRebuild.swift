import Glibc
import Inbox
import Logging
import Model
import Warehouse

/// `rebuild`: a new warehouse beside the old one, filled from every original in load order; only when it is whole does it take the old
/// one's place, and the old one stays beside it.
struct FullRebuild {
    let desk: String
    let settings: Settings
    let progress: @Sendable (Int, Int) -> Void

    private var path: String { settings.warehousePath(desk: desk) }
    private var newPath: String { path + ".rebuilding" }
    private static let pageRows = 2_000

    func run() throws(DeskError) -> Rebuild.Summary {
        for suffix in ["", "-wal", "-shm"] { unlink(newPath + suffix) }
        let held = try OpenDesk(desk, settings: settings, opening: .withoutWarehouse, warehouse: newPath)
        var summary = Rebuild.Summary()
        let line = ReplayLine(desk: held, settings: settings, progress: progress)
        do throws(Failure) {
            let former = FormerLedger(path)
            let signals = StopSignals { line.stop() }
            defer { signals.end() }
            let originals = try held.folders.everyClaim()
            try keepTombstones(of: former, in: held)
            try held.warehouse.restore(former.learningHistory())
            for id in former.loadOrder(originals.keys) where !line.hasStopped {
                try replay(id, originals[id], former, held, line, &summary)
            }
            (summary.files, summary.articles) = try line.finish()
            summary.wasStopped = line.hasStopped
            try held.close(isWhole: !summary.wasStopped)
        } catch { throw DeskError(error) }
        if summary.wasStopped { return summary }
        summary.former = try exchange()
        do throws(Failure) { try line.moveFiles() } catch { throw DeskError(error) }
        return summary
    }

    private func keepTombstones(of former: FormerLedger, in held: OpenDesk) throws(Failure) {
        try held.ledger.restore(tombstones: former.tombstones())
    }

    /// One row: what the former ledger says of it, or what the original itself tells.
    private func replay(
        _ id: FileID, _ original: [UInt8]?, _ former: FormerLedger, _ held: OpenDesk, _ line: ReplayLine, _ summary: inout Rebuild.Summary
    ) throws(Failure) {
        guard let row = former.row(id) else {
            guard let original else { return }
            let found = Original(id, original, folders: held.folders)
            try held.ledger.restore(found.row)
            return line.put(found.row, at: original, sidecar: found.sidecar, ignore: found.row.reason, endedAt: found.endedAt)
        }
        switch row.status {
        case .claiming, .working, .retry, .withdrawn, .ignored: try held.ledger.restore(row)
        case .dead where row.reason == .crashedTheDesk || row.discardedAt != nil: try held.ledger.restore(row)
        case .loaded, .partial, .duplicate, .dead:
            guard let place = original ?? FormerLedger.inPlace(row) else {
                summary.lost.append(id)
                return try held.ledger.restore(row)
            }
            var fresh = row
            fresh.status = .working
            fresh.reason = nil
            fresh.finishedAt = nil
            try held.ledger.restore(fresh)
            line.put(fresh, at: place, sidecar: sidecar(of: row, held, former), ignore: nil, endedAt: row.finishedAt)
        }
    }

    /// The sidecar's row has the next id, and its file lies in done/ under the day the former ledger says; it is looked for beside all.
    private func sidecar(of row: LedgerRow, _ held: OpenDesk, _ former: FormerLedger) -> [UInt8]? {
        if row.proof == .given { return former.sidecarRow(of: row).map { Sidecars.read($0.name) } ?? Sidecars.beside(row) }
        // One that came later may have the next id as well: it gave nothing then, and gives nothing now.
        if let next = former.row(row.fileID + 1), next.reason != .sidecar { return nil }
        let name = row.name + Sidecars.suffix
        let day = Endings.day(row.finishedAt ?? UTCTime.nowText())
        return held.folders.lookUp(row.fileID + 1, name: name, in: .done, day: day).flatMap(Sidecars.read)
    }

    /// Puts the new warehouse in the old one's place, in one step: at every instant one of the two stands there, whole.
    /// - Returns: where the old one is now.
    private func exchange() throws(DeskError) -> String? {
        let aside = try setAside()
        try Self.rename(newPath, path)
        for suffix in ["-wal", "-shm"] where access(newPath + suffix, F_OK) == 0 { try Self.rename(newPath + suffix, path + suffix) }
        return aside
    }

    /// Gives the old warehouse a second name. Its log must not stay beside the new one: SQLite would take it for that one's.
    private func setAside() throws(DeskError) -> String? {
        guard access(path, F_OK) == 0 else { return nil }
        // What a crash left in the log goes into the file first, where that can be done; a damaged one keeps its log beside it.
        if (DeskFolders.facts(of: Array("\(path)-wal".utf8))?.bytes ?? 0) > 0, let former = try? Warehouse.open(path) { former.close() }
        let aside = "\(path).before-rebuild-\(UTCTime.nowText().filter { $0 != ":" })"
        guard link(path, aside) == 0 else { throw Self.failure("\(path) could not be put aside") }
        for suffix in ["-wal", "-shm"] where access(path + suffix, F_OK) == 0 { try Self.rename(path + suffix, aside + suffix) }
        return aside
    }

    private static func rename(_ from: String, _ to: String) throws(DeskError) {
        guard Glibc.rename(from, to) == 0 else { throw failure("\(from) could not be renamed to \(to)") }
    }

    private static func failure(_ sentence: String) -> DeskError { DeskError(.ioError, "\(sentence): \(SystemText.of(errno))") }
}

/// The ledger of the warehouse that is being replaced, as far as it can still be read: it may be damaged, older, or gone.
struct FormerLedger {
    private let warehouse: WarehouseReader?

    init(_ path: String) { warehouse = access(path, R_OK) == 0 ? try? WarehouseReader(path) : nil }

    /// A row; `nil` where there is none or it cannot be read.
    func row(_ id: FileID) -> LedgerRow? { warehouse.flatMap { try? $0.ledgerRow(id) } }

    /// The row of the sidecar that was taken with a file.
    func sidecarRow(of row: LedgerRow) -> LedgerRow? { warehouse.flatMap { try? $0.sidecarRow(of: row) } }

    func learningHistory() -> LearningHistory { warehouse.flatMap { try? $0.learningHistory() } ?? LearningHistory() }

    func tombstones() -> [Tombstone] { warehouse.flatMap { try? $0.tombstones() } ?? [] }

    /// Every id that has an original or a row, in the order in which the files were first loaded; what was never loaded by its number.
    func loadOrder(_ originals: some Collection<FileID>) -> [FileID] {
        let loaded = warehouse.flatMap { try? $0.loadOrder() } ?? []
        let others = Set(originals).union(warehouse.flatMap { try? $0.fileIDs() } ?? []).subtracting(loaded)
        return loaded + others.sorted()
    }

    /// The file of an `ingest` that is still where it was, with the bytes it had.
    static func inPlace(_ row: LedgerRow) -> [UInt8]? {
        guard row.proof == .given, let facts = DeskFolders.facts(of: row.name), facts.bytes == row.facts.bytes,
            facts.mtimeNs == row.facts.mtimeNs
        else { return nil }
        return row.name
    }
}
