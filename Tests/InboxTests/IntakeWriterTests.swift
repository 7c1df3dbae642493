import Glibc
import Model
import Testing

@testable import Inbox

/// FAULTS section B: how people and programs write files, on a real folder.
@Suite struct IntakeWriterTests {
    @Test("B04 a file moved in is delivered at once, with its proof, its facts and its bytes", arguments: ["/dev/shm", "/tmp"])
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
}
