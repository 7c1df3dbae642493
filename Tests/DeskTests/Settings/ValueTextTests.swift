import Testing

@testable import Desk

@Suite struct ValueTextTests {
    @Test(
        "sizes are read to the byte",
        arguments: [
            ("0", 0), ("4096", 4_096), ("64MiB", 64 << 20), ("64 MiB", 64 << 20), ("1.5GiB", 3 << 29), ("500kB", 500_000),
            ("2TB", 2_000_000_000_000),
            ("1_000B", 1_000), ("64mib", 64 << 20),
        ] as [(String, Int64)])
    func readsSizes(text: String, bytes: Int64) { #expect(SizeText.bytes(text) == bytes) }

    @Test(
        "what is no size is refused",
        arguments: [
            "", "MiB", "-1", "64MB/s", "1.5", "64M", "0x10", "9999999999999999999", "9000000000TiB", "1.GiB", "1.0000000001GiB", "１MiB",
        ])
    func refusesSizes(text: String) { #expect(SizeText.bytes(text) == nil) }

    @Test(
        "durations are read to the nanosecond",
        arguments: [
            ("0", 0), ("500ms", 500_000_000), ("1500ms", 1_500_000_000), ("30s", 30_000_000_000), ("1.5s", 1_500_000_000),
            ("0.1s", 100_000_000),
            ("5m", 300_000_000_000), ("5min", 300_000_000_000), ("1m30s", 90_000_000_000), ("2h", 7_200_000_000_000),
            ("1d", 86_400_000_000_000),
            ("10us", 10_000),
        ] as [(String, UInt64)])
    func readsDurations(text: String, ns: UInt64) { #expect(DurationText.nanoseconds(text) == ns) }

    @Test(
        "what is no duration is refused",
        arguments: ["", "5", "s", "5 apples", "-5s", "5s3", "1e3s", "99999999999999d", "1d99999999999999d"])
    func refusesDurations(text: String) { #expect(DurationText.nanoseconds(text) == nil) }

    @Test("what is printed is read back as the same value (random values, seed 20240517)")
    func roundTrips() {
        var random = SeededNumbers(seed: 20_240_517)
        for _ in 0..<2_000 {
            let value = random.next() >> (random.next() % 50 + 2)
            #expect(SizeText.bytes(SizeText.text(Int64(value))) == Int64(value))
            #expect(DurationText.nanoseconds(DurationText.text(value)) == value)
        }
    }

    @Test(
        "people are given rounded values",
        arguments: [(0, "0 B"), (999, "999 B"), (1_000, "1 KiB"), (1_536, "1.5 KiB"), (64 << 20, "64 MiB"), (1_500_000_000, "1.4 GiB")]
            as [(Int64, String)])
    func roughSizes(bytes: Int64, text: String) { #expect(SizeText.rough(bytes) == text) }

    @Test(
        "times are given in two units at most",
        arguments: [
            (0.4, "0 s"), (41, "41 s"), (60, "1 min"), (61, "1 min 1 s"), (3_600, "1 h"), (7_500, "2 h 5 min"), (90_000, "1 d 1 h"),
        ])
    func roughTimes(seconds: Double, text: String) { #expect(DurationText.rough(seconds: seconds) == text) }
}

/// SplitMix64, so that a failing case can be repeated.
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
