import Inbox
import Model
import Warehouse

extension DeskFolders {
    /// Where the original of a row has to be, by its status; `nil` where it is not there. Files that `ingest` read where they are lie
    /// outside of any desk.
    func place(of row: LedgerRow) -> [UInt8]? {
        let day = Endings.day(row.finishedAt ?? "")
        switch row.status {
        case .loaded, .partial, .duplicate, .ignored:
            // Between the commit and the move it is still in work/.
            return lookUp(row.fileID, name: row.name, in: .done, day: day) ?? claimPath(row.fileID, name: row.name, in: .work)
        case .dead:
            return lookUp(row.fileID, name: row.name, in: .deadLetter, day: day) ?? claimPath(row.fileID, name: row.name, in: .work)
        case .retry:
            return claimPath(row.fileID, name: row.name, in: .retry) ?? claimPath(row.fileID, name: row.name, in: .work)
        case .working:
            return claimPath(row.fileID, name: row.name, in: .work) ?? claimPath(row.fileID, name: row.name, in: .retry)
        case .claiming:
            if let path = claimPath(row.fileID, name: row.name, in: .work) { return path }
            let state = inboxState(name: row.name, device: row.facts.device, inode: row.facts.inode)
            if case .goneOrOther = state { return nil }
            return DeskFolders.join(inbox, row.name)
        case .withdrawn: return nil
        }
    }
}
