import Formats
import Foundation
import Model
import Testing

@testable import Decoding

/// Files that nobody would write: seeds of every container and format, changed at random, read to their end (promises P8 and P9).
///
/// A few seconds in the suite; `deploy/fuzz.sh MINUTES` runs as long as is wanted. COPYDESK_FUZZ_SEED repeats a run,
/// COPYDESK_FUZZ_KEEP names a file that holds the bytes of the case under way, for what ends the process.
@Suite struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seconds = environment["COPYDESK_FUZZ_SECONDS"].flatMap(Double.init) ?? 2
    private static let keep = environment["COPYDESK_FUZZ_KEEP"]

    /// SplitMix64.
    struct Random {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int(next() % UInt64(bound)) }
    }

    // MARK: seeds

    private static let plain: [[UInt8]] = [
        "Harbour vote\nBy Jane Doe\nCoastline News, 2021-08-26\n\nKABUL, Aug 13 (Reuters) - The board voted.\n\nSecond “paragraph”.\n",
        "---\ntitle: \"A: b\"\nauthors: [Ann, 'Bo']\ntags:\n  - x\n  - y\ndate: 2021-08-13T10:00:00+02:00\n---\n\n# Head\n\n*By Ann*\n\nText [l](u) `c`.\n",
        "{\"headline\":\"One \\u00e9\\ud83d\\ude00\",\"articleBody\":\"First.\\n\\nSecond.\",\"author\":[{\"name\":\"Ann\"}],\"datePublished\":\"2021-08-13\"}",
        "{\"title\":\"a\",\"body\":\"b\"}\n{\"title\":\"c\",\"body\":\"<p>d</p><script>x</script>\"}\n\n{\"title\":\n{\"title\":\"e\",\"text\":\"f\"}\n",
        "[{\"title\":\"a\",\"body\":\"b\",\"n\":[1,-2.5e3,true,null]},{\"title\":\"c\"},3,\"x\",[]]",
        "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"F\",\"items\":[{\"id\":1,\"title\":\"a\",\"content_html\":\"<p>b &amp; c\"}],\"x\":{}}",
        "{\"@graph\":[{\"@id\":\"#a\",\"name\":\"Ann\"},{\"@type\":\"NewsArticle\",\"headline\":\"h\",\"author\":{\"@id\":\"#a\"}}]}",
        "\u{1E}{\"title\":\"a\"}\n\u{1E}{\"title\":\"b\"}\n",
        "Überschrift äöü\r\n\r\nGrößere Sätze über Straßen.\r\n",
    ].map { Array($0.utf8) }

    private static let tokens: [[UInt8]] =
        [
            "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud800", ",", ":", "\n", "\r", "\u{0}", "---\n", "# ", "```", "<", "<!--", "</", "&#x",
            "](", "\u{FEFF}", "e+999",
            "PK\u{3}\u{4}", "PK\u{5}\u{6}", "ustar", "\u{301}", "9999999999999999999",
        ].map { Array($0.utf8) } + [
            [0x1F, 0x8B, 8], [0xFF, 0xFE], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x28, 0xB5, 0x2F, 0xFD], [0x1B, 0x24, 0x42],
        ]

    /// Bytes in a charset, or wrapped in a container, or as they are.
    private static func wrap(_ bytes: [UInt8], _ random: inout Random) -> [UInt8] {
        let other = Containers.Entry(Array("dir/b.json".utf8), plain[random.below(plain.count)])
        let entry = Containers.Entry(Array("a.txt".utf8), bytes)
        switch random.below(14) {
        case 0: return Containers.gzip(bytes)
        case 1: return Containers.gzip(bytes) + Containers.gzip(other.bytes)
        case 2: return Containers.compressed(bytes, .bzip2)
        case 3: return Containers.compressed(bytes, .xz)
        case 4: return Containers.compressed(bytes, .zstd)
        case 5: return Containers.zip([entry, other])
        case 6: return Containers.storedZip([entry, other])
        case 7: return Containers.tar([entry, other, Containers.Entry("link", type: 0o120000)])
        case 8: return Containers.tar([other, entry], filter: .gzip)
        case 9: return Containers.zip([other, Containers.Entry(Array("in.tar".utf8), Containers.tar([entry]))])
        case 10: return [0xFF, 0xFE] + bytes.flatMap { [$0, 0] }
        case 11: return bytes.flatMap { [0, $0] }
        default: return bytes
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout Random) {
        guard !bytes.isEmpty else {
            bytes = tokens[random.below(tokens.count)]
            return
        }
        let at = random.below(bytes.count)
        let length = min(bytes.count - at, 1 + random.below(random.below(4) == 0 ? 200 : 8))
        switch random.below(9) {
        case 0: bytes[at] ^= 1 << UInt8(random.below(8))
        case 1: bytes[at] = [0, 0xFF, 0x7F, 0x80, 0x0A, 0x20, 0x22, 0x5C][random.below(8)]
        case 2: bytes.removeSubrange(at..<at + length)
        case 3: bytes.insert(contentsOf: bytes[at..<at + length], at: random.below(bytes.count))
        case 4: bytes.insert(contentsOf: tokens[random.below(tokens.count)], at: at)
        case 5: bytes.removeSubrange(at...)
        case 6: bytes.insert(contentsOf: Array(repeating: tokens[random.below(tokens.count)], count: random.below(300)).joined(), at: at)
        case 7: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        default:
            let seed = plain[random.below(plain.count)]
            bytes.replaceSubrange(at..<at + length, with: seed[random.below(seed.count)...])
        }
    }

    // MARK: a case

    /// What reading gave, in words.
    private static func read(_ bytes: [UInt8], chunk: Int, _ limits: Limits) -> [String] {
        let reader = ClaimReader(
            stream: DribblingStream(bytes, step: chunk), fileName: Array("f.txt".utf8), limits: limits, budget: Budget(limits: limits))
        var told: [String] = []
        var ordinals: [String: Int] = [:]
        do throws(Failure) {
            while let item = try reader.next() {
                switch item {
                case .record(let record):
                    told.append("\(record.address) \(record.headline ?? "-") \(record.body)")
                    let last = ordinals[record.address.member, default: 0]
                    if record.address.ordinal <= last { told.append("ordinal \(record.address.ordinal) after \(last)") }
                    ordinals[record.address.member] = record.address.ordinal
                    if record.headline == nil, record.body.isEmpty { told.append("an empty record") }
                case .reject(let reject): told.append("\(reject.address?.description ?? "?") \(reject.code)")
                }
                if told.count > 100_000 {
                    told.append("no end")
                    return told
                }
            }
        } catch { told.append("ends: \(error.code)") }
        return told
    }

    private static let limits: Limits = {
        var limits = Limits()
        limits.outputBytesMax = 8 << 20
        limits.ratioGraceBytes = 1 << 20
        limits.membersMax = 500
        limits.depthMax = 4
        limits.recordBytesMax = 1 << 20
        limits.parseSecondsMax = 20
        return limits
    }()

    @Test("whatever a file holds, reading it ends, in bounds and the same way however its bytes arrive")
    func anything() {
        let base = Self.environment["COPYDESK_FUZZ_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max >> 1)
        let begin = ContinuousClock.now
        var number: UInt64 = 0
        while ContinuousClock.now - begin < .seconds(Self.seconds) {
            number += 1
            var random = Random(state: base &+ number)
            var bytes = Self.plain[random.below(Self.plain.count)]
            for _ in 0..<random.below(5) { Self.mutate(&bytes, &random) }
            bytes = Self.wrap(bytes, &random)
            for _ in 0..<random.below(4) { Self.mutate(&bytes, &random) }
            if let keep = Self.keep { try? Data(bytes).write(to: URL(fileURLWithPath: keep)) }
            let before = Budget.threadCPUNs()
            let whole = Self.read(bytes, chunk: .max, Self.limits)
            let took = Double(Budget.threadCPUNs() - before) / 1e9
            #expect(took < 10, "seed \(base &+ number &- 1): \(took) CPU seconds for \(bytes.count) bytes")
            #expect(
                !whole.contains { $0.hasPrefix("ordinal ") || $0 == "an empty record" || $0 == "no end" },
                "seed \(base &+ number &- 1): \(whole)")
            let pieces = Self.read(bytes, chunk: 1 + random.below(40), Self.limits)
            #expect(pieces == whole, "seed \(base &+ number &- 1)")
            if pieces != whole { break }
        }
        if Self.seconds > 60 { print("\(number) cases from seed \(base)") }
    }
}
