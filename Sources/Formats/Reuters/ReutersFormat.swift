import Markup
import Model

/// The SGML of the Reuters-21578 collection: many stories a file. Its bare angles and control characters are no XML, so it is read by
/// its own few tags.
struct ReutersFormat: Format {
    let name = "reuters-sgml"
    let summary = "Reuters-21578 SGML"
    let extensions = ["sgm", "sgml"]
    let mediaTypes = ["text/sgml"]
    let yields = "one article for each story"

    func score(_ view: HeadView) -> Int { MarkupShape.of(view) == .sgml ? 96 : 0 }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader { ReutersReader(member) }
}

/// One story after the other.
final class ReutersReader: RecordReader {
    private let member: MemberText
    private let splitter: XMLSplitter
    private var ordinal = 0
    private var hasEnded = false

    init(_ member: MemberText) {
        self.member = member
        splitter = XMLSplitter(member.stream, names: ["reuters"], nests: false, recordBytesMax: member.limits.recordBytesMax)
    }

    func next() throws(Failure) -> ReadItem? {
        guard !hasEnded else { return nil }
        guard let piece = try splitter.next() else {
            hasEnded = true
            let address = ItemAddress(member: member.path, ordinal: 0)
            return ordinal > 0 ? nil : .reject(Failure(.notAnArticle, "no <REUTERS> in it", address: address))
        }
        ordinal += 1
        let address = ItemAddress(member: member.path, ordinal: ordinal)
        switch piece {
        case .tooLong(let byteOffset):
            return .reject(
                Failure(
                    .recordTooLong, "the story is longer than \(member.limits.recordBytesMax) bytes (max_record_bytes)", address: address,
                    byteOffset: byteOffset))
        case .record(let byteOffset, .cut):
            return .reject(Failure(.xmlTruncated, "the file ends inside <REUTERS>", address: address, byteOffset: byteOffset))
        case .record(let byteOffset, _):
            var record = Record(address: address)
            record.byteOffset = byteOffset
            var repairs = ByteRepairs()
            var text = splitter.withRecord { bytes in
                String(validating: bytes, as: UTF8.self) ?? StrayBytes.decode(bytes, repairs: &repairs)
            }
            text.withUTF8 { ReutersStory($0).fill(&record) }
            record.replacedBytes = repairs.replaced
            record.windows1252Bytes = repairs.windows1252
            if record.headline == nil, record.body.isEmpty {
                return .reject(Failure(.noText, "the story holds no words", address: address, byteOffset: byteOffset))
            }
            return .record(record)
        }
    }
}

/// The fields of one story.
private struct ReutersStory {
    private let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    func fill(_ record: inout Record) {
        record.publisher = "Reuters"
        record.published = element("DATE").flatMap { HeaderDate.parse(plain($0)) }
        record.headline = element("TITLE").flatMap { plain($0).asOneLine.nonEmpty }
        if let author = element("AUTHOR").flatMap({ plain($0).asOneLine.nonEmpty }) {
            record.byline = author
            record.authors = Byline.authors(author)
        }
        if let line = element("DATELINE").flatMap({ plain($0).asOneLine.trimmingSeparators.nonEmpty }) {
            record.dateline = Dateline.find(line + " - ")?.place ?? line
        }
        record.body = body()
        for name: StaticString in ["TOPICS", "PLACES", "PEOPLE", "ORGS"] { record.keywords += members(of: name) }
        record.sourceID = newID()
    }

    /// The text of `BODY`; of a story that nobody worked on, what stands in `TEXT` by itself.
    private func body() -> String {
        if let body = element("BODY") { return paragraphs(body) }
        guard let text = element("TEXT"), element("TITLE") == nil else { return "" }
        return paragraphs(text)
    }

    /// Lines that begin with spaces begin a paragraph; "Reuter" ends the story.
    private func paragraphs(_ range: Range<Int>) -> String {
        var paragraphs: [String] = []
        var current = ""
        func flush() {
            if let text = current.nonEmpty { paragraphs.append(text) }
            current = ""
        }
        for line in plain(range).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let text = String(line).trimmingSpaces
            if text.isEmpty || line.hasPrefix("   ") || line.hasPrefix("\t") { flush() }
            if text.isEmpty { continue }
            current += current.isEmpty ? text : " " + text
        }
        flush()
        if let last = paragraphs.last {
            let words = last.split(separator: " ")
            if let word = words.last, word.lowercased().hasPrefix("reuter"), word.utf8.count <= 7 {
                paragraphs.removeLast()
                if words.count > 1 { paragraphs.append(words.dropLast().joined(separator: " ")) }
            }
        }
        return paragraphs.joined(separator: "\n\n")
    }

    /// `<D>…</D>` inside an element.
    private func members(of name: StaticString) -> [String] {
        guard let range = element(name) else { return [] }
        return plain(range, tagsAsBreaks: true).split(separator: "\n").compactMap { String($0).nonEmpty }
    }

    private func newID() -> String? {
        let tag = bytes[..<(bytes.firstIndex(of: UInt8(ascii: ">")) ?? 0)]
        guard let range = find("NEWID=\"", 0, tag.endIndex) else { return nil }
        return String(decoding: bytes[(range + 7)...].prefix { $0 != 0x22 }, as: UTF8.self).nonEmpty
    }

    /// Where an element's content stands.
    private func element(_ name: StaticString) -> Range<Int>? {
        var at = 0
        while let open = find(name, at, bytes.count) {
            let end = open + name.utf8CodeUnitCount
            at = end
            guard open > 0, bytes[open - 1] == UInt8(ascii: "<"), end < bytes.count, bytes[end] == UInt8(ascii: ">") || bytes[end] == 0x20,
                let start = bytes[end...].firstIndex(of: UInt8(ascii: ">")).map({ $0 + 1 })
            else { continue }
            var close = start
            while let hit = find(name, close, bytes.count) {
                if hit >= 2, bytes[hit - 1] == UInt8(ascii: "/"), bytes[hit - 2] == UInt8(ascii: "<") { return start..<(hit - 2) }
                close = hit + 1
            }
            return start..<bytes.count
        }
        return nil
    }

    private func find(_ word: StaticString, _ from: Int, _ end: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let length = word.utf8CodeUnitCount
        var at = from
        while let hit = ByteSearch.first(word.utf8Start[0], base, at, end - length + 1) {
            var offset = 1
            while offset < length, base[hit + offset] == word.utf8Start[offset] { offset += 1 }
            if offset == length { return hit }
            at = hit + 1
        }
        return nil
    }

    /// Characters of a piece: references resolved, control characters out, tags of this vocabulary out.
    private func plain(_ range: Range<Int>, tagsAsBreaks: Bool = false) -> String {
        let piece = UnsafeBufferPointer(rebasing: bytes[range])
        var out: [UInt8] = []
        out.reserveCapacity(piece.count)
        var at = 0
        while at < piece.count {
            let byte = piece[at]
            if byte == UInt8(ascii: "&"), let (text, next) = CharacterReference.resolve(piece, at) {
                for scalar in text.unicodeScalars where scalar.value >= 0x20 || scalar == "\n" { out.append(contentsOf: scalar.utf8Bytes) }
                at = next
            } else if byte == UInt8(ascii: "<"), let end = tagEnd(piece, at) {
                if tagsAsBreaks { out.append(0x0A) }
                at = end
            } else {
                if byte >= 0x20 || byte == 0x0A || byte == 0x09 { out.append(byte) }
                at += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// `<D>`, `</TITLE>`: capitals only; anything else is text.
    private func tagEnd(_ piece: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        var end = at + 1
        while end < piece.count, end - at < 16, piece[end] &- 0x41 < 26 || piece[end] == UInt8(ascii: "/") { end += 1 }
        guard end > at + 1, end < piece.count, piece[end] == UInt8(ascii: ">") else { return nil }
        return end + 1
    }
}

extension Unicode.Scalar {
    fileprivate var utf8Bytes: [UInt8] { Array(String(self).utf8) }
}
