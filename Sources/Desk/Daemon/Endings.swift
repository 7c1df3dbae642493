import Inbox
import Model
import Warehouse

/// Carries out on disk what the ledger has decided: moves a claim out of work/, with its report where it failed.
///
/// The ledger has committed before; each move can be done again without harm, so a crash at any point is finished by recovery.
struct Endings: Sendable {
    let folders: DeskFolders

    /// The file of an outcome goes where the outcome says. A file that was changed after its claim stays in work/ under its new row.
    func carryOut(_ claim: Claim, _ outcome: FileOutcome) throws(Failure) {
        let day = Self.day(outcome.finishedAt)
        switch outcome.status {
        case .loaded, .partial, .duplicate, .ignored: _ = try folders.moveToDone(claim, day: day)
        case .dead: _ = try folders.moveToDeadLetter(claim, day: day, errorJSON: report(claim, outcome).json)
        case .retry: _ = try folders.moveToRetry(claim, errorJSON: report(claim, outcome).json)
        case .withdrawn, .claiming, .working: return
        }
        CrashPoint.pass("final.renamed")
    }

    private func report(_ claim: Claim, _ outcome: FileOutcome) -> ErrorReport {
        ErrorReport(
            claim: claim, status: outcome.status, failure: outcome.failure ?? Failure(.ioError), attempts: outcome.attempts,
            retryAt: outcome.retryAt, sha256: outcome.sha256, at: outcome.finishedAt)
    }

    /// The UTC day of a time as the warehouse writes it.
    static func day(_ time: String) -> DeskDay { DeskDay(unixSeconds: Int64(UTCTime.seconds(time) ?? UTCTime.now())) }
}
