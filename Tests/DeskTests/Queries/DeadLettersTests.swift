import Foundation
import Inbox
import Model
import Testing
import Warehouse

@testable import Desk

@Suite struct DeadLettersTests {
    /// A desk with dead letters, as the daemon leaves them.
    struct Desk {
        let folder: TemporaryDesk
        let ids: [FileID]
        var path: String { folder.path }
        var letters: DeadLetters { DeadLetters(desk: path, settings: Settings()) }

        init(_ letters: [(name: String, code: FailureCode)]) throws {
            folder = try TemporaryDesk()
            let folders = try DeskFolders.make(root: Array(folder.path.utf8))
            let warehouse = try Warehouse.open("\(folder.path)/warehouse.sqlite")
            defer { warehouse.close() }
            let ledger = Ledger(warehouse)
            var ids: [FileID] = []
            for (index, letter) in letters.enumerated() {
                let facts = FileFacts(device: 1, inode: UInt64(index), bytes: 5, mtimeNs: 0, ctimeNs: 0)
                let draft = LedgerDraft(name: Array(letter.name.utf8), source: "", facts: facts, proof: .lease)
                let id = try #require(try ledger.claim([draft]).first)
                try ledger.markWorking([id])
                let work = "\(folder.path)/work/\(String(decoding: ClaimName.make(id, Array(letter.name.utf8)), as: UTF8.self))"
                try Foundation.Data("bytes".utf8).write(to: URL(fileURLWithPath: work))
                try ledger.bury(id, Failure(letter.code, "what happened", byteOffset: 3))
                let row = try #require(try ledger.row(id))
                let claim = Claim(fileID: id, name: draft.name, source: "", path: Array(work.utf8), facts: facts, proof: .lease)
                let day = DeskDay(unixSeconds: Int64(UTCTime.seconds(try #require(row.finishedAt)) ?? 0))
                _ = try folders.moveToDeadLetter(claim, day: day, errorJSON: Array("{}".utf8))
                ids.append(id)
            }
            self.ids = ids
        }

        func files(_ name: String) -> [String] {
            (FileManager.default.enumerator(atPath: "\(path)/\(name)")?.allObjects as? [String] ?? []).filter { $0.contains("__") }.sorted()
        }

        func row(_ id: FileID) throws -> LedgerRow? {
            let warehouse = try Warehouse.open("\(path)/warehouse.sqlite")
            defer { warehouse.close() }
            return try Ledger(warehouse).row(id)
        }
    }

    @Test("the list has the newest first, by reason if asked, with what to do next")
    func list() throws {
        let desk = try Desk([("a.bin", .binaryData), ("b.gz", .gzipTruncated), ("c.bin", .binaryData)])
        let all = try desk.letters.list()
        #expect(all.map(\.name) == ["c.bin", "b.gz", "a.bin"])
        #expect(all[0].detail == "what happened" && all[0].byteOffset == 3 && all[0].advice == FailureCode.binaryData.entry.advice)
        #expect(all[0].path.map { FileManager.default.fileExists(atPath: $0) } == true)
        #expect(try desk.letters.list(reason: "binary-data", limit: 1).map(\.name) == ["c.bin"])
        #expect(throws: DeskError(.usage, "no reason is called 'binary-date'; did you mean binary-data?")) {
            try desk.letters.list(reason: "binary-date")
        }
    }

    @Test("one is shown by its number; another number is an error that helps")
    func show() throws {
        let desk = try Desk([("a.bin", .binaryData)])
        #expect(try desk.letters.show(desk.ids[0]).reason == "binary-data")
        #expect(throws: DeskError(.noInput, "file 99 is no dead letter; copydesk dead-letter list shows those that are")) {
            try desk.letters.show(99)
        }
    }

    @Test("retry puts the row into retry, due at once and with a fresh count, and the original beside it")
    func retry() throws {
        let desk = try Desk([("a.bin", .binaryData), ("b.bin", .binaryData)])
        #expect(try desk.letters.retry(.files([desk.ids[1]])) == [desk.ids[1]])
        let row = try #require(try desk.row(desk.ids[1]))
        #expect(row.status == .retry && row.attempts == 0 && row.finishedAt == nil)
        #expect(desk.files("retry").contains { $0.hasSuffix("__b.bin") })
        #expect(desk.files("dead-letter").map { $0.split(separator: "/").last ?? "" }.allSatisfy { $0.contains("a.bin") })
        #expect(try desk.letters.retry(.all) == [desk.ids[0]])
        #expect(try desk.letters.list().isEmpty)
    }

    @Test("a wrong number among right ones changes nothing")
    func wrongNumber() throws {
        let desk = try Desk([("a.bin", .binaryData)])
        #expect(throws: DeskError.self) { try desk.letters.retry(.files([desk.ids[0], 99])) }
        #expect(throws: DeskError.self) { try desk.letters.discard(.files([desk.ids[0], 99])) }
        #expect(try desk.letters.list().count == 1)
        #expect(desk.files("dead-letter").count == 2)
    }

    @Test("discard deletes original and report, keeps the row, and does it once")
    func discard() throws {
        let desk = try Desk([("a.bin", .binaryData), ("b.gz", .gzipTruncated)])
        #expect(try desk.letters.discard(.reason("binary-data")) == [desk.ids[0]])
        #expect(desk.files("dead-letter").count == 2)
        #expect(try desk.row(desk.ids[0])?.discardedAt != nil)
        #expect(try desk.letters.list().map(\.fileID) == [desk.ids[1]])
        #expect(try desk.letters.list(withDiscarded: true).count == 2)
        #expect(throws: DeskError.self) { try desk.letters.discard(.files([desk.ids[0]])) }
    }

    @Test("an original that is gone cannot be retried, and the message says where to look")
    func goneOriginal() throws {
        let desk = try Desk([("a.bin", .binaryData)])
        try FileManager.default.removeItem(atPath: "\(desk.path)/dead-letter")
        try FileManager.default.createDirectory(atPath: "\(desk.path)/dead-letter", withIntermediateDirectories: false)
        #expect(throws: DeskError(.noInput, "the original of file \(desk.ids[0]) is not in dead-letter/ any more: see copydesk audit")) {
            try desk.letters.retry(.files(desk.ids))
        }
        #expect(try desk.letters.retry(.all).isEmpty)
    }

    @Test("a daemon that runs is told at once")
    func daemonIsTold() throws {
        let desk = try Desk([("a.bin", .binaryData)])
        let told = Flag()
        let path = desk.path
        let socket = try StatusSocket(desk: path, report: { StatusReport(desk: path) }, onRetries: { told.set() })
        _ = try desk.letters.retry(.all)
        socket.close()
        #expect(told.isSet)
    }

    @Test("where there is no desk or no warehouse, the error says so (66)")
    func noDesk() throws {
        let folder = try TemporaryDesk()
        let noDesk = DeskError(
            .noInput, "\(folder.path) is no desk: name one with --desk, or make it with: copydesk init --desk \(folder.path)")
        #expect(throws: noDesk) { try DeadLetters(desk: folder.path, settings: Settings()).list() }
        #expect(throws: noDesk) { try Audit.run(desk: folder.path, settings: Settings(), originals: false) }
        #expect(throws: noDesk) { try OpenDesk(folder.path, settings: Settings()) }
        _ = try DeskFolders.make(root: Array(folder.path.utf8))
        #expect(throws: DeskError(.noInput, "there is no warehouse \(folder.path)/warehouse.sqlite")) {
            try DeadLetters(desk: folder.path, settings: Settings()).list()
        }
    }
}
