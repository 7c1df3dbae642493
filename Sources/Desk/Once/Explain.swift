import Decoding
import Formats
import Foundation
import Glibc
import Inbox
import Model

/// `copydesk explain`: the line's own reader over one file, with everything that it decides written down.
public enum Explain {
    /// - Parameters:
    ///   - path: one file.
    ///   - recordsMax: records and rejects that are told in full; all are counted.
    /// - Throws: `.noInput` where there is no such file.
    public static func run(path: String, settings: Settings, recordsMax: Int) throws(DeskError) -> Explanation {
        let names = NameRules(temporaryPatterns: settings.temporaryNames)
        var walk = PathWalk([path], names: names)
        guard let file = try walk.next() else { throw DeskError(.noInput, "\(PrintableText.escaped(path)) is no file") }
        guard file.path == PathWalk.trimmed(Array(path.utf8)) else {
            throw DeskError(.noInput, "\(PrintableText.escaped(path)) is a folder; explain takes one file")
        }
        var explanation = Explanation(
            file: printable(file.name), bytes: file.facts.bytes, modifiedAt: UTCTime.text(Int(file.facts.mtimeNs / 1_000_000_000)),
            completeness: completeness(file, names, settings), sidecar: "none")
        if let code = file.ignore {
            // A companion says in its role what it is; whether it came in time is the inbox's business.
            if explanation.completeness.role == "article" { explanation.failure = Explanation.Reject(Failure(code)) }
            explanation.outcome = "ignored"
            return explanation
        }
        do throws(Failure) {
            try read(file, settings, recordsMax, &explanation)
        } catch {
            explanation.failure = Explanation.Reject(error)
            explanation.outcome = error.code.kind == .retry ? "retry" : "dead"
        }
        return explanation
    }

    private static func read(
        _ file: PathWalk.File, _ settings: Settings, _ recordsMax: Int, _ explanation: inout Explanation
    ) throws(Failure) {
        let fd = try openedFile(file.path)
        defer { close(fd) }
        let digest = try FileDigest.sha256(descriptor: fd)
        explanation.sha256 = Digest.hex(digest)
        let defaults = settings.sourceDefaults(for: file.source)
        let sidecar = file.sidecar.flatMap { Sidecar($0) }
        if file.sidecar != nil { explanation.sidecar = sidecar == nil ? "unreadable" : "read" }
        var members: [Explanation.Member] = []
        let reader = ClaimReader(
            stream: FileStream(descriptor: fd), fileName: file.name, limits: settings.limits, budget: Budget(limits: settings.limits),
            source: defaults, trace: { if members.count < recordsMax { members.append(Explanation.Member($0)) } })
        defer { explanation.members = members }
        let maker = ArticleMaker(settings: defaults, limits: settings.limits)
        let uidMaker = UIDMaker(fileSHA256: digest)
        var intake = IntakeFacts(
            fileName: file.name, mtimeNs: file.facts.mtimeNs, seenDay: String(UTCTime.nowText().prefix(10)), sidecar: sidecar,
            isSingleRecord: false)
        // As in the line: whether a record is the only one is known when the next one comes, or the end.
        var first: Record?
        func release(isSingle: Bool) {
            guard let record = first else { return }
            first = nil
            intake.isSingleRecord = isSingle
            tell(maker.make(record, uidMaker: uidMaker, intake: intake), recordsMax, &explanation)
            intake.isSingleRecord = false
        }
        while let item = try reader.next() {
            if explanation.recordCount + explanation.rejectCount > 0 || first != nil { release(isSingle: false) }
            switch item {
            case .record(let record):
                if explanation.recordCount + explanation.rejectCount == 0 {
                    first = record
                } else {
                    tell(maker.make(record, uidMaker: uidMaker, intake: intake), recordsMax, &explanation)
                }
            case .reject(let reject): tell(.failure(reject), recordsMax, &explanation)
            }
        }
        release(isSingle: true)
        let hasUnreadSidecar = explanation.sidecar == "unreadable"
        explanation.outcome =
            reader.sawOnlyLitter ? "ignored" : explanation.rejectCount > 0 || hasUnreadSidecar ? "partial" : "loaded"
    }

    private static func tell(_ made: Result<Article, Reject>, _ recordsMax: Int, _ explanation: inout Explanation) {
        switch made {
        case .success(let article):
            explanation.recordCount += 1
            if explanation.records.count < recordsMax { explanation.records.append(Explanation.Record(article)) }
        case .failure(let reject):
            explanation.rejectCount += 1
            if explanation.rejects.count < recordsMax { explanation.rejects.append(Explanation.Reject(reject)) }
        }
    }

    private static func openedFile(_ path: [UInt8]) throws(Failure) -> Int32 {
        do throws(SystemError) {
            return try SystemCalls.live.open(AT_FDCWD, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0)
        } catch { throw error.failure("open", path) }
    }

    // MARK: - The proof

    private static func completeness(_ file: PathWalk.File, _ names: NameRules, _ settings: Settings) -> Explanation.Completeness {
        switch names.role(of: PathWalk.lastComponent(file.name)) {
        case .temporary:
            return .init(role: "temporary", why: "the inbox waits until a file of this name gets its final one")
        case .sidecar(let owner): return .init(role: "sidecar", why: "gives fields to \(printable(owner)) and is no article itself")
        case .marker(let owner): return .init(role: "marker", why: "says that \(printable(owner)) is complete")
        case .article: break
        }
        if file.ignore != nil { return .init(role: "article", why: "not taken") }
        guard let fd = try? openedFile(file.path) else { return .init(role: "article", why: "it cannot be opened") }
        defer { close(fd) }
        do throws(SystemError) {
            try SystemCalls.live.takeLease(fd)
            return .init(role: "article", proof: "lease", why: "the kernel says that nobody has it open for writing")
        } catch {
            if error.code == EAGAIN || error.code == EBUSY { return .init(role: "article", why: "somebody has it open for writing") }
            let quietNs = SystemCalls.live.wallNs() - file.facts.ctimeNs
            let settleNs = Int64(settings.ladder.settleNs)
            if quietNs >= settleNs {
                return .init(role: "article", proof: "quiet", why: "leases cannot be had here; unchanged for \(quietNs / 1_000_000_000) s")
            }
            return .init(role: "article", why: "leases cannot be had here, and it changed a moment ago")
        }
    }
}

extension Explanation.Reject {
    init(_ failure: Failure) {
        record = (failure.address ?? ItemAddress(ordinal: 0)).description
        code = failure.code.rawValue
        sentence = failure.sentence
        advice = failure.code.entry.advice
    }
}

extension Explanation.Member {
    init(_ trace: MemberTrace) {
        path = trace.path
        wrapping = trace.wrapping
        format = trace.verdict.format?.name
        scores = trace.verdict.scores.map { Explanation.Score(format: $0.name, score: $0.score) }
        charset = trace.verdict.charset.charset.rawValue
        charsetFrom = trace.verdict.charset.from.rawValue
    }
}

extension Explanation.Record {
    /// Characters of a body that are shown.
    private static let shownMax = 160

    init(_ article: Article) {
        let record = article.record
        self.record = record.address.description
        repairs = article.repairs
        fields = []
        add("headline", record.headline, record)
        add("subheadline", record.subheadline, record)
        add("authors", record.authors.isEmpty ? nil : record.authors.joined(separator: "; "), record)
        add("dateline", record.dateline, record)
        let zone = record.published?.zone.map { " \($0)" } ?? ""
        add("published", record.published.map { "\($0.text) (\($0.precision.rawValue)\(zone))" }, record)
        add("modified", record.modified?.text, record)
        fields.append(
            Explanation.Field(name: "day", value: article.day, from: record.published == nil ? "the file's time" : "published"))
        add("publisher", record.publisher, record)
        add("section", record.section, record)
        add("language", record.language, record)
        add("url", record.url, record)
        add("source_id", record.sourceID, record)
        add("keywords", record.keywords.isEmpty ? nil : record.keywords.joined(separator: "; "), record)
        add("image_url", record.imageURL, record)
        add("image_caption", record.imageCaption, record)
        let count = record.body.isEmpty ? 0 : record.body.components(separatedBy: "\n\n").count
        let start = record.body.prefix(Self.shownMax).split(separator: "\n", omittingEmptySubsequences: true).joined(separator: " ")
        add("body", "\(record.body.utf8.count) bytes, \(count) paragraphs: \(start)\(start.count < record.body.count ? "…" : "")", record)
    }

    private mutating func add(_ name: String, _ value: String?, _ record: Model.Record) {
        guard let value else { return }
        fields.append(Explanation.Field(name: name, value: value, from: record.origins?[name]))
    }
}
