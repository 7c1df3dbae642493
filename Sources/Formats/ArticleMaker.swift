import Decoding
import Model

/// What the settings say of a source, for fields that its files do not give.
public struct SourceDefaults: Sendable, Equatable {
    public var publisher: String?
    public var timezone: SourceZone?
    public var language: String?
    /// Of files that declare no character set and are not UTF-8; for `ClaimReader`.
    public var charset: String?
    /// Of tables whose columns have names of their own; for `ClaimReader`.
    public var columns: ColumnNames
    /// Of dates like 03/04/2021.
    public var dateOrder: DateOrder?

    public init(
        publisher: String? = nil, timezone: SourceZone? = nil, language: String? = nil, charset: String? = nil, dateOrder: DateOrder? = nil,
        columns: ColumnNames = ColumnNames()
    ) {
        self.publisher = publisher
        self.timezone = timezone
        self.language = language
        self.charset = charset
        self.columns = columns
        self.dateOrder = dateOrder
    }
}

/// What is known of a file besides its bytes.
public struct IntakeFacts: Sendable {
    /// As dropped.
    public var fileName: [UInt8]
    /// Nanoseconds since 1970.
    public var mtimeNs: Int64
    /// The day the file was first seen, `YYYY-MM-DD`.
    public var seenDay: String
    public var sidecar: Sidecar?
    /// The file holds one record, so that a sidecar's headline, authors and address are meant for it.
    public var isSingleRecord: Bool

    public init(fileName: [UInt8], mtimeNs: Int64, seenDay: String, sidecar: Sidecar? = nil, isSingleRecord: Bool = true) {
        self.fileName = fileName
        self.mtimeNs = mtimeNs
        self.seenDay = seenDay
        self.sidecar = sidecar
        self.isSingleRecord = isSingleRecord
    }
}

/// The copy editor: makes an article of a record, with every text in the warehouse's shape and its day decided, and says of every
/// field that it did not find in the record itself where it comes from. Nothing is invented (promise P11).
public struct ArticleMaker: Sendable {
    private let defaults: SourceDefaults
    private let limits: Limits

    public init(settings: SourceDefaults = SourceDefaults(), limits: Limits = Limits()) {
        self.defaults = settings
        self.limits = limits
    }

    /// - Parameter uidMaker: of the record's file.
    /// - Returns: the article, or `no-text` where neither headline nor body holds a word.
    public func make(_ record: Record, uidMaker: UIDMaker, intake: IntakeFacts) -> Result<Article, Reject> {
        var record = record
        intake.sidecar?.apply(to: &record, isOnly: intake.isSingleRecord)
        var repairs: [String: Int] = [:]
        normalise(&record, &repairs)
        // A notice that withdraws an article need not say more than which.
        let isBareNotice = record.notice == .kill && (record.sourceID ?? record.url) != nil
        if record.headline == nil, record.body.isEmpty, !isBareNotice {
            return .failure(Failure(.noText, "neither headline nor body", address: record.address, byteOffset: record.byteOffset))
        }
        if record.replacedBytes > 0 { repairs["replaced-bytes", default: 0] += record.replacedBytes }
        if record.mendedMarkup > 0 { repairs["markup", default: 0] += record.mendedMarkup }
        if record.leftOut > 0 { repairs["left-out", default: 0] += record.leftOut }
        if record.windows1252Bytes > 0 { repairs["windows-1252-bytes", default: 0] += record.windows1252Bytes }
        if record.publisher == nil, let publisher = defaults.publisher {
            record.publisher = publisher
            record.note("publisher", "settings")
        }
        if record.language == nil, let language = defaults.language {
            record.language = language
            record.note("language", "settings")
        }
        decideTimes(&record, intake, &repairs)
        var article = Article(
            uid: uidMaker.uid(member: record.address.member, ordinal: record.address.ordinal), record: record, day: day(record, intake))
        article.repairs = repairs
        return .success(article)
    }

    // MARK: text

    private func normalise(_ record: inout Record, _ repairs: inout [String: Int]) {
        record.headline = line(record.headline, &repairs)
        record.subheadline = line(record.subheadline, &repairs)
        record.byline = line(record.byline, &repairs).map(Byline.withoutBy)
        record.dateline = line(record.dateline, &repairs)
        record.publisher = line(record.publisher, &repairs)
        record.section = line(record.section, &repairs)
        record.url = line(record.url, &repairs)
        record.sourceID = line(record.sourceID, &repairs)
        // A name is no address: urn:newsml:… is what the source calls the article.
        if record.sourceID == nil, let name = record.url, name.prefix(4).lowercased() == "urn:" {
            (record.sourceID, record.url) = (name, nil)
        }
        record.imageURL = line(record.imageURL, &repairs)
        record.imageCaption = line(record.imageCaption, &repairs)
        cut(&record.authors, Byline.authorsMax, &record.leftOut)
        cut(&record.keywords, KeywordList.wordsMax, &record.leftOut)
        if !record.authors.isEmpty { record.authors = record.authors.compactMap { line($0, &repairs) } }
        if !record.keywords.isEmpty { record.keywords = record.keywords.compactMap { line($0, &repairs) } }
        let body = EntityResidue.resolved(record.body, repairs: &repairs)
        record.body = TextNormaliser.body(body, combiningRunMax: limits.combiningRunMax, repairs: &repairs)
    }

    private func cut(_ list: inout [String], _ countMax: Int, _ leftOut: inout Int) {
        guard list.count > countMax else { return }
        leftOut += list.count - countMax
        list.removeSubrange(countMax...)
    }

    private func line(_ text: String?, _ repairs: inout [String: Int]) -> String? {
        guard let text else { return nil }
        let plain = EntityResidue.resolved(text, repairs: &repairs)
        return TextNormaliser.line(plain, repairs: &repairs)?.nonEmpty
    }

    // MARK: times

    /// Field and sidecar first, then the dateline if it names the year, then the file's name.
    private func decideTimes(_ record: inout Record, _ intake: IntakeFacts, _ repairs: inout [String: Int]) {
        UndecidedDates(order: defaults.dateOrder, seenDay: intake.seenDay, fileName: intake.fileName).settle(&record)
        if let time = record.published, isFuture(time.day, intake) {
            // A day that has not come is a template's or a typing mistake; the day seen serves better.
            record.published = nil
            repairs["future-date"] = 1
        }
        if let dateline = Dateline.find(record.body) {
            if record.dateline == nil {
                record.dateline = dateline.place
                record.note("dateline", "dateline of the text")
            }
            if record.published == nil, let time = dateline.published {
                record.published = time
                record.note("published", "dateline of the text")
            }
        }
        if record.published == nil, intake.isSingleRecord, let time = FileNameDate.find(intake.fileName), !isFuture(time.day, intake) {
            record.published = time
            record.note("published", "the file's name")
        }
        if let time = record.published { record.published = zoned(time) }
        if let time = record.modified { record.modified = zoned(time) }
        if let time = record.embargo { record.embargo = zoned(time) }
    }

    /// A wall clock time of the source's zone as UTC; what has a zone, or no time, stays as it is.
    private func zoned(_ time: PublishedTime) -> PublishedTime {
        guard let zone = defaults.timezone, time.text.utf8.count == 19 else { return time }
        var time = time
        time.text = zone.utc(time.text)
        return time
    }

    private func day(_ record: Record, _ intake: IntakeFacts) -> String {
        if let time = record.published { return time.day }
        if let day = record.capturedDay, day >= Self.mtimeDayMin, !isFuture(day, intake) { return day }
        let mtimeDay = CivilDay.text(nanoseconds: intake.mtimeNs)
        return mtimeDay >= Self.mtimeDayMin && !isFuture(mtimeDay, intake) ? mtimeDay : intake.seenDay
    }

    /// Earlier file times are unset clocks.
    private static let mtimeDayMin = "1995-01-01"

    /// Later than the day after the file was seen (somewhere it is tomorrow already).
    private func isFuture(_ day: String, _ intake: IntakeFacts) -> Bool {
        guard day > intake.seenDay else { return false }
        return Self.number(day) > Self.number(intake.seenDay) + 1
    }

    private static func number(_ day: String) -> Int {
        var day = day
        return day.withUTF8 { bytes in
            guard case .parts(let parts) = HeaderDate.extended(bytes) else { return 0 }
            return CivilDay.number(year: parts.year, month: parts.month ?? 1, day: parts.day ?? 1)
        }
    }
}
