import Decoding
import Enrichment
import Glibc
import Inbox
import Model
import Warehouse

/// `copydesk audit`: proves promise P1 from ledger and folders, and that the warehouse is whole. Changes nothing.
public enum Audit {
    /// One thing that is not as it should be.
    public struct Finding: Sendable, Equatable, Codable {
        /// `missing-original`, `foreign-file`, `wrong-folder`, `hash`, `missing-report`, `database` …
        public var kind: String
        public var fileID: FileID?
        public var path: String?
        public var sentence: String

        enum CodingKeys: String, CodingKey {
            case kind
            case fileID = "file_id"
            case path, sentence
        }
    }

    /// What was looked at, and what was found.
    public struct Report: Sendable, Codable {
        /// Rows of the ledger by status.
        public var files: [String: Int] = [:]
        /// Originals found where their rows say.
        public var originals = 0
        /// Originals whose bytes were hashed again.
        public var hashed = 0
        public var articles = 0
        /// Articles whose facts were made by enrichers of other versions than this program has: no fault, `reprocess` renews them.
        public var outdatedArticles = 0
        /// Others of whose sources more was learned since: `reprocess` applies it.
        public var unlearnedArticles = 0
        /// At most `listedMax`; `findingCount` is the whole.
        public var findings: [Finding] = []
        public var findingCount = 0

        public static let listedMax = 1_000
        public var isClean: Bool { findingCount == 0 }

        public init() {}

        mutating func add(_ finding: Finding) {
            findingCount += 1
            if findings.count < Self.listedMax { findings.append(finding) }
        }

        enum CodingKeys: String, CodingKey {
            case files, originals, hashed, articles, findings
            case outdatedArticles = "outdated_articles"
            case unlearnedArticles = "unlearned_articles"
            case findingCount = "finding_count"
        }
    }

    /// - Parameter originals: hash every original again and compare with the ledger.
    /// - Throws: `.noInput` where there is no desk or no warehouse, `.software` where it cannot be read at all.
    public static func run(desk: String, settings: Settings, originals: Bool) throws(DeskError) -> Report {
        let path = Array(desk.utf8)
        guard DeskFolders.isDesk(root: path) else { throw DeskDoor.noDesk(desk) }
        let file = settings.warehousePath(desk: desk)
        guard access(file, F_OK) == 0 else {
            throw DeskError(.noInput, "\(printable(Array(file.utf8))) is not there: copydesk rebuild makes it again")
        }
        let reader = try DeskError.opening { () throws(OpeningError) in try WarehouseReader(file) }
        defer { reader.close() }
        // Comparing the index word by word needs the write lock: only where nobody is at work.
        let writer =
            DeskLock.holder(root: path) == nil ? try DeskError.opening { () throws(OpeningError) in try Warehouse.open(file) } : nil
        defer { writer?.close() }
        do throws(Failure) {
            let folders = try DeskFolders.open(root: path, inbox: Array(settings.inboxPath(desk: desk).utf8))
            var audit = Auditor(folders: folders, warehouse: reader, hashesOriginals: originals)
            try audit.run()
            if let writer { audit.add(try writer.auditFullText()) }
            return audit.report
        } catch { throw DeskError(error) }
    }
}

/// One audit under way. A daemon may be at work meanwhile: what moved between two looks is looked at again before it counts.
private struct Auditor {
    let folders: DeskFolders
    let warehouse: WarehouseReader
    let hashesOriginals: Bool
    private(set) var report = Audit.Report()
    /// Claims in each folder that no row has spoken for yet, by id.
    private var unclaimed: [FileID: [UInt8]] = [:]
    private static let pageRows = 2_000

    init(folders: DeskFolders, warehouse: WarehouseReader, hashesOriginals: Bool) {
        self.folders = folders
        self.warehouse = warehouse
        self.hashesOriginals = hashesOriginals
    }

    mutating func run() throws(Failure) {
        unclaimed = try folders.everyClaim()
        var last: FileID = 0
        while true {
            let page = try warehouse.ledgerRows(after: last, limit: Self.pageRows)
            guard let end = page.last else { break }
            for row in page { try look(at: row) }
            last = end.fileID
        }
        // What has no row now may have got one since the page was read.
        for (id, path) in unclaimed.sorted(by: { $0.key < $1.key }) {
            let row = try warehouse.ledgerRow(id)
            if row == nil || row?.status.isFinal == true, folders.facts(path) != nil, row.map({ place(of: $0) == path }) != true {
                find("foreign-file", id, path, "the ledger has no row for this file, or the row says it is elsewhere")
            }
        }
        add(try warehouse.audit(deep: hashesOriginals))
        let choice = RenewalChoice(generation: try warehouse.learnedSources().generation)
        for (derivation, count) in try warehouse.articlesByDerivation(choice) {
            report.articles += count
            switch Enrichment.full.age(of: derivation.signature) {
            case .older: report.outdatedArticles += count
            case .present where derivation.isBehind: report.unlearnedArticles += count
            case .present, .newer: break
            }
        }
    }

    mutating func add(_ findings: [AuditFinding]) { for finding in findings { find(finding.check, nil, nil, finding.sentence) } }

    private mutating func look(at row: LedgerRow) throws(Failure) {
        report.files[row.status.rawValue, default: 0] += 1
        guard expectsOriginal(row) else { return }
        guard let path = place(of: row), folders.facts(path) != nil else {
            // Perhaps it has moved on since the row was read.
            if let now = try warehouse.ledgerRow(row.fileID), now.status != row.status, let moved = place(of: now),
                folders.facts(moved) != nil
            {
                unclaimed[row.fileID] = nil
                report.originals += 1
                return
            }
            let found = unclaimed.removeValue(forKey: row.fileID)
            find(
                found == nil ? "missing-original" : "wrong-folder", row.fileID, found ?? row.name,
                found == nil
                    ? "the row says \(row.status.rawValue), but its file is nowhere on the desk"
                    : "the row says \(row.status.rawValue), but its file lies here")
            return
        }
        unclaimed[row.fileID] = nil
        report.originals += 1
        if row.status == .dead, folders.facts(path + Array(".error.json".utf8)) == nil {
            find("missing-report", row.fileID, path, "the dead letter has no .error.json beside it")
        }
        if hashesOriginals { try compareHash(row, path) }
    }

    /// Files that `ingest` read where they are, links and the like, and what the dropper took back were never the desk's to keep.
    private func expectsOriginal(_ row: LedgerRow) -> Bool {
        if row.proof == .given || row.status == .withdrawn || row.discardedAt != nil { return false }
        if row.status == .ignored, row.reason == .symlink || row.reason == .notARegularFile { return false }
        return true
    }

    private func place(of row: LedgerRow) -> [UInt8]? { folders.place(of: row) }

    private mutating func compareHash(_ row: LedgerRow, _ path: [UInt8]) throws(Failure) {
        guard let expected = row.sha256 else { return }
        let system = SystemCalls.live
        guard let fd = try? system.open(AT_FDCWD, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0) else {
            return find("hash", row.fileID, path, "the original cannot be opened")
        }
        defer { system.close(fd) }
        report.hashed += 1
        if try FileDigest.sha256(descriptor: fd) != expected {
            find("hash", row.fileID, path, "the original's SHA-256 is not the one in the ledger: its bytes have changed")
        }
    }

    private mutating func find(_ kind: String, _ id: FileID?, _ path: [UInt8]?, _ sentence: String) {
        report.add(Audit.Finding(kind: kind, fileID: id, path: path.map { printable($0) }, sentence: sentence))
    }
}
