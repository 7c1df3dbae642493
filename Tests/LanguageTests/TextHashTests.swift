import Language
import Testing

@Suite struct TextHashTests {
    @Test(
        "a re-wrapped copy has the same hash",
        arguments: [
            ("The storm hit the coast on Friday.", "The storm\nhit  the\r\n\tcoast on Friday."), ("a b", " a b \n"), ("", " \n "),
            ("eight by8 and on and on", "eight by8  and on and on"),
        ])
    func blanksDoNotCount(one: String, other: String) { #expect(TextHash.hash(one) == TextHash.hash(other)) }

    @Test(
        "other words, another case, another place of a part's end give another hash",
        arguments: [("a b", "ab"), ("Storm", "storm"), ("12345678", "123456789"), ("1234567812345678", "12345678123456780"), ("a", "")])
    func textCounts(one: String, other: String) { #expect(TextHash.hash(one) != TextHash.hash(other)) }

    @Test("where a part ends counts")
    func partsCount() {
        #expect(TextHash.hash("ab", "c") != TextHash.hash("a", "bc"))
        #expect(TextHash.hash("a", "") != TextHash.hash("a"))
    }

    @Test("one changed byte changes the hash, at every place")
    func everyByteCounts() {
        let text = Array("Thousands of people left the coast before the storm came, officials said.".utf8)
        var seen: Set<UInt64> = [TextHash.hash(String(decoding: text, as: UTF8.self))]
        for index in text.indices {
            var other = text
            other[index] = other[index] == UInt8(ascii: "#") ? UInt8(ascii: "+") : UInt8(ascii: "#")
            #expect(seen.insert(TextHash.hash(String(decoding: other, as: UTF8.self))).inserted, "byte \(index)")
        }
    }
}
