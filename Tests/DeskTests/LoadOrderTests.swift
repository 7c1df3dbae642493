import Testing

@testable import Desk

@Suite("Load order is claim order, whatever the workers do (P7)")
struct LoadOrderTests {
    @Test("batches of later claims wait until every earlier claim has ended")
    func laterClaimsWait() {
        var order = LoadOrder<String>()
        #expect(order.add(.init(place: 1, index: 0, isLast: true, batch: "b0")) == [])
        #expect(order.add(.init(place: 0, index: 1, isLast: true, batch: "a1")) == [])
        #expect(order.heldCount == 2)
        #expect(order.add(.init(place: 0, index: 0, isLast: false, batch: "a0")) == ["a0", "a1", "b0"])
        #expect(order.head == 2)
        #expect(order.heldCount == 0)
    }

    @Test("any arrival order of 50 claims with up to 4 batches gives the same load order", arguments: 0..<20)
    func anyArrivalOrder(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var arrivals: [LoadOrder<String>.Arrival] = []
        var expected: [String] = []
        for place in 0..<50 {
            let count = Int.random(in: 1...4, using: &random)
            for index in 0..<count {
                arrivals.append(.init(place: place, index: index, isLast: index == count - 1, batch: "\(place).\(index)"))
                expected.append("\(place).\(index)")
            }
        }
        arrivals.shuffle(using: &random)
        var order = LoadOrder<String>()
        var loaded: [String] = []
        for arrival in arrivals { loaded += order.add(arrival) }
        #expect(loaded == expected, "seed \(seed)")
    }
}

/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
