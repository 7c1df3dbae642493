import Inbox
import Logging
import Model
import Warehouse

/// `rebuild --check`: loads the originals that the warehouse has no row for, because an older warehouse was put back.
struct OriginalsCheck {
    let desk: String
    let settings: Settings
    let progress: @Sendable (Int, Int) -> Void

    func run() throws(DeskError) -> Rebuild.Summary {
        let held = try OpenDesk(desk, settings: settings)
        do throws(Failure) {
            let line = ReplayLine(desk: held, settings: settings, progress: progress)
            let signals = StopSignals { line.stop() }
            defer { signals.end() }
            for (id, path) in try held.folders.everyClaim().sorted(by: { $0.key < $1.key }) where !line.hasStopped {
                if try held.ledger.row(id) == nil { try load(id, path, held, line) }
            }
            var summary = Rebuild.Summary()
            (summary.files, summary.articles) = try line.finish()
            try line.moveFiles()
            summary.wasStopped = line.hasStopped
            try held.close(isWhole: !summary.wasStopped)
            return summary
        } catch { throw DeskError(error) }
    }

    /// Under its own number: no other file has ever had it, the lock file saw to that.
    private func load(_ id: FileID, _ path: [UInt8], _ held: OpenDesk, _ line: ReplayLine) throws(Failure) {
        let original = Original(id, path, folders: held.folders)
        let row = original.row
        try held.ledger.restore(row)
        line.put(row, at: path, sidecar: original.sidecar, ignore: row.reason, endedAt: original.endedAt)
    }
}

/// What an original tells by itself, where no ledger has a row for it.
struct Original {
    /// Status `working`, with the verdict of the claim step as its reason.
    let row: LedgerRow
    let sidecar: [UInt8]?
    /// The day under which it lies; `nil` in work/ and retry/.
    let endedAt: String?

    init(_ id: FileID, _ path: [UInt8], folders: DeskFolders) {
        let claimName = PathWalk.lastComponent(path)
        let name = ClaimName.parse(claimName)?.name ?? claimName
        let folder = Array(path.dropLast(claimName.count))
        endedAt = folders.day(of: path).map { "\($0)T00:00:00Z" }
        var row = LedgerRow(
            fileID: id, name: name, source: PathWalk.source(of: name),
            facts: folders.facts(path) ?? FileFacts(device: 0, inode: 0, bytes: 0, mtimeNs: 0, ctimeNs: 0), proof: .quiet, status: .working,
            receivedAt: UTCTime.nowText())
        // A sidecar was claimed right behind its file.
        sidecar = Sidecars.read(folder + ClaimName.make(id + 1, name + Sidecars.suffix))
        switch NameRules().role(of: PathWalk.lastComponent(name)) {
        case .sidecar(let owner):
            let ownerName = Array(name.dropLast(PathWalk.lastComponent(name).count)) + owner
            row.reason = folders.facts(folder + ClaimName.make(id - 1, ownerName)) != nil ? .sidecar : .lateSidecar
        // A file whose name looks like a marker's was taken as one only if it came with its file.
        case .marker(let owner)
        where folders.facts(folder + ClaimName.make(id - 1, Array(name.dropLast(PathWalk.lastComponent(name).count)) + owner)) != nil:
            row.reason = .marker
        case .marker, .article, .temporary: row.reason = row.facts.bytes == 0 ? .emptyFile : nil
        }
        self.row = row
    }
}
