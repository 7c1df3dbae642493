import Decoding
import Model
import Testing

@testable import Formats

@Suite("Mail")
struct MailTests {
    private static let header = "From: \"Ines Vale\" <ines@paper.example>\nTo: desk@x.example\nDate: Mon, 04 Mar 2024 07:15:00 +0100\n"

    private func message(_ more: String, _ body: String) -> Reading { Reading(Self.header + more + "\n" + body) }

    @Test("a message is an article: subject, sender, date, list, language, text")
    func fields() throws {
        let reading = message(
            "Subject: Ferry returns\nList-Id: \"Harbour Daily\" <daily.harbour.example>\nContent-Language: en-GB, fr\nKeywords: ferry, port\n"
                + "Message-ID: <1@x.example>\n", "The ferry is back.\n\nIt sails at noon.\n")
        let record = try #require(reading.records.first)
        #expect(reading.formatName == "mail" && reading.order == ["#1"])
        #expect(record.headline == "Ferry returns" && record.authors == ["Ines Vale"])
        #expect(record.published?.text == "2024-03-04T06:15:00Z" && record.publisher == "Harbour Daily")
        #expect(record.language == "en-GB" && record.keywords == ["ferry", "port"] && record.sourceID == "1@x.example")
        #expect(record.body == "The ferry is back.\n\nIt sails at noon.")
    }

    @Test(
        "sender's names are read as people write them",
        arguments: [
            ("Ines Vale <i@x.example>", ["Ines Vale"]), ("i@x.example (Ines Vale)", ["Ines Vale"]), ("i@x.example", []),
            ("\"Vale, Ines\" <i@x.example>, \"Tom \\\"T\\\" Roe\" <t@x.example>", ["Vale, Ines", "Tom \"T\" Roe"]),
            ("=?utf-8?Q?In=C3=AAs_Vale?= <i@x.example>", ["Inês Vale"]), ("<i@x.example>", []), ("Harbour Daily", ["Harbour Daily"]),
        ])
    func senders(written: String, names: [String]) {
        let reading = Reading("From: \(written)\nSubject: Ferry\nMIME-Version: 1.0\n\nThe ferry is back.\n")
        #expect(reading.records.first?.authors == names)
    }

    @Test(
        "encoded words: both encodings, any charset, cut inside a character, blanks between them dropped",
        arguments: [
            ("=?utf-8?B?RsOkaHJl?= =?utf-8?B?IHp1csO8Y2s=?=", "Fähre zurück"), ("=?iso-8859-1?q?F=E4hre_zur=FCck?=", "Fähre zurück"),
            ("=?utf-8?B?RsM=?= =?utf-8?B?pGhyZQ==?=", "Fähre"), ("=?koi8-r?B?8MHSz80=?= a =?utf-8?Q?b?=", "Паром a b"),
            ("=?x-none?Q?Ferry?=", "Ferry"), ("=?broken", "=?broken"), ("50% =?=", "50% =?="), ("=?utf-8*de?Q?F=C3=A4hre?=", "Fähre"),
        ])
    func encodedWords(written: String, text: String) {
        #expect(Array(written.utf8).withUnsafeBufferPointer { HeaderText.decode($0) } == text)
    }

    @Test("raw bytes in a header are UTF-8 where they can be, else the body's charset")
    func rawHeader() {
        let latin =
            Array("Subject: F".utf8) + [0xE4]
            + Array("hre\nFrom: a@x.example\nContent-Type: text/plain; charset=iso-8859-1\n\nText.\n".utf8)
        #expect(Reading(latin).headlines == ["Fähre"])
        #expect(Reading("Subject: Fähre\nFrom: a@x.example\n\nText.\n").headlines == ["Fähre"])
    }

    @Test("folded lines are one, also in the middle of encoded words; a line that is no field ends the header")
    func folding() {
        #expect(message("Subject: The ferry\n\treturns\n", "x\n").headlines == ["The ferry returns"])
        let noGap = Reading("From: a@x.example\nSubject: Ferry\nThis line follows at once.\n")
        #expect(noGap.headlines == ["Ferry"] && noGap.records.first?.body == "This line follows at once.")
    }

    @Test("a header line of two megabytes is cut and costs nothing else")
    func longHeader() {
        let reading = message("X-A: \(String(repeating: "a", count: 2 << 20))\nSubject: Ferry\n", "Text.\n")
        #expect(reading.headlines == ["Ferry"] && reading.records.first?.body == "Text.")
    }

    @Test(
        "parameters: quotes, comments, continuations, percent and charset",
        arguments: [
            ("text/plain; charset=\"utf-8\"", "charset", "utf-8"), ("text/plain;charset = utf-8 ", "charset", "utf-8"),
            ("multipart/mixed; boundary=a=b=c", "boundary", "a=b=c"), ("a/b; name=\"x\\\"y; z\"", "name", "x\"y; z"),
            ("a/b; name*0*=utf-8''F%C3%A4; name*1=hre; name*2=\".txt\"", "name", "Fähre.txt"),
            ("a/b; name*=iso-8859-1'de'%E4", "name", "ä"),
            ("a/b; name=\"=?utf-8?B?RsOkaHJl?=\"", "name", "Fähre"),
        ])
    func parameters(written: String, name: String, value: String) {
        #expect(Array(written.utf8).withUnsafeBufferPointer { HeaderParameters($0)[name] } == value)
    }

    @Test("quoted-printable and base64 give what they hold, damaged or not")
    func transferEncodings() {
        func decoded(_ encoding: TransferEncoding, _ text: String) -> String {
            String(decoding: Array(text.utf8).withUnsafeBufferPointer { encoding.decode($0) }, as: UTF8.self)
        }
        #expect(decoded(.quotedPrintable, "a=3Db =C3=A4 c= \r\nd=\ne=zz=") == "a=b ä cde=zz")
        #expect(decoded(.base64, "VGhl\r\nIGZl cnJ5!") == "The ferry")
        #expect(decoded(.base64, "VGhl IGZlcn*J5Lg==SXQ=") == "The ferry.It")
        #expect(decoded(.base64, "VGhlI") == "The")
        #expect(TransferEncoding(" Base64 ") == .base64 && TransferEncoding("8bit") == .identity)
    }

    @Test("flowed lines are joined, quotation and signatures stay apart")
    func flowed() {
        let text = "The ferry \nis back.\n\n> Is it \n> true?\nYes. \n-- \nInes\n From here\n"
        let joined = FlowedText.joined(text, deletesSpace: false)
        #expect(joined == "The ferry is back.\n\n> Is it true?\nYes. \n-- \nInes\nFrom here")
        #expect(FlowedText.joined("北浜 \n市\n", deletesSpace: true) == "北浜市")
    }

    @Test("of alternatives the plain text is taken, unless it is a stub; a text does not repeat its subject")
    func alternatives() {
        func both(_ plain: String) -> String? {
            message(
                "Subject: Ferry\nContent-Type: multipart/alternative; boundary=b\n",
                "--b\nContent-Type: text/plain\n\n\(plain)\n--b\nContent-Type: text/html\n\n<h1>Ferry</h1><p>The ferry is &amp; stays back."
                    + String(repeating: " It sails.", count: 60) + "</p>\n--b--\n"
            ).records.first?.body
        }
        let long = String(repeating: "The plain ferry is back. ", count: 30).dropLast()
        #expect(both(String(long)) == String(long))
        #expect(both("Your program shows no HTML.")?.hasPrefix("The ferry is & stays back. It sails.") == true)
        #expect(message("Subject: Ferry\n", "Ferry\n\nThe ferry is back.\n").records.first?.body == "The ferry is back.")
    }

    @Test("attachments are documents with addresses of their own, pictures and signatures are none")
    func attachments() {
        let reading = message(
            "Subject: Copy\nContent-Type: multipart/mixed; boundary=\"=b\"\n",
            """
            --=b
            Content-Type: text/plain

            See both.
            --=b
            Content-Type: text/plain; name="a#1.txt"
            Content-Disposition: attachment

            Bridge closed

            The bridge is closed.
            --=b
            Content-Type: image/png; name=p.png
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --=b
            Content-Type: application/octet-stream; name=two.jsonl
            Content-Transfer-Encoding: base64

            eyJ0aXRsZSI6IkEiLCJ0ZXh0IjoiYSJ9CnsidGl0bGUiOiJCIiwidGV4dCI6ImIifQo=
            --=b
            Content-Type: application/pgp-signature

            -----BEGIN PGP SIGNATURE-----
            --=b
            Content-Type: application/octet-stream; name="../../evil"
            Content-Transfer-Encoding: base64

            AAAA
            --=b--

            """)
        #expect(reading.order == ["#1", "#1!a%231.txt#1", "#1!two.jsonl#1", "#1!two.jsonl#2"], "\(reading.rejects)")
        #expect(reading.headlines == ["Copy", "Bridge closed", "A", "B"])
        // The date of the mail is known of what it carries; its sender wrote none of it.
        #expect(reading.records.allSatisfy { $0.published != nil } && reading.records[1].authors.isEmpty)
    }

    @Test("a message in a message is an article of its own; a cover without a word is none")
    func forwarded() {
        let inner = "From: Tom Roe <t@x.example>\nSubject: Bridge\nDate: Sun, 03 Mar 2024 07:15:00 +0000\n\nThe bridge is closed.\n"
        func cover(_ text: String) -> Reading {
            message(
                "Subject: Fwd\nContent-Type: multipart/mixed; boundary=b\n",
                "--b\n\n\(text)\n--b\nContent-Type: message/rfc822\n\n\(inner)\n--b--\n")
        }
        #expect(cover("See below.").order == ["#1", "#1!2#1"] && cover("See below.").records[1].authors == ["Tom Roe"])
        #expect(cover("").order == ["#1!2#1"])
        let digest = message("Content-Type: multipart/digest; boundary=b\n", "--b\n\n\(inner)--b\n\n\(inner)--b--\n")
        #expect(digest.order == ["#1!1#1", "#1!2#1"])
        #expect(message("Subject: \n", "\n").order == ["#1 no-text"])
    }

    @Test("nested multiparts: outer boundaries end inner parts, numbers are IMAP's, a missing end is none")
    func nesting() {
        let reading = message(
            "Subject: Copy\nContent-Type: multipart/mixed; boundary=o\n",
            """
            preamble
            --o
            Content-Type: multipart/alternative; boundary=i

            --i
            Content-Type: text/plain

            The ferry is back.
            --o
            Content-Type: multipart/mixed; boundary=k

            --k
            --k
            Content-Type: message/rfc822

            From: t@x.example
            Subject: Bridge

            Closed.
            """)
        #expect(reading.order == ["#1", "#1!2.2#1"] && reading.records.map(\.body) == ["The ferry is back.", "Closed."])
    }

    @Test("a text that a mail program cut at a picture goes on behind it; a footer does not")
    func cutText() {
        let reading = message(
            "Subject: S\nContent-Type: multipart/mixed; boundary=b\n",
            "--b\n\nOne.\n--b\nContent-Type: image/png\n\nx\n--b\n\nTwo.\n--b\n\nList footer\n--b--\n")
        #expect(reading.records.first?.body == "One.\n\nTwo.")
    }

    @Test("too many or too deep parts are mail-structure, nested messages end at the limit of containers")
    func limits() {
        let parts = String(repeating: "--b\nContent-Type: application/x\n\n\n", count: 1_001)
        #expect(message("Content-Type: multipart/mixed; boundary=b\n", parts).order == ["#1 mail-structure"])
        let nest = (0..<60).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        #expect(Reading("From: a@x.example\nSubject: S\n" + nest + "\nText.\n").order == ["#1 mail-structure"])
        func forwards(_ count: Int) -> [String] {
            let messages = String(repeating: "From: a@x.example\nSubject: S\nContent-Type: message/rfc822\n\n", count: count)
            return Reading(messages + "From: a@x.example\nSubject: S\n\nText.\n").order
        }
        #expect(forwards(40).last?.hasSuffix("nesting-limit") == true && forwards(60) == ["#1 mail-structure"])
    }

    @Test("a mailbox is its messages; quoted From lines are unquoted, a From in prose parts nothing", arguments: [Int.max, 7])
    func mailbox(chunk: Int) {
        let line = "From a@x.example Thu Feb  1 00:00:00 2024\n"
        let box =
            line
            + "From: A <a@x.example>\nSubject: One\n\nText.\n\nFrom here it goes on.\n\n>From the porch at 10:30 on Monday.\n>>From\n\n"
            + line + "nothing here is a header\n\n" + line + "From: B <b@x.example>\nSubject: Two\n\nText.\n"
        let reading = Reading(Array(box.utf8), chunk: chunk)
        #expect(reading.formatName == "mbox" && reading.order == ["#1", "#2 mail-header", "#3"])
        #expect(reading.records.first?.body == "Text.\n\nFrom here it goes on.\n\nFrom the porch at 10:30 on Monday.\n>>From")
        #expect(reading.records.last?.byteOffset == box.utf8.count - "From: B <b@x.example>\nSubject: Two\n\nText.\n".utf8.count)
    }

    @Test("a message beyond the limit is rejected and the next one read")
    func tooLong() {
        var limits = Limits()
        limits.recordBytesMax = 2_000
        let line = "From a@x.example Thu Feb  1 00:00:00 2024\n"
        let long = line + "From: A <a@x.example>\nSubject: Long\n\n" + String(repeating: "word ", count: 200_000) + "\n\n"
        let short = line + "From: B <b@x.example>\nSubject: Short\n\nText.\n\n"
        #expect(Reading(short + long + short, limits: limits).order == ["#1", "#2 record-too-long", "#3"])
    }

    @Test("a saved page is its page, not a mail")
    func savedPage() throws {
        let reading = Reading(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.example/ferry\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/related; type=\"text/html\"; boundary=\"--M\"\r\n\r\n----M\r\nContent-Type: text/html\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\n<html lang=3D\"de\"><head><meta property=3D\"og:type\" content=3D\"article\"><title>Die F=C3=A4hre</title></head>"
                + "<body><h1>Die F=C3=A4hre</h1><p>Sie f=C3=A4hrt.</p></body></html>\r\n----M--\r\n", name: "x.mhtml")
        let record = try #require(reading.records.first)
        #expect(reading.formatName == "mhtml" && reading.order == ["#1"])
        #expect(record.headline == "Die Fähre" && record.body.hasSuffix("Sie fährt.") && record.url == "https://x.example/ferry")
    }

    @Test("cut anywhere, a message never traps and yields one item at most for each part", arguments: [1, 2, 3])
    func mutations(seed: UInt64) {
        var random = Random(seed)
        let original = Array(
            (Self.header
                + "Subject: =?utf-8?B?RsOkaHJl?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; format=flowed\n\n"
                + "One \ntwo.\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Transfer-Encoding: base64\n\nVGhl\n--c--\n--b--\n")
                .utf8)
        for _ in 0..<300 {
            var bytes = original
            for _ in 0..<random.below(12) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            bytes.removeLast(random.below(bytes.count / 2))
            let reading = Reading(bytes)
            #expect(reading.order.count <= 12, "seed \(seed)")
        }
    }
}
