import Model

/// From the values that a scan noted to a record.
struct JSONArticle {
    /// What an envelope says for all its elements: the title and language of a JSON Feed.
    struct Inherited {
        var publisher: String?
        var language: String?
    }

    private let bytes: UnsafePointer<UInt8>
    private let candidates: [JSONCandidate]
    private var repairs = ByteRepairs()
    /// By field: the rank of the name that gave the value, plus 1; 0 where none has.
    private var usedRanks = InlineArray<32, UInt8>(repeating: 0)

    init(_ bytes: UnsafePointer<UInt8>, _ candidates: [JSONCandidate]) {
        self.bytes = bytes
        self.candidates = candidates
    }

    /// - Returns: the record, or `nil` where it has neither headline nor text, or says itself that it is something else.
    mutating func record(_ address: ItemAddress, _ inherited: Inherited) -> Record? {
        var record = Record(address: address)
        let isOther = isOtherThing()
        record.headline = headline()
        body(&record)
        record.notice = text(.status).flatMap { IPTCStatus.notice($0) }
        if record.headline == nil, record.body.isEmpty, record.notice == .kill {
            labels(&record, inherited)
            return (record.url ?? record.sourceID) == nil ? nil : record
        }
        guard !record.body.isEmpty || (record.headline != nil && !isOther && !isOnlyNamed()) else { return nil }
        if isOther, record.body.isEmpty || isPlainThing() { return nil }
        labels(&record, inherited)
        record.replacedBytes = repairs.replaced
        record.windows1252Bytes = repairs.windows1252
        record.leftOut = repairs.leftOut
        return record
    }

    /// Where the fields of the record made last were found, by their names in `extract`.
    var origins: [String: String] {
        var origins: [String: String] = [:]
        for field in ArticleField.allCases where usedRanks[Int(field.rawValue)] > 0 {
            guard let name = field.recordName else { continue }
            origins[name] = "key \(ArticleKeys.name(field, rank: usedRanks[Int(field.rawValue)] - 1))"
        }
        return origins
    }

    /// Keeps which name gave a field its value.
    private mutating func use(_ candidate: JSONCandidate) { usedRanks[Int(candidate.field.rawValue)] = candidate.rank &+ 1 }

    /// The fields alone, whatever is missing: for sidecars.
    mutating func fields() -> Record {
        var record = Record(address: ItemAddress(ordinal: 0))
        record.headline = headline()
        labels(&record, Inherited())
        return record
    }

    /// Everything but headline and body.
    private mutating func labels(_ record: inout Record, _ inherited: Inherited) {
        record.subheadline = text(.subheadline)
        authors(&record)
        record.published = time(.published)
        record.modified = time(.modified)
        record.embargo = time(.embargo)
        record.publisher = text(.publisher) ?? inherited.publisher
        record.section = text(.section)
        record.language = text(.language).flatMap(LanguageTag.normalise) ?? inherited.language
        record.url = text(.url) { $0.utf8.count <= 4_096 }
        record.sourceID = text(.sourceID) { $0.utf8.count <= 1_024 }
        record.imageURL = imageURL()
        record.imageCaption = text(.caption)
        record.dateline = text(.dateline)
        record.keywords = keywords()
        if record.url == nil, let id = record.sourceID, id.hasPrefix("http://") || id.hasPrefix("https://") { record.url = id }
    }

    /// For the envelope of a JSON Feed: its title stands for the publisher of the items.
    mutating func feed() -> Inherited? {
        guard text(.version)?.contains("jsonfeed.org") == true else { return nil }
        return Inherited(publisher: firstText(.headline), language: text(.language).flatMap(LanguageTag.normalise))
    }

    // MARK: values

    /// A field's values, best name first; of values under one name the last first.
    private func each(_ field: ArticleField) -> RankedCandidates { RankedCandidates(candidates, field) }

    private mutating func tree(_ candidate: JSONCandidate, elementsMax: Int = JSONTree.elementsUsual) -> JSONTree {
        JSONTree.parse(bytes, from: candidate.start, end: candidate.end, elementsMax: elementsMax, repairs: &repairs)
    }

    private mutating func text(_ candidate: JSONCandidate) -> String? {
        switch candidate.kind {
        case .string: JSONText.string(bytes, candidate.span, repairs: &repairs).nonEmpty
        case .number:
            String(decoding: UnsafeBufferPointer(start: bytes + candidate.start, count: candidate.end - candidate.start), as: UTF8.self)
        case .object, .array: tree(candidate).text
        case .literal: nil
        }
    }

    private mutating func text(_ field: ArticleField, where isGood: (String) -> Bool = { _ in true }) -> String? {
        for candidate in each(field) {
            let isReference = candidate.kind == .object && field == .url
            guard let text = isReference ? reference(tree(candidate)) : text(candidate), isReference || isGood(text) else { continue }
            use(candidate)
            return text
        }
        return nil
    }

    private mutating func firstText(_ field: ArticleField) -> String? {
        for candidate in each(field) { return text(candidate) }
        return nil
    }

    private func reference(_ tree: JSONTree) -> String? { (tree["@id"] ?? tree["url"] ?? tree["href"])?.text }

    // MARK: text

    private mutating func headline() -> String? {
        for candidate in each(.headline) {
            guard let text = candidate.kind == .array ? Self.withRole(tree(candidate)) : text(candidate) else { continue }
            let plain =
                text.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
                ? InlineMarkup.text(text, isMarkup: InlineMarkup.looksLikeMarkup(text)) : text
            guard let line = plain.asOneLine.nonEmpty else { continue }
            use(candidate)
            return line
        }
        return nil
    }

    /// ninjs `headlines`: the one whose role is main, else the first without a role, else the first.
    private static func withRole(_ tree: JSONTree) -> String? {
        let list = tree.elements
        let main = list.first { $0["role"]?.text?.lowercased() == "main" } ?? list.first { $0["role"] == nil } ?? list.first
        return main?.text
    }

    private mutating func body(_ record: inout Record) {
        for field in [ArticleField.body, .markupBody, .summary] {
            for candidate in each(field) {
                let (text, isMarkup) = bodyText(candidate)
                guard let text, !text.isEmpty else { continue }
                let mustStrip = isMarkup || field == .markupBody || InlineMarkup.looksLikeMarkup(text)
                record.body = mustStrip ? InlineMarkup.text(text, isMarkup: true) : Paragraphs.separated(text)
                if record.body.isEmpty { continue }
                use(candidate)
                return
            }
        }
    }

    /// The text of a body: a string, an array of paragraphs, or ninjs bodies (the longest text, plain before marked up).
    private mutating func bodyText(_ candidate: JSONCandidate) -> (String?, isMarkup: Bool) {
        guard candidate.kind == .array else { return (text(candidate), false) }
        if let joined = JSONTree.joinedTexts(bytes, from: candidate.start, end: candidate.end, repairs: &repairs) { return (joined, false) }
        let list = tree(candidate, elementsMax: JSONTree.elementsOfBody).elements
        var paragraphs: [String] = []
        var best: (text: String, isMarkup: Bool, rank: Int)?
        for element in list {
            if case .text(let text) = element { paragraphs.append(text) }
            guard case .object = element, let text = (element["value"] ?? element["text"] ?? element["content"])?.text else { continue }
            let type = element["contenttype"]?.text?.lowercased() ?? ""
            let rank = type.contains("plain") ? 0 : type.contains("html") ? 1 : type.isEmpty ? 2 : 3
            if element["type"] != nil || element["paragraph"] != nil, type.isEmpty { paragraphs.append(text) }
            if best.map({ rank < $0.rank || (rank == $0.rank && text.utf8.count > $0.text.utf8.count) }) ?? true {
                best = (text, rank == 1 || rank == 3, rank)
            }
        }
        if paragraphs.count == list.count, !paragraphs.isEmpty { return (paragraphs.joined(separator: "\n\n"), false) }
        return (best?.text, best?.isMarkup ?? false)
    }

    // MARK: people, times, labels

    private mutating func authors(_ record: inout Record) {
        for candidate in each(.authors) {
            if candidate.kind == .string {
                guard let line = text(candidate) else { continue }
                record.byline = line.asOneLine
                record.authors = Byline.authors(line)
            } else {
                let value = tree(candidate)
                if case .object = value, value["name"] == nil, let line = value.text {
                    record.byline = line
                    record.authors = Byline.authors(line)
                } else {
                    let names = value.elements.compactMap { ($0["name"] ?? $0["displayname"] ?? $0).text }.map {
                        Byline.withoutLead($0.asOneLine)
                    }
                    record.authors = names.reduce(into: []) { list, name in
                        if !list.contains(name) { list.append(name) }
                    }
                }
            }
            if record.authors.isEmpty { continue }
            use(candidate)
            return
        }
    }

    private mutating func time(_ field: ArticleField) -> PublishedTime? {
        for candidate in each(field) {
            guard let time = time(candidate) else { continue }
            use(candidate)
            return time
        }
        return nil
    }

    private mutating func time(_ candidate: JSONCandidate) -> PublishedTime? {
        if candidate.kind == .string, !candidate.hasEscapes {
            return HeaderDate.field(UnsafeBufferPointer(start: bytes + candidate.start, count: candidate.end - candidate.start))
        }
        if candidate.kind == .number, let value = text(candidate).flatMap(Double.init) {
            return HeaderDate.epoch(value) ?? text(candidate).flatMap { HeaderDate.field($0) }
        }
        let text = candidate.kind == .object ? (tree(candidate)["$date"] ?? tree(candidate)).text : text(candidate)
        return text.flatMap { HeaderDate.field($0) }
    }

    private mutating func keywords() -> [String] {
        for candidate in each(.keywords) {
            var words: [String] = []
            if candidate.kind == .string {
                words = KeywordList.words(text(candidate) ?? "", leftOut: &repairs.leftOut)
            } else {
                words = tree(candidate).elements.compactMap { ($0["name"] ?? $0["value"] ?? $0).text }
            }
            if words.isEmpty { continue }
            use(candidate)
            return words
        }
        return []
    }

    private mutating func imageURL() -> String? {
        for candidate in each(.image) {
            let text =
                candidate.kind == .string
                ? text(candidate) : tree(candidate).elements.first.flatMap { ($0["url"] ?? $0["contenturl"] ?? $0["href"] ?? $0).text }
            guard let text, text.contains("/"), text.utf8.count <= 4_096 else { continue }
            use(candidate)
            return text
        }
        return nil
    }

    // MARK: what is no article

    /// schema.org types that describe the page or its maker.
    private static let otherTypes: Set<String> = [
        "website", "organization", "newsmediaorganization", "person", "breadcrumblist", "imageobject", "videoobject", "searchaction",
        "listitem",
        "itemlist", "sitenavigationelement", "wpheader", "wpfooter", "feature", "featurecollection", "product", "place", "corporation",
        "picture", "graphic", "audio", "video",
    ]

    private mutating func types() -> [String] {
        var types: [String] = []
        for candidate in each(.type) {
            types += candidate.kind == .string ? [text(candidate)].compactMap { $0 } : tree(candidate).elements.compactMap(\.text)
        }
        return types
    }

    private mutating func isOtherThing() -> Bool {
        let types = types()
        return !types.isEmpty && types.allSatisfy { Self.otherTypes.contains($0.lowercased()) }
    }

    /// Of another type, and its text is only a description.
    private func isPlainThing() -> Bool { !candidates.contains { $0.field == .body || $0.field == .markupBody } }

    /// Nothing but a `name`: half the world's objects have one.
    private func isOnlyNamed() -> Bool {
        let headlines = candidates.filter { $0.field == .headline }
        let isNamed = headlines.allSatisfy { $0.rank == ArticleKeys.nameRank }
        return isNamed && !candidates.contains { $0.field == .published }
    }
}

/// The values of one field, in order of trust, without making a list of them.
private struct RankedCandidates: Sequence, IteratorProtocol {
    private let candidates: [JSONCandidate]
    private let field: ArticleField
    private var last = -1

    init(_ candidates: [JSONCandidate], _ field: ArticleField) {
        self.candidates = candidates
        self.field = field
    }

    /// Rank first, then the later one first.
    private func key(_ index: Int) -> Int { Int(candidates[index].rank) * 1_024 + 1_023 - index }

    mutating func next() -> JSONCandidate? {
        var best = Int.max
        for index in candidates.indices where candidates[index].field == field {
            let key = key(index)
            if key > last, key < best { best = key }
        }
        guard best != .max else { return nil }
        last = best
        return candidates[1_023 - best % 1_024]
    }
}
