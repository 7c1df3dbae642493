import Glibc
import Model
import Warehouse

// The load stage alone, for deploy/bench/load.sh: loads the articles of make_rows.py through the loader. A development program.
//   loadbench schema WAREHOUSE
//   loadbench load ROWS WAREHOUSE search|no-search ARTICLES-PER-COMMIT
//   loadbench files COUNT WAREHOUSE     claims, marks and loads files without articles: the ledger's fixed cost
//   loadbench idle WAREHOUSE            what waits for idle time, until nothing is left

/// Not inlined, so that callgrind can be told to count inside it only.
@inline(never)
func benchLoad(_ loader: Loader, _ group: [LoadItem]) {
    do throws(Failure) { _ = try loader.load(group) } catch { fail(error.sentence) }
}

func fail(_ sentence: String) -> Never {
    let line = "loadbench: \(sentence)\n"
    write(STDERR_FILENO, line, line.utf8.count)
    exit(70)
}

func load(_ rows: RowFile, into path: String, withSearch: Bool, articlesPerCommit: Int) throws {
    let warehouse = try Warehouse.open(path, now: { "2024-05-01T12:00:00Z" })
    let ledger = Ledger(warehouse)
    let loader = Loader(warehouse, withSearch: withSearch)
    let articles = rows.articles
    var at = 0
    while at < articles.count {
        let part = Array(articles[at..<min(at + articlesPerCommit, articles.count)])
        let facts = FileFacts(device: 1, inode: UInt64(at), bytes: 1, mtimeNs: 1, ctimeNs: 1)
        let fileID = try ledger.adopt(LedgerDraft(name: [0x61], source: "bench", facts: facts, proof: .given))
        var sha = [UInt8](repeating: 0, count: 32)
        withUnsafeBytes(of: fileID) { sha.replaceSubrange(0..<8, with: $0) }
        let group: [LoadItem] = [
            .begin(fileID), .articles(fileID, part), .end(FileEnd(fileID: fileID, sha256: sha, format: "json-lines")),
        ]
        benchLoad(loader, group)
        at += articlesPerCommit
    }
    print("\(articles.count) articles")
}

func loadFiles(_ count: Int, into path: String) throws {
    let warehouse = try Warehouse.open(path)
    let ledger = Ledger(warehouse)
    let loader = Loader(warehouse)
    for start in stride(from: 0, to: count, by: 256) {
        let ids = try ledger.claim(
            (start..<min(start + 256, count)).map { number in
                let facts = FileFacts(device: 1, inode: UInt64(number), bytes: 4096, mtimeNs: Int64(number), ctimeNs: Int64(number))
                return LedgerDraft(name: Array("bench/file-\(number).txt".utf8), source: "bench", facts: facts, proof: .lease)
            })
        try ledger.markWorking(ids)
        let group = ids.flatMap { id -> [LoadItem] in
            var sha = [UInt8](repeating: UInt8(truncatingIfNeeded: id &* 37), count: 32)
            withUnsafeBytes(of: id) { sha.replaceSubrange(3..<11, with: $0) }
            return [.begin(id), .end(FileEnd(fileID: id, sha256: sha, format: "text", failure: Failure(.unknownFormat)))]
        }
        benchLoad(loader, group)
    }
    print("\(count) files")
}

func idle(_ path: String) throws {
    let loader = Loader(try Warehouse.open(path))
    var steps = 1
    while try loader.idleStep() { steps += 1 }
    print("\(steps) steps")
}

let arguments = CommandLine.arguments
do {
    if arguments.count == 3, arguments[1] == "schema" {
        try Warehouse.open(arguments[2]).close()
    } else if arguments.count == 4, arguments[1] == "files", let count = Int(arguments[2]) {
        try loadFiles(count, into: arguments[3])
    } else if arguments.count == 3, arguments[1] == "idle" {
        try idle(arguments[2])
    } else if arguments.count == 6, arguments[1] == "load", let articlesPerCommit = Int(arguments[5]) {
        try load(RowFile(arguments[2]), into: arguments[3], withSearch: arguments[4] == "search", articlesPerCommit: articlesPerCommit)
    } else {
        fail("see the first lines of Sources/loadbench/main.swift")
    }
} catch {
    fail("\(error)")
}
