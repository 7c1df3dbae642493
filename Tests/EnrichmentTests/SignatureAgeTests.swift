import Testing

@testable import Enrichment

@Suite struct SignatureAgeTests {
    private static let present = Enrichment.full.signature

    @Test(
        "An article's signature is this program's, older or newer",
        arguments: [
            (present, nil, SignatureAge.present), ("", nil, .older), (Enrichment.essentialOnly.signature, nil, .older),
            (present.replacing("tokens:", with: "tokens:9"), nil, .newer), ("tokens:99", nil, .newer), ("tokens:0", nil, .older),
            ("tokens", nil, .older), ("tokens:x:", nil, .older), (present + " gone:3", nil, .older),
            (present.replacing("quotes:", with: "quotes:0"), nil, .older), ("", "quotes", .older), (present, "quotes", .present),
            (present + " gone:3", "quotes", .present), ("tokens:99", "quotes", .newer), (present, "nobody", .present),
        ] as [(String, String?, SignatureAge)])
    func age(signature: String, enricher: String?, age: SignatureAge) {
        #expect(Enrichment.full.age(of: signature, in: enricher) == age)
    }

    @Test("Names stand in the order of the catalogue")
    func names() {
        #expect(Enrichment.full.names == EnricherCatalogue.all.map { $0.name })
        #expect(Enrichment.essentialOnly.names == ["script", "fingerprint"])
    }
}
