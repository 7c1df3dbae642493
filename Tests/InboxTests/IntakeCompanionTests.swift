import Glibc
import Model
import Testing

@testable import Inbox

/// Markers, checksums and sidecars beside a file.
@Suite struct IntakeCompanionTests {
    private let desk: Desk

    init() throws { desk = try Desk() }

    private func asking(_ rules: SourceRules) -> (inout IntakeSettings) -> Void {
        { settings in settings.sourceRules = { source in source == "wire" ? rules : SourceRules() } }
    }

    private func wire(_ name: String, _ text: String) throws { try Drop.move(desk.inbox("wire/\(name)"), text, from: desk.outside("x")) }

    @Test("B22 a source that asks for markers: data waits for it, the marker goes along and is ignored")
    func marker() throws {
        try Drop.folder(desk.inbox("wire"))
        let run = try Run(desk, settings: asking(SourceRules(asksForMarker: true)))
        try wire("a.txt", "a")
        try Drop.write(desk.inbox("other.txt"), "not asked")
        run.expect(["other.txt"])
        try wire("a.txt.done", "")
        run.expect(["other.txt", "wire/a.txt"])
        #expect(run.file("wire/a.txt")?.claim.proof == .marker)
        until { run.ignored.count == 1 }
        #expect(run.ignored == ["wire/a.txt.done: marker"])
    }

    @Test("B22 checksums as sha256sum and md5sum write them, bare, in capitals, among others")
    func checksums() throws {
        try Drop.folder(desk.inbox("wire"))
        let run = try Run(desk, settings: asking(SourceRules(asksForMarker: true)))
        let sha = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
        let md5 = "0cc175b9c0f1b6a831c399e269772661"
        for name in ["1", "2", "3", "4"] { try wire(name, "a") }
        try wire("1.sha256", "\(sha)  1\n")
        try wire("2.md5", "\(md5) *2\r\n")
        try wire("3.sha256", sha.uppercased())
        try wire("4.md5", "ffffffffffffffffffffffffffffffff  3\n\(md5)  4\n")
        run.expect(["wire/1", "wire/2", "wire/3", "wire/4"])
        #expect(run.files.filter { $0.ignore == nil }.allSatisfy { $0.claim.proof == .marker })
        until { run.ignored.count == 4 }
        #expect(run.ignored.allSatisfy { $0.hasSuffix(": marker") })
    }

    @Test("B22 a wrong checksum waits for the right bytes; where none come it is taken as damaged")
    func wrongChecksum() throws {
        try Drop.folder(desk.inbox("wire"))
        let run = try Run(desk, settings: asking(SourceRules(asksForMarker: true)))
        let sha = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
        try wire("mended", "b")
        try wire("mended.sha256", sha)
        try wire("broken", "b")
        try wire("broken.sha256", sha)
        pass(30)
        #expect(run.files.isEmpty)
        try wire("mended", "a")
        run.expect(["wire/mended"])
        until { run.ignored.contains("wire/broken: checksum") }
        #expect(run.ignored.contains("wire/broken: checksum"))
    }

    @Test("a sidecar there at the claim gives its content and goes along; its row follows its article's")
    func sidecar() throws {
        let run = try Run(desk, isStarted: false)
        try Drop.write(desk.inbox("a.txt.meta.json"), "{\"a\":1}")
        try Drop.write(desk.inbox("a.txt"), "a")
        try run.intake.start()
        run.expect(["a.txt"])
        let article = try #require(run.file("a.txt"))
        #expect(article.claim.sidecar == Array("{\"a\":1}".utf8))
        #expect(run.ignored == ["a.txt.meta.json: sidecar"])
        #expect(run.file("a.txt.meta.json")?.claim.fileID == article.claim.fileID + 1)
    }

    @Test("a sidecar that is still being written holds its article back; one that comes after it is late")
    func sidecarOrder() throws {
        let run = try Run(desk)
        let fd = try Drop.open(desk.inbox("slow.meta.json"))
        try Drop.move(desk.inbox("slow"), "x", from: desk.outside("x"))
        pass(60)
        #expect(run.names == [])
        try Drop.append(fd, "{}")
        close(fd)
        run.expect(["slow"])
        #expect(run.file("slow")?.claim.sidecar == Array("{}".utf8))
        try Drop.write(desk.inbox("slow2"), "x")
        until { run.file("slow2") != nil }
        try Drop.write(desk.inbox("slow2.meta.json"), "{}")
        until { run.ignored.contains("slow2.meta.json: late-sidecar") }
        #expect(run.ignored == ["slow.meta.json: sidecar", "slow2.meta.json: late-sidecar"])
    }

    @Test("a source that awaits sidecars holds articles back for a while, then lets them go without")
    func awaited() throws {
        try Drop.folder(desk.inbox("wire"))
        let run = try Run(desk, settings: asking(SourceRules(awaitsSidecar: true)))
        try wire("with", "x")
        try wire("without", "x")
        pass(60)
        #expect(run.names == [])
        try wire("with.meta.json", "{}")
        until { run.names.count == 1 }
        #expect(run.names == ["wire/with"])
        run.expect(["wire/with", "wire/without"])
        #expect(run.file("wire/without")?.claim.sidecar == nil)
    }

    @Test("a sidecar stays with an article that cannot be taken, and goes with it later")
    func stuckTogether() throws {
        let faults = Faults()
        faults.rule(.rename) { $0 == Array("a".utf8) ? EPERM : nil }
        try Drop.write(desk.inbox("a"), "x")
        try Drop.write(desk.inbox("a.meta.json"), "{}")
        let run = try Run(desk, system: faults.system)
        until { run.intake.status().stuckCount == 1 }
        pass(30)
        #expect(run.files.isEmpty)
        #expect(Drop.exists(desk.inbox("a.meta.json")))
        faults.rule(.rename, nil)
        run.expect(["a"])
        #expect(run.file("a")?.claim.sidecar == Array("{}".utf8))
        #expect(run.ignored == ["a.meta.json: sidecar"])
        #expect(run.ledger.rows.count == 2)
    }

    @Test("a sidecar larger than is read is no reason to lose its article")
    func largeSidecar() throws {
        try Drop.write(desk.inbox("a.meta.json"), String(repeating: " ", count: 200))
        try Drop.write(desk.inbox("a"), "x")
        let run = try Run(desk) { $0.sidecarBytesMax = 100 }
        run.expect(["a"])
        #expect(run.file("a")?.claim.sidecar == [], "nothing of it, and said so")
    }
}
