import Glibc
import Model
import Testing

@testable import Inbox

/// What recovery asks of the inbox.
@Suite struct DeskRecoveryTests {
    private let desk: Desk

    init() throws { desk = try Desk() }

    private func facts(_ name: String) throws -> FileFacts { try Drop.node(desk.inbox(name)).facts }

    private func finish(_ id: FileID, _ name: String, _ facts: FileFacts, _ folders: DeskFolders? = nil) throws -> DeskFolders.FinishedClaim
    {
        try (folders ?? desk.folders).finishClaim(id, name: Array(name.utf8), device: facts.device, inode: facts.inode)
    }

    private func state(_ name: String, _ facts: FileFacts, _ folders: DeskFolders? = nil) -> DeskFolders.InboxState {
        (folders ?? desk.folders).inboxState(name: Array(name.utf8), device: facts.device, inode: facts.inode)
    }

    @Test("A02 the same file in the inbox goes into work/ under its number, also from a sub-folder; twice is once")
    func same() throws {
        try Drop.folder(desk.inbox("s"))
        try Drop.write(desk.inbox("s/a b.txt"), "text")
        let facts = try facts("s/a b.txt")
        #expect(state("s/a b.txt", facts) == .sameFile(facts))
        let path = desk.folders.work + Array("/5__s%2Fa%20b.txt".utf8)
        for _ in 1...2 {
            guard case .inWork(path, let now) = try finish(5, "s/a b.txt", facts) else {
                Issue.record("not in work")
                return
            }
            #expect(now.inode == facts.inode)
        }
        #expect(Drop.read(path) == "text")
        #expect(state("s/a b.txt", facts) == .goneOrOther)
    }

    @Test("A03 A04 a file that was taken back or replaced is gone; the other one is not touched")
    func gone() throws {
        try Drop.write(desk.inbox("a"), "one")
        let old = try facts("a")
        try Drop.move(desk.inbox("a"), "two", from: desk.outside("b"))
        #expect(state("a", old) == .goneOrOther)
        #expect(try finish(1, "a", old) == .goneOrOther)
        #expect(Drop.read(desk.inbox("a")) == "two")
        try Drop.remove(desk.inbox("a"))
        #expect(state("a", old) == .goneOrOther)
        #expect(try finish(1, "a", old) == .goneOrOther)
        #expect(state("missing/a", old) == .goneOrOther)
    }

    @Test("I01 I02 no link is followed, in any component, and no name leads out of the inbox")
    func links() throws {
        try Drop.folder(desk.outside("secret"))
        try Drop.write(desk.outside("secret/a"), "secret")
        let facts = try Drop.node(desk.outside("secret/a")).facts
        try Drop.symlink("../secret", desk.inbox("s"))
        try Drop.symlink("../secret/a", desk.inbox("l"))
        for name in ["s/a", "l", "../secret/a", "./../secret/a", "/\(desk.root)/secret/a", "", "s//a", "a\u{0}b"] {
            #expect(state(name, facts) == .goneOrOther, "\(name)")
            #expect(try finish(1, name, facts) == .goneOrOther, "\(name)")
        }
        #expect(Drop.read(desk.outside("secret/a")) == "secret")
    }

    @Test("F14 an inbox that is not there says nothing about its files")
    func noInbox() throws {
        try Drop.write(desk.inbox("a"), "text")
        let facts = try facts("a")
        try Drop.rename(desk.folders.inbox, desk.outside("unmounted"))
        guard case .unknown = state("a", facts) else {
            Issue.record("concluded something")
            return
        }
        #expect(try finish(1, "a", facts) == .leftToIntake)
    }

    @Test("somebody who writes to it again keeps it in the inbox: intake climbs the ladder with it")
    func writer() throws {
        let fd = try Drop.open(desk.inbox("a"))
        let facts = try facts("a")
        #expect(try finish(1, "a", facts) == .leftToIntake)
        close(fd)
        guard case .inWork = try finish(1, "a", facts) else {
            Issue.record("not taken after the writer had left")
            return
        }
    }

    @Test("no lease, or a claim that must copy, is left to intake")
    func noLease() throws {
        try Drop.write(desk.inbox("a"), "text")
        let facts = try facts("a")
        for (kind, code) in [(Faults.Kind.takeLease, EACCES), (.rename, EXDEV), (.open, EMFILE)] {
            let faults = Faults()
            faults.rule(kind) { name in kind == .takeLease || name == [97] ? code : nil }
            #expect(try finish(1, "a", facts, DeskFolders(root: desk.root, system: faults.system)) == .leftToIntake, "\(kind)")
        }
        #expect(Drop.read(desk.inbox("a")) == "text")
    }

    @Test("a number whose name is taken in work/ by a copy: the original goes only if it still equals the copy", arguments: [true, false])
    func copied(isEqual: Bool) throws {
        try Drop.write(desk.inbox("a"), "text")
        let facts = try facts("a")
        try Drop.write(desk.folders.work + Array("/1__a".utf8), isEqual ? "text" : "tex2")
        guard case .inWork = try finish(1, "a", facts) else {
            Issue.record("not found in work")
            return
        }
        #expect(Drop.exists(desk.inbox("a")) == !isEqual)
        #expect(Drop.read(desk.folders.work + Array("/1__a".utf8)) == (isEqual ? "text" : "tex2"))
    }

    @Test("another file that takes the name between look and rename goes back", arguments: [1, 2, 3])
    func replacedMeanwhile(times: Int) throws {
        try Drop.write(desk.inbox("a"), "one")
        let facts = try facts("a")
        var system = SystemCalls.live
        let desk = desk
        system.rename = { (from, name, to, target) throws(SystemError) in
            if name == [97] { try? Drop.move(desk.inbox("a"), "two", from: desk.outside("b")) }
            try SystemCalls.live.rename(from, name, to, target)
        }
        for _ in 1...times { #expect(try finish(1, "a", facts, DeskFolders(root: desk.root, system: system)) == .goneOrOther) }
        #expect(Drop.read(desk.inbox("a")) == "two")
        #expect(Drop.names(desk.folders.work) == [])
    }
}
