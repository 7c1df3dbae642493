import Inbox
import Model
import Warehouse

/// The ledger as claiming sees it: the warehouse's, with every id reserved in the desk's lock file before it is given.
final class LedgerOfClaims: ClaimLedger {
    private let desk: OpenDesk

    init(_ desk: OpenDesk) { self.desk = desk }

    func claim(_ drafts: [ClaimDraft]) throws -> [FileID] {
        try desk.warehouse.ledger.claim(drafts.map { .init($0) }) { (id) throws(Failure) in try desk.reserve(id) }
    }

    func claimed(_ ids: [FileID]) throws { try desk.warehouse.ledger.markWorking(ids) }

    func withdraw(_ id: FileID, _ reason: FailureCode) throws { try desk.warehouse.ledger.withdraw(id, reason) }

    func ignore(_ draft: ClaimDraft, _ reason: FailureCode) throws {
        try desk.warehouse.ledger.ignore(.init(draft), reason) { (id) throws(Failure) in try desk.reserve(id) }
    }

    func isKnownSpecial(_ draft: ClaimDraft) -> Bool { desk.warehouse.ledger.isKnownSpecial(.init(draft)) }
}
