import Model
import Synchronization
import Testing

@testable import Warehouse

/// The ledger: rows for claims, retries, suspects and dead letters.
@Suite struct LedgerTests {
    let desk: TemporaryWarehouse

    init() throws { desk = try TemporaryWarehouse() }

    @Test("a claim gets a row with everything that the draft knows; names are bytes")
    func claims() throws {
        let name: [UInt8] = Array("a\n".utf8) + [0xFF, 0x00, 0x25]
        let facts = FileFacts(device: .max, inode: 1 << 63, bytes: 12, mtimeNs: -5, ctimeNs: 6)
        let ids = try desk.ledger.claim([LedgerDraft(name: name, source: "x/y", facts: facts, proof: .quiet), desk.draft("b")])
        #expect(ids == [1, 2])
        let row = try #require(try desk.ledger.row(1))
        #expect(row.name == name && row.source == "x/y" && row.facts == facts && row.proof == .quiet && row.status == .claiming)
        #expect(row.receivedAt == TemporaryWarehouse.clock && row.finishedAt == nil)
        try desk.ledger.markWorking(ids)
        #expect(try desk.ledger.openRows().map(\.status) == [.working, .working])
    }

    @Test("after markWorking the connection syncs every commit again")
    func syncsAgain() throws {
        let desk = try TemporaryWarehouse(durability: .everyCommit)
        _ = try desk.file("a")
        let mode = try desk.warehouse.writer.run { connection throws(Failure) in try connection.integer("PRAGMA synchronous") }
        #expect(mode == 2)
    }

    @Test("a claiming row of an earlier life is given again to the same name, device and inode, and to no other")
    func claimingRowsAreReused() throws {
        let first = try desk.ledger.claim([desk.draft("a", inode: 5)])
        try desk.reopen()
        #expect(try desk.ledger.claim([desk.draft("a", inode: 6)]) == [2])
        #expect(try desk.ledger.claim([desk.draft("b", inode: 5)]) == [3])
        #expect(try desk.ledger.claim([desk.draft("a", inode: 5, bytes: 77)]) == first)
        #expect(try desk.ledger.row(1)?.facts.bytes == 77)
        try desk.ledger.markWorking(first)
        #expect(try desk.ledger.claim([desk.draft("a", inode: 5)]) == [4])
        try desk.ledger.withdraw(4, .takenBack)
        #expect(try desk.ledger.row(4)?.status == .withdrawn)
        #expect(try desk.ledger.claim([desk.draft("a", inode: 5)]) == [5])
    }

    @Test("ids are reserved before they are committed; without a reservation nothing is claimed")
    func reservations() throws {
        let reserved = Mutex<[FileID]>([])
        let isFull = Atomic<Bool>(false)
        let desk = try TemporaryWarehouse(reserve: { (id) throws(Failure) in
            if isFull.load(ordering: .relaxed) { throw Failure(.diskFull, "lock file") }
            reserved.withLock { $0.append(id) }
        })
        _ = try desk.ledger.claim([desk.draft("a"), desk.draft("b")])
        _ = try desk.ledger.ignore(special: desk.draft("c"), .symlink)
        #expect(reserved.withLock { $0 } == [2, 3])
        isFull.store(true, ordering: .relaxed)
        #expect(throws: Failure(.diskFull, "lock file")) { try desk.ledger.claim([desk.draft("d")]) }
        #expect(try desk.count("files") == 3)
        isFull.store(false, ordering: .relaxed)
        #expect(try desk.ledger.claim([desk.draft("d")]) == [4])
    }

    @Test("E16: no id below the floor is given, and an id that was given is never given again")
    func floors() throws {
        _ = try desk.ledger.claim([desk.draft("a"), desk.draft("b")])
        try desk.write("DELETE FROM files WHERE file_id = 2")
        try desk.reopen()
        #expect(try desk.ledger.claim([desk.draft("c")]) == [3])
        try desk.reopen(floor: 1_000)
        #expect(try desk.ledger.claim([desk.draft("d")]) == [1_000])
        try desk.reopen(floor: 500)
        #expect(try desk.ledger.claim([desk.draft("e")]) == [1_001])
        #expect(try desk.ledger.lastID() == 1_001)
    }

    @Test("a special thing is known by name, device, inode and ctime")
    func specials() throws {
        var draft = desk.draft("link", inode: 9)
        #expect(try !desk.ledger.isKnownSpecial(draft))
        _ = try desk.ledger.ignore(special: draft, .symlink)
        #expect(try desk.ledger.isKnownSpecial(draft))
        #expect(try desk.query("SELECT status, reason, finished_at FROM files") == [["ignored", "symlink", TemporaryWarehouse.clock]])
        draft.facts.ctimeNs += 1
        #expect(try !desk.ledger.isKnownSpecial(draft))
    }

    @Test("recovery sees open rows only, and finds rows by id")
    func openRows() throws {
        let ids = try desk.ledger.claim((0..<5).map { desk.draft("f\($0)") })
        try desk.ledger.markWorking(Array(ids[1...]))
        let loader = desk.loader()
        _ = try loader.load(Samples.whole(ids[1], [Samples.article("One.")]))
        _ = try loader.load([.begin(ids[2]), .retry(ids[2], Failure(.ioError), attempts: 2, at: "2024-05-01T12:05:00Z")])
        #expect(try desk.ledger.openRows().map(\.fileID) == [ids[0], ids[2], ids[3], ids[4]])
        #expect(try desk.ledger.rows([ids[1], 99]).map(\.status) == [.loaded])
        #expect(try desk.ledger.rows(after: ids[1], limit: 2).map(\.fileID) == [ids[2], ids[3]])
        let adopted = try desk.ledger.adopt(desk.draft("left"))
        #expect(try desk.ledger.row(adopted)?.status == .working)
    }

    @Test("A18: a file that a power cut put back is matched with its row by device, inode, size and mtime")
    func recentlyEnded() throws {
        let id = try desk.file("a", inode: 5)
        _ = try desk.loader().load(Samples.whole(id, [Samples.article("One.")], sha256: Samples.sha(4)))
        _ = try desk.file("open", inode: 6)
        let recent = try desk.ledger.recentlyEnded()
        #expect(recent.map(\.fileID) == [id] && recent[0].sha256 == Samples.sha(4))
        let draft = desk.draft("a", inode: 5)
        #expect(recent[0].isSameFile(as: draft.facts))
        #expect(!recent[0].isSameFile(as: desk.draft("a", inode: 5, bytes: 99).facts))
        #expect(try desk.ledger.recentlyEnded(countMax: 1).isEmpty)
    }

    @Test("only ends while it ran alone count; an outcome clears the suspicion")
    func suspects() throws {
        let id = try desk.file("a")
        try desk.ledger.setSuspect([id])
        #expect(try desk.ledger.row(id)?.isSuspect == true)
        #expect(try desk.ledger.soloBegins(id) == 1)
        #expect(try desk.ledger.soloBegins(id) == 2)
        try desk.ledger.soloInterrupted(id)
        #expect(try desk.ledger.row(id)?.soloCrashes == 1)
        _ = try desk.loader().load(Samples.whole(id, [Samples.article("One.")]))
        let row = try #require(try desk.ledger.row(id))
        #expect(!row.isSuspect && row.soloCrashes == 0)
    }

    @Test("a crasher is buried with its reason; what it had loaded stays")
    func burying() throws {
        let (first, second) = try (desk.file("a"), desk.file("b"))
        _ = try desk.loader().load([.begin(second), .articles(second, [Samples.article("Half.")])])
        for id in [first, second] { try desk.ledger.bury(id, Failure(.crashedTheDesk)) }
        #expect(try desk.ledger.row(first)?.status == .dead)
        #expect(try desk.ledger.row(second)?.status == .partial)
        #expect(try desk.ledger.row(second)?.reason == .crashedTheDesk)
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("retries come when they are due, the longest due first")
    func retries() throws {
        let loader = desk.loader()
        let ids = try (0..<3).map { try desk.file("f\($0)") }
        for (number, id) in ids.enumerated() {
            _ = try loader.load([.begin(id), .retry(id, Failure(.ioError, "EIO"), attempts: 1, at: "2024-05-01T12:0\(9 - number):00Z")])
        }
        #expect(try WarehouseReader(desk.path).status().nextRetryAt == "2024-05-01T12:07:00Z")
        #expect(try desk.ledger.dueRetries(at: "2024-05-01T12:08:00Z").map(\.fileID) == [ids[2], ids[1]])
        #expect(try desk.ledger.dueRetries(at: "2024-05-01T12:09:00Z", limit: 2).map(\.fileID) == [ids[2], ids[1]])
        #expect(try desk.ledger.dueRetries(at: TemporaryWarehouse.clock).isEmpty)
        #expect(try desk.ledger.row(ids[0])?.failure == Failure(.ioError, "EIO"))
    }

    @Test("dead letters are listed, put back once, or thrown away")
    func deadLetters() throws {
        let loader = desk.loader()
        let ids = try (0..<3).map { try desk.file("f\($0)") }
        for (id, code) in zip(ids, [FailureCode.gzipTruncated, .unknownFormat, .gzipTruncated]) {
            _ = try loader.load(Samples.whole(id, [], failure: Failure(code)))
        }
        #expect(try desk.ledger.deadLetters().map(\.fileID) == ids)
        #expect(try desk.ledger.deadLetters(reason: .gzipTruncated).map(\.fileID) == [ids[0], ids[2]])
        #expect(try desk.ledger.deadLetters(after: ids[0], limit: 1).map(\.fileID) == [ids[1]])
        #expect(try desk.ledger.markRetry(ids[0]))
        #expect(try !desk.ledger.markRetry(ids[0]))
        #expect(try desk.ledger.dueRetries(at: TemporaryWarehouse.clock).map(\.fileID) == [ids[0]])
        #expect(try desk.ledger.discard(ids[1]))
        #expect(try !desk.ledger.discard(ids[1]))
        #expect(try !desk.ledger.markRetry(ids[1]))
        #expect(
            try desk.query("SELECT reason, discarded_at FROM dead_letters WHERE file_id = \(ids[1])") == [
                ["unknown-format", TemporaryWarehouse.clock]
            ])
        let status = try WarehouseReader(desk.path).status()
        #expect(status.files(.dead) == 2 && status.files(.retry) == 1 && status.nextRetryAt == TemporaryWarehouse.clock)
        #expect(status.deadByReason.map(\.reason) == ["gzip-truncated", "unknown-format"])
    }

    @Test("known bytes are found from many threads while the loader writes")
    func knownFromThreads() throws {
        let loader = desk.loader()
        let ids = try (0..<20).map { try desk.file("f\($0)") }
        let ledger = desk.ledger
        let wrong = Atomic<Int>(0)
        let isDone = Atomic<Bool>(false)
        let threads = (0..<3).map { _ in
            PollingThread {
                while !isDone.load(ordering: .acquiring) {
                    for number in UInt8(0)..<20 {
                        do {
                            let found = try ledger.known(sha256: Samples.sha(number))
                            if found != nil && found != ids[Int(number)] { wrong.add(1, ordering: .relaxed) }
                        } catch { wrong.add(1, ordering: .relaxed) }
                    }
                }
            }
        }
        for (number, id) in ids.enumerated() {
            _ = try loader.load(
                Samples.whole(id, [Samples.article("Text \(number).", file: UInt64(number))], sha256: Samples.sha(UInt8(number))))
        }
        isDone.store(true, ordering: .releasing)
        for thread in threads { thread.join() }
        #expect(wrong.load(ordering: .relaxed) == 0)
        #expect(try ledger.known(sha256: Samples.sha(7)) == ids[7])
        #expect(try ledger.known(sha256: Samples.sha(77)) == nil)
    }
}
