import Glibc
import Model
import Testing

@testable import Inbox

/// Names and kinds: what a folder can hold.
@Suite struct IntakeNameTests {
    static let names: [[UInt8]] =
        [
            "line\nbreak", "-rf", "100%", "%2F", "\u{202E}gpj", "😀", "trailing ", " ", "'; DROP TABLE files;--", "\u{1B}[31mred", "é",
            "e\u{301}", "A", "a",
            "$(reboot)", "C:\\x", "*",
        ].map { Array($0.utf8) } + [[0xFF, 0xFE], [UInt8](repeating: 0x61, count: 255), [UInt8](repeating: 0xFF, count: 255)]

    @Test("C11 C12 C13 I04 every name that the system allows is delivered, its bytes exact in the ledger", arguments: ["/dev/shm", "/tmp"])
    func hardNames(base: String) throws {
        let desk = try Desk(in: base)
        let run = try Run(desk)
        for (index, name) in Self.names.enumerated() {
            if index % 2 == 0 {
                try Drop.write(desk.inbox(name), printable(name))
            } else {
                try Drop.move(desk.inbox(name), printable(name), from: desk.outside("x"))
            }
        }
        until { run.files.count == Self.names.count }
        #expect(Set(run.files.map(\.claim.name)) == Set(Self.names))
        for file in run.files {
            #expect(run.ledger.rows[file.claim.fileID]?.draft.name == file.claim.name)
            #expect(Drop.read(file.claim.path) == printable(file.claim.name))
        }
    }

    @Test("C11 sub-folders of any name are sources; bytes that are no text are percent-encoded there")
    func hardFolders() throws {
        let desk = try Desk()
        let run = try Run(desk)
        for name in [Array("a b".utf8), Array("50%".utf8), [0xFF, 0x25]] {
            try Drop.folder(desk.inbox(name))
            try Drop.write(desk.inbox(name + Array("/x".utf8)), "1")
        }
        until { run.files.count == 3 }
        #expect(run.files.map(\.claim.source).sorted() == ["%FF%25", "50%", "a b"])
    }

    @Test("C15 C16 links, pipes and sockets get one row each and stay; nothing is read or opened through them")
    func specials() throws {
        let desk = try Desk()
        try Drop.write(desk.outside("target"), "secret")
        try Drop.folder(desk.outside("folder"))
        try Drop.write(desk.outside("folder/x"), "secret")
        let run = try Run(desk)
        try Drop.symlink("../target", desk.inbox("file-link"))
        try Drop.symlink("../folder", desk.inbox("folder-link"))
        try Drop.symlink("nowhere", desk.inbox("dangling"))
        try Drop.symlink("self", desk.inbox("self"))
        try Drop.fifo(desk.inbox("fifo"))
        let socket = try Drop.socket(desk.inbox("socket"))
        defer { close(socket) }
        try Drop.write(desk.inbox("plain"), "x")
        run.expect(["plain"])
        until { run.ledger.rows.count == 7 }
        run.intake.rescan()
        run.intake.rescan()
        pass(30)
        let ignored = run.ledger.rows.values.filter { $0.status == .ignored }.map {
            "\(printable($0.draft.name)): \($0.reason?.rawValue ?? "")"
        }
        #expect(
            ignored.sorted() == [
                "dangling: symlink", "fifo: not-a-regular-file", "file-link: symlink", "folder-link: symlink", "self: symlink",
                "socket: not-a-regular-file",
            ])
        #expect(Drop.names(desk.folders.inbox) == ["dangling", "fifo", "file-link", "folder-link", "self", "socket"])
        #expect(Drop.read(desk.outside("target")) == "secret")
        // Known to the ledger of a later life too.
        run.stop()
        let again = try Run(desk, ledger: run.ledger)
        try Drop.write(desk.inbox("more"), "x")
        again.expect(["more"])
        #expect(again.ledger.rows.count == 8)
    }

    @Test("I01 a file replaced by a link between look and open is not followed")
    func swappedForLink() throws {
        let desk = try Desk()
        try Drop.write(desk.outside("secret"), "secret")
        var system = SystemCalls.live
        system.open = { (folder, name, flags, mode) throws(SystemError) in
            if name == Array("a".utf8), flags == dropFlags {
                try? Drop.symlink("../secret", desk.outside("l"))
                try? Drop.rename(desk.outside("l"), desk.inbox("a"))
            }
            return try SystemCalls.live.open(folder, name, flags, mode)
        }
        let run = try Run(desk, system: system)
        try Drop.write(desk.inbox("a"), "mine")
        until { run.ledger.rows.count == 1 }
        #expect(run.ledger.rows.values.first?.reason == .symlink)
        #expect(run.files.isEmpty)
        #expect(Drop.read(desk.outside("secret")) == "secret")
    }

    @Test("I02 a sub-folder swapped for a link to elsewhere gives nothing of what is there")
    func swappedFolder() throws {
        let desk = try Desk()
        try Drop.folder(desk.outside("etc"))
        try Drop.write(desk.outside("etc/passwd"), "secret")
        try Drop.folder(desk.inbox("s"))
        let run = try Run(desk)
        until { run.intake.status().watchCount == 2 }
        try Drop.write(desk.inbox("s/passwd"), "mine")
        try Drop.rename(desk.inbox("s"), desk.outside("away"))
        try Drop.symlink("../etc", desk.inbox("s"))
        try Drop.write(desk.inbox("after"), "x")
        until { run.file("after") != nil }
        run.intake.rescan()
        pass(40)
        #expect(run.files.allSatisfy { Drop.read($0.claim.path) != "secret" })
        #expect(Drop.read(desk.outside("etc/passwd")) == "secret")
    }

    @Test("C14 a file below 60 folders is taken")
    func deep() throws {
        let desk = try Desk()
        let run = try Run(desk)
        var folder = desk.inbox("d")
        for _ in 1...60 {
            try Drop.folder(folder)
            folder += Array("/d".utf8)
        }
        try Drop.write(folder, "deep")
        until { run.files.count == 1 }
        #expect(run.files.first.flatMap { Drop.read($0.claim.path) } == "deep")
        #expect(run.files.first?.claim.name == Array(repeating: [UInt8(ascii: "d")], count: 61).joined(separator: [47]).map { $0 })
    }

    @Test("C20 G06 an inode used again and equal stamps are new files")
    func sameInode() throws {
        let desk = try Desk()
        let run = try Run(desk)
        for number in 1...5 {
            let fd = try Drop.open(desk.inbox("a"))
            try Drop.append(fd, "\(number)")
            let stamp = timespec(tv_sec: 1_000, tv_nsec: 0)
            _ = [stamp, stamp].withUnsafeBufferPointer { futimens(fd, $0.baseAddress) }
            close(fd)
            until { run.files.count == number }
            try Drop.remove(run.files[number - 1].claim.path)
        }
        #expect(run.files.count == 5)
        #expect(Set(run.files.map(\.claim.fileID)).count == 5)
    }
}
