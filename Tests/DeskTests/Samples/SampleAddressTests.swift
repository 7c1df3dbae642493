import Decoding
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Desk

/// Every row leads back to the bytes it came from.
@Suite struct SampleAddressTests {
    @Test(
        "P4: a file's row names its bytes, an article's row the record in it that gives the same text again",
        arguments: SampleWarehouse.names)
    func rowsLeadBack(name: String) throws {
        let warehouse = try SampleWarehouse.shared.get()
        let path = warehouse.folder + name
        let digest = try Self.digest(of: path)
        #expect(
            try warehouse.query("SELECT lower(hex(sha256)) FROM files WHERE CAST(name AS TEXT) = ?1", [path]).first?.values == [[digest]])
        let rows = try warehouse.query(
            "SELECT a.item, a.headline, t.body FROM articles a JOIN texts t USING(article_id) JOIN files f USING(file_id) WHERE CAST(f.name AS TEXT) = ?1",
            [path])
        let records = try Self.records(in: path)
        for row in try #require(rows.first).values {
            let record = try #require(records[row[0] ?? ""], "\(name) has no record \(row[0] ?? "")")
            #expect(record.headline == row[1])
            #expect(record.body == row[2])
        }
    }

    @Test("P5: a reject's line and byte are where the damaged record begins")
    func rejectsHaveAddresses() throws {
        let warehouse = try SampleWarehouse.shared.get()
        let rows = try warehouse.query("SELECT f.name, r.line, r.byte_offset, r.item FROM rejects r JOIN files f USING(file_id)").first?
            .values
        let row = try #require(rows?.first)
        let bytes = try Array(Foundation.Data(contentsOf: URL(fileURLWithPath: warehouse.folder + "market-day.jsonl")))
        let offset = try #require(row[2].flatMap(Int.init))
        #expect(rows?.count == 1 && row[3] == "#3")
        #expect(bytes[offset...].starts(with: Array(#"{"headline": "Cheese Fair"#.utf8)))
        #expect(bytes[..<offset].count { $0 == 0x0A } + 1 == row[1].flatMap(Int.init))
    }

    private static func digest(of path: String) throws -> String {
        let fd = open(path, O_RDONLY)
        defer { close(fd) }
        return try FileDigest.sha256(descriptor: fd).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private struct Line: Decodable {
        var record: String
        var headline: String?
        var body: String?
    }

    /// What `extract` gives of the file, by the address of the record.
    private static func records(in path: String) throws -> [String: Line] {
        let printed = Mutex<[UInt8]>([])
        try Extract.run(paths: [path], settings: Settings(), noEnrich: true) { bytes in printed.withLock { $0 += bytes } }
        let lines = try printed.withLock { $0 }.split(separator: 0x0A).map {
            try JSONDecoder().decode(Line.self, from: Foundation.Data($0))
        }
        return Dictionary(lines.map { ($0.record, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
