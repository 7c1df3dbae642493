import Inbox
import Model
import Warehouse

/// `copydesk status`: what the daemon says; where none runs, what the warehouse knows.
public enum StatusQuery {
    /// - Parameter settings: asked only where no daemon answers, so that a mistake in copydesk.yaml does not hide a running desk.
    /// - Throws: `.noInput` where there is no desk, `.temporary` where a daemon runs and does not answer, what `settings` throws.
    public static func run(desk: String, settings: () throws(DeskError) -> Settings) throws(DeskError) -> StatusReport {
        if let report = try StatusClient.ask(desk: desk) { return report }
        let settings = try settings()
        let folders = try DeskDoor.folders(desk, settings)
        var report = StatusReport(desk: printable(folders.root))
        let reader = try DeskDoor.reader(desk, settings)
        defer { reader.close() }
        do throws(Failure) {
            report.fill(try reader.status())
            report.rebuildCheckWanted = try isOlder(reader, than: folders)
        } catch { throw DeskError(error) }
        report.freeBytes = FreeSpace.bytes(at: folders.root)
        return report
    }

    private static func isOlder(_ reader: WarehouseReader, than folders: DeskFolders) throws(Failure) -> Bool {
        guard let lock = DeskLock.look(root: folders.root) else { return false }
        return OpenDesk.isOlder(nextFileID: try reader.lastFileID() + 1, ceiling: max(1, lock.fidCeiling), wasClean: lock.wasClean)
    }
}

extension StatusReport {
    /// Takes over what the warehouse knows.
    mutating func fill(_ status: WarehouseStatus) {
        totals.files = status.files
        totals.articles = status.articles
        totals.rejects = status.byStatus.values.reduce(0) { $0 + $1.rejected }
        totals.byStatus = Dictionary(
            uniqueKeysWithValues: status.byStatus.filter { $0.value.files > 0 }.map { ($0.key.rawValue, $0.value.files) })
        retry = status.files(.retry)
        nextRetryAt = status.nextRetryAt
        dead = status.files(.dead)
    }
}
