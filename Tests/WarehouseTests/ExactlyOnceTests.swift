import Glibc
import Model
import Synchronization
import Testing

@testable import Warehouse

/// Promises P3 (exactly once) and P7 (deterministic), as far as the warehouse holds them.
@Suite struct ExactlyOnceTests {
    /// The files of a small world: repeats, reprints, corrections, rejects, and a copy.
    private static func files(_ desk: TemporaryWarehouse) throws -> [[LoadItem]] {
        var items: [[LoadItem]] = []
        for number in 1...8 {
            let id = try desk.file("f\(number)", source: number % 2 == 0 ? "even" : "odd")
            let articles = (1...12).map { ordinal in
                Samples.article(
                    "Text \(ordinal * number % 17) in \(ordinal % 3) parts.", headline: "H \(number).\(ordinal)", file: UInt64(number),
                    ordinal: ordinal,
                    publisher: ["P", "Q", nil][(ordinal + number) % 3]
                ) {
                    if ordinal % 4 == 0 { $0.article.record.sourceID = "id\(ordinal)" }
                    if ordinal % 5 == 0 { $0.article.record.url = "https://example.com/\(ordinal)" }
                }
            }
            let rejects = number % 3 == 0 ? [Reject(.noText, address: ItemAddress(ordinal: 13))] : []
            items.append([.begin(id), .articles(id, Array(articles[..<7])), .articles(id, Array(articles[7...]))])
            if !rejects.isEmpty { items[items.count - 1].append(.rejects(id, rejects)) }
            items[items.count - 1].append(.end(FileEnd(fileID: id, sha256: Samples.sha(UInt8(number == 8 ? 3 : number)))))
        }
        return items
    }

    private static func dump(_ path: String) throws -> [String] {
        var lines: [String] = []
        try WarehouseReader(path).canonicalDump { lines.append($0) }
        return lines
    }

    private static let undisturbed = Result { try loadUndisturbed() }

    private static func loadUndisturbed() throws -> [String] {
        let desk = try TemporaryWarehouse()
        let loader = desk.loader()
        for file in try files(desk) { _ = try loader.load(file) }
        #expect(try WarehouseReader(desk.path).audit() == [])
        return try dump(desk.path)
    }

    @Test("P7: however the items are grouped into transactions, the content is the same", arguments: [1, 2, 3, 7, 100])
    func groupingDoesNotMatter(size: Int) throws {
        let desk = try TemporaryWarehouse()
        let loader = desk.loader()
        var items = try Self.files(desk).flatMap { $0 }[...]
        while !items.isEmpty {
            _ = try loader.load(Array(items.prefix(size)))
            items = items.dropFirst(size)
        }
        #expect(try Self.dump(desk.path) == Self.undisturbed.get())
    }

    @Test("P3: stopped after any number of items and begun again, nothing is lost, doubled or half there", arguments: 1...24)
    func redo(stop: Int) throws {
        let desk = try TemporaryWarehouse()
        let files = try Self.files(desk)
        let first = desk.loader()
        // Two items to a transaction, so that files end up split over commits.
        var left = stop
        var done = 0
        for file in files {
            var items = file[...]
            while !items.isEmpty && left > 0 {
                _ = try first.load(Array(items.prefix(2)))
                items = items.dropFirst(2)
                left -= 1
            }
            if !items.isEmpty { break }
            done += 1
        }
        try desk.reopen()
        let second = desk.loader()
        for file in files[min(done, files.count)...] { _ = try second.load(file) }
        #expect(try Self.dump(desk.path) == Self.undisturbed.get())
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("P3: loading a file again from its start changes nothing")
    func redoIsNoOp() throws {
        let desk = try TemporaryWarehouse()
        let loader = desk.loader()
        let files = try Self.files(desk)
        for file in files { _ = try loader.load(file) }
        let counts = try ["articles", "sightings", "rejects", "texts"].map(desk.count)
        let before = try Self.dump(desk.path)
        for file in files.dropLast() { _ = try loader.load(file) }
        #expect(try ["articles", "sightings", "rejects", "texts"].map(desk.count) == counts)
        #expect(try Self.dump(desk.path) == before)
        #expect(try desk.warehouse.auditFullText() == [])
    }

    @Test("a group that fails leaves the loader as it was: loaded again it counts once")
    func failedGroupCountsOnce() throws {
        let desk = try TemporaryWarehouse()
        let loader = desk.loader()
        let id = try desk.file("a")
        _ = try loader.load([.begin(id), .articles(id, [Samples.article("One.")])])
        let end: [LoadItem] = [.articles(id, [Samples.article("Two.", ordinal: 2)]), .end(FileEnd(fileID: id))]
        #expect(throws: Failure.self) { try loader.load(end + [.begin(9_999)]) }
        #expect(try desk.count("articles") == 1)
        #expect(try loader.load(end).outcomes[id]?.articles == 2)
    }

    @Test("a reader that polls during the load never sees an article without its rows, or an outcome before them")
    func liveReader() throws {
        let desk = try TemporaryWarehouse()
        let reader = try WarehouseReader(desk.path)
        let isDone = Atomic<Bool>(false)
        let wrong = Mutex<[String]>([])
        let looks = Atomic<Int>(0)
        let thread = PollingThread {
            while !isDone.load(ordering: .acquiring) {
                do {
                    let found = try reader.snapshot { connection throws(Failure) in
                        try connection.rows(
                            """
                            SELECT (SELECT count(*) FROM articles) - (SELECT count(*) FROM texts),
                              (SELECT count(*) FROM articles) - (SELECT count(*) FROM search_docsize),
                              (SELECT count(*) FROM files WHERE status = 'loaded' AND articles <> (SELECT count(*) FROM articles a WHERE a.file_id = files.file_id)),
                              (SELECT count(*) FROM (SELECT file_id FROM articles GROUP BY file_id HAVING count(*) % 4 <> 0)),
                              (SELECT coalesce(sum(articles), 0) FROM batches) - (SELECT count(*) FROM articles)
                            """
                        ) { row in (0..<5).map { row.int($0) } }
                    }
                    if found != [[0, 0, 0, 0, 0]] { wrong.withLock { $0.append("\(found)") } }
                } catch {
                    wrong.withLock { $0.append("\(error)") }
                }
                looks.add(1, ordering: .relaxed)
            }
        }
        let loader = desk.loader()
        for number in 1...60 {
            let id = try desk.file("f\(number)")
            let articles = (1...4).map { Samples.article("Text \(number) of \($0).", file: UInt64(number), ordinal: $0) }
            _ = try loader.load(Samples.whole(id, articles, sha256: Samples.sha(UInt8(number))))
        }
        // At least some looks fell into the load.
        while looks.load(ordering: .relaxed) < 5 { sched_yield() }
        isDone.store(true, ordering: .releasing)
        thread.join()
        #expect(wrong.withLock { $0 } == [])
    }
}

/// A thread that can be waited for.
final class PollingThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private var thread = pthread_t()

    init(_ run: @escaping @Sendable () -> Void) {
        let context = Unmanaged.passRetained(Body(run)).toOpaque()
        pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context)
    }

    func join() { pthread_join(thread, nil) }
}
