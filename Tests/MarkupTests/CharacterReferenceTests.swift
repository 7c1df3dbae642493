import Testing

@testable import Markup

@Suite("Character references")
struct CharacterReferenceTests {
    @Test(
        "names and numbers become characters, what is none stays",
        arguments: [
            ("&amp;", "&"), ("&eacute;", "é"), ("&#8217;", "’"), ("&#x2019;", "’"), ("&#X2019;", "’"), ("&#146;", "’"), ("&#128;", "€"),
            ("&#0;", "\u{FFFD}"), ("&#xD800;", "\u{FFFD}"), ("&bogus;", nil), ("& ", nil), ("&;", nil), ("&#x;", nil),
        ])
    func resolve(source: String, expected: String?) {
        var source = source
        let got = source.withUTF8 { CharacterReference.resolve($0, 0) }
        #expect(got?.0 == expected)
        #expect(got == nil || got?.1 == source.utf8.count)
    }
}
