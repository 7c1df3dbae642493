import Language
import Testing

@Suite struct SentenceTests {
    /// Language, and a text whose sentences are separated by "|".
    static let rows: [(String, String)] = [
        // Marks and what stands around them.
        ("en", "It rained. |The game went on! |Did they win? |Yes."),
        ("en", "“We won.” |“Again?” he asked. |She laughed."),
        ("en", "“Really?” he asked. |(He knew.) |They left."),
        ("en", "He said: “Go.” |Then he went."),
        ("en", "Well ... maybe. |So... |They left it at that."),
        ("en", "It cost 3.5 million. |2019 was worse."),
        ("en", "He shouted “No!” and ran."),
        ("en", "It is so. [3] |Nobody [4] knew. [citation needed] |They do now."),
        ("en", "Is that right? :) |It was a long day."),
        ("en", "The iPhone. |¿Qué? |«Oui.» |Non."),
        // Abbreviations, initials, numbers.
        ("en", "Mr. Roy met Gen. Ali on Sept. 3 in St. Louis."),
        ("en", "It is in the U.S. |The plan failed."),
        ("en", "The U.S. Army left. |The U.S. State Department, its Sec. Gen. Roy and Eng. Ali stayed."),
        ("en", "J. K. Roy and George W. Bush came."),
        ("en", "It happened because of X. |So they left."),
        ("en", "They sold it to Acme Inc. |But Acme Inc. Chairman Roy denied it."),
        ("en", "It was 5 p.m. |They went home at 6 p.m. Friday."),
        ("en", "Apples, pears, etc. |Bananas came later."),
        ("en", "No. 5 was alive. |He said no. |Then he left."),
        ("en", "Roe v. Wade was overturned; Smith (b. March 1949) cheered."),
        ("en", "About approx. 30 people, i.e. Nobody."),
        // Lines and paragraphs.
        ("en", "Storm hits coast\n\n|Thousands fled."),
        ("en", "The line was\nwrapped here. |Then\n|Another line."),
        ("en", "First,\nSecond"),
        ("en", "1. Buy milk. |2. Go home."),
        ("en", "2.1. The committee met."),
        ("en", "Storm hits coast |Tuesday, January 21, 2014\n\n|Thousands fled."),
        ("en", "It met on Tuesday, January 21, 2014\n\n|Thousands fled."),
        ("en", "Chan of the Civic Party |In the New Territories they lost."),
        ("en", "The end. |*** |A new part."),
        // Other languages.
        ("de", "Am 3. Oktober wurde z.B. gefeiert. |Die Nr. 5 lebt. |Das kostet ca. 5 Mio. Euro."),
        ("de", "Er kam um 10. |Die anderen gingen, d.h. Fritz und Dr. Meier."),
        ("fr", "M. Dupont est arrivé. |Mme. Curie aussi. |Il a dit « Oui. » |Puis rien."),
        ("es", "El Sr. Pérez llegó. |¿Quién es? |¡Nadie! |La Dra. Ruiz lo sabe."),
        ("pt", "O Sr. Silva chegou. |A Dra. Rosa falou com o Gen. Lima."),
        ("it", "Il dott. Rossi è qui. |Anche il sen. Verdi."),
        ("nl", "Dhr. Jansen kwam o.a. met drs. Smit. |De rest bleef weg."),
        ("pl", "Prof. Nowak mieszka przy ul. Długiej. |W 2019 r. wyjechał."),
        ("cs", "Dne 5. května přišel p. Novák. |To bylo vše."),
        ("fi", "Juhla on 6. joulukuuta. |Se alkaa klo 10."),
        ("da", "Den 5. juni kom hr. Hansen. |Det var alt."),
        ("ru", "Это произошло в 1999 г. в Москве. |Он родился в с. Ивановка, т.е. далеко. |Потом уехал."),
        ("uk", "Він живе на вул. Шевченка. |Це далеко."),
        ("el", "Ήρθε ο κ. Παπάς. |Τι είπε; Τίποτα."),
        ("tr", "Prof. Dr. Yılmaz geldi. |Bu iyi."),
        ("hi", "वह आया। |सब खुश थे।"),
        ("ar", "وصل الرئيس. |هل غادر؟ |نعم."),
        ("zh", "他来了。|“真的吗？”|她笑了！|好。"),
        ("ja", "「行きます。」と彼は言った。|本当ですか？|はい。"),
        ("ko", "그가 왔다. |모두 기뻐했다."),
        ("hy", "Նա եկավ։ |Բոլորը ուրախ էին։"),
        ("am", "መጣ። |ደስ አላቸው።"),
    ]

    @Test("sentences end where readers end them", arguments: rows)
    func ends(language: String, marked: String) {
        let expected = marked.split(separator: "|").map { String($0).trimmed }
        #expect(sentences(of: marked.filter { $0 != "|" }, language: language) == expected)
    }

    @Test("own texts in 22 languages: at least 98 of 100 sentence ends are found, and 98 of 100 that are found are right")
    func qualityFloor() {
        var (found, right, gold) = (0, 0, 0)
        for (language, marked) in Self.rows {
            let text = marked.filter { $0 != "|" }
            let expected = Set(Self.ends(marked.split(separator: "|").map(String.init)))
            let ends = Set(Self.ends(sentences(of: text, language: language).map { "\($0) " }))
            found += ends.count
            gold += expected.count
            right += ends.intersection(expected).count
        }
        #expect(
            Double(right) >= 0.98 * Double(gold) && Double(right) >= 0.98 * Double(found),
            "\(right) right of \(found) found, \(gold) wanted")
    }

    /// Ends of sentences as numbers of characters that are no blanks.
    private static func ends(_ sentences: [String]) -> [Int] {
        var count = 0
        return sentences.map { sentence in
            count += sentence.count { !$0.isWhitespace }
            return count
        }
    }

    @Test("a language without a list of its own is read as English")
    func unknownLanguage() {
        let text = "Mr. Roy left. The end."
        #expect(sentences(of: text, language: "xx") == sentences(of: text, language: "en"))
        #expect(sentences(of: text) == ["Mr. Roy left.", "The end."])
    }
}

extension String {
    /// Without blanks at its ends.
    var trimmed: String {
        var part = Substring(self)
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
    }
}
