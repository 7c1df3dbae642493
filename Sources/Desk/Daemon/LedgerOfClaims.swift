import Inbox
import Model
import Synchronization
import Warehouse

/// The ledger as claiming sees it.
///
/// After an unclean end a file may stand in the inbox again although its row is final: the power failed and the rename out of the inbox was
/// undone. Such a file gets its old number back instead of a second row; whoever takes it then asks `returned`.
final class LedgerOfClaims: ClaimLedger {
    private let ledger: Ledger
    /// Files that ended shortly before an unclean end, by inode.
    private let recent: [UInt64: RecentFile]
    private let returnedIDs = Mutex<Set<FileID>>([])

    /// - Parameter wasClean: the last process ended by itself, so that no rename can have been undone.
    init(_ ledger: Ledger, wasClean: Bool) throws(Failure) {
        self.ledger = ledger
        recent = wasClean ? [:] : Dictionary(try ledger.recentlyEnded().map { ($0.inode, $0) }, uniquingKeysWith: { $1 })
    }

    func claim(_ drafts: [ClaimDraft]) throws -> [FileID] {
        if recent.isEmpty { return try ledger.claim(drafts.map { LedgerDraft($0) }) }
        let known = drafts.map { draft in
            recent[draft.facts.inode].flatMap { $0.isSameFile(as: draft.facts) && $0.sha256 != nil ? $0.fileID : nil }
        }
        let fresh = try ledger.claim(zip(drafts, known).filter { $1 == nil }.map { LedgerDraft($0.0) })
        returnedIDs.withLock { $0.formUnion(known.compactMap { $0 }) }
        var rest = fresh[...]
        return known.map { $0 ?? rest.removeFirst() }
    }

    /// True once for each file that was given its old number.
    func returned(_ id: FileID) -> Bool { returnedIDs.withLock { $0.remove(id) != nil } }

    func claimed(_ ids: [FileID]) throws { try ledger.markWorking(ids) }

    func withdraw(_ id: FileID, _ reason: FailureCode) throws { try ledger.withdraw(id, reason) }

    func ignore(_ draft: ClaimDraft, _ reason: FailureCode) throws { try ledger.ignore(special: LedgerDraft(draft), reason) }

    func isKnownSpecial(_ draft: ClaimDraft) -> Bool { (try? ledger.isKnownSpecial(LedgerDraft(draft))) ?? false }
}

extension LedgerDraft {
    init(_ draft: ClaimDraft) {
        self.init(name: draft.name, source: draft.source, facts: draft.facts, proof: draft.proof, ignore: draft.ignore)
    }
}
