import Dispatch
import Glibc
import Model
import Synchronization
import Testing

@testable import Inbox

/// Errors of the system and of the ledger in the middle of a claim, and what the dropper does meanwhile.
@Suite struct IntakeFaultTests {
    private let desk: Desk

    init() throws { desk = try Desk() }

    @Test("C08 an inbox on another file system: copied, verified, and only then removed there")
    func elsewhere() throws {
        let other = try Desk(in: "/tmp")
        let folders = DeskFolders(root: desk.root, inbox: other.folders.inbox)
        let ledger = MemoryLedger()
        let told = Mutex<[ClaimedFile]>([])
        let box = Box(told)
        let intake = Intake(
            folders: folders, settings: Run.quick, ledger: ledger,
            callbacks: IntakeCallbacks(deliver: { files in box.value.withLock { $0 += files } }))
        try intake.start()
        let text = String(repeating: "0123456789abcdef", count: 200_000)
        let fd = try Drop.open(other.inbox("a"))
        try Drop.append(fd, text)
        let stamp = timespec(tv_sec: -3, tv_nsec: 500_000_000)
        _ = [stamp, stamp].withUnsafeBufferPointer { futimens(fd, $0.baseAddress) }
        close(fd)
        until { box.value.withLock { $0.count } == 1 }
        intake.stop {}
        let file = try #require(box.value.withLock { $0.first })
        #expect(Drop.read(file.claim.path) == text)
        #expect(file.claim.facts == (try Drop.node(file.claim.path)).facts)
        #expect(file.claim.facts.mtimeNs == -2_500_000_000)
        #expect(!Drop.exists(other.inbox("a")))
        #expect(ledger.rows[file.claim.fileID]?.draft.facts.device != file.claim.facts.device)
    }

    @Test("C08 EXDEV and a file system without RENAME_NOREPLACE claim by copying too", arguments: [EXDEV, EINVAL])
    func renameRefused(code: Int32) throws {
        let faults = Faults()
        faults.rule(.rename) { $0 == Array("a".utf8) ? code : nil }
        let run = try Run(desk, system: faults.system)
        try Drop.write(desk.inbox("a"), "text")
        run.expect(["a"])
        #expect(run.text("a") == "text")
        #expect(!Drop.exists(desk.inbox("a")))
        #expect(faults.count(.sync) == 2)
    }

    @Test("a claim by rename syncs nothing: the loader does, before it commits an outcome")
    func noSync() throws {
        let faults = Faults()
        let run = try Run(desk, system: faults.system)
        try Drop.write(desk.inbox("a"), "text")
        run.expect(["a"])
        #expect(faults.count(.sync) == 0)
    }

    @Test("I03 an inode that others own and hold another name of is copied, never renamed")
    func foreignLink() throws {
        var system = SystemCalls.live
        system.node = { (fd) throws(SystemError) in
            var node = try SystemCalls.live.node(fd)
            if node.kind == .file { node.owner = 4_242 }
            return node
        }
        let run = try Run(desk, system: system)
        try Drop.write(desk.outside("original"), "text")
        try Drop.link(desk.outside("original"), desk.inbox("a"))
        run.expect(["a"])
        let file = try #require(run.file("a"))
        #expect(file.claim.facts.inode != (try Drop.node(desk.outside("original")).facts.inode))
        #expect(Drop.read(desk.outside("original")) == "text")
        #expect(!Drop.exists(desk.inbox("a")))
    }

    @Test("a file too large to be copied is left, with its reason")
    func tooLargeToCopy() throws {
        let faults = Faults()
        var system = faults.system
        system.node = { (fd) throws(SystemError) in
            var node = try SystemCalls.live.node(fd)
            if node.kind == .file {
                node.links = 2
                node.owner = 4_242
            }
            return node
        }
        let run = try Run(desk, system: system) { $0.copyBytesMax = 3 }
        try Drop.write(desk.inbox("a"), "text")
        until { run.intake.status().stuckCount == 1 }
        #expect(run.intake.status().stuck.first?.hint == "larger than copy_bytes_max, and can only be taken by copying")
        #expect(Drop.read(desk.inbox("a")) == "text")
    }

    @Test("C21 a rename that is not permitted leaves the file, says so and backs off; it is no hot loop, and no second row")
    func notPermitted() throws {
        let faults = Faults()
        faults.rule(.rename) { $0 == Array("a".utf8) ? EPERM : nil }
        let run = try Run(desk, system: faults.system) {
            $0.stuckFirstSeconds = 0.01
            $0.stuckMaxSeconds = 0.4
        }
        try Drop.write(desk.inbox("a"), "text")
        until { run.intake.status().stuckCount == 1 }
        pass(150)
        #expect(run.intake.status().stuck.first?.hint == "Operation not permitted")
        #expect((2...6).contains(faults.count(.rename)))
        try Drop.write(desk.inbox("b"), "text")
        run.expect(["b"])
        faults.rule(.rename, nil)
        run.expect(["a", "b"])
        #expect(run.ledger.rows.count == 2)
    }

    @Test("without a lease quiet is the proof, after settle", arguments: [EACCES, EINVAL])
    func noLease(code: Int32) throws {
        let faults = Faults()
        faults.rule(.takeLease) { _ in code }
        let run = try Run(desk, system: faults.system)
        let before = SystemCalls.live.monotonicNs()
        try Drop.move(desk.inbox("a"), "text", from: desk.outside("x"))
        run.expect(["a"])
        #expect(run.file("a")?.claim.proof == .quiet)
        #expect(SystemCalls.live.monotonicNs() - before >= Run.quick.ladder.settleNs)
    }

    @Test(
        "E01 C17 a full, read-only or failing disk is an outage, told once; after it the same rows serve",
        arguments: [ENOSPC, EDQUOT, EROFS, EIO])
    func diskFull(code: Int32) throws {
        let faults = Faults()
        faults.rule(.rename) { _ in code }
        let run = try Run(desk, system: faults.system)
        for number in 0..<20 { try Drop.write(desk.inbox("\(number)"), "x") }
        until { run.outages.count == 1 }
        try Drop.write(desk.inbox("later"), "x")
        pass(50)
        #expect(run.outages.count == 1)
        #expect(run.intake.status().isPaused)
        #expect(Drop.names(desk.folders.inbox).count == 21)
        faults.rule(.rename, nil)
        run.intake.resume()
        run.expect((0..<20).map(String.init) + ["later"])
        #expect(run.ledger.rows.count == 21)
        #expect(run.outages.count == 1)
    }

    @Test("a ledger that fails before the renames leaves everything in the inbox; after the outage all is taken")
    func ledgerDown() throws {
        let ledger = MemoryLedger()
        ledger.fail("claim", 2)
        let run = try Run(desk, ledger: ledger)
        for number in 0..<10 { try Drop.write(desk.inbox("\(number)"), "x") }
        for _ in 1...2 {
            until { run.intake.status().isPaused }
            #expect(Drop.names(desk.folders.inbox).count == 10)
            run.intake.resume()
        }
        run.expect((0..<10).map(String.init))
    }

    @Test(
        "a ledger that fails after the renames: the files are held and handed over after the outage, or at the end",
        arguments: [true, false])
    func ledgerDownAfter(isStopped: Bool) throws {
        let ledger = MemoryLedger()
        ledger.fail("claimed", 1)
        let run = try Run(desk, ledger: ledger)
        try Drop.write(desk.inbox("a"), "x")
        until { run.intake.status().isPaused }
        #expect(run.files.isEmpty)
        #expect(Drop.names(desk.folders.work) == ["1__a"])
        if isStopped { run.stop() } else { run.intake.resume() }
        run.expect(["a"])
        #expect(run.ledger.rows[1]?.status == .working)
    }

    @Test("F01 stop leaves what waits in the inbox; a later life takes it, with the rows that are there")
    func stop() throws {
        let run = try Run(desk)
        let fd = try Drop.open(desk.inbox("busy"))
        try Drop.append(fd, "x")
        until { run.intake.status().busyCount == 1 }
        try Drop.write(desk.inbox(".hidden"), "x")
        run.stop()
        try Drop.write(desk.inbox("after"), "x")
        pass(40)
        #expect(run.files.isEmpty)
        #expect(Drop.names(desk.folders.inbox) == [".hidden", "after", "busy"])
        #expect(desk.openDescriptors() == 1)
        close(fd)
        let draft = ClaimDraft(name: Array("after".utf8), source: "", facts: try Drop.node(desk.inbox("after")).facts, proof: .lease)
        let id = run.ledger.insert(MemoryLedger.Row(draft: draft, status: .claiming))
        let next = try Run(desk, ledger: run.ledger)
        next.expect(["after", "busy"])
        #expect(next.file("after")?.claim.fileID == id)
    }

    @Test("what took the name between proof and rename goes back and climbs by itself; the row is withdrawn")
    func changedBetween() throws {
        let isSwapped = Atomic<Bool>(false)
        let once = Once(isSwapped)
        var system = SystemCalls.live
        let desk = desk
        system.rename = { (from, name, to, target) throws(SystemError) in
            if name == Array("a".utf8), once.first() { try? Drop.move(desk.inbox("a"), "second", from: desk.outside("x")) }
            try SystemCalls.live.rename(from, name, to, target)
        }
        let run = try Run(desk, system: system)
        try Drop.write(desk.inbox("a"), "first")
        run.expect(["a"])
        #expect(run.text("a") == "second")
        #expect(run.ledger.rows[1]?.status == .withdrawn)
        #expect(run.ledger.rows[1]?.reason == .takenBack)
        #expect(run.file("a")?.claim.fileID == 2)
    }

    @Test("what must go back while its name is taken again gets a name of its own: both are delivered")
    func putBackBesides() throws {
        let once = Once(Atomic<Bool>(false))
        var system = SystemCalls.live
        let desk = desk
        system.rename = { (from, name, to, target) throws(SystemError) in
            let isFirst = name == Array("a".utf8) && once.first()
            if isFirst { try? Drop.move(desk.inbox("a"), "second", from: desk.outside("x")) }
            try SystemCalls.live.rename(from, name, to, target)
            if isFirst { try? Drop.move(desk.inbox("a"), "third", from: desk.outside("x")) }
        }
        let run = try Run(desk, system: system)
        try Drop.write(desk.inbox("a"), "first")
        run.expect(["a", "returned-1-a"])
        #expect(Set(run.files.compactMap { Drop.read($0.claim.path) }) == ["second", "third"])
    }

    @Test("P8 no capacity, no claims: the inbox is the queue; capacity again, all is taken")
    func capacity() throws {
        let run = try Run(desk, isStarted: false)
        run.setCapacityZero(true)
        try run.intake.start()
        for number in 0..<50 { try Drop.write(desk.inbox("\(number)"), "x") }
        pass(60)
        #expect(run.files.isEmpty)
        #expect(run.intake.status().isFull)
        #expect(run.ledger.claimCalls == 0)
        run.setCapacityZero(false)
        run.intake.capacityFreed()
        run.expect((0..<50).map(String.init))
    }

    @Test("P8 more names than may be remembered: all are taken, by rescans")
    func smallRoom() throws {
        let run = try Run(desk) {
            $0.waitingMax = 16
            $0.batchFilesMax = 5
            $0.sliceNamesMax = 7
        }
        for number in 0..<300 { try Drop.write(desk.inbox("\(number)"), "x") }
        run.expect((0..<300).map(String.init))
        #expect(run.intake.status().waitingCount <= 16)
    }

    @Test("A01 A02 A05 crash points come in the order of the claim's steps")
    func crashPoints() throws {
        let points = Mutex<[String]>([])
        let box = Box(points)
        let desk = desk
        let run = try Run(desk) { _ in
        } onCrashPoint: { point in
            box.value.withLock { $0.append("\(point) \(Drop.names(desk.folders.inbox).count)") }
        }
        try Drop.write(desk.inbox("a"), "x")
        run.expect(["a"])
        #expect(box.value.withLock { $0 } == ["claim.row 1", "claim.renamed 0"])
    }
}

/// A value that closures share.
final class Box<Value: ~Copyable & Sendable>: Sendable {
    let value: Value
    init(_ value: consuming Value) { self.value = value }
}

/// True once.
final class Once: Sendable {
    private let isDone: Atomic<Bool>
    init(_ isDone: consuming Atomic<Bool>) { self.isDone = isDone }
    func first() -> Bool { !isDone.exchange(true, ordering: .sequentiallyConsistent) }
}
