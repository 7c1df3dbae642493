import Markup
import Model

/// IPTC's News Industry Text Format, all versions: one article a document.
struct NITFMapping: XMLMapping {
    static let recordNames = ["nitf"]
    static let isLenient = false
    static let nests = false

    static let format = XMLFormat<NITFMapping>(
        name: "nitf", summary: "IPTC NITF", extensions: ["nitf", "xml"], mediaTypes: ["application/nitf+xml", "text/vnd.iptc.nitf"],
        yields: "one article"
    ) { head, _ in head.name.lowercased() == "nitf" ? 97 : 0 }

    mutating func begin(_ root: XMLElement?, language: String?) {}

    mutating func fill(_ record: inout Record, from element: XMLElement) throws(Failure) { NITFArticle(element).fill(&record) }
}

/// From an `nitf` element to a record; also where NewsML carries one. Fields that the record has already stay.
struct NITFArticle {
    private let nitf: XMLElement
    private let docdata: XMLElement?
    private let pubdata: XMLElement?
    private let bodyHead: XMLElement?

    init(_ nitf: XMLElement) {
        self.nitf = nitf
        let head = nitf.first("head")
        docdata = head?.first("docdata")
        pubdata = head?.first("pubdata")
        bodyHead = nitf.first("body")?.first("body.head") ?? nitf.find("body.head")
    }

    func fill(_ record: inout Record) {
        headlines(&record)
        people(&record)
        times(&record)
        labels(&record)
        subjects(&record)
        text(&record)
        picture(&record)
    }

    private func headlines(_ record: inout Record) {
        guard record.headline == nil else { return }
        let hedline = bodyHead?.first("hedline") ?? nitf.find("hedline")
        record.headline = hedline?.first("hl1")?.line ?? nitf.first("head")?.first("title")?.line
        let deck = hedline?.first("hl2")?.line
        // Some agencies' systems repeat the headline.
        if deck != record.headline { record.subheadline = deck }
    }

    private func people(_ record: inout Record) {
        guard record.authors.isEmpty, record.byline == nil else { return }
        var lines: [String] = []
        for byline in bodyHead?.children.filter({ $0.name == "byline" }) ?? [] {
            let persons = byline.findAll("person").compactMap(\.line)
            if let line = byline.text(without: "byttl").asOneLine.trimmingSeparators.nonEmpty {
                lines.append(line)
                record.authors += persons.isEmpty ? Byline.authors(line) : persons
            }
        }
        if !lines.isEmpty { record.byline = lines.joined(separator: ", ") }
        record.authors = record.authors.withoutRepeats
    }

    private func times(_ record: inout Record) {
        let issue = docdata?.first("date.issue")?.time
        let release = docdata?.first("date.release")?.time
        if record.published == nil {
            record.published =
                issue ?? release ?? pubdata?.attribute("date.publication").flatMap { HeaderDate.field($0) }
                ?? bodyHead?.first("dateline")?.find("story.date")?.time
        }
        let status = docdata?.attribute("management-status")?.lowercased() ?? ""
        if status == "embargoed" {
            record.embargo = record.embargo ?? release
        } else if let release, let issue, release.isInUTC, issue.isInUTC, release.text > issue.text {
            record.embargo = record.embargo ?? release
        }
        record.notice = record.notice ?? IPTCStatus.notice(status)
        if record.notice == nil, docdata?.first("correction") != nil { record.notice = .correction }
    }

    private func labels(_ record: inout Record) {
        if record.dateline == nil, let dateline = bodyHead?.first("dateline") {
            record.dateline = dateline.first("location")?.line ?? dateline.text(without: "story.date").asOneLine.trimmingSeparators.nonEmpty
        }
        if record.publisher == nil {
            record.publisher =
                docdata?.first("doc.copyright")?.attribute("holder")?.nonEmpty ?? bodyHead?.first("distributor")?.line
                ?? pubdata?.attribute("name")?.nonEmpty
        }
        if record.language == nil {
            let tag = nitf.attribute("lang") ?? nitf.attribute("baselang") ?? nitf.first("body")?.attribute("lang")
            record.language = tag.flatMap(LanguageTag.normalise)
        }
        let id = docdata?.first("doc-id")
        // Inside another item its address is the carrier's.
        guard record.sourceID == nil else { return }
        record.sourceID = id?.attribute("id-string")?.nonEmpty
        if record.url == nil {
            let addresses = [pubdata?.attribute("ex-ref"), id?.attribute("regsrc"), id?.attribute("id-string")]
            record.url = addresses.compactMap { $0?.nonEmpty }.first { $0.isWebAddress }
        }
    }

    private func subjects(_ record: inout Record) {
        if record.section == nil { record.section = pubdata?.attribute("position.section")?.nonEmpty }
        if record.keywords.isEmpty { record.keywords = keywords() }
    }

    private func keywords() -> [String] {
        var words: [String] = []
        for keyword in docdata?.findAll("keyword") ?? [] {
            words.append(contentsOf: [keyword.attribute("key")].compactMap { $0?.nonEmpty })
        }
        for subject in nitf.first("head")?.findAll("tobject.subject") ?? [] {
            let names = ["tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"].map { subject.attribute($0) }
            if let name = names.compactMap({ $0?.nonEmpty }).first { words.append(name) }
        }
        for classifier in docdata?.first("identified-content")?.findAll("classifier") ?? [] {
            if let value = classifier.attribute("value")?.nonEmpty { words.append(value) }
        }
        return words.withoutRepeats
    }

    private func text(_ record: inout Record) {
        guard record.body.isEmpty else { return }
        if let content = nitf.find("body.content") { record.body = XMLProse.text(content) }
        if record.body.isEmpty, let abstract = bodyHead?.first("abstract") { record.body = XMLProse.text(abstract) }
    }

    private func picture(_ record: inout Record) {
        guard record.imageURL == nil else { return }
        for media in nitf.findAll("media") where media.attribute("media-type")?.lowercased() == "image" {
            record.imageURL = media.first("media-reference")?.attribute("source")?.nonEmpty
            record.imageCaption = media.first("media-caption")?.line
            return
        }
    }
}

/// IPTC's words for what may be done with an item (`stat:`, `pubstatus`, `management-status`).
enum IPTCStatus {
    /// - Parameter code: `usable`, `stat:canceled`, `Withheld`.
    static func notice(_ code: String) -> Notice? {
        switch code.split(separator: ":").last?.lowercased() ?? "" {
        case "canceled", "cancelled", "withheld", "killed": .kill
        default: nil
        }
    }
}

extension XMLElement {
    /// Its text in one line, `nil` where it has none.
    var line: String? { text.asOneLine.nonEmpty }

    /// A time in its `norm` attribute or its text.
    var time: PublishedTime? { attribute("norm").flatMap { HeaderDate.field($0) } ?? HeaderDate.field(text) }
}

extension String {
    /// True for what a browser opens.
    var isWebAddress: Bool {
        let start = prefix(8).lowercased()
        return start.hasPrefix("http://") || start.hasPrefix("https://")
    }

    /// Without commas, dashes and spaces at both ends.
    var trimmingSeparators: String {
        var text = Substring(trimmingSpaces)
        while let last = text.last, ",;–—-".contains(last) || last.isWhitespace { text.removeLast() }
        while let first = text.first, ",;".contains(first) || first.isWhitespace { text.removeFirst() }
        return String(text)
    }
}

extension PublishedTime {
    /// A moment, not a wall clock's or a day.
    var isInUTC: Bool { text.utf8.count == 20 && text.hasSuffix("Z") }
}
