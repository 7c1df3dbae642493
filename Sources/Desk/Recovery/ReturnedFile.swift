import Decoding
import Glibc
import Inbox
import Model
import Warehouse

/// A file that stood in the inbox again although its row is final, and has its old number back.
struct ReturnedFile {
    let desk: OpenDesk

    /// Goes on where the row says, if the bytes are those of the row; else the file gets a row of its own.
    /// - Returns: the claim for the line where it is another file after all, `nil` where it has its outcome.
    func settle(_ claim: Claim) throws(Failure) -> Claim? {
        if let row = try desk.ledger.row(claim.fileID), row.sha256 == Self.sha256(claim.path),
            desk.folders.lookUp(row.fileID, name: row.name, in: .done, day: Endings.day(row.outcome.finishedAt)) == nil
        {
            try Endings(folders: desk.folders).carryOut(claim, row.outcome)
            return nil
        }
        var claim = claim
        let id = try desk.ledger.adopt(LedgerDraft(name: claim.name, source: claim.source, facts: claim.facts, proof: claim.proof))
        claim.path = try desk.folders.renameInWork(claim.path, to: id, name: claim.name)
        claim.fileID = id
        return claim
    }

    private static func sha256(_ path: [UInt8]) -> [UInt8]? {
        guard let fd = try? SystemCalls.live.open(AT_FDCWD, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0) else { return nil }
        defer { SystemCalls.live.close(fd) }
        return try? FileDigest.sha256(descriptor: fd)
    }
}
