import Glibc
import Model
import Testing

@testable import Inbox

@Suite struct DeskFoldersTests {
    private let desk: Desk
    private let day = DeskDay(year: 2021, month: 8, day: 13)

    init() throws { desk = try Desk() }

    /// A claim whose file lies in work/.
    private func claim(_ id: FileID, _ text: String = "text") throws -> Claim {
        let path = desk.folders.work + Array("/\(id)__a.txt".utf8)
        try Drop.write(path, text)
        return Claim(
            fileID: id, name: Array("a.txt".utf8), source: "", path: path, facts: try Drop.node(path).facts, proof: .lease)
    }

    private func below(_ folder: [UInt8]) -> [String] { Drop.files(below: folder) }

    @Test("a desk is made once, with its modes; what is there, also foreign, stays")
    func make() throws {
        let root = try Desk.temporaryFolder()
        defer { Desk.remove(root) }
        #expect(!DeskFolders.isDesk(root: root))
        try Drop.write(root + Array("/foreign".utf8), "x")
        let folders = try DeskFolders.make(root: root + [47, 47])
        #expect(folders.root == root)
        #expect(DeskFolders.isDesk(root: root))
        #expect(try Drop.node(folders.inbox).mode == 0o2770)
        #expect(try Drop.node(folders.work).mode == 0o700)
        #expect(try Drop.node(folders.done).mode == 0o750)
        try Drop.mode(folders.inbox, 0o2733)
        _ = try DeskFolders.make(root: root)
        #expect(try Drop.node(folders.inbox).mode == 0o2733)
        #expect(Drop.read(root + Array("/foreign".utf8)) == "x")
        try folders.checkOneFileSystem()
    }

    @Test("a folder that is missing is named")
    func missing() throws {
        _ = desk.root.withUnsafeBufferPointer { _ in withCString(desk.folders.done) { rmdir($0) } }
        do throws(Failure) {
            _ = try DeskFolders.open(root: desk.root)
            Issue.record("opened")
        } catch { #expect(error.detail.contains("/done")) }
    }

    @Test("a dead letter is found whatever its day, and put back with its report gone; doing it again is success")
    func putBack() throws {
        let claim = try claim(7)
        _ = try desk.folders.moveToDeadLetter(claim, day: day, errorJSON: [123, 125])
        #expect(desk.folders.findDeadLetter(8, name: claim.name) == nil)
        let path = try #require(desk.folders.findDeadLetter(7, name: claim.name))
        #expect(path == desk.folders.deadLetter + Array("/2021/08/13/7__a.txt".utf8))
        for _ in 1...2 { #expect(try desk.folders.putBack(deadLetter: path) == desk.folders.retry + Array("/7__a.txt".utf8)) }
        #expect(below(desk.folders.deadLetter) == [])
        #expect(desk.folders.findDeadLetter(7, name: claim.name) == nil)
    }

    @Test("a path alone tells which folder it is in, and its day")
    func places() {
        let folders = desk.folders
        let done = folders.done + Array("/2021/08/13/7__a.txt".utf8)
        #expect(folders.isPlaced(done, .partial) && !folders.isPlaced(done, .dead) && !folders.isPlaced(done, .retry))
        #expect(folders.isPlaced(folders.retry + Array("/7__a.txt".utf8), .retry))
        #expect(!folders.isPlaced(Array("/elsewhere/a.txt".utf8), .loaded))
        #expect(folders.day(of: done) == "2021-08-13")
        #expect(folders.day(of: folders.done + Array("/2021/08/7__a.txt".utf8)) == nil)
        #expect(folders.day(of: folders.work + Array("/7__a.txt".utf8)) == nil)
    }

    @Test("C07 folders on two file systems are refused by name; the inbox may be elsewhere")
    func fileSystems() throws {
        let other = try Desk(in: "/tmp")
        _ = withCString(desk.folders.retry) { rmdir($0) }
        try Drop.symlink(String(decoding: other.folders.retry, as: UTF8.self), desk.folders.retry)
        do throws(Failure) {
            try desk.folders.checkOneFileSystem()
            Issue.record("passed")
        } catch { #expect(error.detail.contains("/retry") && error.detail.contains("different file systems")) }
        #expect(!desk.folders.inboxIsElsewhere)
        #expect(DeskFolders(root: desk.root, inbox: other.folders.inbox).inboxIsElsewhere)
        #expect(!DeskFolders(root: desk.root, inbox: Array("/nonexistent".utf8)).inboxIsElsewhere)
    }

    @Test("a move to done is done once; again it is nothing, and bytes and name are as they were")
    func done() throws {
        let claim = try claim(7)
        let path = try desk.folders.moveToDone(claim, day: day)
        #expect(below(desk.folders.done) == ["2021/08/13/7__a.txt"])
        #expect(try desk.folders.moveToDone(claim, day: day) == path)
        #expect(Drop.read(path) == "text")
        #expect(desk.folders.lookUp(7, name: Array("a.txt".utf8), in: .done, day: day) == path)
        #expect(desk.folders.lookUp(8, name: Array("a.txt".utf8), in: .done, day: day) == nil)
    }

    @Test("no move ever overwrites: the clash is a failure and both files stay")
    func neverOverwrites() throws {
        let claim = try claim(7, "new")
        try desk.folders.makeDay(day, in: desk.folders.done)
        let there = desk.folders.done + Array("/2021/08/13/7__a.txt".utf8)
        try Drop.write(there, "old")
        #expect(throws: Failure.self) { _ = try desk.folders.moveToDone(claim, day: day) }
        #expect(Drop.read(there) == "old")
        #expect(Drop.read(claim.path) == "new")
    }

    @Test("a file that is nowhere is a failure that names it")
    func nowhere() throws {
        let claim = try claim(7)
        try Drop.remove(claim.path)
        do throws(Failure) {
            _ = try desk.folders.moveToDone(claim, day: day)
            Issue.record("moved")
        } catch {
            #expect(error.code == .ioError)
            #expect(error.detail.contains("7__a.txt"))
        }
    }

    @Test("A13 A14 retry, back, dead letter and back again: the report comes first, is replaced and goes with the file's fate")
    func lives() throws {
        var claim = try claim(9)
        claim.path = try desk.folders.moveToRetry(claim, errorJSON: Array("{1}".utf8))
        #expect(below(desk.folders.retry) == ["9__a.txt", "9__a.txt.error.json"])
        claim.path = try desk.folders.moveFromRetryToWork(claim)
        #expect(below(desk.folders.retry) == ["9__a.txt.error.json"], "what happened before is known until the fate is")
        #expect(desk.folders.lastReport(of: claim) == Array("{1}".utf8))
        claim.path = try desk.folders.moveToRetry(claim, errorJSON: Array("{2}".utf8))
        #expect(Drop.read(desk.folders.retry + Array("/9__a.txt.error.json".utf8)) == "{2}")
        claim.path = try desk.folders.moveToDeadLetter(claim, day: day, errorJSON: Array("{3}".utf8))
        #expect(below(desk.folders.retry) == [])
        #expect(below(desk.folders.deadLetter) == ["2021/08/13/9__a.txt", "2021/08/13/9__a.txt.error.json"])
        #expect(try desk.folders.moveToDeadLetter(claim, day: day, errorJSON: Array("{4}".utf8)) == claim.path)
        #expect(Drop.read(claim.path + Array(".error.json".utf8)) == "{4}")
        claim.path = try desk.folders.moveFromDeadLetterToRetry(claim, day: day)
        #expect(below(desk.folders.deadLetter) == [])
        #expect(below(desk.folders.retry) == ["9__a.txt"])
        #expect(Drop.read(claim.path) == "text")
    }

    @Test("A12 every call of a move may fail in turn: done again, it ends as if none had")
    func failingMoves() throws {
        for kind in [Faults.Kind.open, .rename, .unlink, .write, .sync, .nodeAt] {
            var number = 1
            while number < 40 {
                let desk = try Desk()
                let path = desk.folders.work + Array("/3__a.txt".utf8)
                try Drop.write(path, "text")
                var claim = Claim(
                    fileID: 3, name: Array("a.txt".utf8), source: "", path: path, facts: try Drop.node(path).facts, proof: .lease)
                let faults = Faults()
                let folders = DeskFolders(root: desk.root, system: faults.system)
                faults.plan(kind, number, EIO)
                func insist(_ move: () throws -> [UInt8]) throws {
                    for attempt in 1...3 {
                        do {
                            claim.path = try move()
                            return
                        } catch { if attempt == 3 { throw error } }
                    }
                }
                try insist { try folders.moveToRetry(claim, errorJSON: Array("{1}".utf8)) }
                try insist { try folders.moveFromRetryToWork(claim) }
                try insist { try folders.moveToDeadLetter(claim, day: day, errorJSON: Array("{2}".utf8)) }
                #expect(
                    Drop.files(below: desk.folders.deadLetter) == ["2021/08/13/3__a.txt", "2021/08/13/3__a.txt.error.json"],
                    "\(kind) \(number)")
                #expect(Drop.read(claim.path) == "text")
                #expect(Drop.files(below: desk.folders.work) + Drop.files(below: desk.folders.retry) == [], "\(kind) \(number)")
                if !faults.hasFailed { break }
                number += 1
            }
            #expect(number < 40, "\(kind) never ran out")
        }
    }

    @Test("claims are listed by number, without reports, copies and foreign files; half-made copies go")
    func listing() throws {
        _ = try claim(12)
        _ = try claim(3)
        for name in ["foreign", ".12.copy", "4__b.txt.error.json", "x__y"] {
            try Drop.write(desk.folders.work + Array("/\(name)".utf8), "x")
        }
        #expect(try desk.folders.listClaims(in: .work).map(\.fileID) == [3, 12])
        #expect(try desk.folders.removeUnfinishedCopies() == 1)
        #expect(Drop.names(desk.folders.work).contains("foreign"))
        #expect(!Drop.names(desk.folders.work).contains(".12.copy"))
    }

    @Test("C19 a file system that cannot be synced is a failure")
    func sync() throws {
        try desk.folders.syncFileSystem()
        var system = SystemCalls.live
        system.syncFileSystem = { (_) throws(SystemError) in throw SystemError(EIO) }
        let folders = DeskFolders(root: desk.root, system: system)
        #expect(throws: Failure.self) { try folders.syncFileSystem() }
    }
}
