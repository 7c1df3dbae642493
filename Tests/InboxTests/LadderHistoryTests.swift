import Model
import Testing

@testable import Inbox

/// Random histories of one file: whatever a writer does, the ladder never takes a file that somebody holds open, and always takes it
/// in the end. Time is a number.
@Suite struct LadderHistoryTests {
    /// A file, a writer who comes and goes, and the intake's loop around the ladder.
    private struct World {
        var random: Seeded
        let hasLeases: Bool
        var nowNs: UInt64 = 1
        var isOpen = false
        var isThere = false
        var inode: UInt64 = 1
        var bytes: Int64 = 0
        var changedNs: UInt64 = 0
        var ladder = CompletenessLadder()
        var sighting = Sighting.event
        var dueNs: UInt64?
        let rules = LadderRules()

        /// What a writer may do next; only an open file grows.
        mutating func act() {
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                // A new file under the name, perhaps by rename.
                inode += 1
                isThere = true
                bytes = Int64.random(in: 0...1, using: &random) * 100
                isOpen = Bool.random(using: &random)
                sighting = isOpen ? .event : .renamedIn
                touch()
            case 1, 2:
                if isThere {
                    isOpen = true
                    sighting = .event
                }
            case 3, 4:
                if isOpen {
                    bytes += 1
                    touch()
                }
            default:
                if isOpen {
                    isOpen = false
                    dueNs = min(dueNs ?? .max, nowNs + rules.minAgeNs)
                }
            }
        }

        private mutating func touch() {
            changedNs = nowNs
            dueNs = min(dueNs ?? .max, nowNs + rules.minAgeNs)
        }

        /// As `Intake.look`: gives a claim's proof, or nil after promising another look.
        mutating func look() -> Proof? {
            let facts = FileFacts(device: 1, inode: inode, bytes: bytes, mtimeNs: Int64(changedNs), ctimeNs: Int64(changedNs))
            var look = Look(nowNs: nowNs, node: Node(facts: facts, kind: .file), ageNs: nowNs - changedNs, sighting: sighting)
            var decision = ladder.step(look, rules)
            if decision == .askLease {
                look.lease = hasLeases ? (isOpen ? .busy : .granted) : .unavailable
                decision = ladder.step(look, rules)
            }
            switch decision {
            case .claim(let proof), .ignore(.emptyFile, let proof): return proof
            case .lookAgain(let atNs), .busy(_, let atNs):
                dueNs = atNs
                return nil
            default:
                Issue.record("\(decision) for a plain file")
                return nil
            }
        }
    }

    @Test("a held file is never taken, and a file that its writer left always is", arguments: [true, false])
    func histories(hasLeases: Bool) {
        for seed in UInt64(0)..<400 {
            var world = World(random: Seeded(seed), hasLeases: hasLeases)
            // While the writer is at it.
            for _ in 0..<60 {
                world.nowNs += UInt64.random(in: 1...3_000_000_000, using: &world.random)
                world.act()
                guard world.isThere, let due = world.dueNs, due <= world.nowNs else { continue }
                world.dueNs = nil
                if let proof = world.look() {
                    if hasLeases {
                        #expect(!world.isOpen, "seed \(seed): taken while open")
                        #expect(proof == .lease, "seed \(seed)")
                    } else {
                        #expect(world.nowNs - world.changedNs >= world.rules.settleNs, "seed \(seed): taken while moving")
                    }
                    world.isThere = false
                    world.isOpen = false
                    world.ladder = CompletenessLadder()
                }
            }
            guard world.isThere else { continue }
            // The writer goes away.
            world.isOpen = false
            let leftNs = world.nowNs
            var looks = 0
            var proof: Proof?
            while proof == nil, looks < 50 {
                world.nowNs = max(world.nowNs, world.dueNs ?? world.nowNs)
                proof = world.look()
                looks += 1
            }
            #expect(proof != nil, "seed \(seed): never taken")
            #expect(world.nowNs - leftNs <= 70_000_000_000, "seed \(seed): taken only after \(Double(world.nowNs - leftNs) / 1e9) s")
        }
    }
}
