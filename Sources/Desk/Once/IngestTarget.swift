import Inbox
import Logging
import Model
import Warehouse

/// Where `ingest` loads to: a desk that it holds, or a warehouse by itself.
struct IngestTarget: Sendable {
    let warehouse: Warehouse
    let ledger: Ledger
    let loader: Loader
    private let desk: OpenDesk?
    private let moves: OwedMoves?

    /// - Throws: as `OpenDesk`.
    init(_ options: Ingest.Options, _ settings: Settings) throws(DeskError) {
        if let path = options.warehouse {
            guard !options.move else {
                throw DeskError(.usage, "--move takes files into a desk: name one with --desk, not a warehouse alone")
            }
            warehouse = try DeskError.opening { () throws(OpeningError) in try Warehouse.open(path) }
            ledger = Ledger(warehouse)
            loader = Loader(warehouse, withSearch: !options.noSearch, crashPoint: CrashPoint.pass)
            desk = nil
            moves = nil
        } else {
            let open = try OpenDesk(options.desk ?? ".", settings: settings, opening: .makeIfNew, withSearch: !options.noSearch)
            desk = open
            warehouse = open.warehouse
            ledger = open.ledger
            loader = open.loader
            moves = options.move ? OwedMoves(endings: Endings(folders: open.folders), log: Logger(label: "copydesk.ingest")) : nil
        }
    }

    private var isMoving: Bool { moves != nil }

    /// What an earlier `ingest` that was ended left open. Files that stay where they are come again by their paths, so their rows are
    /// withdrawn; files that were moved into the desk are recovered as the daemon recovers them.
    func leftovers(_ log: Logger) throws(Failure) -> Recovery.Result {
        if isMoving, let desk { return try Recovery(desk: desk, soloCrashesMax: 3, log: log).run() }
        for row in try ledger.openRows() where row.proof == .given { try ledger.withdraw(row.fileID, .takenBack) }
        return Recovery.Result()
    }

    /// Before a commit that ends files: what was moved into the desk must be on its disk. Files that stay where they are are not ours.
    var makeDurable: @Sendable () throws(Failure) -> Void {
        guard isMoving, let folders = desk?.folders else { return { () throws(Failure) in } }
        return { () throws(Failure) in try folders.syncFileSystem() }
    }

    /// In a desk a passing failure waits in retry/ for the daemon; a file that stays where it is can only be ingested again.
    func retryPolicy(_ settings: Settings) -> @Sendable (Claim, Failure) -> RetryVerdict {
        guard isMoving else { return { _, _ in .dead } }
        return settings.retryPolicy.verdict
    }

    /// A row for each file, and, with `--move`, the file in work/.
    /// - Returns: the claims for the line; links, pipes and the like have their row already and are left out.
    func claim(_ files: [PathWalk.File]) throws(Failure) -> [(claim: Claim, ignore: FailureCode?)] {
        var claims: [(claim: Claim, ignore: FailureCode?)] = []
        var taken: [PathWalk.File] = []
        for file in files {
            if file.ignore == .symlink || file.ignore == .notARegularFile {
                if try !ledger.isKnownSpecial(draft(file)) { try ledger.ignore(special: draft(file), file.ignore ?? .symlink) }
            } else {
                taken.append(file)
            }
        }
        let ids = try ledger.claim(taken.map(draft))
        for (file, id) in zip(taken, ids) {
            var claim = Claim(
                fileID: id, name: isMoving ? file.name : file.path, source: file.source, path: file.path, facts: file.facts, proof: .given)
            claim.sidecar = file.sidecar
            if isMoving, let desk {
                claim.path = try desk.folders.takeIn(file.path, as: id, name: file.name)
                if let facts = desk.folders.facts(claim.path) { claim.facts = facts }
            }
            claims.append((claim, file.ignore))
        }
        try ledger.markWorking(ids)
        return claims
    }

    private func draft(_ file: PathWalk.File) -> LedgerDraft {
        LedgerDraft(
            name: isMoving ? file.name : file.path, source: file.source, facts: file.facts, proof: isMoving ? .lease : .given,
            ignore: file.ignore)
    }

    func ended(_ claim: Claim, _ outcome: FileOutcome) { moves?.carryOut(claim, outcome) }

    /// The claim under its new row, after its bytes changed while it was read.
    func changed(_ claim: Claim, _ newID: FileID) -> Claim? {
        var claim = claim
        claim.fileID = newID
        if isMoving, let desk {
            guard let path = try? desk.folders.renameInWork(claim.path, to: newID, name: claim.name) else { return nil }
            claim.path = path
        }
        guard let facts = DeskFolders.facts(of: claim.path) else { return nil }
        claim.facts = facts
        return claim
    }

    func close() throws(Failure) {
        if let desk { try desk.close() } else { warehouse.close() }
    }
}
