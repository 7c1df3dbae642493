import Foundation
import Testing

/// Every row that `inbox-sample/` becomes, column by column, as text in `Tests/Golden/rows`.
///
/// `RENEW_GOLDEN=1 swift test --filter GoldenRowTests` writes them again: read the difference against the source file before you commit it.
@Suite struct GoldenRowTests {
    private static let folder = "Tests/Golden/rows"

    private static func golden(of name: String) -> String { name.replacingOccurrences(of: "/", with: "__") + ".rows" }

    @Test("a sample file becomes exactly these rows", arguments: SampleWarehouse.names)
    func sampleBecomesItsRows(name: String) throws {
        let rows = try SampleRows(SampleWarehouse.shared.get()).text(of: name)
        #expect(rows.contains("\nfile\n"), "the ledger has no row for \(name)")
        try GoldenFile("\(Self.folder)/\(Self.golden(of: name))").compare(rows)
    }

    @Test("all samples together become exactly these entities and sums")
    func samplesBecomeEntities() throws {
        try GoldenFile("\(Self.folder)/entities.rows").compare(SampleRows(SampleWarehouse.shared.get()).entities())
    }

    @Test("every golden file is that of a sample")
    func everyGoldenFileHasItsSample() throws {
        let there = try FileManager.default.contentsOfDirectory(atPath: GoldenFile.root.appendingPathComponent(Self.folder).path)
        let wanted = SampleWarehouse.names.map(Self.golden) + ["entities.rows"]
        #expect(Set(there).subtracting(wanted) == [], "samples that are gone leave golden files behind: remove them")
    }
}
