import Inbox
import Model
import Warehouse

/// The ledger as claiming sees it.
final class LedgerOfClaims: ClaimLedger {
    private let ledger: Ledger

    init(_ ledger: Ledger) { self.ledger = ledger }

    func claim(_ drafts: [ClaimDraft]) throws -> [FileID] { try ledger.claim(drafts.map { LedgerDraft($0) }) }

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
