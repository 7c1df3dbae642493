import Foundation
import Testing

@testable import Enrichment

@Suite("The catalogue of enrichers") struct EnricherCatalogueTests {
    /// Folders of the room that hold what enrichers share.
    private static let shared: Set<String> = ["Shared"]

    @Test("every folder of the room is an enricher of the catalogue, and the other way round")
    func foldersAreEnrichers() throws {
        let room = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Enrichment").resolvingSymlinksInPath()
        let folders = try FileManager.default.contentsOfDirectory(at: room, includingPropertiesForKeys: [.isDirectoryKey])
            .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
            .map(\.lastPathComponent)
            .filter { !Self.shared.contains($0) }
        #expect(Set(folders.map { $0.lowercased() }) == Set(EnricherCatalogue.all.map { $0.name }))
    }

    @Test("names are unique, lower case, and versions begin at 1")
    func namesAndVersions() {
        let names = EnricherCatalogue.all.map { $0.name }
        #expect(Set(names).count == names.count)
        for enricher in EnricherCatalogue.all {
            #expect(enricher.version >= 1)
            #expect(!enricher.name.isEmpty && enricher.name.utf8.allSatisfy { ($0 | 0x20) == $0 && $0 > 0x60 })
        }
    }

    @Test("the signature lists the enrichers in order with their versions")
    func signature() {
        #expect(Enrichment.full.signature == EnricherCatalogue.all.map { "\($0.name):\($0.version)" }.joined(separator: " "))
        #expect(Enrichment.essentialOnly.signature == "script:1 fingerprint:1")
    }
}
