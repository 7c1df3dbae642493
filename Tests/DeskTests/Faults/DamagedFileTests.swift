import Enrichment
import Foundation
import Inbox
import Model
import Synchronization
import Testing
import Warehouse

@testable import Desk

@Suite("P5: every kind of damage has its name (FAULTS B20, D01 to D03)")
struct DamagedFileTests {
    private static let text = Array((MixedDrop.article(1) + noise(6_000)).utf8)

    /// Letters that do not compress well, so that a compressed file has a middle.
    private static func noise(_ count: Int) -> String {
        var random = SplitMix(seed: 7)
        return String(decoding: (0..<count).map { _ in UInt8(ascii: "a") + UInt8(random.next() % 26) }, as: UTF8.self)
    }

    private static func cut(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix(bytes.count * 2 / 3)) }

    /// Some bytes in the middle turned over.
    private static func hurt(_ bytes: [UInt8], at place: Int? = nil, count: Int = 24) -> [UInt8] {
        var bytes = bytes
        let start = place ?? bytes.count / 2
        for index in start..<min(bytes.count, start + count) { bytes[index] ^= 0x5A }
        return bytes
    }

    /// Where the checksum of the only member stands, behind its data.
    private static let sumAt: Int = {
        let archive = Packed.zip([("a.txt", text)])
        let mark: [UInt8] = [0x50, 0x4B, 7, 8]
        return (archive.indices.first { archive[$0...].starts(with: mark) } ?? 0) + 4
    }()

    static let samples: [(name: String, bytes: [UInt8], code: FailureCode)] = [
        ("a.gz", cut(Packed.gzip(text)), .gzipTruncated),
        ("a.gz", hurt(Packed.gzip(text), at: Packed.gzip(text).count - 8, count: 4), .gzipCRC),
        ("a.gz", Array(Packed.gzip(text).prefix(10)) + [UInt8](repeating: 0xFF, count: 400), .gzipCorrupt),
        ("a.bz2", cut(Packed.bzip2(text)), .bzip2Truncated),
        ("a.bz2", hurt(Packed.bzip2(text)), .bzip2Corrupt),
        ("a.xz", cut(Packed.xz(text)), .xzTruncated),
        ("a.xz", hurt(Packed.xz(text)), .xzCorrupt),
        ("a.zst", cut(Packed.zstd(text)), .zstdTruncated),
        ("a.zst", hurt(Packed.zstd(text), at: 4, count: 60), .zstdCorrupt),
        ("a.zip", cut(Packed.storedZip([("a.txt", text), ("b.txt", text)])), .zipTruncated),
        ("a.zip", hurt(Packed.zip([("a.txt", text)]), at: sumAt, count: 4), .zipCRC),
        ("a.zip", hurt(Packed.zip([("a.txt", text)]), at: 60, count: 400), .zipCorrupt),
        ("a.tar", cut(Packed.tar([("a.txt", text)])), .tarTruncated),
        ("a.tar", hurt(Packed.tar([("a.txt", text), ("b.txt", text)]), at: 512 + 6_656, count: 300), .tarCorrupt),
        ("a.txt", text, .recordTooLong),
    ]

    @Test("Cut or turned over, a file is told apart by what is wrong with it; nothing half is printed", arguments: samples)
    func damage(name: String, bytes: [UInt8], code: FailureCode) throws {
        let folder = try TemporaryDesk()
        try folder.write(name, bytes)
        let lines = Mutex<[String]>([])
        var settings = Settings()
        if code == .recordTooLong { settings.limits.recordBytesMax = 4_096 }
        try Extract.run(paths: ["\(folder.path)/\(name)"], settings: settings) { bytes in
            lines.withLock { $0 += String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init) }
        }
        let printed = lines.withLock { $0 }
        #expect(printed.contains { $0.contains("\"reject\":\"\(code.rawValue)\"") }, "\(printed)")
        #expect(
            printed.filter { $0.contains("\"headline\"") }.allSatisfy {
                $0.contains("mayor.") && $0.contains("\(Self.noise(6_000).suffix(20))")
            }, "\(printed)")
    }

    @Test("A file that changes while extract reads it says so")
    func changedWhileRead() async throws {
        let folder = try TemporaryDesk()
        try folder.write("a.txt", MixedDrop.article(1))
        let path = Array("\(folder.path)/a.txt".utf8)
        let facts = try #require(DeskFolders.facts(of: path))
        let lines = Mutex("")
        var events = LineEvents()
        events.factsNow = { claim in
            var now = claim.facts
            now.bytes += 1
            return now
        }
        let sink = JSONLinesSink(
            name: { _ in Array("a.txt".utf8) }, output: { bytes in lines.withLock { $0 += String(decoding: bytes, as: UTF8.self) } })
        let line = Line(
            configuration: Settings().lineConfiguration(known: { _ in nil }), enrichment: .essentialOnly, sink: sink, events: events)
        line.take([(Claim(fileID: 1, name: path, source: "", path: path, facts: facts, proof: .given), nil)])
        let end = Date().addingTimeInterval(DaemonProcess.patienceSeconds)
        while !line.isIdle, Date() < end { try await Task.sleep(for: .milliseconds(5)) }
        #expect(lines.withLock { $0 }.contains("\"reject\":\"\(FailureCode.changedWhileRead.rawValue)\""))
    }
}
