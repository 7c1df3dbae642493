import Testing

@testable import Decoding

/// Single-byte charsets that give the same bytes other letters.
@Suite struct CharsetJudgeTests {
    static let texts: [(language: String, text: String, charsets: [Charset])] = [
        (
            "French",
            "L’été dernier, près de la forêt, le maire a déclaré que les travaux étaient achevés. Où est passée la clé de l’hôtel ?",
            [.windows1252, .macintosh]
        ),
        (
            "French without curly marks",
            "L'été dernier, près de la forêt, le maire a déclaré que les travaux étaient achevés. Ça coûte très cher à la ville.",
            [.windows1252, .macintosh, .ibm850, .ibm437]
        ),
        (
            "German",
            "Der Bürgermeister erklärte, die Brücke über den Fluß müsse für größere Schiffe geöffnet werden; das sei schön und gut.",
            [.windows1252, .macintosh, .ibm850, .ibm437]
        ),
        (
            "Spanish", "¿Qué pasó ayer en la reunión? El señor Núñez explicó que la decisión llegará mañana y que habrá más información.",
            [.windows1252, .macintosh, .ibm850]
        ),
        (
            "Portuguese",
            "A população não sabia que a eleição seria já na próxima manhã; o governo fez a comunicação às pressas e não há solução.",
            [.windows1252, .macintosh, .ibm850]
        ),
        (
            "Hungarian",
            "A miniszterelnök szerint a következő évben több iskola is megújul, és a szülők örülnek, hogy a gyűlés jól sikerült.",
            [.windows1250, .iso8859x2, .ibm852]
        ),
        (
            "Czech",
            "Příští týden začne žluťoučký kůň úpět ďábelské ódy, řekl včera mluvčí městského úřadu v Brně a dodal, že je to šílené.",
            [.windows1250, .iso8859x2, .ibm852]
        ),
        (
            "Polish",
            "Wójt gminy powiedział, że w przyszłym miesiącu zostanie otwarta nowa szkoła, a mieszkańcy są z tego bardzo zadowoleni.",
            [.windows1250, .iso8859x2, .ibm852]
        ),
        (
            "Turkish", "Belediye başkanı dün yaptığı açıklamada, köprünün gelecek yıl açılacağını ve işçilerin çok çalıştığını söyledi.",
            [.windows1254]
        ),
        (
            "Swedish", "Borgmästaren sade att bron över ån måste öppnas för större båtar, och att det är på tiden att något görs åt saken.",
            [.windows1252, .macintosh, .ibm850]
        ),
        (
            "Greek", "Ο δήμαρχος είπε ότι η γέφυρα θα ανοίξει τον επόμενο χρόνο και ότι οι εργασίες προχωρούν όπως είχε προγραμματιστεί.",
            [.windows1253]
        ),
    ]

    /// The text's bytes in the charset.
    private func encode(_ text: String, _ charset: Charset) throws -> [UInt8] {
        let table = SingleByteTable.of(charset)
        var bytes: [Unicode.Scalar: UInt8] = [:]
        for byte in UInt8.min...UInt8.max { if let scalar = table.scalar(byte) { bytes[scalar] = byte } }
        return try text.unicodeScalars.map { try #require(bytes[$0], "\($0) is not in \(charset)") }
    }

    @Test("a sentence comes back whole from each charset that its language is written in", arguments: texts)
    func sentences(language: String, text: String, charsets: [Charset]) throws {
        for charset in charsets {
            let bytes = try encode(text, charset)
            let guess = CharsetDetector.detect(bytes, isWhole: true)
            #expect(TextDecoder.decode(bytes, guess).text == text, "\(charset) taken for \(guess.charset)")
        }
    }

    @Test("the models hold every script and set, and all single-byte charsets can be judged")
    func models() {
        let models = CharsetModels.shared
        #expect(models.scripts.count == CharsetModels.Script.allCases.count && models.pairs(.latin).lanes >= 32)
        #expect(
            models.pairs(.cyrillic).symbol(0x43F) > CharsetModels.boundary && models.pairs(.latin).symbol(0x43F) == CharsetModels.foreign)
        for set in CharsetModels.doubleByteSets.indices { #expect(models.costs(set).count == 0x10000) }
        #expect(CharsetJudge.decide(UnsafeRawBufferPointer(start: nil, count: 0)) == nil)
    }

    @Test("one mark alone does not make a rare charset of an English text", arguments: [0x92, 0x93, 0x80, 0xE9, 0xA3, 0x96] as [UInt8])
    func alone(byte: UInt8) {
        let bytes =
            Array("The council said it would not, and the mayor".utf8) + [byte] + Array(" agreed with what they had in mind for it.".utf8)
        #expect(CharsetDetector.detect(bytes, isWhole: true).charset == .windows1252)
    }

    @Test("languages of one script each keep their own charset, also as a headline", arguments: scripts)
    func headlines(text: String, charset: Charset) throws {
        let bytes = CharsetTests.encode(text, charset)
        let guess = CharsetDetector.detect(bytes, isWhole: true)
        #expect(TextDecoder.decode(bytes, guess).text == text, "\(charset) taken for \(guess.charset)")
    }

    static let scripts: [(String, Charset)] = [
        ("Мост откроют завтра", .windows1251), ("Мост откроют завтра", .koi8R), ("Мост откроют завтра", .ibm866),
        ("Мост откроют завтра", .iso8859x5),
        ("Її міст відкриють завтра, сказав мер", .koi8U), ("Η γέφυρα ανοίγει αύριο", .windows1253), ("הגשר ייפתח מחר", .windows1255),
        ("سيُفتح الجسر غدا في المدينة", .windows1256), ("สะพานจะเปิดพรุ่งนี้", .windows874), ("橋は明日開通する", .shiftJIS), ("橋は明日開通する", .eucJP),
        ("大桥明天通车，市长说", .gb18030), ("大橋明天通車，市長說", .big5), ("다리가 내일 열린다", .eucKR),
    ]

    @Test("bytes of any kind are judged without a trap, and the same way each time")
    func noise() {
        for seed in UInt64(1)...200 {
            var state = seed
            let bytes = (0..<300).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            let first = CharsetDetector.detect(bytes, isWhole: true)
            #expect(CharsetDetector.detect(bytes, isWhole: true) == first, "seed \(seed)")
            _ = TextDecoder.decode(bytes, first)
        }
    }
}
