import Inbox
import Logging
import Model
import Warehouse

/// Brings the desk to where its ledger says, after whatever ended the last process: lists work/ and retry/ once, asks the ledger for
/// its open rows, and carries out the plan. Running it again, or being killed in it, changes nothing.
struct Recovery {
    let desk: OpenDesk
    let soloCrashesMax: Int
    let log: Logger

    /// Claims that go on, in claim order.
    struct Result {
        var claims: [(claim: Claim, ignore: FailureCode?)] = []
        /// These run alone, one after the other.
        var suspects: [Claim] = []
    }

    private var folders: DeskFolders { desk.folders }
    private var ledger: Ledger { desk.ledger }
    private var endings: Endings { Endings(folders: desk.folders) }

    /// What stands on the disk and in the ledger at start.
    private struct Found {
        var inWork: [FileID: [UInt8]]
        var inRetry: [FileID: [UInt8]]
        var rows: [FileID: LedgerRow]
    }

    /// - Throws: what ends the start: a folder or the ledger that cannot be read or written.
    func run() throws(Failure) -> Result {
        let open = try withdrawInterrupted(try ledger.openRows())
        let inWork = try followChanged(open, try paths(.work))
        let openIDs = Set(open.map(\.fileID))
        let others = try ledger.rows(inWork.keys.filter { !openIDs.contains($0) })
        let found = Found(
            inWork: inWork, inRetry: try paths(.retry),
            rows: Dictionary((open + others).map { ($0.fileID, $0) }, uniquingKeysWith: { first, _ in first }))
        let actions = RecoveryPlan(soloCrashesMax: soloCrashesMax).actions(
            openRows: open.map(\.forRecovery), rowsOfWork: others.map(\.forRecovery), inWork: Set(inWork.keys),
            inRetry: Set(found.inRetry.keys),
            wasClean: desk.wasClean, inboxState: { id in inboxState(found.rows[id]) },
            isDeadLetter: { id in found.rows[id].flatMap { folders.findDeadLetter(id, name: $0.name) } != nil })
        if actions.contains(where: { $0.isWork }) { log.notice("recovering what the last process did not finish: \(actions.count) files") }
        var result = Result()
        // Sidecars first, wherever they are: the articles behind which they were claimed want their bytes.
        let ordered = actions.filter { isSidecar($0, found) } + actions.filter { !isSidecar($0, found) }
        for action in ordered {
            CrashPoint.pass("recovery.step")
            try carryOut(action, found, &result)
        }
        result.claims.sort { $0.claim.fileID < $1.claim.fileID }
        return result
    }

    private func isSidecar(_ action: RecoveryPlan.Action, _ found: Found) -> Bool {
        if case .finishClaim(let id) = action { found.rows[id]?.reason == .sidecar } else { false }
    }

    /// Rows of an `ingest` that was interrupted: their files were never the desk's, and another `ingest` takes them again.
    private func withdrawInterrupted(_ rows: [LedgerRow]) throws(Failure) -> [LedgerRow] {
        var others: [LedgerRow] = []
        for row in rows {
            if row.proof == .given { try ledger.withdraw(row.fileID, .takenBack) } else { others.append(row) }
        }
        return others
    }

    /// A file that changed after its claim has a new row; where the process ended before the file in work/ got that row's number,
    /// it gets it now.
    private func followChanged(_ rows: [LedgerRow], _ inWork: [FileID: [UInt8]]) throws(Failure) -> [FileID: [UInt8]] {
        var inWork = inWork
        for row in rows {
            guard let previous = row.previousFileID, inWork[row.fileID] == nil, let path = inWork[previous] else { continue }
            inWork[row.fileID] = try folders.renameInWork(path, to: row.fileID, name: row.name)
            inWork[previous] = nil
        }
        return inWork
    }

    private func inboxState(_ row: LedgerRow?) -> RecoveryPlan.InboxState {
        guard let row else { return .goneOrOther }
        return switch folders.inboxState(name: row.name, device: row.facts.device, inode: row.facts.inode) {
        case .sameFile: .sameFile
        case .goneOrOther: .goneOrOther
        case .unknown: .unknown
        }
    }

    private func paths(_ folder: DeskFolders.FlatFolder) throws(Failure) -> [FileID: [UInt8]] {
        Dictionary(try folders.listClaims(in: folder).map { ($0.fileID, $0.path) }, uniquingKeysWith: { first, _ in first })
    }

    private func carryOut(_ action: RecoveryPlan.Action, _ found: Found, _ result: inout Result) throws(Failure) {
        switch action {
        case .resume(let id, let isSuspect):
            guard let row = found.rows[id], let path = found.inWork[id] else { return }
            try ledger.markWorking([id])
            if isSuspect { try ledger.setSuspect([id]) }
            try resume(row, path, isSuspect, &result)
        case .finishClaim(let id): try finishClaim(found.rows[id], &result)
        case .withdraw(let id, let code): try ledger.withdraw(id, code)
        case .finishMove(let id, _), .finishRetryMove(let id):
            guard let row = found.rows[id], let path = found.inWork[id] else { return }
            try endings.carryOut(claim(row, path), row.outcome)
        case .finishRetryReturn(let id):
            guard let row = found.rows[id], let path = found.inRetry[id] else { return }
            try resume(row, try folders.moveFromRetryToWork(claim(row, path)), false, &result)
        case .finishPutBack(let id):
            guard let row = found.rows[id], let path = folders.findDeadLetter(id, name: row.name) else { return }
            _ = try folders.putBack(deadLetter: path)
        case .waits, .leave: return
        case .adopt(let id): try adopt(id, found.inWork[id], &result)
        case .buryCrasher(let id):
            guard let row = found.rows[id], let path = found.inWork[id] else { return }
            log.error("\(printable(row.name)) ended the process \(row.soloCrashes) times in a row while it ran alone")
            try ledger.bury(id, Failure(.crashedTheDesk))
            if let buried = try ledger.row(id) { try endings.carryOut(claim(buried, path), buried.outcome) }
        case .missing(let id):
            log.error("file \(id) (\(found.rows[id].map { printable($0.name) } ?? "?")) is neither in work/ nor in retry/ nor in the inbox")
            try ledger.withdraw(id, .takenBack)
        }
    }

    private func finishClaim(_ row: LedgerRow?, _ result: inout Result) throws(Failure) {
        guard let row else { return }
        switch try folders.finishClaim(row.fileID, name: row.name, device: row.facts.device, inode: row.facts.inode) {
        case .inWork(let path, _):
            try ledger.markWorking([row.fileID])
            try resume(row, path, false, &result)
        case .goneOrOther: try ledger.withdraw(row.fileID, .takenBack)
        case .leftToIntake: try ledger.markClaiming([row.fileID])
        }
    }

    /// A file in work/ that the ledger does not know, because an older warehouse was put back.
    private func adopt(_ id: FileID, _ path: [UInt8]?, _ result: inout Result) throws(Failure) {
        guard let path, let facts = folders.facts(path), let name = ClaimName.parse(PathWalk.lastComponent(path))?.name else { return }
        let newID = try ledger.adopt(LedgerDraft(name: name, source: PathWalk.source(of: name), facts: facts, proof: .quiet))
        log.warning("adopted \(printable(path)), which has no row in the ledger, as file \(newID)")
        let moved = try folders.renameInWork(path, to: newID, name: name)
        if let row = try ledger.row(newID) { try resume(row, moved, !desk.wasClean, &result) }
    }

    private func resume(_ row: LedgerRow, _ path: [UInt8], _ isSuspect: Bool, _ result: inout Result) throws(Failure) {
        var claim = claim(row, path)
        claim.isSuspect = isSuspect
        claim.sidecar = try Sidecars(desk: desk).content(for: row)
        // The verdict of the claim step stands in the row until the file has its outcome.
        if isSuspect && row.reason == nil { result.suspects.append(claim) } else { result.claims.append((claim, row.reason)) }
    }

    private func claim(_ row: LedgerRow, _ path: [UInt8]) -> Claim { row.claim(at: path, facts: folders.facts(path)) }
}

extension LedgerRow {
    /// The claim that the row is about, with the file where it is now.
    func claim(at path: [UInt8], facts: FileFacts?) -> Claim {
        var claim = Claim(fileID: fileID, name: name, source: source, path: path, facts: facts ?? self.facts, proof: proof)
        claim.attempts = attempts
        claim.seenDay = String(receivedAt.prefix(10))
        return claim
    }

    var forRecovery: RecoveryPlan.Row { RecoveryPlan.Row(fileID: fileID, status: status, reason: reason, soloCrashes: soloCrashes) }

    /// The outcome as the row keeps it.
    var outcome: FileOutcome {
        var outcome = FileOutcome(fileID: fileID, status: status, failure: failure)
        outcome.articles = articles
        outcome.repeats = repeats
        outcome.rejected = rejected
        outcome.attempts = attempts
        outcome.retryAt = retryAt
        outcome.sha256 = sha256
        outcome.finishedAt = finishedAt ?? UTCTime.nowText()
        return outcome
    }
}
