/// Which column of a table is which field: the header's names, as `ArticleKeys` and the settings know them.
struct TableColumns {
    struct Column {
        var field: ArticleField
        var rank: UInt8
        var index: Int
    }

    /// Columns that are known, by field and in order of trust.
    let columns: [Column]
    /// Cells of the header, those behind the last named one left out.
    let count: Int

    /// - Parameters:
    ///   - header: the header's cells.
    ///   - names: what the settings say.
    init(_ header: [String], _ names: ColumnNames) {
        var columns: [Column] = []
        for (index, name) in header.enumerated() {
            if let field = names.field(name) {
                columns.append(Column(field: field, rank: 0, index: index))
            } else if let entry = Self.entry(name) {
                // What the settings say comes first.
                columns.append(Column(field: entry.field, rank: entry.rank &+ 1, index: index))
            }
        }
        self.columns = columns.sorted { ($0.field.rawValue, $0.rank, $0.index) < ($1.field.rawValue, $1.rank, $1.index) }
        count = header.count
    }

    /// True where a column holds headlines or texts. `name` alone names anything.
    var hasText: Bool {
        columns.contains { $0.field == .body || $0.field == .markupBody || ($0.field == .headline && $0.rank != ArticleKeys.nameRank &+ 1) }
            || (has(.headline) && has(.summary) && columns.count > 2)
    }

    private func has(_ field: ArticleField) -> Bool { columns.contains { $0.field == field } }

    private static func isOfArticle(_ field: ArticleField) -> Bool {
        switch field {
        case .type, .version, .transparent, .list, .envelope, .graph: false
        default: true
        }
    }

    /// The entry for a header cell as it is, with its letters only (`Author(s)`), or without what stands in brackets (`Date (UTC)`).
    private static func entry(_ name: String) -> ArticleKeys.Entry? {
        if name.utf8.count > nameBytesMax { return nil }
        if let entry = known(name) { return entry }
        let lower = name.lowercased()
        if let entry = known(lower.filter { $0.isLetter || $0.isNumber }) { return entry }
        guard let open = lower.firstIndex(of: "(") else { return nil }
        return known(lower[..<open].filter { $0.isLetter || $0.isNumber })
    }

    private static func known(_ name: String) -> ArticleKeys.Entry? {
        if let entry = ArticleKeys.entry(name), isOfArticle(entry.field) { return entry }
        return foreign[name]
    }

    private static let nameBytesMax = 80

    /// Headers of spreadsheets in other languages than English.
    private static let foreignNames: [(ArticleField, String)] = [
        (.headline, "überschrift schlagzeile titulo título titular titolo tytuł título заголовок título название 标题 標題 タイトル 見出し 제목"),
        (
            .body,
            "volltext inhalt artikeltext texte contenu cuerpo texto contenido contenuto testo tekst treść conteúdo corpo текст содержание 正文 内容 內容 本文 본문 내용"
        ),
        (.authors, "autor autoren autorin verfasser auteur auteurs autore autori autores автор авторы 作者 著者 저자"),
        (
            .published,
            "datum erscheinungsdatum veröffentlicht datedepublication fecha fechadepublicación data datadipubblicazione datapublikacji дата 日期 发布时间 日付 날짜"
        ),
        (
            .publisher,
            "quelle zeitung medium journal fuente medio periódico fonte testata źródło gazeta veículo источник издание 来源 來源 媒体 出典 출처"
        ),
        (.section, "rubrik rubrique sección sezione dział seção рубрика"),
        (.language, "sprache langue idioma lingua język язык 语言"),
        (.url, "adresse lien enlace ссылка 链接 網址"),
        (.keywords, "schlagwörter motsclés palabrasclave parolechiave słowakluczowe"),
    ]

    private static let foreign: [String: ArticleKeys.Entry] = {
        var table: [String: ArticleKeys.Entry] = [:]
        for (field, line) in foreignNames {
            for name in line.split(separator: " ") { table[String(name)] = ArticleKeys.Entry(field: field, rank: 100) }
        }
        return table
    }()
}
