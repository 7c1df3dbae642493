import Foundation
import Glibc
import Inbox
import Model
import Testing

@testable import Desk
@testable import Warehouse

@Suite("Calls that fail under a whole daemon: nothing lost, nothing called durable that is not (FAULTS C17 to C19, E01, E03)", .aFewAtATime)
struct InjectedFaultTests {
    static func isName(_ path: [UInt8], _ suffix: String) -> Bool { path.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }

    @Test("E01: the warehouse cannot grow while a group is loaded: rolled back, an outage, loaded again, nothing dead")
    func warehouseFull() async throws {
        let desk = try RunningDesk()
        // SQLite itself says SQLITE_FULL: not one page more.
        try desk.daemon.desk.warehouse.writer.run { connection throws(Failure) in
            let pages = try connection.integer("PRAGMA page_count") ?? 0
            _ = try connection.integer("PRAGMA max_page_count = \(pages)")
        }
        let long = MixedDrop.article(1) + String(repeating: "More was said about the bridge and the town. ", count: 2_000)
        try desk.drop("long.txt", long)
        #expect(await desk.wait { try desk.row("long.txt")?.status == .loaded })
        #expect(desk.log.holding("outage disk-full").count == 1, "\(desk.log.holding(""))")
        #expect(await desk.wait { desk.log.holding("the outage is over").count == 1 })
        #expect(try desk.row("long.txt")?.attempts == 0)
        try await desk.stop()
    }

    @Test("C19: the file system cannot be synced: no outcome is committed and nothing goes to done/ until it can")
    func syncFails() async throws {
        let failing = Countdown(2)
        let desk = try RunningDesk(RunningDesk.quick) { system in
            let live = system.syncFileSystem
            system.syncFileSystem = { (fd) throws(SystemError) in
                if failing.fails() { throw SystemError(EIO) }
                try live(fd)
            }
        }
        try desk.drop("a.txt", MixedDrop.article(1))
        var early: [FileStatus] = []
        #expect(
            await desk.wait {
                // Looked at before the sync that succeeds can have happened: what is final while one still fails is wrong.
                let statuses = try desk.rows().map(\.status)
                if !failing.isOver { early += statuses.filter(\.isFinal) }
                return failing.isOver && statuses == [.loaded]
            })
        #expect(early == [])
        #expect(desk.log.holding("outage io-error").count == 1)
        #expect(await desk.wait { desk.names(in: "work").isEmpty })
        try await desk.stop()
    }

    @Test("C18: a file that cannot be opened for an I/O error is tried again, then dead; the others are loaded")
    func readFails() async throws {
        let desk = try RunningDesk(RunningDesk.quick) { system in
            let live = system.open
            system.open = { (folder, name, flags, mode) throws(SystemError) in
                if Self.isName(name, "__bad.txt"), flags & O_NONBLOCK != 0 { throw SystemError(EIO) }
                return try live(folder, name, flags, mode)
            }
        }
        try desk.drop("bad.txt", MixedDrop.article(1))
        for number in 2..<6 { try desk.drop("good\(number).txt", MixedDrop.article(number)) }
        #expect(await desk.wait { try desk.rows().count == 5 && desk.rows().allSatisfy { $0.status.isFinal } })
        let bad = try #require(try desk.row("bad.txt"))
        #expect(bad.status == .dead && bad.reason == .ioError)
        #expect(desk.log.holding("retry io-error").count == 2)
        #expect(try desk.rows().filter { $0.status == .loaded }.count == 4)
        try await desk.stop()
    }

    @Test("C18: a file whose bytes cannot be read is tried again, and loaded once they can")
    func readFailsOnce() async throws {
        let failing = Countdown(2)
        let desk = try RunningDesk(RunningDesk.quick) { system in
            let live = system.open
            system.open = { (folder, name, flags, mode) throws(SystemError) in
                // A descriptor that nothing can be read from.
                let isRead = Self.isName(name, "__bad.txt") && flags & O_NONBLOCK != 0
                return try live(folder, name, isRead && failing.fails() ? O_WRONLY | O_CLOEXEC : flags, mode)
            }
        }
        try desk.drop("bad.txt", MixedDrop.article(1))
        #expect(await desk.wait { try desk.row("bad.txt")?.status == .loaded }, "\(desk.log.holding(""))")
        #expect(try desk.row("bad.txt")?.attempts == 2)
        try await desk.stop()
    }

    @Test("F12: no descriptor left for a file is tried again, not dead", arguments: [EMFILE, ENFILE])
    func noDescriptor(code: Int32) async throws {
        let failing = Countdown(2)
        let desk = try RunningDesk(RunningDesk.quick) { system in
            let live = system.open
            system.open = { (folder, name, flags, mode) throws(SystemError) in
                if Self.isName(name, "__a.txt"), flags & O_NONBLOCK != 0, failing.fails() { throw SystemError(code) }
                return try live(folder, name, flags, mode)
            }
        }
        try desk.drop("a.txt", MixedDrop.article(1))
        #expect(await desk.wait { try desk.row("a.txt")?.status == .loaded })
        #expect(desk.log.holding("retry \(FailureCode.tooManyOpenFiles.rawValue)").count == 2)
        try await desk.stop()
    }

    @Test(
        "C17: work/ cannot be written for a while: an outage, announced once; files stay in the inbox and are taken when it can",
        arguments: [EROFS, ENOSPC, EDQUOT])
    func workReadOnly(code: Int32) async throws {
        let failing = Countdown(2)
        let desk = try RunningDesk(RunningDesk.quick) { system in
            let live = system.rename
            system.rename = { (from, name, to, target) throws(SystemError) in
                if name == Array("a.txt".utf8), failing.fails() { throw SystemError(code) }
                try live(from, name, to, target)
            }
        }
        try desk.drop("a.txt", MixedDrop.article(1))
        #expect(await desk.wait { try desk.row("a.txt")?.status == .loaded }, "\(desk.log.holding(""))")
        #expect(failing.isOver)
        #expect(try desk.rows().count == 1)
        #expect(await desk.wait { !desk.log.holding("the outage is over").isEmpty })
        #expect(desk.log.holding("outage ").filter { $0.contains(code == EROFS ? "read-only" : "disk-full") }.count <= 2)
        try await desk.stop()
    }

    @Test("F07: max_operation_time is what the watchdog goes by, from a reload on as docs/SETTINGS.md says")
    func operationTime() async throws {
        var settings = RunningDesk.quick
        settings.operationSecondsMax = 1.5
        var other = settings
        other.operationSecondsMax = 2.5
        let desk = try RunningDesk(settings, reloaded: other)
        #expect(desk.daemon.control.sync { desk.daemon.watchdog.silenceMaxNs } == 1_500_000_000)
        desk.daemon.control.sync { desk.daemon.reload() }
        #expect(desk.daemon.control.sync { desk.daemon.watchdog.silenceMaxNs } == 2_500_000_000)
        try await desk.stop()
    }

    @Test("E03: the report beside a dead letter cannot be written: the ledger holds the reason, the file is moved later")
    func reportFails() async throws {
        let failing = Countdown(1)
        let desk = try RunningDesk(RunningDesk.quick) { system in
            let live = system.open
            system.open = { (folder, name, flags, mode) throws(SystemError) in
                if Self.isName(name, ".error.json.tmp"), failing.fails() { throw SystemError(ENOSPC) }
                return try live(folder, name, flags, mode)
            }
        }
        try desk.drop("broken.jsonl", "{\"title\": broken\n")
        #expect(await desk.wait { try desk.row("broken.jsonl")?.status == .dead })
        #expect(await desk.wait { failing.isOver && desk.names(in: "work").isEmpty }, "\(desk.log.holding(""))")
        try await desk.stop()
    }

    @Test("A move to done/ that fails after the commit is made up for; the file is not read again")
    func moveFails() async throws {
        let failing = Countdown(1)
        let desk = try RunningDesk(RunningDesk.quick) { system in
            let live = system.rename
            system.rename = { (from, name, to, target) throws(SystemError) in
                if Self.isName(name, "__a.txt"), failing.fails() { throw SystemError(EIO) }
                try live(from, name, to, target)
            }
        }
        try desk.drop("a.txt", MixedDrop.article(1))
        #expect(await desk.wait { try desk.row("a.txt")?.status == .loaded })
        #expect(await desk.wait { failing.isOver && desk.names(in: "work").isEmpty }, "\(desk.log.holding(""))")
        try await desk.stop()
    }

    @Test("B13: a writer that kept the file open over the claim is seen at the commit: the file is read again as a new revision")
    func changedAfterClaim() async throws {
        let failing = Countdown(1)
        let desk = try RunningDesk(RunningDesk.quick) { system in
            let live = system.open
            system.open = { (folder, name, flags, mode) throws(SystemError) in
                let fd = try live(folder, name, flags, mode)
                // As it is read, its writer adds to it.
                if Self.isName(name, "__a.txt"), flags & O_NONBLOCK != 0, failing.fails() {
                    let writer = Glibc.open("/proc/self/fd/\(fd)", O_WRONLY | O_APPEND | O_CLOEXEC)
                    // After the reader's fstat has been done; the pause stands for a writer elsewhere.
                    Thread.detachNewThread {
                        usleep(2_000)
                        let more = Array("\nAnd the last paragraph, written late.\n".utf8)
                        _ = Glibc.write(writer, more, more.count)
                        Glibc.close(writer)
                    }
                    usleep(1_000)
                }
                return fd
            }
            // The group is committed only after the writer has written.
            let sync = system.syncFileSystem
            system.syncFileSystem = { (fd) throws(SystemError) in
                usleep(50_000)
                try sync(fd)
            }
        }
        try desk.drop("a.txt", MixedDrop.article(1))
        #expect(
            await desk.wait { try desk.rows().contains { $0.status == .loaded } && desk.names(in: "work").isEmpty },
            "\(desk.log.holding(""))")
        let texts = try DeskDatabase(desk.folder.path + "/warehouse.sqlite", isReadOnly: true).texts("SELECT body FROM texts")
        #expect(texts.count == 1)
        #expect(texts.first?.contains("written late") == true)
        try await desk.stop()
    }
}
