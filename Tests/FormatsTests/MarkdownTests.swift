import Model
import Testing

@testable import Formats

@Suite("Markdown")
struct MarkdownTests {
    private func read(_ text: String) throws -> Record { try #require(Reading(text, name: "a.md").records.first) }

    @Test("YAML front matter gives fields, lists and quotes included")
    func yaml() throws {
        let record = try read(
            "---\ntitle: \"A: \\\"b\\\"\"\nauthors:\n  - Maud Ellery\n  - Tom O’Rourke\ndate: 2023-11-04T06:30:00+00:00\nlang: en\nsite: The Mercury # note\ntags: [a, \"b, c\"]\n---\n\nFirst.\n\nSecond."
        )
        #expect(record.headline == "A: \"b\"")
        #expect(record.authors == ["Maud Ellery", "Tom O’Rourke"])
        #expect(record.published?.text == "2023-11-04T06:30:00Z")
        #expect(record.language == "en")
        #expect(record.publisher == "The Mercury")
        #expect(record.keywords == ["a", "b, c"])
        #expect(record.body == "First.\n\nSecond.")
    }

    @Test("TOML front matter gives fields")
    func toml() throws {
        let record = try read("+++\ntitle = 'It''s'\nauthors = [\"A B\", \"C D\"]\ndate = 2023-02-07T18:42:00+01:00\n+++\nText.")
        #expect(record.headline == "It's")
        #expect(record.authors == ["A B", "C D"])
        #expect(record.published?.text == "2023-02-07T17:42:00Z")
        #expect(record.body == "Text.")
    }

    @Test("the first heading is the headline, others are paragraphs", arguments: ["# The *night* bus\n", "The *night* bus\n===\n"])
    func headings(_ top: String) throws {
        let record = try read(top + "\nIntro.\n\n## Later\n\nMore.\n\nLast\n---\n")
        #expect(record.headline == "The night bus")
        #expect(record.body == "Intro.\n\nLater\n\nMore.\n\nLast")
    }

    @Test(
        "inline markup becomes plain text",
        arguments: [
            ("a **bold** and *soft* and ***both***", "a bold and soft and both"),
            ("__bold__ _soft_ snake_case_name", "bold soft snake_case_name"),
            ("2 * 3 * 4", "2 * 3 * 4"), ("[the *link*](https://x.example/a_(b)) here", "the link here"),
            ("[text][1] and [1]", "text and [1]"),
            ("![alt](x.png)rest", "rest"), ("`code *kept*` end", "code *kept* end"), (#"R&D \<trials> \*"#, "R&D <trials> *"),
            ("&amp; &#8217; &copy;", "& ’ ©"),
            ("<https://x.example>", "https://x.example"), ("a<br>b", "ab"), ("1 < 2 > 0", "1 < 2 > 0"), ("~~old~~ new ~5", "old new ~5"),
            ("a ** b", "a ** b"), ("[open", "[open"),
        ])
    func inline(_ text: String, _ wanted: String) { #expect(MarkdownSpan.plain(text) == wanted) }

    @Test("lists are lines, quotes and code keep their text, references go")
    func blocks() throws {
        let record = try read(
            "# H\n\n- one\n- two\n\n> said *she*\n\n```swift\nlet x = 1 // *no*\n```\n\nEnd.\n\n[1]: https://x.example/\n")
        #expect(record.body == "one\ntwo\n\nsaid she\n\nlet x = 1 // *no*\n\nEnd.")
    }

    @Test("a name in emphasis below the headline is the byline")
    func byline() throws {
        let record = try read("# Stadtrat kippt Maut\n\n*Jörg Süßkind*\n\nMöhlingen (dma) – Der Stadtrat.\n")
        #expect(record.authors == ["Jörg Süßkind"])
        #expect(record.body == "Möhlingen (dma) – Der Stadtrat.")
    }
}

@Suite("Markup inside fields")
struct InlineMarkupTests {
    @Test(
        "block tags part paragraphs, others go, entities become characters",
        arguments: [
            ("<p>One</p><p>Two <b>bold</b></p>", "One\n\nTwo bold"), ("A<br>B<br/><br>C", "A\nB\n\nC"),
            ("R&amp;D &lt;x&gt; &#8217;&#x2019;&#146;", "R&D <x> ’’’"),
            ("<script>if (a<b) {}</script>Text", "Text"), ("<!-- no -->Yes", "Yes"), ("a  \n b", "a b"), ("5 < 6", "5 < 6"),
            ("<a href=\"x>y\">z</a>", "z"),
            ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"), ("AT&T &unknown; &", "AT&T &unknown; &"), ("<p", "<p"), ("<", "<"),
            ("<figcaption>cap</figcaption>x", "x"),
        ])
    func text(_ source: String, _ wanted: String) { #expect(InlineMarkup.text(source) == wanted) }

    @Test("an angle bracket in prose is no markup")
    func prose() {
        #expect(!InlineMarkup.looksLikeMarkup("R&D <trials> of 3 < 4"))
        #expect(InlineMarkup.looksLikeMarkup("x <p>y"))
    }

    @Test("a million open tags are passed in one go")
    func deep() { #expect(InlineMarkup.text(String(repeating: "<div>", count: 200_000) + "x") == "x") }
}
