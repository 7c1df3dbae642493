/// Month names of the languages that most often stand in headers, and the words that may stand beside a date.
///
/// The table is data: a name belongs here only if it means one month in every language that has it.
enum MonthNames {
    /// 1…12 for a lower-cased name or abbreviation without its dot.
    static func month(_ word: String) -> Int? { table[word] }

    /// Words that may stand in a date without adding to it: weekdays, prepositions, labels, `th`.
    static func isFiller(_ word: String) -> Bool { fillers.contains(word) }

    private static let names: [String] = [
        "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń января январь янв січня ocak leden ledna",
        "february feb februar février févr fév febrero febbraio febbr fevereiro fev februari lutego luty февраля февраль фев лютого şubat února únor",
        "march mar märz mär mrz mars marzo março maart mrt marca marzec марта март мар березня mart března březen maret",
        "april apr avril avr abril abr aprile kwietnia kwiecień апреля апрель апр квітня nisan dubna duben",
        "may mai mayo maggio mag maio mei maj maja мая май травня mayıs května květen",
        "june jun juni juin junio giugno giu junho czerwca czerwiec июня июнь июн червня haziran června červen",
        "july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль июл липня temmuz července červenec",
        "august aug août aout agosto ago augustus augusti sierpnia sierpień августа август авг серпня ağustos srpna srpen agustus",
        "september sept sep septembre septiembre settembre set setembro września wrzesień сентября сентябрь сен вересня eylül září",
        "october oct oktober okt octobre octubre ottobre ott outubro out października październik октября октябрь окт жовтня ekim října říjen",
        "november nov novembre noviembre novembro listopada ноября ноябрь ноя листопада kasım listopad",
        "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember desembre grudnia grudzień декабря декабрь дек грудня aralık prosince prosinec",
    ]

    // "listopada" is November in Polish and October in Croatian; Poland's papers are the more numerous, Croatian is not in the table.
    private static let table: [String: Int] = {
        var table: [String: Int] = [:]
        for (index, line) in names.enumerated() { for name in line.split(separator: " ") { table[String(name)] = index + 1 } }
        return table
    }()

    private static let fillers: Set<String> = Set(
        """
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
        lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica
        segunda terça quarta quinta sexta feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
        at on of the de del den der le um uhr à às klo kl h st nd rd th er t
        published updated posted date last created modified publié
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
