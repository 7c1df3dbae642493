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
        case .loaded, .partial, .duplicate, .ignored:
            if claim.attempts > 0 { try folders.removeLastReport(of: claim) }
            _ = try folders.moveToDone(claim, day: day)
        case .dead: _ = try folders.moveToDeadLetter(claim, day: day, errorJSON: report(claim, outcome).json)
        case .retry: _ = try folders.moveToRetry(claim, errorJSON: report(claim, outcome).json)
        case .withdrawn:
            if claim.attempts > 0 { try folders.removeLastReport(of: claim) }
            return
        case .claiming, .working: return
        }
        CrashPoint.pass("final.renamed")
    }

    private func report(_ claim: Claim, _ outcome: FileOutcome) -> ErrorReport {
        let failure = outcome.failure ?? Failure(.ioError)
        let earlier = claim.attempts > 0 ? folders.lastReport(of: claim).flatMap { ErrorReport(json: $0) } : nil
        return ErrorReport(
            claim: claim, status: outcome.status, failure: failure, attempts: outcome.attempts, retryAt: outcome.retryAt,
            sha256: outcome.sha256, at: outcome.finishedAt,
            log: (earlier?.log ?? []) + ["\(outcome.finishedAt) \(Self.logText(claim, outcome.status, failure))"])
    }

    /// What the desk's log says of a failed attempt.
    static func logText(_ claim: Claim, _ status: FileStatus, _ failure: Failure) -> String {
        "\(status.rawValue) \(failure.code.rawValue): \(printable(claim.name)): \(failure.sentence)"
    }

    /// The UTC day of a time as the warehouse writes it.
    static func day(_ time: String) -> DeskDay { DeskDay(unixSeconds: Int64(UTCTime.seconds(time) ?? UTCTime.now())) }
}
