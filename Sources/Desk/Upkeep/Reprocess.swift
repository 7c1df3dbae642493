import Enrichment
import Inbox
import Model
import Warehouse

/// `copydesk reprocess`: facts of articles that an older program loaded, made again from the originals with the enrichers of this one, beside
/// the daemon.
///
/// There is no state to keep: what was renewed has this program's `enrichments`, so that the same command goes on where one was ended.
public enum Reprocess {
    /// Which articles, and whether it is only told how many they are.
    public struct Options: Sendable {
        /// The desk; `nil` for a warehouse alone, whose originals lie where `ingest` read them.
        public var desk: String?
        /// `YYYY-MM-DD`: articles of this day and later.
        public var since: String?
        /// Articles of this source and of those below it.
        public var source: String?
        /// Only articles for which this enricher did not run or had a lower version.
        public var enricher: String?
        public var isDryRun = false
        /// First learns from the articles that are there where their sources are at home.
        public var learns = false

        public init() {}
    }

    /// An original whose articles could not all be renewed.
    public struct Problem: Sendable, Codable, Equatable {
        /// `missing-original`, `sidecar`, `hash`, `unreadable`, `records`.
        public var kind: String
        public var fileID: FileID
        public var path: String?
        /// Articles of the file that keep their older facts.
        public var articles: Int
        public var sentence: String

        enum CodingKeys: String, CodingKey {
            case kind
            case fileID = "file_id"
            case path, articles, sentence
        }
    }

    /// What was done.
    public struct Summary: Sendable, Codable, Equatable {
        /// Originals read again.
        public var files = 0
        /// Articles with new facts.
        public var articles = 0
        /// Articles that were out of date at the start.
        public var outdated = 0
        /// Articles that are out of date still.
        public var left = 0
        /// Articles of a newer program: left as they are.
        public var newer = 0
        /// At most `listedMax`; `problemCount` is the whole.
        public var problems: [Problem] = []
        public var problemCount = 0
        /// A signal ended it.
        public var wasStopped = false
        /// With `learns`.
        public var learned: Learned?

        /// What was learned of sources.
        public struct Learned: Sendable, Codable, Equatable {
            /// That is in force now; 0 where nothing was ever learned.
            public var generation: Int64
            /// Articles that it was learned from.
            public var articles: Int
            /// Sources with enough articles.
            public var sources: Int
            /// Sources that have become others than in the generation before.
            public var changed: Int
            /// Sources with enough articles beyond those that are learned at most.
            public var leftOut: Int

            enum CodingKeys: String, CodingKey {
                case generation, articles, sources, changed
                case leftOut = "left_out"
            }
        }

        static let listedMax = 1_000

        public init() {}

        enum CodingKeys: String, CodingKey {
            case files, articles, outdated, left, newer, problems, learned
            case problemCount = "problem_count"
            case wasStopped = "was_stopped"
        }
    }

    /// Whether a text is a day as `since` takes it: `YYYY-MM-DD`.
    public static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }) else { return false }
        return 1...12 ~= Int(parts[1]) ?? 0 && 1...31 ~= Int(parts[2]) ?? 0
    }

    /// - Parameter progress: files and articles so far, on the load queue.
    /// - Throws: `.usage` for an enricher that there is not, `.noInput` where there is no desk or no warehouse, `.temporary` where another
    ///   program kept the warehouse locked for ten seconds, `.software` where it is damaged.
    public static func run(
        _ options: Options, settings: Settings, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws(DeskError) -> Summary {
        let enrichment = Enrichment.full
        if let enricher = options.enricher, !enrichment.names.contains(enricher) {
            let nearest = NearestName.of(enricher, among: enrichment.names)
            throw DeskError(
                .usage,
                "no enricher is called '\(PrintableText.escaped(enricher))'"
                    + (nearest.map { "; did you mean \($0)?" } ?? "; there are: \(enrichment.names.joined(separator: ", "))"))
        }
        let folders: DeskFolders? = if let desk = options.desk { try DeskDoor.folders(desk, settings) } else { nil }
        let reader = try DeskDoor.reader(options.desk ?? ".", settings)
        defer { reader.close() }
        var summary = Summary()
        if options.learns {
            let warehouse = try DeskDoor.warehouse(options.desk ?? ".", settings)
            defer { warehouse.close() }
            do throws(Failure) { summary.learned = try Learning.run(reader, warehouse) } catch { throw DeskError(error) }
        }
        let learned: LearnedSources
        var choice = RenewalChoice(since: options.since, source: options.source)
        do throws(Failure) {
            learned = try reader.learnedSources()
            choice.generation = learned.generation
            try judge(reader, enrichment, options.enricher, &choice, &summary)
        } catch { throw DeskError(error) }
        summary.left = summary.outdated
        if options.isDryRun || summary.outdated == 0 { return summary }
        let warehouse = try DeskDoor.warehouse(options.desk ?? ".", settings)
        defer { warehouse.close() }
        let run = ReprocessRun(
            desk: options.desk, folders: folders, reader: reader, warehouse: warehouse, choice: choice, learned: learned,
            settings: settings, enrichment: enrichment, progress: progress)
        return try run.run(summary)
    }

    /// Which articles are out of date: those of other enrichers, and those of whose sources more was learned since.
    private static func judge(
        _ reader: WarehouseReader, _ enrichment: Enrichment, _ enricher: String?, _ choice: inout RenewalChoice, _ summary: inout Summary
    ) throws(Failure) {
        let countsLearned = enricher == nil || enrichment.namesOfLearners.contains(enricher ?? "")
        for (derivation, count) in try reader.articlesByDerivation(choice) {
            switch enrichment.age(of: derivation.signature, in: enricher) {
            case .newer: summary.newer += count
            case .older:
                summary.outdated += count
                if !choice.signatures.contains(derivation.signature) { choice.signatures.append(derivation.signature) }
            case .present where derivation.isBehind && countsLearned:
                summary.outdated += count
                choice.signaturesOfLearned.append(derivation.signature)
            case .present: break
            }
        }
        choice.signatures.sort()
        choice.signaturesOfLearned.sort()
    }
}
