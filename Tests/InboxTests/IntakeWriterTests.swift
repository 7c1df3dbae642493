import Glibc
import Model
import Testing

@testable import Inbox

/// How people and programs write files, on real folders.
@Suite struct IntakeWriterTests {
    @Test("B04 a file moved in is delivered with its proof, its facts and its bytes", arguments: ["/dev/shm", "/tmp"])
    func moved(base: String) throws {
        let desk = try Desk(in: base)
        let run = try Run(desk)
        try Drop.move(desk.inbox("a.txt"), "hello", from: desk.outside("a"))
        run.expect(["a.txt"])
        let file = try #require(run.file("a.txt"))
        #expect(file.claim.proof == .lease)
        #expect(file.claim.facts == (try Drop.node(file.claim.path)).facts)
        #expect(file.claim.path == desk.folders.work + Array("/\(file.claim.fileID)__a.txt".utf8))
        #expect(Drop.read(file.claim.path) == "hello")
        #expect(Drop.names(desk.folders.inbox) == [])
        #expect(run.ledger.rows[file.claim.fileID]?.status == .working)
    }

    @Test(
        "cp, mv, a hard link, a file without a name that gets one, and what was there before: each once, whole",
        arguments: ["/dev/shm", "/tmp"])
    func ways(base: String) throws {
        let desk = try Desk(in: base)
        try Drop.write(desk.inbox("before.txt"), "before")
        let run = try Run(desk)
        try Drop.write(desk.inbox("cp.txt"), "cp")
        try Drop.move(desk.inbox("mv.txt"), "mv", from: desk.outside("x"))
        try Drop.write(desk.outside("original"), "link")
        try Drop.link(desk.outside("original"), desk.inbox("B05 link.txt"))
        try Drop.temporaryThenLink(folder: desk.folders.inbox, desk.inbox("B06 tmpfile.txt"), "tmpfile")
        try Drop.write(desk.inbox(".B07.txt.x1Yz"), "rsync")
        try Drop.rename(desk.inbox(".B07.txt.x1Yz"), desk.inbox("B07.txt"))
        try Drop.write(desk.inbox("B14.txt.part"), "browser")
        try Drop.rename(desk.inbox("B14.txt.part"), desk.inbox("B14.txt"))
        run.expect(["before.txt", "cp.txt", "mv.txt", "B05 link.txt", "B06 tmpfile.txt", "B07.txt", "B14.txt"])
        for (name, text) in [("B05 link.txt", "link"), ("B06 tmpfile.txt", "tmpfile"), ("B07.txt", "rsync"), ("cp.txt", "cp")] {
            #expect(run.text(name) == text)
        }
        #expect(Drop.read(desk.outside("original")) == "link")
        #expect(run.notices == [])
    }

    @Test("B01 B02 a slow writer is waited for, however long it pauses with the file open")
    func slow() throws {
        let desk = try Desk()
        let run = try Run(desk)
        let fd = try Drop.open(desk.inbox("slow.txt"))
        for _ in 1...5 {
            try Drop.append(fd, "x")
            pass(30)
        }
        #expect(run.names == [])
        #expect(until { run.intake.status().busyCount == 1 })
        #expect(run.intake.status().busy.first.map { printable($0.path) } == "slow.txt")
        close(fd)
        run.expect(["slow.txt"])
        #expect(run.text("slow.txt") == "xxxxx")
        #expect(run.intake.status().waitingCount == 0)
    }

    @Test("B12 a writer that has closed its file but still stores through a mapping is waited for")
    func mapped() throws {
        let desk = try Desk()
        let run = try Run(desk)
        let fd = try Drop.open(desk.inbox("m"), O_RDWR | O_CREAT)
        ftruncate(fd, 4_096)
        let memory = try #require(mmap(nil, 4_096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0))
        close(fd)
        pass(80)
        #expect(run.names == [])
        memory.storeBytes(of: 65, as: UInt8.self)
        munmap(memory, 4_096)
        run.expect(["m"])
        #expect(run.text("m")?.first == "A")
    }

    @Test("B03 a writer that comes back within min_age is one file; bytes and order as written")
    func reopened() throws {
        let desk = try Desk()
        let run = try Run(desk) { $0.ladder.minAgeNs = 150_000_000 }
        for part in ["a", "b", "c"] {
            let fd = try Drop.open(desk.inbox("log"), O_WRONLY | O_CREAT | O_APPEND)
            try Drop.append(fd, part)
            close(fd)
            pass(20)
        }
        run.expect(["log"])
        #expect(run.text("log") == "abc")
    }

    @Test("B09 a temporary name without a dot, as sed -i and tempfile make, is never taken")
    func sed() throws {
        let desk = try Desk()
        let run = try Run(desk)
        for number in 1...50 {
            try Drop.write(desk.inbox("sedAb\(number)"), "\(number)")
            try Drop.rename(desk.inbox("sedAb\(number)"), desk.inbox("f\(number)"))
        }
        run.expect((1...50).map { "f\($0)" })
    }

    @Test("B10 B11 a touched file gets its content later; one that stays empty is ignored")
    func touched() throws {
        let desk = try Desk()
        let run = try Run(desk)
        close(try Drop.open(desk.inbox("touch-first")))
        close(try Drop.open(desk.inbox("empty")))
        pass(60)
        try Drop.write(desk.inbox("touch-first"), "content")
        run.expect(["touch-first"])
        #expect(run.text("touch-first") == "content")
        until { run.ignored.count == 1 }
        #expect(run.ignored == ["empty: empty-file"])
    }

    @Test("B16 trees moved in whole, three levels deep, keep their paths and sources")
    func trees() throws {
        let desk = try Desk()
        let run = try Run(desk)
        for folder in ["t", "t/u", "t/u/v"] {
            try Drop.folder(desk.outside(folder))
            for name in ["1", "2"] { try Drop.write(desk.outside("\(folder)/\(name)"), folder) }
        }
        try Drop.rename(desk.outside("t"), desk.inbox("t"))
        run.expect(["t/1", "t/2", "t/u/1", "t/u/2", "t/u/v/1", "t/u/v/2"])
        #expect(run.file("t/u/v/1")?.claim.source == "t/u/v")
        // The folders are watched now.
        try Drop.write(desk.inbox("t/u/v/later"), "later")
        until { run.file("t/u/v/later") != nil }
        #expect(run.text("t/u/v/later") == "later")
    }

    @Test("B17 a file written right after its folder was made is found, 500 times")
    func freshFolders() throws {
        let desk = try Desk()
        let run = try Run(desk)
        for number in 0..<500 {
            try Drop.folder(desk.inbox("d\(number)"))
            try Drop.write(desk.inbox("d\(number)/x"), "\(number)")
        }
        run.expect((0..<500).map { "d\($0)/x" })
        #expect(run.intake.status().watchCount == 501)
    }

    @Test("B18 B19 names that are taken back and dropped anew by the hundred: every content once or withdrawn, never a mixture")
    func takenBack() throws {
        let desk = try Desk()
        let run = try Run(desk)
        for number in 0..<300 {
            try Drop.move(desk.inbox("same"), "\(number)", from: desk.outside("x"))
            if number % 3 == 0 { try? Drop.remove(desk.inbox("same")) }
        }
        try? Drop.remove(desk.inbox("same"))
        try Drop.move(desk.inbox("last"), "last", from: desk.outside("x"))
        until { run.file("last") != nil }
        let texts = run.files.compactMap { Drop.read($0.claim.path) }
        #expect(texts.count == run.files.count)
        #expect(Set(texts).count == texts.count)
        #expect(until { !run.ledger.rows.values.contains { $0.status == .claiming } })
        #expect(run.ledger.complaints == [])
        #expect(run.outages == [])
    }

    @Test("B20 B21 stamps of 1970 and 2099 and short files decide nothing: the lease does", arguments: [0, 4_070_908_800, -1])
    func foreignStamps(seconds: Int) throws {
        let desk = try Desk()
        let run = try Run(desk)
        let fd = try Drop.open(desk.inbox("old"))
        try Drop.append(fd, "half")
        let stamp = timespec(tv_sec: seconds, tv_nsec: 5)
        _ = [stamp, stamp].withUnsafeBufferPointer { futimens(fd, $0.baseAddress) }
        pass(60)
        #expect(run.names == [])
        try Drop.append(fd, " whole")
        _ = [stamp, stamp].withUnsafeBufferPointer { futimens(fd, $0.baseAddress) }
        close(fd)
        run.expect(["old"])
        #expect(run.text("old") == "half whole")
        #expect(run.file("old")?.claim.facts.mtimeNs == Int64(seconds) * 1_000_000_000 + 5)
    }

    @Test("B15 a partial older than a day is reported, not taken, not deleted")
    func stalePartial() throws {
        let desk = try Desk()
        try Drop.write(desk.inbox("x.part"), "x")
        let run = try Run(desk) { $0.ladder.stalePartialNs = 1 }
        until { run.intake.status().stalePartialCount == 1 }
        #expect(run.intake.status().stalePartials.map(printable) == ["x.part"])
        #expect(run.files.isEmpty)
        #expect(Drop.exists(desk.inbox("x.part")))
    }

    @Test("B23 I08 who keeps breaking leases and appends for ever is busy; others are served")
    func player() throws {
        let desk = try Desk()
        let run = try Run(desk)
        let fd = try Drop.open(desk.inbox("log"), O_WRONLY | O_CREAT | O_APPEND)
        for number in 0..<40 {
            try Drop.append(fd, "line\n")
            close(try Drop.open(desk.inbox("log"), O_WRONLY | O_APPEND))
            try Drop.move(desk.inbox("n\(number)"), "x", from: desk.outside("x"))
        }
        run.expect((0..<40).map { "n\($0)" })
        #expect(until { run.intake.status().busyCount == 1 })
        close(fd)
        run.expect((0..<40).map { "n\($0)" } + ["log"])
    }

    @Test("B24 many droppers at the same time: all taken, each once")
    func droppers() async throws {
        let desk = try Desk()
        let run = try Run(desk)
        await withTaskGroup(of: Void.self) { group in
            for dropper in 0..<16 {
                group.addTask {
                    for number in 0..<40 {
                        let name = "\(dropper)-\(number)"
                        if number % 2 == 0 {
                            try? Drop.move(desk.inbox(name), name, from: desk.outside(name))
                        } else {
                            try? Drop.write(desk.inbox(name), name)
                        }
                    }
                }
            }
        }
        run.expect((0..<16).flatMap { dropper in (0..<40).map { "\(dropper)-\($0)" } })
        for file in run.files { #expect(Drop.read(file.claim.path) == printable(file.claim.name)) }
    }
}
