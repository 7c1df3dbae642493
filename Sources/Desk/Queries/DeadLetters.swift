import Glibc
import Inbox
import Model
import Warehouse

/// `copydesk dead-letter`: works beside the daemon, in short transactions, the ledger before the file.
public struct DeadLetters: Sendable {
    /// Which dead letters are meant.
    public enum Choice: Sendable, Equatable {
        case all
        /// A code of the catalogue.
        case reason(String)
        case files([FileID])
    }

    private static let pageRows = 1_000
    private let desk: String
    private let settings: Settings

    public init(desk: String, settings: Settings) {
        self.desk = desk
        self.settings = settings
    }

    /// - Parameters:
    ///   - reason: only those with this code.
    ///   - withDiscarded: also those whose original was deleted.
    /// - Returns: the newest first, at most `limit`.
    public func list(reason: String? = nil, withDiscarded: Bool = false, limit: Int = .max) throws(DeskError) -> [DeadLetter] {
        let code = try Self.code(reason)
        return try withDesk { (folders, ledger) throws(Failure) in
            // Rows come in the order of their numbers, so the newest are the last of all.
            var newest: [LedgerRow] = []
            try Self.forEach(ledger, code, withDiscarded) { row in
                newest.append(row)
                if limit < Self.pageRows * 4, newest.count >= limit * 2 + Self.pageRows { newest.removeFirst(newest.count - limit) }
            }
            return newest.suffix(limit).reversed().map { Self.letter($0, folders) }
        }
    }

    /// - Throws: `.noInput` where the file is no dead letter.
    public func show(_ fileID: FileID) throws(DeskError) -> DeadLetter {
        let found = try withDesk { (folders, ledger) throws(Failure) -> DeadLetter? in
            guard let row = try ledger.row(fileID), row.status == .dead else { return nil }
            return Self.letter(row, folders)
        }
        guard let found else { throw Self.none(fileID) }
        return found
    }

    /// Puts dead letters back on the line, due at once; a daemon that runs is told.
    /// - Returns: the files that were put back.
    /// - Throws: `.noInput` for a number that is no dead letter or whose original is gone, before anything was changed.
    public func retry(_ choice: Choice) throws(DeskError) -> [FileID] {
        let rows = try chosen(choice)
        let moved = try withDesk { (folders, ledger) throws(Failure) -> [FileID] in
            var moved: [FileID] = []
            for (row, path) in rows {
                guard let path, try ledger.markRetry(row.fileID) else { continue }
                let claim = Claim(
                    fileID: row.fileID, name: row.name, source: row.source, path: path, facts: row.facts, proof: row.proof)
                _ = try folders.moveFromDeadLetterToRetry(claim, day: Self.day(row))
                moved.append(row.fileID)
            }
            return moved
        }
        // Without a daemon the next one finds them due.
        if !moved.isEmpty { _ = try? StatusClient.ask(desk: desk, .retries) }
        return moved
    }

    /// Deletes the originals and their reports; the rows stay `dead` and say when.
    /// - Returns: the files that were discarded.
    /// - Throws: `.noInput` for a number that is no dead letter, before anything was changed.
    public func discard(_ choice: Choice) throws(DeskError) -> [FileID] {
        let rows = try chosen(choice, needsOriginal: false)
        return try withDesk { (_, ledger) throws(Failure) -> [FileID] in
            var discarded: [FileID] = []
            for (row, path) in rows where try ledger.discard(row.fileID) {
                if let path { try Self.remove(path) }
                discarded.append(row.fileID)
            }
            return discarded
        }
    }

    // MARK: -

    private func withDesk<T>(_ body: (DeskFolders, Ledger) throws(Failure) -> T) throws(DeskError) -> T {
        let folders = try DeskDoor.folders(desk, settings)
        let warehouse = try DeskDoor.warehouse(desk, settings)
        defer { warehouse.close() }
        do throws(Failure) { return try body(folders, Ledger(warehouse)) } catch { throw DeskError(error) }
    }

    /// The rows that are meant, with where their originals lie. All numbers are checked before anything is done.
    private func chosen(_ choice: Choice, needsOriginal: Bool = true) throws(DeskError) -> [(row: LedgerRow, path: [UInt8]?)] {
        var wanted: [FileID]?
        var code: FailureCode?
        switch choice {
        case .all: break
        case .reason(let reason): code = try Self.code(reason)
        case .files(let ids): wanted = ids
        }
        let rows = try withDesk { (folders, ledger) throws(Failure) -> [(row: LedgerRow, path: [UInt8]?)] in
            var rows: [LedgerRow] = []
            if let wanted {
                rows = try ledger.rows(wanted).filter { $0.status == .dead && $0.discardedAt == nil }
            } else {
                try Self.forEach(ledger, code, false) { rows.append($0) }
            }
            return rows.map { ($0, Self.path($0, folders)) }
        }
        if let wanted {
            let found = Set(rows.map(\.row.fileID))
            if let missing = wanted.first(where: { !found.contains($0) }) { throw Self.none(missing) }
            if needsOriginal, let gone = rows.first(where: { $0.path == nil }) {
                throw DeskError(.noInput, "the original of file \(gone.row.fileID) is not in dead-letter/ any more: see copydesk audit")
            }
        }
        return rows
    }

    private static func forEach(
        _ ledger: Ledger, _ code: FailureCode?, _ withDiscarded: Bool, _ body: (LedgerRow) -> Void
    ) throws(Failure) {
        var last: FileID = 0
        while true {
            let page = try ledger.deadLetters(after: last, limit: pageRows, reason: code)
            for row in page where withDiscarded || row.discardedAt == nil { body(row) }
            guard page.count == pageRows, let next = page.last?.fileID else { return }
            last = next
        }
    }

    private static func code(_ reason: String?) throws(DeskError) -> FailureCode? {
        guard let reason else { return nil }
        if let code = FailureCode(rawValue: reason) { return code }
        let nearest = NearestName.of(reason, among: FailureCode.allCases.map(\.rawValue))
        throw DeskError(.usage, "no reason is called '\(PrintableText.escaped(reason))'" + (nearest.map { "; did you mean \($0)?" } ?? ""))
    }

    private static func none(_ fileID: FileID) -> DeskError {
        DeskError(.noInput, "file \(fileID) is no dead letter; copydesk dead-letter list shows those that are")
    }

    private static func day(_ row: LedgerRow) -> DeskDay {
        DeskDay(unixSeconds: Int64(UTCTime.seconds(row.finishedAt ?? row.receivedAt) ?? 0))
    }

    private static func path(_ row: LedgerRow, _ folders: DeskFolders) -> [UInt8]? {
        folders.lookUp(row.fileID, name: row.name, in: .deadLetter, day: day(row))
    }

    private static func letter(_ row: LedgerRow, _ folders: DeskFolders) -> DeadLetter {
        var letter = DeadLetter(
            fileID: row.fileID, name: printable(row.name), source: row.source, reason: row.reason?.rawValue ?? "", attempts: row.attempts,
            bytes: row.facts.bytes, receivedAt: row.receivedAt)
        letter.detail = row.detail
        letter.meaning = row.reason?.entry.meaning
        letter.advice = row.reason?.entry.advice
        letter.item = row.item
        letter.line = row.line
        letter.byteOffset = row.byteOffset
        letter.context = row.context
        letter.format = row.format
        letter.finishedAt = row.finishedAt
        letter.discardedAt = row.discardedAt
        letter.path = path(row, folders).map { printable($0) }
        return letter
    }

    /// Removes a file and the report beside it; what is gone already is no error.
    private static func remove(_ path: [UInt8]) throws(Failure) {
        for victim in [path, path + Array(".error.json".utf8)] {
            let result = (victim + [0]).withUnsafeBytes { bytes in
                bytes.assumingMemoryBound(to: CChar.self).baseAddress.map { unlink($0) } ?? -1
            }
            if result != 0, errno != ENOENT { throw Failure(.ioError, "unlink \(printable(victim)): \(SystemText.of(errno))") }
        }
    }
}
