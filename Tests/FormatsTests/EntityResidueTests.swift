import Testing

@testable import Formats

@Suite struct EntityResidueTests {
    @Test(
        "references that markup left in prose become characters, once and twice escaped",
        arguments: [
            ("AT&amp;T and Johnson &amp; Johnson", "AT&T and Johnson & Johnson", 2),
            ("l&#8217;été &amp;amp; l&#x2019;hiver", "l’été & l’hiver", 4),
            ("5&nbsp;km &ndash; &ldquo;no&rdquo;", "5\u{A0}km – “no”", 4), ("caf&eacute;", "café", 1),
            ("&quot;No,&quot; he said", "\"No,\" he said", 2),
            ("Fish &amp;amp;amp; chips", "Fish & chips", 3),
        ])
    func resolved(text: String, expected: String, count: Int) {
        var repairs: [String: Int] = [:]
        #expect(EntityResidue.resolved(text, repairs: &repairs) == expected)
        #expect(repairs == [EntityResidue.kind: count])
    }

    @Test(
        "text that is right stays",
        arguments: [
            "AT&T said it’s “R&D”", "Q&A; then tea", "a & b; c", "Write (&nbsp;) for a space", "In HTML, &amp; stands for &.",
            "if a &lt; b &amp; c", "&; &#; &#xZZ; &x",
            "Tom & Jerry; Marks&Spencer;", "the sign '&copy;' itself", "",
        ])
    func kept(text: String) {
        var repairs: [String: Int] = [:]
        #expect(EntityResidue.resolved(text, repairs: &repairs) == text && repairs.isEmpty)
    }
}
