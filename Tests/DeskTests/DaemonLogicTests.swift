import Model
import Testing

@testable import Desk

@Suite("What the daemon decides: suspects, outages, retries, the watchdog")
struct DaemonLogicTests {
    static func claim(_ id: FileID) -> Claim {
        Claim(
            fileID: id, name: [], source: "", path: [], facts: FileFacts(device: 0, inode: 0, bytes: 0, mtimeNs: 0, ctimeNs: 0),
            proof: .lease)
    }

    @Test("A08: suspects run one after the other, in claim order, and nothing else until the last has ended")
    func soloRun() {
        var solo = SoloRun([Self.claim(3), Self.claim(5)])
        #expect(solo.isActive)
        let value1 = solo.next()?.fileID
        #expect(value1 == 3)
        let value2 = solo.next()
        #expect(value2 == nil, "one at a time")
        let value3 = solo.ended(4)
        #expect(!value3, "another file's end says nothing")
        let value4 = solo.ended(3)
        #expect(value4)
        let value5 = solo.next()?.fileID
        #expect(value5 == 5)
        #expect(solo.isActive)
        let value6 = solo.ended(5)
        #expect(value6)
        #expect(!solo.isActive)
        let value7 = solo.next()
        #expect(value7 == nil)
    }

    @Test("A file that is to be tried alone waits behind the suspects")
    func soloAdd() {
        var solo = SoloRun([Self.claim(1), Self.claim(2)])
        _ = solo.next()
        solo.add(Self.claim(9))
        _ = solo.ended(1)
        let value8 = solo.next()?.fileID
        #expect(value8 == 2)
        _ = solo.ended(2)
        let value9 = solo.next()?.fileID
        #expect(value9 == 9)
    }

    @Test("An outage is announced once when it begins and once when all parties work again")
    func outages() {
        var outages = Outages()
        let full = Failure(.diskFull)
        let value10 = outages.set(.loader, full, at: "t1")
        #expect(value10 == .began(full))
        let value11 = outages.set(.loader, full, at: "t2")
        #expect(value11 == nil)
        let value12 = outages.set(.space, full, at: "t3")
        #expect(value12 == nil, "the same outage, noticed by another party")
        let value13 = outages.set(.loader, nil, at: "t4")
        #expect(value13 == nil)
        #expect(outages.currentSince?.since == "t1")
        let value14 = outages.set(.space, nil, at: "t5")
        #expect(value14 == .ended)
        let value15 = outages.set(.space, nil, at: "t6")
        #expect(value15 == nil)
        #expect(outages.current == nil)
    }

    @Test("Another kind of outage is announced although one is under way")
    func otherOutage() {
        var outages = Outages()
        _ = outages.set(.intake, Failure(.diskFull), at: "t1")
        let value16 = outages.set(.loader, Failure(.databaseCorrupt), at: "t2")
        #expect(value16 == .began(Failure(.databaseCorrupt)))
    }

    static let clock = RetryClock(policy: RetryPolicy(delaysSeconds: [60, 300], jitter: 0.2))

    @Test(
        "G01: nothing waits longer than its delay can be, however the wall clock jumps",
        arguments: [
            (dueAt: 1_000, now: 900, attempts: 1, left: 73), (960, 900, 1, 60), (900, 900, 1, 0), (10, 900, 2, 0), (9_999, 900, 2, 361),
            (9_999, 900, 7, 361),
        ])
    func retryClock(dueAt: Int, now: Int, attempts: Int, left: Int) {
        #expect(Self.clock.secondsLeft(dueAt: dueAt, now: now, attempts: attempts) == left)
    }

    @Test("F07: an operation without progress beyond its limit is not fed, waiting for the disk is")
    func watchdog() {
        let watchdog = Watchdog(silenceMaxNs: 100)
        let parse = RunningOperations.Entry(stage: "parse", fileID: 7, sinceNs: 1_000)
        let load = RunningOperations.Entry(stage: "load", fileID: 7, sinceNs: 1_000)
        #expect(watchdog.verdict(nowNs: 1_100, oldest: parse, isWaitingForDisk: false) == nil)
        #expect(watchdog.verdict(nowNs: 1_101, oldest: parse, isWaitingForDisk: false) != nil)
        #expect(watchdog.verdict(nowNs: 1_101, oldest: parse, isWaitingForDisk: true) != nil, "a parser never waits for the disk")
        #expect(watchdog.verdict(nowNs: 9_999, oldest: load, isWaitingForDisk: true) == nil)
        #expect(watchdog.verdict(nowNs: 9_999, oldest: nil, isWaitingForDisk: false) == nil, "idle is alive")
    }

    @Test("A queue that no longer answers is not fed", arguments: Watchdog.Party.allCases)
    func watchdogQueues(party: Watchdog.Party) {
        var watchdog = Watchdog(silenceMaxNs: 100)
        watchdog.asked(party, nowNs: 0)
        watchdog.asked(party, nowNs: 90)
        #expect(watchdog.verdict(nowNs: 100, oldest: nil, isWaitingForDisk: false) == nil)
        #expect(watchdog.verdict(nowNs: 101, oldest: nil, isWaitingForDisk: false) != nil, "the first question counts")
        watchdog.answered(party)
        #expect(watchdog.verdict(nowNs: 101, oldest: nil, isWaitingForDisk: false) == nil)
    }

    @Test("A command between a crash and the next daemon clears nobody of suspicion; a daemon that has recovered does")
    func suspicionStays() throws {
        let folder = try TemporaryDesk()
        do {
            let desk = try OpenDesk(folder.path, settings: RunningDesk.quick, opening: .makeIfNew)
            #expect(desk.wasClean)
            try desk.close()
        }
        try folder.write("lock", "pid 999999\nfid-ceiling 1000\n")
        for (hasRecovered, wasClean) in [(false, false), (true, false), (false, true)] {
            let desk = try OpenDesk(folder.path, settings: RunningDesk.quick, opening: .existing)
            #expect(desk.wasClean == wasClean)
            try desk.close(hasRecovered: hasRecovered)
        }
    }
}
