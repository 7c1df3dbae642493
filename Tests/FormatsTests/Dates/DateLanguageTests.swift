import CTables
import Testing

@testable import Formats

@Suite("Dates of the world")
struct DateLanguageTests {
    @Test("every case is read as it says, with its precision", arguments: DateCases.all)
    func cases(_ one: DateCases.Case) {
        #expect(HeaderDate.written(one.text, language: one.language, order: one.order, reference: one.reference) == one.wanted)
    }

    @Test(
        "spellings that no table of cases has",
        arguments: [
            ("Ažurirano: 5. rujna 2019. u 7:45", "hr", "2019-09-05T07:45"),
            ("Sist oppdatert torsdag 3. desember 2020 kl. 09:12", "no", "2020-12-03T09:12"),
            ("Actualizado el lunes, 1 de febrero de 2016 a las 18:20 h", "es", "2016-02-01T18:20"),
            ("9 listopada 2018 o godz. 6.30", "pl", "2018-11-09T06:30"),
            ("Пн, 24 фев 2020 23:59:01 +0300", "ru", "2020-02-24T23:59:01+03:00"), ("2019년 12월 31일 오전 12시 5분", "ko", "2019-12-31T00:05"),
            ("平成31年4月30日 23時59分", "ja", "2019-04-30T23:59"), ("民國108年10月10日", "zh", "2019-10-10"),
            ("วันจันทร์ที่ 5 ธันวาคม พ.ศ. 2559 เวลา 08.30 น.", "th", "2016-12-05T08:30"),
            ("الاثنين ٥ كانون الأول ٢٠١٦، ٨:٣٠ مساءً", "ar", "2016-12-05T20:30"),
            ("5 डिसेंबर 2016 रोजी सकाळी 8:30", "mr", "2016-12-05T08:30"), ("Thứ Hai, ngày 5 tháng 12 năm 2016", "vi", "2016-12-05"),
            ("2016. gada 5. decembris, 8:30", "lv", "2016-12-05T08:30"), ("2016 m. gruodžio 5 d.", "lt", "2016-12-05"),
            ("Dydd Llun, 5 Rhagfyr 2016", "cy", "2016-12-05"), ("5η Δεκεμβρίου 2016", "el", nil),
            ("ΔΕΥΤΕΡΑ 5 ΔΕΚΕΜΒΡΙΟΥ 2016", "el", "2016-12-05"),
            ("5 Aralık 2016 Pazartesi, saat 8.30", "tr", "2016-12-05T08:30"), ("maandag 5 december 2016 8u30", "nl", "2016-12-05T08:30"),
            ("Montag, 5. Dezember 2016 um 8.30 Uhr MEZ", "de", "2016-12-05T08:30+01:00"),
            ("lunedì 5 dicembre 2016, alle 8.30", "it", "2016-12-05T08:30"),
            ("۱۵ آذر ۱۳۹۵", "fa", "2016-12-05"), ("2016年12月5日(月)8時30分", "ja", "2016-12-05T08:30"),
            ("2016-12-05 kl. 8.30", "sv", "2016-12-05T08:30"),
            ("Mon 5 Dec 2016 8:30 Europe/Paris", "en", "2016-12-05T08:30+01:00"), ("20161205 8:30", "en", "2016-12-05T08:30"),
        ] as [(String, String, String?)])
    func spellings(_ text: String, _ language: String, _ wanted: String?) {
        #expect(HeaderDate.written(text, language: language)?.text == wanted)
    }

    @Test("the name of every month in every language is that month, with its language known")
    func everyMonth() {
        let table = copydesk_dates()
        var lines = DateTableLines(UnsafeBufferPointer(start: table.start, count: table.count))
        let months = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        ]
        var language = ""
        var count = 0
        while let line = lines.next() {
            let words = line.words.map { String(decoding: $0, as: UTF8.self).replacing("_", with: " ") }
            if line.name == "language" { language = words[0] }
            guard let month = months.firstIndex(of: line.name) else { continue }
            for word in words {
                count += 1
                let wanted = month < 9 ? "2021-0\(month + 1)-13" : "2021-\(month + 1)-13"
                #expect(HeaderDate.written("13 \(word) 2021", language: language)?.text == wanted, "\(language): \(word)")
            }
        }
        #expect(count > 1_500)
    }

    @Test(
        "which number is the month: the settings before the weekday before the language, else nothing",
        arguments: [
            ("03/04/2021", nil, nil, nil), ("03/04/2021", nil, .mdy, "2021-03-04"), ("03/04/2021", "en", nil, "2021-03-04"),
            ("03/04/2021", "en-GB", nil, "2021-04-03"), ("03/04/2021", "en_AU", nil, "2021-04-03"),
            ("03/04/2021", "pt-BR", nil, "2021-04-03"),
            ("03/04/2021", "en-US", .dmy, "2021-04-03"), ("Saturday 03/04/2021", nil, nil, "2021-04-03"),
            ("Thursday, 03/04/2021", nil, nil, "2021-03-04"),
            ("samedi 03/04/2021", nil, nil, "2021-04-03"), ("Published 03/04/2021", nil, nil, nil), ("21.04.03", "ko", nil, "2021-04-03"),
            ("21/04/03", nil, nil, "2003-04-21"), ("2021/04/03", "en", nil, "2021-04-03"), ("2021/13/03", "en", nil, nil),
            ("13/13/2021", "en", nil, nil), ("31/06/2021", "fr", nil, nil), ("03-04-21 10:30", "nl", nil, "2021-04-03T10:30"),
        ] as [(String, String?, DateOrder?, String?)])
    func order(_ text: String, _ language: String?, _ order: DateOrder?, _ wanted: String?) {
        #expect(HeaderDate.written(text, language: language, order: order)?.text == wanted)
    }

    @Test("a field that may be two dates keeps its text until the record decides; its year is known")
    func fields() throws {
        let time = try #require(HeaderDate.field(" 03/04/2021 "))
        #expect(time.undecided == "03/04/2021" && time.text == "2021-01-01" && time.precision == .year)
        #expect(HeaderDate.field("13/04/2021")?.undecided == nil)
        // November in Poland, October in Croatia.
        let word = try #require(HeaderDate.field("9 listopada 2018"))
        #expect(word.undecided != nil && word.text == "2018-11-09")
        #expect(HeaderDate.parse("9 listopada 2018", language: "hr")?.text == "2018-10-09")
        #expect(HeaderDate.field("no date") == nil)
    }

    @Test(
        "prose, numbers and lists are no dates",
        arguments: [
            "The 1998 bombing", "In 2021 the council met", "10 12 14", "Page 3 of 12", "May we come at 10 or 11?", "1-2-3", "Room 1948",
            "May 13",
            "Sat 12", "12:30", "2 - 1", "Tel. 030 123456", "a 13 b 2021", "5 May 13 June 2021", "3 hours ago", "вчера", "2021年のニュース", "第3回",
            "14:05 am 13. August", "32 August 2021", "0 May 2021", "29 Feb 2021", "1.000.000", "v2.10.2021.4",
        ])
    func prose(_ text: String) { #expect(HeaderDate.parse(text) == nil) }

    @Test("random fragments of dates of all scripts never crash and never give a day that does not exist")
    func fuzz() {
        let pieces = [
            "13", "2021", "31", "1400", "٣", "๒๕๖๔", "年", "月", "日", "十", "二", "下午", "オ", "令和", "tháng", "năm", "mar", "août", "مرداد",
            "ب.ظ",
            "ส.ค.", "พ.ศ.", "오후", "시", "kl.", "Uhr", "um", "GMT", "Europe/Paris", "(", ")", "+", "−", ":", ".", "/", "-", " ", " ", "'",
            "h",
            "\u{301}", "\u{200C}", "２", "²", "999999999999999999", "noon", "ET", "#", "ago", "hier",
        ]
        let seed: UInt64 = 0xDA7E_5
        var random = Random(seed)
        for round in 0..<6_000 {
            let text = (0..<random.below(12)).map { _ in pieces[random.below(pieces.count)] }.joined()
            let language = [nil, "fa", "th", "zh", "de", "vi"][random.below(6)]
            for reference in [nil, "2021-08-13T14:05:00"] {
                guard let date = HeaderDate.written(text, language: language, reference: reference) else { continue }
                guard date.text.utf8.count >= 10 else { continue }
                let again = HeaderDate.written(String(date.text.prefix(10)))
                #expect(again?.text == String(date.text.prefix(10)), "seed \(seed), round \(round): \(text) gave \(date.text)")
            }
        }
    }
}
