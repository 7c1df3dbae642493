import Glibc
import Model
import Testing

@testable import Inbox

@Suite struct DeskLockTests {
    private let desk: Desk

    init() throws { desk = try Desk() }

    @Test("F08 a second holder is refused with the first one's pid, and gets it when the first has gone")
    func second() throws {
        var first: DeskLock? = try DeskLock(desk.folders)
        #expect(first != nil)
        #expect(DeskLock.holder(root: desk.root) == getpid())
        do throws(Failure) {
            _ = try DeskLock(desk.folders)
            Issue.record("two holders")
        } catch {
            #expect(error.code == .databaseLocked)
            #expect(error.detail.contains("process \(getpid())"))
        }
        first = nil
        // A process that another test starts meanwhile has the lock too, between its fork and its exec.
        #expect(until { DeskLock.holder(root: desk.root) == nil })
        _ = try DeskLock(desk.folders)
    }

    @Test("F08 another process that holds it is named")
    func otherProcess() throws {
        _ = try DeskLock(desk.folders)
        let path = String(decoding: desk.folders.lockPath, as: UTF8.self)
        // The other process writes its pid, as a daemon does, takes the lock, and ends with its standard input.
        let child = try #require(
            popen("flock '\(path)' sh -c 'echo \"pid $$\" > \"\(path)\"; echo \"fid-ceiling 3000\" >> \"\(path)\"; read line'", "w"))
        #expect(until { DeskLock.holder(root: desk.root) != nil && Drop.read(desk.folders.lockPath)?.contains("3000") == true })
        let pid = DeskLock.holder(root: desk.root)
        #expect(pid != nil && pid != getpid())
        #expect(throws: Failure.self) { _ = try DeskLock(desk.folders) }
        pclose(child)
        let lock = try DeskLock(desk.folders)
        #expect(lock.fidCeiling == 3_000)
    }

    @Test(
        "F09 a file that a killed process left locks nobody out and keeps the ceiling",
        arguments: [
            ("pid 999999\nfid-ceiling 5000\n", 5_000), ("", 0), ("pid 1\n", 0), ("\u{0}\u{0}\u{0}", 0),
            ("fid-ceiling x\nfid-ceiling 7000\n", 7_000),
            ("pid 1\nfid-ceiling 5000\n00\n", 5_000), ("pid 1\nfid-ceiling 50", 0),
        ] as [(String, FileID)])
    func stale(content: String, ceiling: FileID) throws {
        try Drop.write(desk.folders.lockPath, content)
        #expect(DeskLock.holder(root: desk.root) == nil)
        let lock = try DeskLock(desk.folders)
        #expect(lock.fidCeiling == ceiling)
        #expect(Drop.read(desk.folders.lockPath) == "pid \(getpid())\nfid-ceiling \(ceiling)\n")
    }

    @Test("E16 the ceiling goes up by thousands, is on the disk before an id below it is given, and never comes down")
    func ceiling() throws {
        let faults = Faults()
        let folders = DeskFolders(root: desk.root, system: faults.system)
        var lock: DeskLock? = try DeskLock(folders)
        let syncs = faults.count(.sync)
        #expect(syncs >= 1)
        try lock?.ceiling(covering: 0)
        #expect(lock?.fidCeiling == 1_000)
        #expect(faults.count(.sync) == syncs + 1)
        for id in FileID(1)..<1_000 { try lock?.ceiling(covering: id) }
        #expect(faults.count(.sync) == syncs + 1)
        try lock?.ceiling(covering: 1_000)
        #expect(lock?.fidCeiling == 2_000)
        try lock?.ceiling(covering: 5)
        #expect(lock?.fidCeiling == 2_000)
        lock = nil
        #expect(try DeskLock(folders).fidCeiling == 2_000)
    }

    @Test("E03 a ceiling that cannot be synced is not given")
    func ceilingFails() throws {
        let faults = Faults()
        let lock = try DeskLock(DeskFolders(root: desk.root, system: faults.system))
        faults.rule(.sync) { _ in EIO }
        #expect(throws: Failure.self) { try lock.ceiling(covering: 10) }
        #expect(lock.fidCeiling == 0)
        faults.rule(.sync, nil)
        try lock.ceiling(covering: 10)
        #expect(lock.fidCeiling == 1_000)
    }

    @Test("a lock that is a link, or in no desk, is refused")
    func refused() throws {
        try Drop.symlink("/etc/passwd", desk.folders.lockPath)
        #expect(throws: Failure.self) { _ = try DeskLock(desk.folders) }
        #expect(throws: Failure.self) { _ = try DeskLock(DeskFolders(root: Array("/nonexistent/desk".utf8))) }
        #expect(DeskLock.holder(root: Array("/nonexistent/desk".utf8)) == nil)
    }
}
