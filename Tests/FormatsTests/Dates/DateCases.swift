import Testing

@testable import Formats

/// Dates as headers, feeds and pages have them, in 39 languages, with what they say: written for copydesk.
///
/// A line: text | language | order | reference | what it says, "-" for nothing | precision.
enum DateCases {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var language: String?
        var order: DateOrder?
        var reference: String?
        var wanted: WrittenDate?

        var testDescription: String { "\(text) (\(language ?? "any language"))" }
    }

    static let all: [Case] = lines.split(separator: "\n").map { line in
        let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        func part(_ index: Int) -> String? { parts[index].isEmpty ? nil : parts[index] }
        return Case(
            text: parts[0].replacing("¦", with: "|"), language: part(1), order: part(2).flatMap { DateOrder(rawValue: $0) },
            reference: part(3), wanted: parts[4] == "-" ? nil : WrittenDate(text: parts[4], precision: parts[5]))
    }

    private static let lines = """
        Fri, 13 Aug 2021 14:05:09 +0000||||2021-08-13T14:05:09Z|second
        Fri, 13 Aug 2021 14:05:09 GMT||||2021-08-13T14:05:09Z|second
        Fri, 13 Aug 2021 14:05 GMT||||2021-08-13T14:05Z|minute
        13 Aug 2021 14:05:09 -0430||||2021-08-13T14:05:09-04:30|second
        Fri, 13 Aug 21 14:05:09 GMT||||2021-08-13T14:05:09Z|second
        Fri, 13 Aug 2021 14:05:09 EDT||||2021-08-13T14:05:09-04:00|second
        Fri, 13 Aug 2021 14:05:09 EST||||2021-08-13T14:05:09-05:00|second
        Fri, 13 Aug 2021 14:05:09 PST||||2021-08-13T14:05:09-08:00|second
        Fri, 13 Aug 2021 14:05:09 Z||||2021-08-13T14:05:09Z|second
        Fri, 13 Aug 2021 14:05:09 UT||||2021-08-13T14:05:09Z|second
        Fri, 13 Aug 2021 14:05:09 +02:00||||2021-08-13T14:05:09+02:00|second
        Fri, 13 Aug 2021 14:05:09 GMT+2||||2021-08-13T14:05:09+02:00|second
        Fri, 13 Aug 2021 14:05:09 UTC+0530||||2021-08-13T14:05:09+05:30|second
        Fri, 13 Aug 2021 14:05:09 +0200 (CEST)||||2021-08-13T14:05:09+02:00|second
        Fri,13 Aug 2021 14:05:09 +0200||||2021-08-13T14:05:09+02:00|second
        Friday, 13-Aug-21 14:05:09 GMT||||2021-08-13T14:05:09Z|second
        Fri Aug 13 14:05:09 2021||||2021-08-13T14:05:09|second
        Fri Aug 13 14:05:09 UTC 2021||||2021-08-13T14:05:09Z|second
        Fri Aug 13 2021 14:05:09 GMT+0200 (Central European Summer Time)||||2021-08-13T14:05:09+02:00|second
        Thu, 13 Aug 2021 14:05:09 GMT||||2021-08-13T14:05:09Z|second
        fri, 13 aug 2021 14:05:09 gmt||||2021-08-13T14:05:09Z|second
        Fri, 13 August 2021 14:05:09 +0000||||2021-08-13T14:05:09Z|second
        Fri, 13 Aug 2021||||2021-08-13|day
        Fri, 13 Aug 2021 24:00:00 GMT||||2021-08-14T00:00:00Z|second
        Sat, 01 Jan 2000 00:00:00 +0000||||2000-01-01T00:00:00Z|second
        Fri, 31 Jun 2021 10:00:00 GMT||||-|day
        Fri, 13 Aug 2021 25:05:09 GMT||||-|day
        2021-08-13T14:05:09Z||||2021-08-13T14:05:09Z|second
        2021-08-13T14:05:09+02:00||||2021-08-13T14:05:09+02:00|second
        2021-08-13T14:05:09+0200||||2021-08-13T14:05:09+02:00|second
        2021-08-13T14:05:09+02||||2021-08-13T14:05:09+02:00|second
        2021-08-13T14:05:09.123Z||||2021-08-13T14:05:09.123Z|millisecond
        2021-08-13T14:05:09,123Z||||2021-08-13T14:05:09.123Z|millisecond
        2021-08-13T14:05:09.123456789Z||||2021-08-13T14:05:09.123Z|millisecond
        2021-08-13T14:05Z||||2021-08-13T14:05Z|minute
        2021-08-13T14:05||||2021-08-13T14:05|minute
        2021-08-13T14:05:09||||2021-08-13T14:05:09|second
        2021-08-13 14:05:09||||2021-08-13T14:05:09|second
        2021-08-13 14:05:09 UTC||||2021-08-13T14:05:09Z|second
        2021-08-13 14:05:09 +0200||||2021-08-13T14:05:09+02:00|second
        2021-08-13 14:05||||2021-08-13T14:05|minute
        2021-08-13t14:05:09z||||2021-08-13T14:05:09Z|second
        20210813T140509Z||||2021-08-13T14:05:09Z|second
        20210813T140509+0200||||2021-08-13T14:05:09+02:00|second
        20210813140509||||2021-08-13T14:05:09|second
        20210813||||2021-08-13|day
        2021-08-13||||2021-08-13|day
        2021-08||||2021-08|month
        2021||||2021|year
        2021-225||||2021-08-13|day
        2021-W32-5||||2021-08-13|day
        2021W325||||2021-08-13|day
        2021-08-13T24:00:00Z||||2021-08-14T00:00:00Z|second
        2016-12-31T23:59:60Z||||2016-12-31T23:59:59Z|second
        2021-08-13T14:05:09−03:00||||2021-08-13T14:05:09-03:00|second
        2021-08-13T14:05:09+02:00[Europe/Paris]||||2021-08-13T14:05:09+02:00|second
        2021-02-30||||-|day
        2021-13-01||||-|day
        1628863509||||2021-08-13T14:05:09Z|second
        1628863509000||||2021-08-13T14:05:09Z|second
        1628863509123||||2021-08-13T14:05:09.123Z|millisecond
        1628863509.25||||2021-08-13T14:05:09Z|second
        /Date(1628863509000)/||||2021-08-13T14:05:09Z|second
        2021:08:13 14:05:09||||2021-08-13T14:05:09|second
        D:20210813140509+02'00'||||2021-08-13T14:05:09+02:00|second
        D:20210813140509Z||||2021-08-13T14:05:09Z|second
        D:20210813||||2021-08-13|day
        20210813T1405||||2021-08-13T14:05|minute
        12345||||-|day
        not a date||||-|day
        N/A||||-|day
        0000-00-00 00:00:00||||-|day
        13/08/2021||||2021-08-13|day
        13/08/2021|fr|||2021-08-13|day
        13.08.2021|de|||2021-08-13|day
        13-08-2021|nl|||2021-08-13|day
        08/13/2021|en|||2021-08-13|day
        08/09/2021|en|||2021-08-09|day
        08/09/2021|fr|||2021-09-08|day
        08/09/2021|en|dmy||2021-09-08|day
        8/9/21|it|||2021-09-08|day
        2021/08/13||||2021-08-13|day
        2021.08.13|ko|||2021-08-13|day
        2021. 8. 13.|ko|||2021-08-13|day
        2021. 08. 13. 14:05|hu|||2021-08-13T14:05|minute
        13/08/2021 14:05|pt|||2021-08-13T14:05|minute
        13/08/2021 14h05|pt|||2021-08-13T14:05|minute
        13/08/2021 à 14h05|fr|||2021-08-13T14:05|minute
        13.08.2021, 14:05 Uhr|de|||2021-08-13T14:05|minute
        13.08.21 14.05 Uhr|de|||2021-08-13T14:05|minute
        13.8.2021 klo 14.05|fi|||2021-08-13T14:05|minute
        13/08/2021 2:05 PM|en|dmy||2021-08-13T14:05|minute
        8/13/2021 2:05:09 PM|en|||2021-08-13T14:05:09|second
        8/13/21, 12:05 AM|en|||2021-08-13T00:05|minute
        August 13, 2021|en|||2021-08-13|day
        Aug. 13, 2021|en|||2021-08-13|day
        Aug 13 2021|en|||2021-08-13|day
        13 August 2021|en|||2021-08-13|day
        13th August 2021|en|||2021-08-13|day
        13th of August, 2021|en|||2021-08-13|day
        Friday, August 13, 2021|en|||2021-08-13|day
        Friday 13 August 2021 14.05 BST|en|||2021-08-13T14:05+01:00|minute
        Aug. 13, 2021, 2:05 p.m. ET|en|||2021-08-13T14:05-04:00|minute
        Jan. 13, 2021, 2:05 p.m. ET|en|||2021-01-13T14:05-05:00|minute
        Published: August 13, 2021 at 2:05 PM EDT|en|||2021-08-13T14:05-04:00|minute
        Published 2:05 PM EDT, Fri August 13, 2021|en|||2021-08-13T14:05-04:00|minute
        Updated on August 13, 2021 14:05 IST|en|||2021-08-13T14:05+05:30|minute
        August 2021|en|||2021-08|month
        Last updated: 13 Aug 2021, 14:05 GMT+8|en|||2021-08-13T14:05+08:00|minute
        13-Aug-2021|en|||2021-08-13|day
        Aug 13, 2021 ¦ 2:05pm|en|||2021-08-13T14:05|minute
        13 Sept 2021|en|||2021-09-13|day
        12 noon, 13 August 2021|en|||2021-08-13T12:00|minute
        13 août 2021|fr|||2021-08-13|day
        Publié le 13 août 2021 à 14h05|fr|||2021-08-13T14:05|minute
        vendredi 13 août 2021 14:05|fr|||2021-08-13T14:05|minute
        1er août 2021|fr|||2021-08-01|day
        13 févr. 2021|fr|||2021-02-13|day
        13. August 2021|de|||2021-08-13|day
        Freitag, 13. August 2021, 14:05 Uhr|de|||2021-08-13T14:05|minute
        13. März 2021|de|||2021-03-13|day
        Fr., 13. Aug. 2021|de|||2021-08-13|day
        13 de agosto de 2021|es|||2021-08-13|day
        viernes, 13 de agosto de 2021, 14:05 h|es|||2021-08-13T14:05|minute
        13 ago. 2021|es|||2021-08-13|day
        13 ago 2021 - 14:05 CEST|es|||2021-08-13T14:05+02:00|minute
        13 de agosto de 2021 às 14h05|pt|||2021-08-13T14:05|minute
        sexta-feira, 13 de agosto de 2021|pt|||2021-08-13|day
        1º de março de 2021|pt|||2021-03-01|day
        13 agosto 2021|it|||2021-08-13|day
        venerdì 13 agosto 2021 ore 14:05|it|||2021-08-13T14:05|minute
        13 augustus 2021 om 14:05 uur|nl|||2021-08-13T14:05|minute
        vrijdag 13 mrt 2020|nl|||2020-03-13|day
        13 sierpnia 2021|pl|||2021-08-13|day
        piątek, 13 sierpnia 2021, 14:05|pl|||2021-08-13T14:05|minute
        13 августа 2021|ru|||2021-08-13|day
        13 августа 2021 г., 14:05 МСК|ru|||2021-08-13T14:05+03:00|minute
        пятница, 13 августа 2021|ru|||2021-08-13|day
        13 авг. 2021|ru|||2021-08-13|day
        13 серпня 2021, 14:05|uk|||2021-08-13T14:05|minute
        п'ятниця, 13 серпня 2021|uk|||2021-08-13|day
        13 Ağustos 2021 Cuma 14:05|tr|||2021-08-13T14:05|minute
        13 Agustos 2021|tr|||2021-08-13|day
        13. srpna 2021|cs|||2021-08-13|day
        13. augusta 2021|sk|||2021-08-13|day
        2021. augusztus 13.|hu|||2021-08-13|day
        13 augusti 2021|sv|||2021-08-13|day
        13. august 2021 kl. 14.05|nb|||2021-08-13T14:05|minute
        13. august 2021 kl. 14:05|da|||2021-08-13T14:05|minute
        13. elokuuta 2021|fi|||2021-08-13|day
        13 Αυγούστου 2021|el|||2021-08-13|day
        Παρ, 13 Αυγ 2021 14:05:09 +0300|el|||2021-08-13T14:05:09+03:00|second
        13 august 2021|ro|||2021-08-13|day
        13 август 2021|bg|||2021-08-13|day
        13 Agustus 2021, 14:05 WIB|id|||2021-08-13T14:05+07:00|minute
        Jumat, 13 Agu 2021 14:05 WIB|id|||2021-08-13T14:05+07:00|minute
        13 tháng 8, 2021|vi|||2021-08-13|day
        Thứ Sáu, 13/08/2021, 14:05|vi|||2021-08-13T14:05|minute
        2021年8月13日|zh|||2021-08-13|day
        2021年08月13日 14:05|zh|||2021-08-13T14:05|minute
        2021年8月13日下午2:05|zh|||2021-08-13T14:05|minute
        二〇二一年八月十三日|zh|||2021-08-13|day
        民國110年8月13日|zh|||2021-08-13|day
        2021年8月13日 14時5分|ja|||2021-08-13T14:05|minute
        2021年8月13日(金) 午後2時5分|ja|||2021-08-13T14:05|minute
        令和3年8月13日|ja|||2021-08-13|day
        平成30年4月1日|ja|||2018-04-01|day
        2021년 8월 13일 14:05|ko|||2021-08-13T14:05|minute
        2021년 8월 13일 오후 2시 5분|ko|||2021-08-13T14:05|minute
        입력 2021.08.13. 오후 2:05|ko|||2021-08-13T14:05|minute
        13 أغسطس 2021|ar|||2021-08-13|day
        ١٣ أغسطس ٢٠٢١|ar|||2021-08-13|day
        13 آب 2021|ar|||2021-08-13|day
        الجمعة 13 آب / أغسطس 2021|ar|||2021-08-13|day
        ١٣/٠٨/٢٠٢١|ar|||2021-08-13|day
        13 أوت 2021|ar|||2021-08-13|day
        ۱۳ اوت ۲۰۲۱|fa|||2021-08-13|day
        ۲۲ مرداد ۱۴۰۰|fa|||2021-08-13|day
        جمعه ۲۲ مرداد ۱۴۰۰ ساعت ۱۴:۰۵|fa|||2021-08-13T14:05|minute
        ۱۴۰۰/۰۵/۲۲|fa|||2021-08-13|day
        1400/5/22 - 14:05|fa|||2021-08-13T14:05|minute
        ۱ فروردین ۱۴۰۰|fa|||2021-03-21|day
        13 سنبله 1400|fa|||2021-09-04|day
        13 اگست 2021|ur|||2021-08-13|day
        13 अगस्त 2021|hi|||2021-08-13|day
        १३ अगस्त २०२१|hi|||2021-08-13|day
        ১৩ আগস্ট ২০২১|bn|||2021-08-13|day
        13 สิงหาคม 2564|th|||2021-08-13|day
        13 ส.ค. 2564 14:05 น.|th|||2021-08-13T14:05|minute
        13 ส.ค. 64|th|||2021-08-13|day
        13 สิงหาคม พ.ศ. 2564|th|||2021-08-13|day
        ๑๓ สิงหาคม ๒๕๖๔|th|||2021-08-13|day
        13 באוגוסט 2021|he|||2021-08-13|day
        13 ஆகஸ்ட் 2021|ta|||2021-08-13|day
        13 Agosti 2021|sw|||2021-08-13|day
        13 Ogos 2021|ms|||2021-08-13|day
        13 d’agost de 2021|ca|||2021-08-13|day
        13. kolovoza 2021.|hr|||2021-08-13|day
        13. avgust 2021.|sr|||2021-08-13|day
        13 août 2021||||2021-08-13|day
        13 августа 2021||||2021-08-13|day
        13 Ağustos 2021||||2021-08-13|day
        today|en||2021-08-13T14:05:00|2021-08-13|day
        yesterday|en||2021-08-13T14:05:00|2021-08-12|day
        Yesterday at 10:30|en||2021-08-13T14:05:00|2021-08-12T10:30|minute
        3 hours ago|en||2021-08-13T14:05:00|2021-08-13T11:05|minute
        an hour ago|en||2021-08-13T14:05:00|2021-08-13T13:05|minute
        2 days ago|en||2021-08-13T14:05:00|2021-08-11|day
        il y a 2 heures|fr||2021-08-13T14:05:00|2021-08-13T12:05|minute
        hier à 10:30|fr||2021-08-13T14:05:00|2021-08-12T10:30|minute
        hace 2 horas|es||2021-08-13T14:05:00|2021-08-13T12:05|minute
        vor 2 Stunden|de||2021-08-13T14:05:00|2021-08-13T12:05|minute
        gestern, 10:30 Uhr|de||2021-08-13T14:05:00|2021-08-12T10:30|minute
        há 2 horas|pt||2021-08-13T14:05:00|2021-08-13T12:05|minute
        2 часа назад|ru||2021-08-13T14:05:00|2021-08-13T12:05|minute
        сегодня в 10:30|ru||2021-08-13T14:05:00|2021-08-13T10:30|minute
        2 saat önce|tr||2021-08-13T14:05:00|2021-08-13T12:05|minute
        2小时前|zh||2021-08-13T14:05:00|2021-08-13T12:05|minute
        2時間前|ja||2021-08-13T14:05:00|2021-08-13T12:05|minute
        2시간 전|ko||2021-08-13T14:05:00|2021-08-13T12:05|minute
        13 August|en||2021-08-13T14:05:00|2021-08-13|day
        13. August, 14:05|de||2021-08-13T14:05:00|2021-08-13T14:05|minute
        """
}
