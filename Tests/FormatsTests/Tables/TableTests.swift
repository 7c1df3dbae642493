import Decoding
import Model
import Testing

@testable import Formats

@Suite("Tables: CSV and TSV")
struct TableTests {
    private static let vote = "The council voted on Tuesday.\n\nWork begins in spring."

    @Test("cells are quoted as RFC 4180 says: delimiters, line ends and doubled quotes inside")
    func quoting() {
        let reading = Reading(
            "title,author,date,text,url\r\n\"Bridge, \"\"old\"\" one\",Ann Lee; Bo Kim,2024-03-05T10:00:00Z,\"\(Self.vote)\",https://a.example/1\r\n"
                + "Second,,2024-03-06,Plain text,\r\n", name: "x")
        #expect(reading.formatName == "csv")
        #expect(reading.order == ["#1", "#2"])
        let first = reading.records[0]
        #expect(first.headline == "Bridge, \"old\" one")
        #expect(first.authors == ["Ann Lee", "Bo Kim"])
        #expect(first.published?.text == "2024-03-05T10:00:00Z")
        #expect(first.body == Self.vote)
        #expect(first.url == "https://a.example/1")
        #expect(reading.records[1].byline == nil && reading.records[1].body == "Plain text")
    }

    @Test("the delimiter is found, or named by a line sep=", arguments: [",", ";", "\t", "|", "sep=^\r\n^", "sep=;\n;", "\"sep=,\"\r\n,"])
    func delimiters(_ text: String) throws {
        let delimiter = String(try #require(text.last))
        let rows = [["headline", "lang", "text"], ["One", "en", "A text; with, marks | here."], ["Two", "de", "Another."]]
        let lines = rows.map { $0.map { "\"\($0)\"" }.joined(separator: delimiter) }.joined(separator: "\n")
        let reading = Reading(text.dropLast() + lines + "\n", name: "table")
        #expect(reading.headlines == ["One", "Two"])
        #expect(reading.records.map(\.language) == ["en", "de"])
        #expect(reading.records.map(\.body) == ["A text; with, marks | here.", "Another."])
    }

    @Test("line ends may be LF, CRLF or CR, and the last may be missing", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(_ end: String) {
        let rows = ["title,text,date", "One,Text one.,2024-01-01", "", "Two,Text two.,2024-01-02"]
        #expect(Reading(rows.joined(separator: end)).headlines == ["One", "Two"])
        #expect(Reading(rows.joined(separator: end) + end, chunk: 1).headlines == ["One", "Two"])
    }

    @Test("a quote that is never closed costs its line only")
    func openQuote() {
        let reading = Reading(
            "title,text\nOne,Text.\n\"Open,Text of it.\n\"Three\",\"Text, three.\"\n\"Four\",\"Text\n\nfour.\"\nFive,\"never closed\nSix,Text six.\n"
        )
        #expect(reading.order == ["#1", "#2 csv-quote", "#3", "#4", "#5 csv-quote", "#6"])
        #expect(reading.rejects[0].line == 3)
        #expect(reading.rejects[0].byteOffset == 21)
        #expect(reading.headlines == ["One", "Three", "Four", "Six"])
        #expect(reading.records[2].body == "Text\n\nfour.")
    }

    @Test("quotes that are part of the text stay in it")
    func strayQuotes() {
        let reading = Reading(
            "title\tdate\ttext\n\"Big win\" for town\t2024-01-01\tHe said \"yes\".\nTwo\t2024-01-02\t\"She said \"no\" to it\"\n5\" pipe\t2024-01-03\tx\n"
        )
        #expect(reading.headlines == ["\"Big win\" for town", "Two", "5\" pipe"])
        #expect(reading.records.map(\.body) == ["He said \"yes\".", "She said \"no\" to it", "x"])
    }

    @Test("rows of another length than the header are rejected; empty cells at the end are none")
    func ragged() {
        let reading = Reading(
            "title,source,text\nOne,S,Text\nTwo,S\nThree,S,Text,more\nFour,S,Text,,\n,,\n ,,\n\"\",\"\",\"\"\n", name: "a.csv")
        #expect(reading.order == ["#1", "#2 csv-columns", "#3 csv-columns", "#4", "#5 no-text"])
        #expect(reading.rejects[0].detail == "2 cells where the header has 3")
    }

    @Test(
        "a table without headlines and texts ends with its own code",
        arguments: ["lat,lon,v\n1,2,3\n4,5,6\n", "name,age,city\nAnn,41,Ulm\nBo,22,Rom\n"])
    func noTextColumn(_ text: String) {
        let reading = Reading(text, name: "a.csv")
        #expect(reading.failure?.code == .csvNoTextColumn)
        #expect(reading.failure?.address == ItemAddress(ordinal: 0))
    }

    @Test("a title above the header is passed over")
    func preamble() {
        #expect(
            Reading("Export of the archive\n\nDate,Title,Text\n2024-01-01,One,Text.\n2024-01-02,Two,Text.\n", name: "a.csv").headlines == [
                "One", "Two",
            ])
    }

    @Test(
        "columns go by the names that JSON has, in other spellings and languages",
        arguments: [
            "Title;Author(s);Publication Date;Full_Text", "TITEL;Autor;Datum;Volltext", "Überschrift;Verfasser;Erscheinungsdatum;Inhalt",
            "headline;byline;pub date;article.text", "Заголовок;Автор;Дата;Текст", "Título;Autores;Fecha;Texto", "标题;作者;日期;正文",
        ])
    func columnNames(_ header: String) {
        let reading = Reading(header + "\nOne;By Ann Lee;2024-02-03;Some text.\n", name: "a.csv")
        #expect(reading.headlines == ["One"])
        #expect(reading.records.first?.authors == ["Ann Lee"])
        #expect(reading.records.first?.published?.text == "2024-02-03")
        #expect(reading.records.first?.body == "Some text.")
    }

    @Test("the settings name columns whose own names say nothing, and come before those that are known")
    func settings() throws {
        let names = try #require(ColumnNames([("Story", "body"), (" RAN ON", "published"), ("Kopf", "headline")]))
        let reader = ClaimReader(
            stream: MemoryStream(Array("Kopf,Ran on,Story,text\nOne,2024-02-03,The story.,a note\n".utf8)), fileName: Array("a.csv".utf8),
            limits: Limits(), budget: Budget(limits: Limits()), source: SourceDefaults(columns: names))
        guard case .record(let record) = try reader.next() else {
            Issue.record("no record")
            return
        }
        #expect(record.headline == "One" && record.body == "The story." && record.published?.text == "2024-02-03")
        #expect(ColumnNames([("a", "nothing")]) == nil)
    }

    @Test("lists as programs print them, markup and several text columns")
    func values() {
        let reading = Reading(
            "title,authors,tags,content_html,description\nA &amp; B,\"['Ann Lee', 'Bo Kim']\",\"[\"\"x\"\", \"\"y\"\"]\",<p>One.</p><p>Two.</p>,Short\nC,,,,Only this\n"
        )
        #expect(reading.records[0].headline == "A & B")
        #expect(reading.records[0].authors == ["Ann Lee", "Bo Kim"])
        #expect(reading.records[0].keywords == ["x", "y"])
        #expect(reading.records[0].body == "One.\n\nTwo.")
        #expect(reading.records[1].body == "Only this")
    }

    @Test("prose with commas is no table, numbers in columns are none to load as prose")
    func recognition() {
        #expect(
            Reading("The title, the text\n\nOnce, there was a text, with commas.\n\nAnd more, of them.", name: "a").formatName == "text")
        #expect(Reading("a,b,c\n" + (1...9).map { "\($0),2,3\n" }.joined(), name: "a").failure?.code == .csvNoTextColumn)
    }

    @Test(
        "a row longer than a record may be is one reject, whether a quote is open in it or not",
        arguments: [("", "record-too-long"), ("\"", "csv-quote")])
    func longRow(_ quote: String, _ code: String) {
        var limits = Limits()
        limits.recordBytesMax = 4_096
        let long = quote + String(repeating: "word ", count: 200_000)
        #expect(Reading("title,text\nOne,x\nTwo,\(long)\nThree,y\n", limits: limits).order == ["#1", "#2 \(code)", "#3"])
    }

    @Test("however the bytes arrive and wherever they are cut, rows come out the same", arguments: [1, 2, 3, 7, 64])
    func chunks(_ chunk: Int) {
        let rows = (1...40).map { "\"Title \"\"\($0)\"\"\",\"Line one.\r\n\r\nLine, two of \($0).\",2024-01-02\r\n" }.joined()
        let whole = Reading("title,text,date\r\n" + rows)
        let slow = Reading("title,text,date\r\n" + rows, chunk: chunk)
        #expect(whole.records.count == 40)
        #expect(slow.records.map(\.body) == whole.records.map(\.body))
        #expect(slow.records.map(\.byteOffset) == whole.records.map(\.byteOffset))
    }

    @Test("any damage gives records or rejects, never a hang, and each line is answered once")
    func damage() {
        var random = Random(11)
        let marks = Array("\",;\n\r\t| a".utf8)
        for seed in 0..<400 {
            var bytes = Array(
                "title,text,date\nOne,\"Text, one\",2024-01-01\nTwo,\"x \"\"y\"\" z\",2024-01-02\nThree,plain,2024-01-03\n".utf8)
            for _ in 0...random.below(6) { bytes[16 + random.below(bytes.count - 16)] = marks[random.below(marks.count)] }
            let reading = Reading(bytes, name: "a.csv", chunk: 1 + random.below(20))
            #expect(reading.order.count <= bytes.count { $0 == 0x0A || $0 == 0x0D } + 1, "seed \(seed)")
            let numbers = reading.order.map { Int($0.dropFirst().prefix { $0 != " " }) }
            #expect(numbers == (1...max(1, numbers.count)).prefix(numbers.count).map { $0 }, "seed \(seed)")
        }
    }
}
