import Glibc
import Model
import Testing

@testable import Inbox

/// What happens to the inbox itself, to events, and to the watch.
@Suite struct IntakeFolderTests {
    @Test("C03 an inbox that is deleted and made again is watched again, told, and nothing ends", arguments: ["/dev/shm", "/tmp"])
    func deleted(base: String) throws {
        let desk = try Desk(in: base)
        let run = try Run(desk)
        try Drop.write(desk.inbox("one"), "1")
        run.expect(["one"])
        _ = withCString(desk.folders.inbox) { rmdir($0) }
        until { run.intake.status().mode == .lost }
        try Drop.folder(desk.folders.inbox)
        try Drop.write(desk.inbox("two"), "2")
        run.expect(["one", "two"])
        #expect(run.intake.status().mode == .inotify)
        #expect(run.notices.count == 2)
        try Drop.write(desk.inbox("three"), "3")
        run.expect(["one", "two", "three"])
    }

    @Test("C04 an inbox replaced by rename: the new one is watched, the old one no longer")
    func replaced() throws {
        let desk = try Desk()
        let run = try Run(desk)
        try Drop.write(desk.inbox("one"), "1")
        run.expect(["one"])
        try Drop.folder(desk.outside("new"))
        try Drop.write(desk.outside("new/two"), "2")
        try Drop.rename(desk.folders.inbox, desk.outside("old"))
        try Drop.rename(desk.outside("new"), desk.folders.inbox)
        run.expect(["one", "two"])
        try Drop.write(desk.outside("old/lost"), "x")
        try Drop.write(desk.inbox("three"), "3")
        run.expect(["one", "two", "three"])
        #expect(Drop.exists(desk.outside("old/lost")))
    }

    @Test("C05 an inbox that another one covers without an event is noticed at the next rescan")
    func covered() throws {
        let desk = try Desk()
        for folder in ["one", "two"] {
            try Drop.folder(desk.outside(folder))
            try Drop.folder(desk.outside("\(folder)/inbox"))
        }
        try Drop.write(desk.outside("two/inbox/x"), "x")
        // As a mount over it would: the name leads elsewhere, and no watch tells.
        try Drop.symlink("one", desk.outside("disk"))
        let run = try Run(desk, inbox: desk.outside("disk/inbox"))
        try Drop.write(desk.outside("disk/inbox/one"), "1")
        run.expect(["one"])
        try Drop.remove(desk.outside("disk"))
        try Drop.symlink("two", desk.outside("disk"))
        pass(30)
        #expect(run.names == ["one"])
        run.intake.rescan()
        run.expect(["one", "x"])
        #expect(run.notices.count == 1)
    }

    @Test("F14 started before the inbox is there: it is waited for")
    func noInboxYet() throws {
        let desk = try Desk()
        _ = withCString(desk.folders.inbox) { rmdir($0) }
        let run = try Run(desk)
        until { run.intake.status().mode == .lost }
        try Drop.folder(desk.folders.inbox)
        try Drop.write(desk.inbox("one"), "1")
        run.expect(["one"])
    }

    @Test("a work folder that is missing ends the start with a failure that names it")
    func noWork() throws {
        let desk = try Desk()
        _ = withCString(desk.folders.work) { rmdir($0) }
        let run = try Run(desk, isStarted: false)
        do throws(Failure) {
            try run.intake.start()
            Issue.record("started")
        } catch { #expect(error.detail.contains("/work")) }
    }

    @Test("C01 events that were lost are made good by a rescan")
    func overflow() throws {
        let desk = try Desk()
        var system = SystemCalls.live
        system.read = { (fd, buffer) throws(SystemError) in
            let count = try SystemCalls.live.read(fd, buffer)
            guard count >= MemoryLayout<inotify_event>.size, buffer.loadUnaligned(as: inotify_event.self).wd > 0 else { return count }
            // All of it is lost, as when the queue is full.
            var event = inotify_event()
            event.wd = -1
            event.mask = UInt32(IN_Q_OVERFLOW)
            buffer.storeBytes(of: event, as: inotify_event.self)
            return MemoryLayout<inotify_event>.size
        }
        let run = try Run(desk, system: system)
        for number in 0..<100 { try Drop.move(desk.inbox("\(number)"), "x", from: desk.outside("x")) }
        run.expect((0..<100).map(String.init))
        #expect(run.notices.contains { $0.hasPrefix("events were lost") })
    }

    @Test("C10 without inotify the inbox is polled, said once; events are used as soon as they can be had")
    func noInstances() throws {
        let desk = try Desk()
        let faults = Faults()
        faults.rule(.makeNotifier) { _ in EMFILE }
        let run = try Run(desk, system: faults.system) { $0.pollSeconds = 0.02 }
        try Drop.write(desk.inbox("one"), "1")
        run.expect(["one"])
        #expect(run.intake.status().mode == .polling("inotify: Too many open files"))
        #expect(run.notices.count == 1)
        faults.rule(.makeNotifier, nil)
        until { run.intake.status().mode == .inotify }
        #expect(run.intake.status().mode == .inotify)
    }

    @Test("C09 I06 no watches left: folders without one are polled, said once, others go on by event")
    func noWatches() throws {
        let desk = try Desk()
        let run = try Run(desk) {
            $0.watchesMax = 5
            $0.pollSeconds = 0.05
        }
        for number in 0..<20 { try Drop.folder(desk.inbox("d\(number)")) }
        until { run.intake.status().watchCount == 5 }
        for number in 0..<20 { try Drop.write(desk.inbox("d\(number)/x"), "x") }
        run.expect((0..<20).map { "d\($0)/x" })
        #expect(run.notices.count == 1)
        #expect(run.intake.status().mode == .polling("inotify: No space left on device"))
    }

    @Test("C06 on a network or FUSE file system: polling, and only quiet is proof")
    func remote() throws {
        let desk = try Desk()
        var system = SystemCalls.live
        system.fileSystemType = { _ in 0x6573_5546 }
        system.addWatch = { (_, _, _) throws(SystemError) in throw SystemError(EPERM) }
        let run = try Run(desk, system: system) { $0.pollSeconds = 0.01 }
        let fd = try Drop.open(desk.inbox("a"))
        for _ in 1...6 {
            try Drop.append(fd, "x")
            pass(15)
        }
        #expect(run.files.isEmpty)
        close(fd)
        run.expect(["a"])
        #expect(run.file("a")?.claim.proof == .quiet)
        #expect(run.text("a") == "xxxxxx")
        #expect(run.notices == ["a network or FUSE file system gives no events; the inbox is polled every 0.01 s"])
    }

    @Test("folders that are moved about inside the inbox keep every file, under the path where it is taken")
    func movedAbout() throws {
        let desk = try Desk()
        let run = try Run(desk)
        for number in 0..<30 {
            try Drop.folder(desk.inbox("a\(number)"))
            try Drop.folder(desk.inbox("a\(number)/sub"))
            try Drop.write(desk.inbox("a\(number)/sub/x\(number)"), "x")
            try Drop.rename(desk.inbox("a\(number)"), desk.inbox("b\(number)"))
            try Drop.write(desk.inbox("b\(number)/sub/y\(number)"), "y")
        }
        until { run.files.count == 60 }
        #expect(
            Set(run.names.map { $0.split(separator: "/").last.map(String.init) ?? "" }) == Set((0..<30).flatMap { ["x\($0)", "y\($0)"] }))
        #expect(run.files.count == 60)
        #expect(Drop.files(below: desk.folders.inbox) == [])
    }

    @Test("B25 a file and a folder that may not be read wait with the command that helps, and are taken after it")
    func unreadable() throws {
        let desk = try Desk()
        let faults = Faults()
        faults.rule(.open) { $0 == Array("closed".utf8) || $0 == Array("vault".utf8) ? EACCES : nil }
        try Drop.folder(desk.inbox("vault"))
        try Drop.write(desk.inbox("vault/x"), "x")
        let run = try Run(desk, system: faults.system) { $0.rescanSeconds = 0.05 }
        try Drop.write(desk.inbox("closed"), "x")
        until { run.intake.status().unreadableCount == 1 && run.intake.status().unreadFolders.count == 1 }
        let status = run.intake.status()
        #expect(status.unreadable.first?.hint.contains("/inbox/closed'") == true)
        #expect(status.unreadFolders.first?.hint.contains("/inbox/vault'") == true)
        faults.rule(.open, nil)
        try Drop.mode(desk.inbox("closed"), 0o644)
        run.expect(["closed", "vault/x"])
        #expect(run.intake.status().unreadableCount == 0)
    }

    @Test("more watches and another size of batches hold from an update on")
    func updateOfLimits() throws {
        let desk = try Desk()
        for number in 0..<6 { try Drop.folder(desk.inbox("d\(number)")) }
        let run = try Run(desk) {
            $0.watchesMax = 2
            $0.batchFilesMax = 1
        }
        until { run.intake.status().mode != .inotify }
        var settings = Run.quick
        settings.watchesMax = 100
        settings.batchFilesMax = 3
        run.intake.update(settings)
        until { run.intake.status().mode == .inotify && run.intake.status().watchCount >= 7 }
        #expect(run.intake.status().mode == .inotify)
        #expect(run.intake.queue.sync { run.intake.batchFilesMax } == 3)
    }

    @Test("other rules for a source hold from the rescan that an update starts")
    func update() throws {
        let desk = try Desk()
        let run = try Run(desk) { $0.sourceRules = { _ in SourceRules(asksForMarker: true) } }
        try Drop.write(desk.inbox("a"), "x")
        pass(60)
        #expect(run.files.isEmpty)
        run.intake.update(Run.quick)
        run.expect(["a"])
        try Drop.write(desk.inbox("b"), "x")
        run.expect(["a", "b"])
    }
}
