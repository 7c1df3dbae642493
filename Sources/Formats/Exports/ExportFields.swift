import Model

/// What research databases write alike: dates with a weekday or an edition behind them, labels, languages in the words of their own pages.
enum ExportFields {
    /// The date that a line begins with: `January 11, 2010 Monday`, `December 19, 1991, Sunday, An Edition`, `9. Januar 1993`, `1993年1月9日`.
    static func date(_ line: String) -> PublishedTime? {
        let text = line.trimmingSpaces
        guard text.utf8.count <= lineBytesMax, text.utf8.contains(where: HeaderDate.isDigit) else { return nil }
        if let time = ideographic(text) ?? full(text) { return time }
        // An edition, a page or a weekday in some language stands behind it.
        var words = text.split(separator: " ")
        while words.count > 3 {
            words.removeLast()
            let shorter = words.joined(separator: " ").trimmingCommas
            if let time = full(shorter) { return time }
        }
        return nil
    }

    private static let lineBytesMax = 160

    private static func full(_ text: String) -> PublishedTime? {
        guard let time = HeaderDate.parse(text), time.precision != .year, time.precision != .month else { return nil }
        return time
    }

    /// A date within a line: `Politique, jeudi 5 octobre 2013 - fr, p. 3`.
    static func dateInside(_ line: String) -> PublishedTime? {
        for part in line.split(whereSeparator: { $0 == "," || $0 == "•" || $0 == "|" || $0 == ";" }) {
            if let time = date(String(part)) { return time }
        }
        var words = line.split(whereSeparator: { $0 == " " || $0 == "," })
        while words.count >= 3 {
            if let time = date(words.joined(separator: " ")) { return time }
            words.removeFirst()
        }
        return nil
    }

    private static func ideographic(_ text: String) -> PublishedTime? {
        var numbers: [Int] = []
        var number: Int?
        for scalar in text.unicodeScalars {
            if let digit = scalar.value >= 48 && scalar.value < 58 ? Int(scalar.value - 48) : nil {
                number = min((number ?? 0) * 10 + digit, 99_999)
            } else if "年月日년월일".unicodeScalars.contains(scalar) {
                guard let found = number else { return nil }
                numbers.append(found)
                number = nil
            } else if number != nil {
                return nil
            }
            if numbers.count == 3 { break }
        }
        guard numbers.count == 3 else { return nil }
        return DateParts(year: numbers[0], month: numbers[1], day: numbers[2]).published(.field)
    }

    /// A language by its name in one of the languages that databases have pages in.
    static func language(_ text: String) -> String? {
        guard let first = text.split(whereSeparator: { ";,/(".contains($0) }).first?.trimmed.lowercased() else { return nil }
        return names[first] ?? LanguageTag.normalise(first)
    }

    /// `Last, First` turned round, names parted by semicolons.
    static func turned(_ line: String) -> [String] {
        line.split(separator: ";").compactMap { part in
            let sides = part.split(separator: ",", maxSplits: 1).map { String($0).trimmingSpaces }
            guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else { return String(part).nonEmpty }
            return "\(sides[1]) \(sides[0])"
        }
    }

    /// The number of words of an article, with the word for words: `355 words`, `1.234 Wörter`, `877 字`.
    static func isWordCount(_ line: String) -> Bool {
        let parts = line.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" })
        guard parts.count >= 1, parts.count <= 4, let last = parts.last?.lowercased() else { return false }
        let numbers = parts.dropLast().joined()
        if !numbers.isEmpty, numbers.allSatisfy({ $0.isNumber || $0 == "," || $0 == "." || $0 == "'" || $0 == "’" }) {
            return wordWords.contains(last)
        }
        // Without a space: "877字".
        guard parts.count == 1 else { return false }
        let digits = last.prefix { $0.isNumber || $0 == "," }
        return !digits.isEmpty && wordWords.contains(String(last.dropFirst(digits.count)))
    }

    private static let wordWords: Set<String> = [
        "words", "word", "wörter", "mots", "mot", "palabras", "palabra", "parole", "palavras", "woorden", "слов", "слова", "słów", "słowa",
        "ord",
        "字", "単語", "語", "词", "詞", "단어", "kelime", "kata", "sanaa",
    ]

    private static let names: [String: String] = {
        let table: [(String, String)] = [
            ("en", "english englisch anglais inglés inglese inglês engels английский angielski engelska 英語 英语 英文 영어"),
            ("de", "german deutsch allemand alemán tedesco alemão duits немецкий niemiecki tyska ドイツ語 独語 德语 德文 德語 독일어"),
            ("fr", "french französisch français francés francese francês frans французский francuski franska フランス語 法语 法文 法語 프랑스어"),
            ("es", "spanish spanisch espagnol español spagnolo espanhol spaans испанский hiszpański spanska スペイン語 西班牙语 西班牙文 스페인어"),
            ("it", "italian italienisch italien italiano italiaans итальянский włoski italienska イタリア語 意大利语 義大利文 이탈리아어"),
            (
                "pt",
                "portuguese portugiesisch portugais portugués portoghese português portugees португальский portugalski ポルトガル語 葡萄牙语 포르투갈어"
            ),
            ("nl", "dutch niederländisch néerlandais neerlandés holandés olandese holandês nederlands нидерландский голландский オランダ語 荷兰语"),
            ("sv", "swedish schwedisch suédois sueco svedese zweeds шведский szwedzki svenska スウェーデン語 瑞典语"),
            ("ru", "russian russisch russe ruso russo русский rosyjski ryska ロシア語 俄语 俄文 러시아어"),
            ("pl", "polish polnisch polonais polaco polacco pools польский polski ポーランド語 波兰语"),
            ("zh", "chinese chinesisch chinois chino cinese chinês chinees китайский chiński 中国語 中文 汉语 중국어"),
            ("ja", "japanese japanisch japonais japonés giapponese japonês japans японский japoński 日本語 日语 日文 일본어"),
            ("ko", "korean koreanisch coréen coreano koreaans корейский 韓国語 韩语 한국어"),
            ("ar", "arabic arabisch arabe árabe arabo арабский arabski アラビア語 阿拉伯语 العربية"),
            ("tr", "turkish türkisch turc turco turks турецкий turecki トルコ語 土耳其语 türkçe"),
            ("da", "danish dänisch danois danés danese deens датский dansk"),
            ("no", "norwegian norwegisch norvégien noruego norvegese norsk"),
            ("fi", "finnish finnisch finnois finlandés finlandese suomi"), ("cs", "czech tschechisch tchèque checo ceco čeština"),
            ("hu", "hungarian ungarisch hongrois húngaro ungherese magyar"), ("ca", "catalan katalanisch catalán catalano català"),
            ("id", "indonesian indonesisch indonésien indonesio"), ("ms", "malay malaiisch malais"),
        ]
        var names: [String: String] = [:]
        for (code, line) in table { for name in line.split(separator: " ") where names[String(name)] == nil { names[String(name)] = code } }
        return names
    }()
}

extension String {
    /// Without commas and spaces at the end.
    fileprivate var trimmingCommas: String {
        var text = Substring(self)
        while let last = text.last, last == "," || last == " " { text.removeLast() }
        return String(text)
    }
}
