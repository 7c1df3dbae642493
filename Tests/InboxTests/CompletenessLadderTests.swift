import Model
import Testing

@testable import Inbox

/// Milliseconds in nanoseconds.
private func ms(_ count: UInt64) -> UInt64 { count * 1_000_000 }
private func seconds(_ count: UInt64) -> UInt64 { count * 1_000_000_000 }

/// Times in milliseconds; a file whose size and stamps are one number.
private func look(
    _ atMs: UInt64, change: Int64 = 5, bytes: Int64 = 10, inode: UInt64 = 1, kind: Node.Kind = .file, age: UInt64? = 0,
    _ sighting: Sighting = .event, _ subject: Look.Subject = .article(.notAsked), _ lease: Look.Lease = .notTried, unreadable: Bool = false,
    stampNs: Int64 = 1
) -> Look {
    let stamp = change * 1_000_000_000 + stampNs
    return Look(
        nowNs: ms(atMs),
        node: Node(facts: FileFacts(device: 7, inode: inode, bytes: bytes, mtimeNs: stamp, ctimeNs: stamp), kind: kind),
        ageNs: age.map(ms), sighting: sighting, subject: subject, lease: lease, isUnreadable: unreadable)
}

/// One story: looks, and what the ladder says to each.
struct LadderStory: Sendable, CustomTestStringConvertible {
    let name: String
    let steps: [(look: Look, decision: CompletenessLadder.Decision)]
    var testDescription: String { name }

    init(_ name: String, _ steps: [(Look, CompletenessLadder.Decision)]) {
        self.name = name
        self.steps = steps.map { (look: $0.0, decision: $0.1) }
    }
}

/// The ladder of proofs, rule by rule, with the times of `LadderRules()`: min_age 50 ms, settle 2 s, settle_empty 10 s, busy 0.1…60 s.
@Suite struct CompletenessLadderTests {
    static let ages: [LadderStory] = [
        LadderStory(
            "a name that came by rename is asked for its lease at once and taken",
            [
                (look(0, .renamedIn), .askLease),
                (look(0, .renamedIn, .article(.notAsked), .granted), .claim(.lease)),
            ]),
        LadderStory(
            "B09 any other name waits until it is min_age old by its ctime",
            [
                (look(0, age: 10), .lookAgain(atNs: ms(40))),
                (look(40, age: 50), .askLease),
                (look(40, age: 50, .event, .article(.notAsked), .granted), .claim(.lease)),
            ]),
        LadderStory(
            "B21 G03 a ctime in the future counts for nothing: the time since the last change that was seen does",
            [
                (look(0, age: nil), .lookAgain(atNs: ms(50))),
                (look(30, change: 6, age: nil), .lookAgain(atNs: ms(80))),
                (look(80, change: 6, age: nil), .askLease),
            ]),
        LadderStory(
            "a file that was there long before the start is not too young",
            [(look(0, age: 3_600_000, .scan), .askLease)]),
        LadderStory(
            "B19 another inode under the name begins anew",
            [
                (look(0, age: nil), .lookAgain(atNs: ms(50))),
                (look(49, inode: 2, age: nil), .lookAgain(atNs: ms(99))),
                (look(99, inode: 2, age: nil), .askLease),
            ]),
    ]

    static let leases: [LadderStory] = [
        LadderStory(
            "B02 B12 a writer is waited for with doubling pauses, up to the largest",
            [
                (look(0, .renamedIn, .article(.notAsked), .busy), .busy(sinceNs: 0, atNs: ms(100))),
                (look(100, .renamedIn, .article(.notAsked), .busy), .busy(sinceNs: 0, atNs: ms(200))),
                (look(200, .renamedIn, .article(.notAsked), .busy), .busy(sinceNs: 0, atNs: ms(400))),
                (look(400, .renamedIn, .article(.notAsked), .busy), .busy(sinceNs: 0, atNs: ms(800))),
                (look(200_000, .renamedIn, .article(.notAsked), .busy), .busy(sinceNs: 0, atNs: ms(260_000))),
                (look(260_000, .renamedIn, .article(.notAsked), .granted), .claim(.lease)),
            ]),
        LadderStory(
            "B23 busy since is counted from the first of an unbroken row of refusals",
            [
                (look(0, .renamedIn, .article(.missing), .busy), .lookAgain(atNs: ms(100))),
                (look(100, .renamedIn, .article(.present), .busy), .busy(sinceNs: ms(100), atNs: ms(200))),
                (look(200, .renamedIn, .article(.missing), .granted), .lookAgain(atNs: ms(400))),
                (look(500, .renamedIn, .article(.present), .busy), .busy(sinceNs: ms(500), atNs: ms(600))),
            ]),
        LadderStory(
            "without a lease size, times and inode must be still for settle",
            [
                (look(0, .renamedIn, .article(.notAsked), .unavailable), .lookAgain(atNs: seconds(2))),
                (look(1_999, .renamedIn, .article(.notAsked), .unavailable), .lookAgain(atNs: seconds(2))),
                (look(2_000, .renamedIn, .article(.notAsked), .unavailable), .claim(.quiet)),
            ]),
        LadderStory(
            "each change doubles the quiet period, up to settle_max",
            [
                (look(0, .renamedIn, .article(.notAsked), .unavailable), .lookAgain(atNs: seconds(2))),
                (look(1_000, change: 6, .renamedIn, .article(.notAsked), .unavailable), .lookAgain(atNs: seconds(5))),
                (look(2_000, bytes: 11, .renamedIn, .article(.notAsked), .unavailable), .lookAgain(atNs: seconds(10))),
                (look(3_000, bytes: 12, .renamedIn, .article(.notAsked), .unavailable), .lookAgain(atNs: seconds(19))),
                (look(4_000, bytes: 13, .renamedIn, .article(.notAsked), .unavailable), .lookAgain(atNs: seconds(36))),
                (look(5_000, bytes: 14, .renamedIn, .article(.notAsked), .unavailable), .lookAgain(atNs: seconds(65))),
                (look(6_000, bytes: 15, .renamedIn, .article(.notAsked), .unavailable), .lookAgain(atNs: seconds(66))),
                (look(66_000, bytes: 15, .renamedIn, .article(.notAsked), .unavailable), .claim(.quiet)),
            ]),
        LadderStory(
            "G07 stamps of whole seconds need two of them to show a change",
            [
                (look(0, .renamedIn, .article(.notAsked), .unavailable, stampNs: 0), .lookAgain(atNs: seconds(4))),
                (look(4_000, .renamedIn, .article(.notAsked), .unavailable, stampNs: 0), .claim(.quiet)),
            ]),
        LadderStory(
            "B25 what may not be read waits for its permissions, and climbs after",
            [
                (look(0, .renamedIn, .article(.notAsked), .notTried, unreadable: true), .unreadable),
                (look(9_000, change: 6, .scan, .article(.notAsked), .granted), .lookAgain(atNs: ms(9_050))),
                (look(9_050, change: 6, age: 50, .scan, .article(.notAsked), .granted), .claim(.lease)),
            ]),
    ]

    static let emptyFiles: [LadderStory] = [
        LadderStory(
            "B10 an empty file waits settle_empty; content that comes is taken as any other",
            [
                (look(0, bytes: 0, .renamedIn), .lookAgain(atNs: seconds(10))),
                (look(3_000, change: 8, bytes: 9, .renamedIn), .askLease),
                (look(3_000, change: 8, bytes: 9, .renamedIn, .article(.notAsked), .granted), .claim(.lease)),
            ]),
        LadderStory(
            "B11 an empty file that stays empty is ignored, with the lease as proof",
            [
                (look(0, bytes: 0, .renamedIn), .lookAgain(atNs: seconds(10))),
                (look(10_000, bytes: 0, .renamedIn), .askLease),
                (look(10_000, bytes: 0, .renamedIn, .article(.notAsked), .granted), .ignore(.emptyFile, .lease)),
            ]),
        LadderStory(
            "an empty file with its marker is empty at once",
            [(look(0, bytes: 0, .renamedIn, .article(.present), .granted), .ignore(.emptyFile, .marker))]),
        LadderStory(
            "touching an empty file again begins its wait again",
            [
                (look(0, bytes: 0, .renamedIn), .lookAgain(atNs: seconds(10))),
                (look(5_000, change: 6, bytes: 0, .renamedIn), .lookAgain(atNs: seconds(15))),
            ]),
    ]

    static let markers: [LadderStory] = [
        LadderStory(
            "B22 data without its marker waits, longer and longer",
            [
                (look(0, .renamedIn, .article(.missing)), .lookAgain(atNs: ms(100))),
                (look(1_000, .renamedIn, .article(.missing)), .lookAgain(atNs: ms(2_000))),
                (look(500_000, .renamedIn, .article(.missing)), .lookAgain(atNs: ms(560_000))),
                (look(560_000, .renamedIn, .article(.present)), .askLease),
                (look(560_000, .renamedIn, .article(.present), .granted), .claim(.marker)),
            ]),
        LadderStory(
            "a marker is proof enough where no lease is to be had, and none where somebody still writes",
            [
                (look(0, .renamedIn, .article(.present), .busy), .busy(sinceNs: 0, atNs: ms(100))),
                (look(100, .renamedIn, .article(.present), .unavailable), .claim(.marker)),
            ]),
        LadderStory(
            "B22 a marker older than the data proves nothing: lease or quiet must",
            [
                (look(0, .renamedIn, .article(.early), .unavailable), .lookAgain(atNs: seconds(2))),
                (look(2_000, .renamedIn, .article(.early), .unavailable), .claim(.quiet)),
                (look(2_000, .renamedIn, .article(.early), .granted), .claim(.lease)),
            ]),
        LadderStory(
            "a checksum is compared once the writer has finished, and is the proof",
            [
                (look(0, .renamedIn, .article(.checksum), .busy), .busy(sinceNs: 0, atNs: ms(100))),
                (look(100, .renamedIn, .article(.checksum), .granted), .askChecksum),
                (look(100, .renamedIn, .article(.verified), .granted), .claim(.marker)),
            ]),
        LadderStory(
            "B22 a wrong checksum waits for better bytes or a better sum, then counts as damage",
            [
                (look(0, .renamedIn, .article(.wrong), .granted), .lookAgain(atNs: ms(100))),
                (look(599_000, .renamedIn, .article(.wrong), .granted), .lookAgain(atNs: seconds(600))),
                (look(600_000, .renamedIn, .article(.wrong), .granted), .ignore(.checksum, .lease)),
            ]),
        LadderStory(
            "a marker whose file has been taken is ignored at once",
            [(look(0, .renamedIn, .marker(ownerIsThere: false, ownerWasClaimed: true, isAsked: true), .granted), .ignore(.marker, .lease))]),
        LadderStory(
            "a marker that its source asks for waits for its file, for a day at most",
            [
                (look(0, .renamedIn, .marker(ownerIsThere: true, ownerWasClaimed: false, isAsked: true)), .lookAgain(atNs: ms(100))),
                (
                    look(100, .renamedIn, .marker(ownerIsThere: false, ownerWasClaimed: false, isAsked: true)),
                    .lookAgain(atNs: seconds(86_400))
                ),
                (
                    look(86_400_000, .renamedIn, .marker(ownerIsThere: false, ownerWasClaimed: false, isAsked: true), .granted),
                    .ignore(.marker, .lease)
                ),
            ]),
        LadderStory(
            "a marker that nobody asked for goes with its file; without one it is a file like any other",
            [
                (
                    look(0, .renamedIn, .marker(ownerIsThere: true, ownerWasClaimed: false, isAsked: false), .granted),
                    .ignore(.marker, .lease)
                ),
                (
                    look(0, .renamedIn, .marker(ownerIsThere: false, ownerWasClaimed: false, isAsked: false), .granted),
                    .lookAgain(atNs: seconds(2))
                ),
                (look(2_000, .renamedIn, .marker(ownerIsThere: false, ownerWasClaimed: false, isAsked: false), .granted), .claim(.lease)),
            ]),
    ]

    static let others: [LadderStory] = [
        LadderStory(
            "B07 B14 a temporary name is not touched; B15 after a day it is reported",
            [
                (look(0, age: 0, .renamedIn, .temporary), .temporary),
                (look(1, age: 86_399_999, .scan, .temporary), .temporary),
                (look(2, age: 86_400_000, .scan, .temporary), .stalePartial),
                (look(3, age: nil, .scan, .temporary), .temporary),
            ]),
        LadderStory(
            "a sidecar waits while its article is there, and is late where none comes",
            [
                (look(0, .renamedIn, .sidecar(ownerIsThere: true)), .lookAgain(atNs: ms(100))),
                (look(100, .renamedIn, .sidecar(ownerIsThere: false)), .lookAgain(atNs: seconds(60))),
                (look(60_000, .renamedIn, .sidecar(ownerIsThere: false), .granted), .ignore(.lateSidecar, .lease)),
            ]),
        LadderStory("C15 a link is left where it is", [(look(0, kind: .symlink), .leave(.symlink))]),
        LadderStory("C16 a pipe, socket or device is left where it is", [(look(0, kind: .other), .leave(.notARegularFile))]),
    ]

    @Test("the ladder's rules", arguments: ages + leases + emptyFiles + markers + others)
    func story(story: LadderStory) {
        var ladder = CompletenessLadder()
        for (index, step) in story.steps.enumerated() {
            #expect(ladder.step(step.look, LadderRules()) == step.decision, "step \(index + 1)")
        }
    }

    @Test("an awaited sidecar holds its article back for a while, then it goes without")
    func awaitedSidecar() {
        let rules = LadderRules()
        var ladder = CompletenessLadder()
        _ = ladder.step(look(1_000, .renamedIn), rules)
        #expect(ladder.waitForSidecar(nowNs: seconds(1), rules) == .lookAgain(atNs: ms(1_050)))
        #expect(ladder.waitForSidecar(nowNs: seconds(11), rules) == .lookAgain(atNs: seconds(21)))
        #expect(ladder.waitForSidecar(nowNs: seconds(60), rules) == .lookAgain(atNs: seconds(61)))
        #expect(ladder.waitForSidecar(nowNs: seconds(61), rules) == nil)
    }

    @Test("no stamp, size or age traps, however far between the looks")
    func extremes() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(seed)
        var ladder = CompletenessLadder()
        var nowNs: UInt64 = 0
        for _ in 0..<5_000 {
            nowNs += UInt64.random(in: 0...(1 << 49), using: &random)
            let facts = FileFacts(
                device: 1, inode: UInt64.random(in: 0...2, using: &random), bytes: Int64.random(in: 0...1, using: &random),
                mtimeNs: [.min, .max, 0, 1].randomElement(using: &random) ?? 0,
                ctimeNs: [.min, .max, 0, 1].randomElement(using: &random) ?? 0)
            let subjects: [Look.Subject] = [
                .article(.notAsked), .article(.wrong), .article(.early), .temporary, .sidecar(ownerIsThere: false),
                .marker(ownerIsThere: false, ownerWasClaimed: false, isAsked: true),
            ]
            let look = Look(
                nowNs: nowNs, node: Node(facts: facts, kind: .file),
                ageNs: Bool.random(using: &random) ? nil : UInt64.random(in: 0...UInt64.max, using: &random), sighting: .scan,
                subject: subjects.randomElement(using: &random) ?? .temporary,
                lease: [.notTried, .granted, .busy, .unavailable].randomElement(using: &random) ?? .busy)
            switch ladder.step(look, LadderRules()) {
            case .lookAgain(let atNs), .busy(_, let atNs): #expect(atNs > nowNs, "seed \(seed): a look that is over already")
            default: break
            }
        }
    }
}
