import Markup
import Testing

/// The text of a page as `HTMLBlocks` gives it.
func visibleText(_ page: String, isFragment: Bool = false) -> String {
    var page = page
    return page.withUTF8 { bytes in
        let tree = HTMLTree()
        tree.parse(bytes, isFragment: isFragment)
        let blocks = HTMLBlocks()
        blocks.read(tree)
        return blocks.paragraphs
    }
}

@Suite("The text of a page")
struct HTMLTextTests {
    @Test(
        "what a browser shows, lines parted where it parts them",
        arguments: [
            ("<p>One<p>Two", "One\n\nTwo"),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>", "a\n\nb\n\nc"),
            ("<b>a</b> <i>b</i>", "a b"), ("a<b> b </b> c", "a b c"), ("a<!-- x -->b", "ab"),
            ("x<span>y</span><div>z</div>", "xy\n\nz"), ("a\u{A0}b &nbsp; c", "a b c"),
            ("<pre>a  b\n  c</pre>", "a  b\n  c"), ("a<br>\n b", "a\nb"), ("a<br> <br>b", "a\n\nb"),
            ("<div hidden>no</div><div style='DISPLAY : none'>no</div><p style=\"color:red;visibility:hidden\">no</p>yes", "yes"),
            ("<script>var a = '<p>no</p>';</script>yes<style>p{}</style>", "yes"),
            ("<script><!--<script></script>no--></script>yes", "yes"),
            ("<title>no</title>yes", "yes"), ("<textarea><p>no</textarea>yes", "yes"), ("<noscript>no</noscript>yes", "yes"),
            ("<svg><title>no</title><svg></svg></svg>yes", "yes"), ("<svg>yes", "yes"), ("<math><mi>x</mi></math>", "x"),
            ("<script>//<![CDATA[\n x //]]></script><p>a<script>b</script>", "a"),
            ("<script><!--//--><![CDATA[//><!--\n document.write('<script>') //--><!]]></script>a<script></script>", "a"),
            ("<select><option>no</select>yes", "yes"),
            ("<table><tr><td>a<td>b<tr><td>c</table>d", "a\n\nb\n\nc\n\nd"),
            ("<p>a</p></div></span></p>b", "a\n\nb"), ("</br>a", "a"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "a\n\nb\n\nc"), ("<h1>a<h2>b</h2>c", "a\n\nb\n\nc"),
            ("<b><p>a</b>b</p>c", "ab\n\nc"), ("<a href=x>a<a href=y>b</a>c", "abc"),
            ("<div><button>no<div></button><p>yes</div>", "yes"),
            ("<button><p>kept</button>", "kept"),
            ("&copy2 &notit; &amp;amp; &#x41;&#66 &ngE;", "©2 ¬it; &amp; AB ≧̸"),
            ("a\u{0}b", "ab"), ("a < b <3 c", "a < b <3 c"), ("<p title='x>y'>z", "z"), ("<p title=\"x>z", "z"),
            ("<!-->a", "a"), ("<!--->b", "b"), ("<!-- a --!>b", "b"), ("<?xml?>a<![CDATA[x]]>b", "ab"), ("</ x>a", "a"),
            ("<frameset><frame src=x></frameset>", ""), ("<div>\u{200B}\u{FEFF}</div>a", "a"),
            ("<head><title>t</title><p>a</head>b", "ab"), ("<option>x<p>y</option>", "x\n\ny"),
        ])
    func shown(_ page: String, _ wanted: String) { #expect(visibleText(page) == wanted) }

    @Test("a piece keeps a tag that never ends, a page loses it")
    func cutTag() {
        #expect(visibleText("a <b", isFragment: true) == "a <b")
        #expect(visibleText("a <b") == "a")
    }

    @Test("attributes: references resolved, the first of two counts, `&copy=` of an address stays")
    func attributes() throws {
        var page = "<a CLASS='x &amp; y' class=z href=/?a=1&copy=2&amp;b=3 data-testid = t>w</a>"
        page.withUTF8 { bytes in
            let tree = HTMLTree()
            tree.parse(bytes)
            let link = tree.first(.a, in: 0..<tree.nodeCount) ?? 0
            #expect(tree.value(.class, of: link) == "x & y")
            #expect(tree.value(.href, of: link) == "/?a=1&copy=2&b=3")
            #expect(tree.value(.dataTestid, of: link) == "t")
            #expect(tree.value(.title, of: link) == nil)
        }
    }

    @Test("blocks know their links, bold text and what hides them")
    func measures() throws {
        var page = "<p>ab <a>cd</a> <b>ef</b></p><div hidden>x</div><figcaption>y</figcaption>"
        page.withUTF8 { bytes in
            let tree = HTMLTree()
            tree.parse(bytes)
            let blocks = HTMLBlocks()
            var options = HTMLBlocks.Options()
            options.dropsHidden = false
            blocks.read(tree, options: options)
            #expect(blocks.blocks.map(\.length) == [8, 1, 1])
            #expect(blocks.blocks[0].linkLength == 3 && blocks.blocks[0].linkCount == 1 && blocks.blocks[0].boldLength == 3)
            #expect(blocks.blocks[1].flags == .hidden && blocks.blocks[2].flags == .caption)
        }
    }
}
