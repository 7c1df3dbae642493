import Language
import Testing

@testable import Enrichment

@Suite("Keys of place names") struct PlaceKeyTests {
    /// FNV-1a 64 of a text's bytes.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    @Test(
        "marks, hyphens and short forms make no difference",
        arguments: [
            ("Saint-Étienne", "st etienne"), ("St. John's", "st johns"), ("St. John’s", "st johns"), ("Łódź", "lodz"), ("U.S.", "us"),
            ("Winston-Salem", "winston salem"), ("Київ", "киів"), ("Mount  Vernon", "mt vernon"), ("Fort Worth", "ft worth"),
            ("Fortaleza", "fortaleza"), ("SAINTE-ANNE", "st anne"), ("Zürich", "zurich"), ("Ærø", "aero"), ("Großenhain", "grossenhain"),
            ("e\u{301}tude", "etude"), ("İzmir", "izmir"), ("Αθήνα", "αθηνα"), ("", ""), (" - ", ""), ("東京", "東京"),
        ])
    func normalForm(name: String, form: String) throws {
        let gazetteer = try #require(Gazetteer.shared)
        var key = PlaceKey(gazetteer.letters)
        #expect(key.hash(of: name) == Self.hash(form), "\(name)")
    }

    @Test("a key read word by word is the key of the words so far")
    func grows() throws {
        let gazetteer = try #require(Gazetteer.shared)
        var key = PlaceKey(gazetteer.letters)
        let name = Array("Port Saint Lucie".utf8)
        name.withUnsafeBufferPointer { bytes in
            key.clear()
            key.read(bytes, 0..<4)
            #expect(key.hash == Self.hash("port"))
            key.read(bytes, 4..<10)
            #expect(key.hash == Self.hash("port st"))
            key.read(bytes, 10..<16)
            #expect(key.hash == Self.hash("port st lucie"))
        }
    }
}
