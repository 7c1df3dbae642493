import Language
import Testing

@Suite struct LanguageIdentifierTests {
    /// Sentences of our own, one language each.
    static let rows: [(String, String)] = [
        ("en", "The minister said on Friday that the bridge would be closed until the end of the month."),
        ("de", "Der Minister sagte am Freitag, die Brücke bleibe bis zum Ende des Monats geschlossen."),
        ("fr", "Le ministre a déclaré vendredi que le pont resterait fermé jusqu'à la fin du mois."),
        ("es", "El ministro dijo el viernes que el puente permanecerá cerrado hasta finales de mes."),
        ("pt", "O ministro disse na sexta-feira que a ponte ficará fechada até ao fim do mês."),
        ("it", "Il ministro ha detto venerdì che il ponte resterà chiuso fino alla fine del mese."),
        ("nl", "De minister zei vrijdag dat de brug tot het einde van de maand gesloten blijft."),
        ("sv", "Ministern sade på fredagen att bron kommer att vara stängd till slutet av månaden."),
        ("da", "Ministeren sagde fredag, at broen forbliver lukket indtil udgangen af måneden."),
        ("fi", "Ministeri sanoi perjantaina, että silta pysyy suljettuna kuun loppuun asti."),
        ("pl", "Minister powiedział w piątek, że most pozostanie zamknięty do końca miesiąca."),
        ("cs", "Ministr v pátek řekl, že most zůstane uzavřen až do konce měsíce."),
        ("sk", "Minister v piatok povedal, že most zostane zatvorený až do konca mesiaca."),
        ("hu", "A miniszter pénteken azt mondta, hogy a híd a hónap végéig zárva marad."),
        ("ro", "Ministrul a spus vineri că podul va rămâne închis până la sfârșitul lunii."),
        ("tr", "Bakan cuma günü köprünün ay sonuna kadar kapalı kalacağını söyledi."),
        ("lt", "Ministras penktadienį pranešė, kad tiltas bus uždarytas iki mėnesio pabaigos."),
        ("lv", "Ministrs piektdien sacīja, ka tilts būs slēgts līdz mēneša beigām."),
        ("et", "Minister ütles reedel, et sild jääb kuu lõpuni suletuks."),
        ("ru", "Министр сообщил в пятницу, что мост будет закрыт до конца месяца."),
        ("uk", "Міністр повідомив у п'ятницю, що міст буде зачинено до кінця місяця."),
        ("bg", "Министърът каза в петък, че мостът ще остане затворен до края на месеца."),
        ("sr", "Министар је у петак рекао да ће мост остати затворен до краја месеца."),
        ("el", "Ο υπουργός δήλωσε την Παρασκευή ότι η γέφυρα θα παραμείνει κλειστή ως το τέλος του μήνα."),
        ("ar", "قال الوزير يوم الجمعة إن الجسر سيظل مغلقا حتى نهاية الشهر."),
        ("fa", "وزیر روز جمعه گفت که پل تا پایان ماه بسته خواهد ماند."),
        ("ur", "وزیر نے جمعہ کو کہا کہ پل مہینے کے آخر تک بند رہے گا۔"),
        ("he", "השר אמר ביום שישי כי הגשר יישאר סגור עד סוף החודש."),
        ("hi", "मंत्री ने शुक्रवार को कहा कि पुल महीने के अंत तक बंद रहेगा।"),
        ("bn", "মন্ত্রী শুক্রবার বলেছেন যে সেতুটি মাসের শেষ পর্যন্ত বন্ধ থাকবে।"),
        ("ta", "மாத இறுதி வரை பாலம் மூடப்பட்டிருக்கும் என்று அமைச்சர் கூறினார்."),
        ("th", "รัฐมนตรีกล่าวเมื่อวันศุกร์ว่าสะพานจะปิดจนถึงสิ้นเดือน"),
        ("vi", "Bộ trưởng cho biết hôm thứ Sáu rằng cây cầu sẽ đóng cửa cho đến cuối tháng."),
        ("id", "Menteri mengatakan jembatan itu akan ditutup sampai akhir bulan karena rusak, dan warga bisa memakai jalan lain."),
        ("sw", "Waziri alisema siku ya Ijumaa kwamba daraja litafungwa hadi mwisho wa mwezi."),
        ("zh", "部长星期五表示，这座桥将关闭到月底。"),
        ("ja", "大臣は金曜日、橋は月末まで閉鎖されると述べた。"),
        ("ko", "장관은 금요일 다리가 월말까지 폐쇄될 것이라고 말했다."),
        ("ka", "მინისტრმა პარასკევს თქვა, რომ ხიდი თვის ბოლომდე დაკეტილი იქნება."),
        ("hy", "Նախարարն ուրբաթ օրն ասաց, որ կամուրջը փակ կմնա մինչև ամսվա վերջ։"),
        ("my", "ဝန်ကြီးက သောကြာနေ့တွင် ပြောကြားခဲ့သည်။"),
    ]

    @Test("the language of a sentence is told", arguments: rows)
    func sentence(code: String, text: String) throws {
        let found = try #require(LanguageIdentifier.shared.identify(text))
        #expect(found.code == code)
        #expect(found.confidence > 0.5)
    }

    @Test("the same in capitals", arguments: rows.prefix(24))
    func capitals(code: String, text: String) { #expect(LanguageIdentifier.shared.identify(text.uppercased())?.code == code) }

    @Test(
        "nothing is told of what is no text",
        arguments: ["", " ", "12:30", "3,000 — 2.5 %", "…!?", "a", "OK", "😀😀😀", "\u{0}\u{1}", "ᚠᚢᚦᚨᚱᚲ"])
    func nothing(text: String) { #expect(LanguageIdentifier.shared.identify(text) == nil) }

    @Test("foreign names do not change a text's language")
    func mixture() {
        #expect(
            LanguageIdentifier.shared.identify("Глава компании Microsoft Сатья Наделла выступил в пятницу на конференции Build")?.code
                == "ru")
        #expect(LanguageIdentifier.shared.identify("株価は Apple Inc. と Alphabet Inc. の決算発表を受けて上昇した。")?.code == "ja")
        #expect(
            LanguageIdentifier.shared.identify("The Chinese word 新闻 means news, as every student of the language learns.")?.code == "en")
    }

    @Test("the longer the text, the surer; near languages are less sure than others")
    func confidence() throws {
        let short = try #require(LanguageIdentifier.shared.identify("Ministar je rekao"))
        let long = try #require(LanguageIdentifier.shared.identify(Self.rows[0].1))
        #expect(["hr", "bs", "sr", "sl"].contains(short.code))
        #expect(short.confidence < long.confidence)
        #expect(long.confidence <= 1)
    }

    @Test("of a long text all parts are looked at, not its beginning alone")
    func wholeTextCounts() {
        let head = String(repeating: "Subscribe to our newsletter and share this article with your friends. ", count: 8)
        let body = String(repeating: Self.rows[1].1 + " Danach gingen alle nach Hause, weil es schon dunkel wurde. ", count: 60)
        #expect(LanguageIdentifier.shared.identify(head + body)?.code == "de")
    }

    @Test("a megabyte costs no more than 2 KB do")
    func readsAtMostTwoKilobytes() {
        let text = String(repeating: "kjhq ", count: 200)
        let long = String(repeating: text, count: 1000)
        _ = LanguageIdentifier.shared.identify(text)
        let short = cpuNs { for _ in 0..<20 { _ = LanguageIdentifier.shared.identify(text) } }
        let time = cpuNs { for _ in 0..<20 { _ = LanguageIdentifier.shared.identify(long) } }
        #expect(time < short * 6, "1 KB \(short) ns, 1 MB \(time) ns")
    }

    @Test("a table is written and read: weights, scripts, and the same bytes for the same input")
    func table() throws {
        func made() -> [UInt8] {
            LanguageTable.write(
                header: "test", codes: ["aa", "bb"], scripts: WritingSystem.allCases.map { $0 == .latin ? 1 : 0 }.repeated(2),
                hashes: hashes("uvw"),
                rows: hashes("uvw").map { _ in [(language: 1, weight: 2)] }, sharpness: 1)
        }
        let bytes = made()
        #expect(bytes == made())
        bytes.withUnsafeBufferPointer { buffer in
            let identifier = LanguageIdentifier(table: LanguageTable(buffer))
            #expect(identifier.identify("uvw uvw uvw uvw")?.code == "bb")
            #expect(identifier.identify("xyz xyz xyz xyz") == nil)
        }
        for count in [0, 100, bytes.count - 1] {
            bytes.prefix(count).withUnsafeBufferPointer { #expect(LanguageTable($0) == nil) }
        }
    }

    private func hashes(_ text: String) -> [UInt32] {
        var text = text
        var found: Set<UInt32> = []
        text.withUTF8 { bytes in LanguageFeatures.with { features in features.read(bytes, 0..<bytes.count) { found.insert($0) } } }
        return found.sorted()
    }
}

extension Array {
    fileprivate func repeated(_ count: Int) -> [[Element]] { [[Element]](repeating: self, count: count) }
}
