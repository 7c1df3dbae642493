import Logging
import Model
import Synchronization
import Warehouse

/// Carries outcomes out on disk. The ledger has committed; a move that fails now is owed, tried again while the desk is idle, and at the
/// latest finished by recovery at the next start.
final class OwedMoves: Sendable {
    /// More are left to recovery.
    private static let countMax = 10_000

    private let endings: Endings
    private let log: Logger
    private let owed = Mutex<[(Claim, FileOutcome)]>([])

    init(endings: Endings, log: Logger) {
        self.endings = endings
        self.log = log
    }

    var count: Int { owed.withLock { $0.count } }

    func carryOut(_ claim: Claim, _ outcome: FileOutcome) {
        do throws(Failure) { try endings.carryOut(claim, outcome) } catch {
            log.error("\(outcome.status.rawValue), but still in work/: \(error.sentence)", metadata: ["file": "\(claim.fileID)"])
            owed.withLock { if $0.count < Self.countMax { $0.append((claim, outcome)) } }
        }
    }

    func tryAgain() {
        let moves = owed.withLock { owed in
            defer { owed = [] }
            return owed
        }
        for (claim, outcome) in moves { carryOut(claim, outcome) }
    }
}
