import Inbox
import Logging
import Model
import Warehouse

/// Brings the desk to where its ledger says, after whatever ended the last process: lists work/ and retry/ once, asks the ledger for
/// its open rows, and carries out the plan. Running it again, or being killed in it, changes nothing (FAULTS A12).
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
    private var ledger: Ledger { desk.warehouse.ledger }

    /// - Throws: what ends the start: a folder or the ledger that cannot be read or written.
    func run() throws(Failure) -> Result {
        let inWork = try paths(.work)
        let inRetry = try paths(.retry)
        let open = try ledger.openRows()
        let openIDs = Set(open.map(\.fileID))
        let others = try ledger.rows(inWork.keys.filter { !openIDs.contains($0) })
        let rows = Dictionary((open + others).map { ($0.fileID, $0) }, uniquingKeysWith: { first, _ in first })
        let actions = RecoveryPlan(soloCrashesMax: soloCrashesMax).actions(
            openRows: open.map(\.forRecovery), rowsOfWork: others.map(\.forRecovery), inWork: Set(inWork.keys), inRetry: Set(inRetry.keys),
            wasClean: desk.wasClean,
            inboxState: { id in rows[id].map { folders.stillStands($0.name, device: $0.device, inode: $0.inode) } == true ? .sameFile : .goneOrOther })
        if !actions.isEmpty { log.notice("recovering \(actions.count) files that the last process did not finish") }
        var result = Result()
        for action in actions {
            CrashPoint.pass("recovery.step")
            try carryOut(action, rows, inWork, inRetry, &result)
        }
        return result
    }

    private func paths(_ folder: DeskFolders.FlatFolder) throws(Failure) -> [FileID: [UInt8]] {
        Dictionary(try folders.listClaims(in: folder).map { ($0.fileID, $0.path) }, uniquingKeysWith: { first, _ in first })
    }

    private func carryOut(
        _ action: RecoveryPlan.Action, _ rows: [FileID: LedgerRow], _ inWork: [FileID: [UInt8]], _ inRetry: [FileID: [UInt8]],
        _ result: inout Result
    ) throws(Failure) {
        switch action {
        case .resume(let id, let isSuspect):
            guard let row = rows[id], let path = inWork[id] else { return }
            try ledger.markWorking([id])
            try resume(row, path, isSuspect, &result)
        case .finishClaim(let id):
            guard let row = rows[id] else { return }
            guard let path = try folders.finishClaim(id, name: row.name) else { return try ledger.withdraw(id, .takenBack) }
            try ledger.markWorking([id])
            try resume(row, path, false, &result)
        case .withdraw(let id, let code): try ledger.withdraw(id, code)
        case .finishMove(let id, _):
            guard let row = rows[id], let path = inWork[id] else { return }
            try Endings(folders: folders).carryOut(claim(row, path), try ledger.outcome(of: row))
        case .finishRetryMove(let id):
            guard let row = rows[id], let path = inWork[id] else { return }
            try Endings(folders: folders).carryOut(claim(row, path), try ledger.outcome(of: row))
        case .finishRetryReturn(let id):
            guard let row = rows[id], let path = inRetry[id] else { return }
            let moved = try folders.moveFromRetryToWork(claim(row, path))
            try resume(row, moved, false, &result)
        case .waits: return
        case .adopt(let id):
            guard let path = inWork[id] else { return }
            let row = try ledger.adopt(id, name: ClaimName.parse(Self.lastComponent(path))?.name ?? [], facts: folders.facts(path) ?? .none)
            log.warning("adopted \(printable(path)), which has no row in the ledger")
            try resume(row, path, !desk.wasClean, &result)
        case .buryCrasher(let id):
            guard let row = rows[id], let path = inWork[id] else { return }
            let outcome = try ledger.bury(id, Failure(.crashedTheDesk))
            log.error("\(printable(row.name)) ended the process \(soloCrashesMax) times in a row and is a dead letter now")
            try Endings(folders: folders).carryOut(claim(row, path), outcome)
        case .missing(let id):
            log.error("file \(id) (\(rows[id].map { printable($0.name) } ?? "?")) is neither in work/ nor in retry/ nor in the inbox")
            try ledger.withdraw(id, .takenBack)
        }
    }

    private func resume(_ row: LedgerRow, _ path: [UInt8], _ isSuspect: Bool, _ result: inout Result) throws(Failure) {
        var claim = claim(row, path)
        claim.isSuspect = isSuspect
        claim.sidecar = try Sidecars(desk: desk).content(for: row)
        // The verdict of the claim step stands in the row until the file has its outcome.
        if isSuspect && row.reason == nil { result.suspects.append(claim) } else { result.claims.append((claim, row.reason)) }
    }

    private func claim(_ row: LedgerRow, _ path: [UInt8]) -> Claim { row.claim(at: path, facts: folders.facts(path)) }

    static func lastComponent(_ path: [UInt8]) -> [UInt8] { Array(path[(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]) }
}
