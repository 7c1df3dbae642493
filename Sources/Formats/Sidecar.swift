import Model

/// `NAME.meta.json`: fields that a person or a collector wrote beside a file. Same names as in a JSON article.
public struct Sidecar: Sendable {
    /// Only the fields that the sidecar gives are set.
    public let fields: Record

    /// - Parameter bytes: the sidecar's contents. `nil` where they are no JSON object.
    public init?(_ bytes: [UInt8]) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let record: Record? = bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, let open = buffer[start...].firstIndex(where: { $0 > 0x20 }),
                base[open] == UInt8(ascii: "{")
            else { return nil }
            var scan = JSONObjectScan(base, from: open, end: buffer.count, depthMax: Limits().jsonDepthMax, mayHoldList: false)
            guard case .complete = scan.run() else { return nil }
            var article = JSONArticle(base, scan.candidates)
            return article.fields()
        }
        guard let record else { return nil }
        fields = record
    }

    /// Puts the sidecar's fields over the record's: what was written beside the file was written on purpose.
    /// - Parameter isOnly: the file holds this one record; headline, authors and identifiers of many cannot be the same.
    func apply(to record: inout Record, isOnly: Bool) {
        if record.origins != nil { note(&record, isOnly) }
        if var time = fields.published {
            time.origin = .sidecar
            record.published = time
        }
        if var time = fields.modified {
            time.origin = .sidecar
            record.modified = time
        }
        record.embargo = fields.embargo ?? record.embargo
        record.publisher = fields.publisher ?? record.publisher
        record.section = fields.section ?? record.section
        record.language = fields.language ?? record.language
        record.keywords = record.keywords.isEmpty ? fields.keywords : record.keywords
        guard isOnly else { return }
        if !fields.authors.isEmpty { (record.authors, record.byline) = (fields.authors, fields.byline) }
        record.headline = fields.headline ?? record.headline
        record.subheadline = fields.subheadline ?? record.subheadline
        record.url = fields.url ?? record.url
        record.sourceID = fields.sourceID ?? record.sourceID
        record.dateline = fields.dateline ?? record.dateline
        record.imageURL = fields.imageURL ?? record.imageURL
    }

    private func note(_ record: inout Record, _ isOnly: Bool) {
        var given: [String: Bool] = [
            "published": fields.published != nil, "modified": fields.modified != nil, "publisher": fields.publisher != nil,
            "section": fields.section != nil, "language": fields.language != nil,
            "keywords": record.keywords.isEmpty && !fields.keywords.isEmpty,
        ]
        if isOnly {
            given["authors"] = !fields.authors.isEmpty
            given["headline"] = fields.headline != nil
            given["subheadline"] = fields.subheadline != nil
            given["url"] = fields.url != nil
            given["source_id"] = fields.sourceID != nil
            given["dateline"] = fields.dateline != nil
            given["image_url"] = fields.imageURL != nil
        }
        for (name, isGiven) in given where isGiven { record.note(name, "sidecar") }
    }
}
