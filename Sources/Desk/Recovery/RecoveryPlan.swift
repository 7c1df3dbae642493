import Model

/// What the ledger and the folders say of one file at start, and what follows from it (research: ledger first, then the rename,
/// so a file is always where its row says or one step behind).
///
/// Pure: the caller lists work/ and retry/ once, asks the ledger for its open rows and for the rows of what lies in work/, and carries
/// out the actions in order. Carrying them out twice, or being killed between two of them, changes nothing.
struct RecoveryPlan {
    /// One row of the ledger that recovery looks at.
    struct Row: Equatable, Sendable {
        var fileID: FileID
        var status: FileStatus
        var reason: FailureCode?
        var soloCrashes: Int
    }

    /// Where the dropper's name still stands, for rows that were claimed but never renamed.
    enum InboxState: Equatable, Sendable { case sameFile, goneOrOther, unknown }

    enum Action: Equatable, Sendable {
        /// The row goes back on the line; a suspect runs alone.
        case resume(FileID, isSuspect: Bool)
        /// The rename into work/ never happened: do it now, then as `resume`.
        case finishClaim(FileID)
        /// The dropper took the file back before the rename.
        case withdraw(FileID, FailureCode)
        /// The outcome is in the ledger; only the move out of work/ is missing.
        case finishMove(FileID, FileStatus)
        /// Ledger says `retry`, the file is still in work/.
        case finishRetryMove(FileID)
        /// Ledger says `working`, the file is still in retry/: it had been taken out to run again.
        case finishRetryReturn(FileID)
        /// Ledger says `retry`, the file is still in dead-letter/: `dead-letter retry` was ended before the move.
        case finishPutBack(FileID)
        /// In retry/ as the ledger says: it waits for its time.
        case waits(FileID)
        /// A file in work/ without a row (ledger restored from a backup): a fresh row is made for it.
        case adopt(FileID)
        /// Alone three times in a row when the process ended: dead letter.
        case buryCrasher(FileID)
        /// The row is open but its file is nowhere on the desk.
        case missing(FileID)
        /// The inbox cannot be read now: nothing is concluded, the next start looks again.
        case leave(FileID)

        /// Something was left undone by the last process.
        var isWork: Bool {
            switch self {
            case .waits, .leave: false
            default: true
            }
        }
    }

    var soloCrashesMax: Int

    /// - Parameters:
    ///   - openRows: rows in claiming, working or retry.
    ///   - rowsOfWork: the row of every file in work/ whose row is not open (final ones); rows that don't exist are left out.
    ///   - inWork, inRetry: FIDs that lie in these folders.
    ///   - wasClean: the last run ended by itself; what is in work/ is then no suspect.
    ///   - inboxState: asked only for rows whose file is neither in work/ nor in retry/.
    ///   - isDeadLetter: the file lies in dead-letter/; asked only for rows in retry whose file is in neither folder.
    /// - Returns: actions in the order of the FIDs, which is claim order.
    func actions(
        openRows: [Row], rowsOfWork: [Row], inWork: Set<FileID>, inRetry: Set<FileID>, wasClean: Bool,
        inboxState: (FileID) -> InboxState, isDeadLetter: (FileID) -> Bool = { _ in false }
    ) -> [Action] {
        var actions: [(FileID, Action)] = []
        let known = Set(openRows.map(\.fileID)).union(rowsOfWork.map(\.fileID))
        for row in openRows {
            let action = action(
                for: row, inWork: inWork, inRetry: inRetry, wasClean: wasClean, inboxState: inboxState, isDeadLetter: isDeadLetter)
            actions.append((row.fileID, action))
        }
        for row in rowsOfWork { actions.append((row.fileID, .finishMove(row.fileID, row.status))) }
        for fileID in inWork.subtracting(known) { actions.append((fileID, .adopt(fileID))) }
        return actions.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func action(
        for row: Row, inWork: Set<FileID>, inRetry: Set<FileID>, wasClean: Bool, inboxState: (FileID) -> InboxState,
        isDeadLetter: (FileID) -> Bool
    ) -> Action {
        let isInWork = inWork.contains(row.fileID)
        let isInRetry = inRetry.contains(row.fileID)
        switch row.status {
        case .claiming where !isInWork:
            return switch inboxState(row.fileID) {
            case .sameFile: .finishClaim(row.fileID)
            case .goneOrOther: .withdraw(row.fileID, .takenBack)
            case .unknown: .leave(row.fileID)
            }
        case .claiming, .working:
            if isInWork {
                if row.soloCrashes >= soloCrashesMax { return .buryCrasher(row.fileID) }
                return .resume(row.fileID, isSuspect: !wasClean)
            }
            if isInRetry { return .finishRetryReturn(row.fileID) }
            // Power loss may have undone the rename out of the inbox: only the loader's sync makes it durable.
            return switch inboxState(row.fileID) {
            case .sameFile: .finishClaim(row.fileID)
            case .goneOrOther: .missing(row.fileID)
            case .unknown: .leave(row.fileID)
            }
        case .retry:
            if isInWork { return .finishRetryMove(row.fileID) }
            if isInRetry { return .waits(row.fileID) }
            return isDeadLetter(row.fileID) ? .finishPutBack(row.fileID) : .missing(row.fileID)
        case .loaded, .partial, .duplicate, .ignored, .dead, .withdrawn:
            return .finishMove(row.fileID, row.status)
        }
    }
}
