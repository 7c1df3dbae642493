import Model

/// The fields of one message of wire copy.
///
/// IPTC 7901: heading, start of text, headline up to a `=`, indented paragraphs, end of text, day and time. ANPA 1312 marks the lines of its
/// head with `^` and ends them with `<` or `=`; a tabulator begins a paragraph; the line behind the text holds the date.
struct WireMessage {
    private let heading: String
    private let text: String
    private let ending: String

    /// - Parameter bytes: UTF-8, from the start of heading.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let start = bytes.firstIndex(of: 0x02) ?? bytes.endIndex
        let end = bytes[start...].firstIndex(of: 0x03) ?? bytes[start...].firstIndex(of: 0x04) ?? bytes.endIndex
        heading = Self.plain(bytes[..<start])
        text = Self.plain(bytes[min(start + 1, end)..<end])
        ending = Self.plain(bytes[min(end + 1, bytes.endIndex)...])
    }

    /// Text without the line's control characters, with one kind of line end.
    private static func plain(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case 0x0A, 0x09, 0x20..<0x7F, 0x80...: out.append(byte)
            // Thin and fixed spaces of the typesetters.
            case 0x1F, 0x1E: out.append(0x20)
            default: break
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    func fill(_ record: inout Record) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.contains(where: { $0.hasPrefix("^") }) { fillANPA(&record, lines) } else { fillIPTC(&record, lines) }
        // A slug that kills ends so: `BC-Ferry-KILL`. Headlines kill too often to be asked.
        if heading.split(whereSeparator: \.isWhitespace).contains(where: { $0.hasSuffix("-KILL") }) { record.notice = .kill }
    }

    // MARK: IPTC 7901

    private func fillIPTC(_ record: inout Record, _ lines: [String]) {
        var headline: [String] = []
        var rest = lines[...]
        // The headline ends with its mark; a message without one has none.
        if let mark = lines.prefix(Self.headlineLinesMax).firstIndex(where: { $0.trimmingSpaces.hasSuffix("=") }) {
            headline = lines[...mark].map { $0.trimmingSpaces }.filter { !$0.isEmpty }
            rest = lines[(mark + 1)...]
        }
        var line = headline.joined(separator: " ").trimmingSpaces
        while line.hasSuffix("=") { line = String(line.dropLast()).trimmingSpaces }
        record.headline = line.nonEmpty
        record.body = Self.paragraphs(rest).joined(separator: "\n\n")
        record.published = Self.moment(ending)
        let slug = heading.split(separator: "\n").map { String($0).trimmingSpaces }.last { !$0.isEmpty } ?? ""
        record.keywords = slug.hasSuffix("/") ? slug.split(separator: "/").map { String($0).trimmingSpaces }.filter { !$0.isEmpty } : []
    }

    private static let headlineLinesMax = 8

    /// `040630 GMT Nov 23`: day, hour and minute, zone, month, year.
    private static func moment(_ text: String) -> PublishedTime? {
        let words = text.split(whereSeparator: \.isWhitespace)
        for index in words.indices where words[index].utf8.count == 6 && words[index].utf8.allSatisfy(HeaderDate.isDigit) {
            guard index + 3 < words.count || index + 2 < words.count, let number = Int(words[index]) else { continue }
            var next = index + 1
            var zone: (minutes: Int, text: String)?
            var name = String(words[next])
            if let found = name.withUTF8({ HeaderDate.zone($0, 0) }) {
                zone = (found.minutes, String(words[next]))
                next += 1
            }
            guard next + 1 < words.count, let month = MonthNames.month(words[next].lowercased()), let year = Int(words[next + 1]) else {
                continue
            }
            var time = DateParts(
                year: century(year), month: month, day: number / 10_000, hour: number / 100 % 100, minute: number % 100,
                offsetMinutes: zone?.minutes
            ).published(.field)
            time?.zone = zone?.text
            return time
        }
        return nil
    }

    /// Two digits of a year: wires are younger than 1970.
    private static func century(_ year: Int) -> Int { year >= 100 ? year : year < 70 ? 2_000 + year : 1_900 + year }

    // MARK: ANPA 1312

    private func fillANPA(_ record: inout Record, _ lines: [String]) {
        var index = 0
        var heads: [String] = []
        while index < lines.count, lines[index].hasPrefix("^") || lines[index].trimmingSpaces.isEmpty {
            if lines[index].hasPrefix("^") { heads.append(String(lines[index].dropFirst())) }
            index += 1
        }
        // The first line is the slug; headlines end with the angle, what is set in the middle with the equals sign.
        for head in heads.dropFirst() {
            let line = head.trimmingSpaces
            let text = Self.unquoted(String(line.dropLast(line.hasSuffix("<") || line.hasSuffix("=") ? 1 : 0)))
            if line.hasSuffix("="), text.lowercased().hasPrefix("by "), record.byline == nil {
                record.byline = text.nonEmpty
                record.authors = Byline.authors(text)
            } else if line.hasSuffix("<"), record.headline == nil, !text.lowercased().hasPrefix("eds:") {
                record.headline = text.nonEmpty
            }
        }
        let slug = heads.first.map { String($0.prefix { $0 != "," && $0 != "<" }) }
        record.keywords = [slug].compactMap { $0?.nonEmpty }
        let body = Self.paragraphs(lines[index...]).map(Self.unquoted)
        record.body = body.filter { !$0.isEmpty }.joined(separator: "\n\n")
        record.published = Self.filed(ending) ?? Self.filed(text)
    }

    /// ```` ``…'' ```` are quotation marks, ` _ ` a dash, `<` at a line's end the quad that fills it.
    private static func unquoted(_ text: String) -> String {
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        var at = 0
        func pair(_ byte: UInt8) -> Bool { bytes[at] == byte && at + 1 < bytes.count && bytes[at + 1] == byte }
        while at < bytes.count {
            if pair(UInt8(ascii: "`")) {
                out.append(contentsOf: Array("“".utf8))
                at += 2
            } else if pair(UInt8(ascii: "'")) {
                out.append(contentsOf: Array("”".utf8))
                at += 2
            } else if bytes[at] == UInt8(ascii: "`") {
                out.append(contentsOf: Array("‘".utf8))
                at += 1
            } else if bytes[at] == UInt8(ascii: "_"), at > 0, bytes[at - 1] == 0x20, at + 1 < bytes.count, bytes[at + 1] == 0x20 {
                out.append(contentsOf: Array("—".utf8))
                at += 1
            } else if bytes[at] == UInt8(ascii: "^") {
                at += 1
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        while let last = out.last, last == UInt8(ascii: "<") || last == 0x20 { out.removeLast() }
        return String(decoding: out, as: UTF8.self).trimmingSpaces
    }

    /// `AP-WF-01-17-24 0205GMT`.
    private static func filed(_ text: String) -> PublishedTime? {
        for line in text.split(separator: "\n") {
            let words = line.split(whereSeparator: { $0.isWhitespace || $0 == "<" })
            guard words.count >= 2 else { continue }
            let parts = words[0].split(separator: "-")
            let numbers = parts.suffix(3).compactMap { Int($0) }
            guard parts.count >= 5, numbers.count == 3, let clock = Int(words[1].prefix(4)), words[1].utf8.count >= 4 else { continue }
            var zone = String(words[1].dropFirst(4))
            if zone.isEmpty, words.count > 2 { zone = String(words[2]) }
            let offset = zone.withUTF8 { HeaderDate.zone($0, 0)?.minutes }
            var time = DateParts(
                year: century(numbers[2]), month: numbers[0], day: numbers[1], hour: clock / 100, minute: clock % 100,
                offsetMinutes: offset
            ).published(.field)
            time?.zone = offset == nil ? nil : zone
            return time
        }
        return nil
    }

    /// Lines that are indented, or stand behind an empty one, begin a paragraph.
    private static func paragraphs(_ lines: ArraySlice<String>) -> [String] {
        var paragraphs: [String] = []
        var current = ""
        for line in lines {
            let text = line.trimmingSpaces
            if text.isEmpty || line.hasPrefix("  ") || line.hasPrefix("\t") {
                if let done = current.nonEmpty { paragraphs.append(done) }
                current = ""
            }
            if text.isEmpty { continue }
            current += current.isEmpty ? text : " " + text
        }
        if let done = current.nonEmpty { paragraphs.append(done) }
        return paragraphs
    }
}
