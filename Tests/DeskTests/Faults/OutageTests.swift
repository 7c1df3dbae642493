import Enrichment
import Foundation
import Inbox
import Model
import Synchronization
import Testing
import Warehouse

@testable import Desk

@Suite("The line during an outage of its loader (FAULTS E01, H05)", .aFewAtATime)
struct OutageTests {
    /// A loader that fails so many times before it loads.
    final class FlakySink: LoadSink {
        let loader: Loader
        let countdown: Countdown
        let code: FailureCode

        init(_ loader: Loader, _ times: Int, _ code: FailureCode) {
            self.loader = loader
            self.code = code
            countdown = Countdown(times)
        }

        func load(_ group: [LoadItem]) throws(Failure) -> LoadReport {
            if countdown.fails() { throw Failure(code) }
            return try loader.load(group)
        }
    }

    @Test(
        "However often a commit fails, the group is kept and committed once; the outage is told once, and its end once",
        arguments: [(FailureCode.diskFull, 1), (.diskFull, 2), (.databaseLocked, 2), (.ioError, 1)])
    func failingCommits(code: FailureCode, times: Int) async throws {
        let folder = try TemporaryDesk()
        let desk = try OpenDesk(folder.path, settings: RunningDesk.quick, opening: .makeIfNew)
        let told = Mutex<[FailureCode?]>([])
        let ended = Mutex<[FileStatus]>([])
        var events = LineEvents()
        events.outage = { failure in told.withLock { $0.append(failure?.code) } }
        events.ended = { _, outcome in ended.withLock { $0.append(outcome.status) } }
        let line = Line(
            configuration: RunningDesk.quick.lineConfiguration(known: desk.ledger.knownBytes), enrichment: .full,
            sink: FlakySink(desk.loader, times, code), events: events)
        var claims: [(claim: Claim, ignore: FailureCode?)] = []
        for number in 0..<5 {
            try folder.write("a\(number).txt", MixedDrop.article(number))
            let path = Array("\(folder.path)/a\(number).txt".utf8)
            let facts = try #require(DeskFolders.facts(of: path))
            let id = try desk.ledger.adopt(LedgerDraft(name: path, source: "", facts: facts, proof: .given))
            claims.append((Claim(fileID: id, name: path, source: "", path: path, facts: facts, proof: .given), nil))
        }
        line.take(claims)
        let end = Date().addingTimeInterval(DaemonProcess.patienceSeconds)
        while !line.isIdle, Date() < end { try await Task.sleep(for: .milliseconds(10)) }
        #expect(line.isIdle)
        #expect(told.withLock { $0 } == [code, nil])
        #expect(ended.withLock { $0 } == [FileStatus](repeating: .loaded, count: 5))
        #expect(try desk.ledger.rows(after: 0, limit: 10).allSatisfy { $0.status == .loaded && $0.articles == 1 })
        #expect(line.budget.inFlight == 0)
        try desk.close()
    }
}
