import Model

/// One line of `extract`: a JSON object with its keys in a fixed order and a line end. Keys without a value are left out.
struct JSONLine {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    /// An article with its facts.
    init(_ enriched: EnrichedArticle, file: String) {
        let record = enriched.article.record
        open()
        add("file", file)
        // As the scorers' contract has it: members of one name have one address.
        add("record", record.address.withoutRepetitions)
        add("headline", record.headline)
        add("subheadline", record.subheadline)
        add("authors", record.authors)
        add("dateline", record.dateline)
        add("published", record.published?.text)
        add("published_precision", record.published?.precision.rawValue)
        add("published_from", record.published?.origin.rawValue)
        add("modified", record.modified?.text)
        add("embargo_until", record.embargo?.text)
        add("notice", record.notice?.rawValue)
        add("day", enriched.article.day)
        add("publisher", record.publisher)
        add("section", record.section)
        add("language", enriched.language ?? record.language)
        // The scorers' contract: where there is no web address, the format's own identifier.
        add("url", record.url ?? record.sourceID)
        add("source_id", record.sourceID)
        add("keywords", enriched.keywords.isEmpty ? record.keywords : enriched.keywords)
        if enriched.wordCount > 0 { add("word_count", enriched.wordCount) }
        add("lede", enriched.lede)
        add("image_url", record.imageURL)
        addFacts(of: enriched)
        if !enriched.article.repairs.isEmpty {
            addKey("repairs")
            bytes += Self.object(enriched.article.repairs)
        }
        add("body", record.body)
        close()
    }

    /// A reject or the failure of a whole file.
    init(_ reject: Failure, file: String) {
        open()
        add("file", file)
        add("record", (reject.address ?? ItemAddress(ordinal: 0)).withoutRepetitions)
        add("reject", reject.code.rawValue)
        add("detail", reject.sentence)
        if let offset = reject.byteOffset { add("byte_offset", offset) }
        if let line = reject.line { add("line", line) }
        close()
    }

    // MARK: - Writing

    private mutating func open() { bytes.append(UInt8(ascii: "{")) }

    private mutating func close() { bytes += "}\n".utf8 }

    /// An array of objects, `nil`s left out; nothing where there are none.
    mutating func add<Item>(_ key: String, _ items: [Item], _ write: (inout JSONLine, Item) -> Void) {
        guard !items.isEmpty else { return }
        addKey(key)
        for (index, item) in items.enumerated() {
            bytes += (index == 0 ? "[{" : ",{").utf8
            isFirst = true
            write(&self, item)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
        isFirst = false
    }

    /// A number that may not be whole; nothing where JSON has no way to write it.
    mutating func add(_ key: String, _ number: Double?) {
        guard let number, number.isFinite else { return }
        addKey(key)
        let whole = Int(exactly: number)
        bytes += (whole.map { String($0) } ?? "\(number)").utf8
    }

    /// `[[start,length],…]` in code points of the body.
    mutating func add(_ key: String, _ spans: [Span]) {
        addKey(key)
        bytes += "[".utf8
        for (index, span) in spans.enumerated() { bytes += "\(index == 0 ? "" : ",")[\(span.start),\(span.length)]".utf8 }
        bytes += "]".utf8
    }

    /// `[start,length]` in code points of the body.
    mutating func add(_ key: String, _ span: Span?) {
        guard let span else { return }
        addKey(key)
        bytes += "[\(span.start),\(span.length)]".utf8
    }

    mutating func addKey(_ key: String) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(UInt8(ascii: "\""))
        bytes += key.utf8
        bytes += "\":".utf8
    }

    mutating func add(_ key: String, _ text: String?) {
        guard let text else { return }
        addKey(key)
        Self.append(text, to: &bytes)
    }

    mutating func add(_ key: String, _ number: Int) {
        addKey(key)
        bytes += String(number).utf8
    }

    mutating func add(_ key: String, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        addKey(key)
        bytes.append(UInt8(ascii: "["))
        for (index, text) in texts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            Self.append(text, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func object(_ counts: [String: Int]) -> [UInt8] {
        var out: [UInt8] = [UInt8(ascii: "{")]
        for (index, (key, count)) in counts.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            append(key, to: &out)
            out += ":\(count)".utf8
        }
        return out + [UInt8(ascii: "}")]
    }

    /// A JSON string (RFC 8259): quotation marks, backslashes and controls escaped, everything else as UTF-8.
    private static func append(_ text: String, to out: inout [UInt8]) {
        var text = text
        let hex = Array("0123456789abcdef".utf8)
        out.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            var start = 0
            for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                out += utf8[start..<index]
                start = index + 1
                switch byte {
                case UInt8(ascii: "\n"): out += "\\n".utf8
                case UInt8(ascii: "\t"): out += "\\t".utf8
                case 0..<0x20: out += Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
                default: out += [UInt8(ascii: "\\"), byte]
                }
            }
            out += utf8[start...]
        }
        out.append(UInt8(ascii: "\""))
    }
}
