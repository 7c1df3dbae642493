import Model
import Testing

@testable import Formats

@Suite("Exports of research databases")
struct ExportTests {
    // MARK: LexisNexis

    private static func lexis(_ number: Int, byline: String? = "By Ann Lee", date: String = "March 5, 2024 Tuesday") -> String {
        """


                                       \(number) of 3 DOCUMENTS


                                      The Daily Test

                                  \(date)
                                   Late Edition

        Bridge \(number) reopens after two years of
        repairs

        \(byline.map { "BYLINE: \($0)\n\n" } ?? "")SECTION: NEWS; Pg. \(number)

        LENGTH: 120 words

        DATELINE: ULM

        First paragraph of \(number), which is
        wrapped.

        Note: a colon makes no label.

        LOAD-DATE: March 6, 2024

        LANGUAGE: ENGLISH

        PUBLICATION-TYPE: Newspaper


                            Copyright 2024 Test Ltd
                              All Rights Reserved
        """
    }

    @Test("LexisNexis texts: cover, publication, date, headline, labels, body up to the next label")
    func lexisText() {
        let text =
            "Download Request: 1-3\nTerms: bridge\n\nSource: The Daily Test\n" + Self.lexis(1) + Self.lexis(2, byline: nil)
            + Self.lexis(3, date: "5 mars 2024 mardi")
        let reading = Reading(text, name: "x", chunk: 7)
        #expect(reading.formatName == "lexis-text")
        #expect(reading.order == ["#1", "#2", "#3"])
        let first = reading.records[0]
        #expect(first.headline == "Bridge 1 reopens after two years of repairs")
        #expect(first.publisher == "The Daily Test" && first.section == "NEWS" && first.dateline == "ULM" && first.language == "en")
        #expect(first.authors == ["Ann Lee"])
        #expect(reading.records[1].authors.isEmpty)
        #expect(reading.records.map { $0.published?.text } == ["2024-03-05", "2024-03-05", "2024-03-05"])
        #expect(reading.records[2].body == "First paragraph of 3, which is wrapped.\n\nNote: a colon makes no label.")
    }

    @Test("LexisNexis pages: by order and labels, whatever the classes are called")
    func lexisPage() {
        func page(_ number: Int) -> String {
            "<A NAME=\"DOC_ID_0_\(number)\"></A><!-- Hide XML section from browser\n<DOC NUMBER=\(number)>\n<DOCFULL> -->\n<BR><DIV CLASS=\"q0\"><P CLASS=\"q1\"><SPAN>\(number) of 2 DOCUMENTS</SPAN></P></DIV>"
                + "<BR><DIV><P><SPAN>The Daily Test</SPAN></P></DIV><BR><DIV><P><SPAN>March</SPAN><SPAN> 5, 2024, Tuesday<BR>Late Edition</SPAN></P></DIV><BR><DIV><P><SPAN>Bridge &amp; road \(number)</SPAN></P></DIV>"
                + "<BR><DIV><P><SPAN>BYLINE: </SPAN><SPAN>By ANN LEE</SPAN></P></DIV><BR><DIV><P><SPAN>LENGTH: </SPAN><SPAN>9 words</SPAN></P></DIV><BR><DIV><P><SPAN>One <b>bold</b> word.</SPAN></P>\n<P><SPAN>Two&nbsp;words.</SPAN></P><P></P></DIV>"
                + "<BR><DIV><P><SPAN>LOAD-DATE: </SPAN><SPAN>March 6, 2024</SPAN></P></DIV><BR><DIV><P><SPAN>LANGUAGE: </SPAN><SPAN>ENGLISH</SPAN></P></DIV><DIV><P>Copyright 2024 Test Ltd</P></DIV><!-- Hide XML section from browser\n</DOCFULL> -->"
        }
        let reading = Reading("<HTML><HEAD><!-- LXNComment 1:2 --></HEAD><BODY>" + page(1) + page(2) + "</BODY></HTML>", name: "a.html")
        #expect(reading.formatName == "lexis-html")
        #expect(reading.headlines == ["Bridge & road 1", "Bridge & road 2"])
        #expect(reading.records[1].authors == ["ANN LEE"] && reading.records[1].publisher == "The Daily Test")
        #expect(reading.records[1].published?.text == "2024-03-05" && reading.records[1].language == "en")
        #expect(reading.records[1].body == "One bold word.\n\nTwo words.")
    }

    // MARK: Factiva

    @Test(
        "Factiva texts have no labels: lines are known by their form, in the language of the pages",
        arguments: [
            ("1.234 Wörter", "5. März 2024", "Deutsch", "de"), ("120 words", "5 March 2024", "English", "en"),
            ("120 mots", "5 mars 2024", "Français", "fr"),
            ("120 palabras", "5 marzo 2024", "Inglés", "en"), ("877 字", "2024年3月5日", "英语", "en"),
        ])
    func factivaText(_ count: String, _ date: String, _ language: String, _ code: String) {
        func article(_ number: Int) -> String {
            "News\n\nBridge reopens \(number)\n\nVon Ann Lee\n\(count)\n\(date)\n14:05\nThe Daily Test\nTEST\nPage 3\n\(language)\n© 2024 Test Ltd. All rights reserved.\n\nFirst of\n\(number).\n\nSecond.\n\nDocument TEST000020240305ek35000\(number)a\n\n\n"
        }
        let reading = Reading(article(1) + article(2) + "Search Summary\nText: bridge\n© 2024 Factiva, Inc.\n", name: "x")
        #expect(reading.formatName == "factiva-text")
        #expect(reading.order == ["#1", "#2"])
        let record = reading.records.last
        #expect(record?.headline == "Bridge reopens 2" && record?.section == "News")
        #expect(record?.authors == ["Ann Lee"])
        #expect(record?.published?.text == "2024-03-05T14:05:00")
        #expect(record?.publisher == "The Daily Test" && record?.language == code)
        #expect(record?.body == "First of 2.\n\nSecond.")
    }

    @Test("Factiva pages: divisions without labels, and the older tables with codes")
    func factivaPage() {
        let new =
            "<html><body><div id=\"article-X1\" class=\"article\"><div class=\"article enArticle\"><div>News</div><div id=\"hd\"><span class=\"enHeadline\">Bridge\nreopens</span></div><div class=\"author\">By Ann Lee and Bo Kim </div><div>120 Wörter</div><div>5 März 2024</div><div>The Daily Test</div><div>TEST</div><div>3</div><div>Englisch</div><div>(c) 2024 Test Ltd </div><p class=\"articleParagraph enarticleParagraph\">First\nparagraph.</p><p class=\"articleParagraph enarticleParagraph\">Second.</p><p>Document TEST000020240305ek350001a</p></div></div></body></html>"
        let first = Reading(new, name: "a.html")
        #expect(first.formatName == "factiva-html" && first.order == ["#1"])
        #expect(first.records.first?.headline == "Bridge reopens" && first.records.first?.authors == ["Ann Lee", "Bo Kim"])
        #expect(first.records.first?.published?.text == "2024-03-05" && first.records.first?.language == "en")
        #expect(first.records.first?.publisher == "The Daily Test" && first.records.first?.body == "First paragraph.\n\nSecond.")
        func row(_ code: String, _ value: String) -> String { "<tr><td class=\"index\"><b>\(code)</b></td><td>\(value)</td></tr>" }
        let old =
            "<html><body><div class=\"article deArticle\"><table>" + row("HD", "<span class=\"deHeadline\">Brücke</span>")
            + row("BY", "Ann Lee") + row("WC", "9 words")
            + row("PD", "5 March 2024") + row("ET", "14:05") + row("SN", "Testblatt") + row("LA", "German")
            + row("LP", "<p class=\"articleParagraph\">Eins.</p>")
            + row("TD", "<p class=\"articleParagraph\">Zwei.</p><p class=\"articleParagraph\">Drei.</p>") + row("NS", "gpol : Politics")
            + row("AN", "Document TEST000020240305ek350001a")
            + "</table></div></body></html>"
        let second = Reading(old, name: "a.html").records.first
        #expect(
            second?.headline == "Brücke" && second?.authors == ["Ann Lee"] && second?.publisher == "Testblatt" && second?.language == "de")
        #expect(second?.published?.text == "2024-03-05T14:05:00" && second?.body == "Eins.\n\nZwei.\n\nDrei.")
    }

    // MARK: ProQuest and Europresse

    @Test("ProQuest texts: labelled paragraphs, names turned round, the text up to the next label")
    func proquest() {
        let rule = String(repeating: "_", count: 60)
        func article(_ number: Int) -> String {
            "\(rule)\n\nDocument \(number) of 2\n\nBridge \(number)\n\nAuthor: Lee, Ann; Kim, Bo; Staff\n\nPublication info: The Test ; Ulm [Ulm]05 Mar 2024: A.1.\n\nhttps://t.example/\(number)\n\nAbstract: Short.\n\nFull text: First of \(number).\n\nHe said: go on.\n\nSubject: Bridges; Roads\n\nTitle: Bridge \(number)\n\nPublication title: The Test; Ulm\n\nPublication date: Mar 5, 2024\n\nPublisher: Test Ltd\n\nLanguage of publication: German\n\nProQuest document ID: 4711\(number)\n\nDocument URL: https://t.example/\(number)\n\n"
        }
        let reading = Reading(article(1) + article(2) + rule + "\n\nContact us at: http://www.proquest.example/\n")
        #expect(reading.formatName == "proquest-text")
        #expect(reading.order == ["#1", "#2"])
        let record = reading.records.last
        #expect(record?.headline == "Bridge 2" && record?.authors == ["Ann Lee", "Bo Kim", "Staff"])
        #expect(record?.publisher == "The Test" && record?.published?.text == "2024-03-05" && record?.language == "de")
        #expect(record?.url == "https://t.example/2" && record?.sourceID == "47112" && record?.keywords == ["Bridges", "Roads"])
        #expect(record?.body == "First of 2.\n\nHe said: go on.")
    }

    @Test("ProQuest pages, as they are mailed: a page inside each article")
    func proquestPage() {
        func line(_ name: String, _ value: String) -> String { "<p><strong>\(name):  </strong>\(value)</p>" }
        func article(_ number: Int) -> String {
            "<div><a name=\"DocID_M_\(number)\"></a><p style=\"font-weight:bold;\">Bridge \(number)</p>" + line("Author", "Lee, Ann")
                + "<p><strong>Full text: </strong><Text><html><head><title>T</title></head><body><p>First.</p><p>Second of \(number).</p></body></html></Text></p>"
                + line("Publication title", "The Test") + line("Publication date", "Mar 5, 2024")
                + line("Document URL", "<a href=\"x\">https://t.example/\(number)</a>") + "</div>"
        }
        let reading = Reading(
            "<html><head><title>ProQuest Export</title></head><body><p>Email 1 of 1</p>" + article(1) + article(2) + "</body></html>")
        #expect(reading.formatName == "proquest-html")
        #expect(reading.headlines == ["Bridge 1", "Bridge 2"])
        #expect(reading.records[1].body == "First.\n\nSecond of 2." && reading.records[1].authors == ["Ann Lee"])
        #expect(reading.records[1].publisher == "The Test" && reading.records[1].url == "https://t.example/2")
    }

    @Test("Europresse pages, new and old")
    func europresse() {
        let new =
            "<html lang=\"fr\"><body><article><header><div class=\"rdp__DocPublicationName\"><span class=\"DocPublicationName\">Le Test</span></div><span class=\"DocHeader\">Politique, mardi 5 mars 2024 - fr, p. 3</span><div class=\"titreArticle\"><p class=\"titreArticleVisu rdp__articletitle\">Le pont rouvre</p></div><div class=\"sm-margin-bottomNews\">Anne Le Goff, Bo Kim</div></header><section><div class=\"DocText clearfix\"><div class=\"docOcurrContainer\"><p>Un.</p><p>Deux.</p></div></div></section><footer><span class=\"publiC-lblNodoc\">news·20240305·T·1</span><small>© 2024 Le Test. Tous droits réservés.</small></footer></article></body></html>"
        let first = Reading(new, name: "a.html")
        #expect(first.formatName == "europresse-html" && first.order == ["#1"])
        #expect(
            first.records.first?.headline == "Le pont rouvre" && first.records.first?.publisher == "Le Test"
                && first.records.first?.section == "Politique")
        #expect(first.records.first?.authors == ["Anne Le Goff", "Bo Kim"] && first.records.first?.published?.text == "2024-03-05")
        #expect(first.records.first?.body == "Un.\n\nDeux.")
        func old(_ title: String, _ byline: String) -> String {
            "<table><tr><td><table id=\"tbHeaderImages\"><tr><td id=\"celPublication\"><br></td></tr></table><span class=\"DocPublicationName\">Le Test</span><br><span class=\"DocHeader\">Monde, </span><span class=\"DocHeader\">mardi </span><span class=\"DocHeader\">5 mars 2024</span><br><br><span class=\"TitreArticleVisu\">\(title) <span style=\"color:red\">marqué</span></span><br><br>\(byline)Un pont, et <b>deux</b> routes.<p></p>Fin.<p></p><b><i>© 2024 Le Test.</i></b><p></p>Numéro de document : news·1<br><table><tr><td>Ce certificat</td></tr></table></td></tr></table>"
        }
        let reading = Reading(
            "<html><body>" + old("Titre un", "") + old("Titre deux", "Anne Martin<br><p></p>") + "</body></html>", name: "a.html")
        #expect(reading.headlines == ["Titre un marqué", "Titre deux marqué"])
        #expect(reading.records.map(\.authors) == [[], ["Anne Martin"]])
        #expect(reading.records.map(\.body) == ["Un pont, et deux routes.\n\nFin.", "Un pont, et deux routes.\n\nFin."])
        #expect(reading.records.map { $0.published?.text } == ["2024-03-05", "2024-03-05"])
    }

    // MARK: all

    @Test("a text that mentions documents and rules is no export")
    func prose() {
        #expect(Reading("Minutes\n\nWe read 3 of 20 DOCUMENTS in the archive today.\n\n____\n\nMore.", name: "a").formatName == "text")
        #expect(Reading("Minutes\n\nDocument 12 was read.\n\nDocument review\n\nMore.", name: "a").formatName == "text")
    }

    @Test("a document longer than a record may be costs itself only, however the bytes arrive", arguments: [3, 4_096])
    func longDocument(_ chunk: Int) {
        var limits = Limits()
        limits.recordBytesMax = 4_000
        let long = Self.lexis(2).replacing("First paragraph", with: String(repeating: "word ", count: 400_000))
        let reading = Reading(Array((Self.lexis(1) + long + Self.lexis(3)).utf8), limits: limits, chunk: chunk)
        #expect(reading.order == ["#1", "#2 record-too-long", "#3"])
    }

    @Test(
        "dates with weekdays, editions and ideographs",
        arguments: [
            ("December 19, 1991, Sunday, An Edition", "1991-12-19"), ("January 26, 2024 Friday 10:00 PM GMT", "2024-01-26"),
            ("Samstag, 3. Februar 2024", "2024-02-03"),
            ("2024年3月5日", "2024-03-05"), ("2024년 3월 5일", "2024-03-05"),
        ])
    func dates(_ text: String, _ day: String) { #expect(ExportFields.date(text)?.day == day) }
}
