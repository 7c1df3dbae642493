import CTables
import Model

/// What words of dates mean in which language: the files of `Sources/CTables/data/dates` (`common.txt` says how they are written).
struct DateLexicon: Sendable {
    /// What a word may be; the raw value is its bit in `WordMeaning`.
    enum Kind: UInt8 {
        case month, weekday, am, pm, noon, midnight, filler, label, clock
        case year, monthUnit, day, hour, minute, second
        case yearBefore, monthBefore, dayBefore, weekdayBefore
        case number, era, persian, hijri, calendar, glued, days, now, ago, zone
    }

    struct Sense {
        var language: UInt8
        var kind: Kind
        var value: Int16
    }

    struct Language {
        var codes: [String]
        var order: DateOrder?
        /// Letters that may stand before a name without a space, folded.
        var prefixes: [[UInt8]] = []
    }

    /// The first is what all languages share.
    private(set) var languages: [Language] = []
    private var hashes: [UInt64] = []
    private var senses: [Sense] = []
    /// Where the hashes of each bucket begin.
    private var starts: [UInt32] = []
    private var orders: [String: DateOrder] = [:]
    private var numbers: [String: Int] = [:]
    /// Month names for words that are cut short: where each stands in `nameBytes`.
    private var names: [(range: Range<Int>, language: UInt8, month: Int16)] = []
    private var nameBytes: [UInt8] = []

    private static let bucketBits: UInt64 = 11

    static let shared = DateLexicon(Self.table(copydesk_dates()), zones: Self.table(copydesk_zones()))

    private static func table(_ table: copydesk_table) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: table.start, count: table.count)
    }

    /// - Parameters:
    ///   - text: the files of all languages, the shared one first.
    ///   - zones: names of zones by offset.
    init(_ text: UnsafeBufferPointer<UInt8>, zones: UnsafeBufferPointer<UInt8>) {
        var entries: [(hash: UInt64, sense: Sense)] = []
        entries.reserveCapacity(12_000)
        var lines = DateTableLines(text)
        while let line = lines.next() { read(line, into: &entries) }
        lines = DateTableLines(zones)
        while let line = lines.next() {
            let isAmerican = line.name.hasPrefix("us")
            guard let minutes = Self.minutes(isAmerican ? line.name.dropFirst(2) : line.name[...]) else { continue }
            for word in line.words {
                let tokens = DateTokens(word)
                let value = isAmerican ? minutes + Self.americanMark : minutes
                entries.append((Self.hash(tokens), Sense(language: 0, kind: .zone, value: Int16(value))))
            }
        }
        entries.sort { $0.hash < $1.hash }
        hashes = entries.map(\.hash)
        senses = entries.map(\.sense)
        starts = [UInt32](repeating: 0, count: (1 << Int(Self.bucketBits)) + 1)
        for hash in hashes { starts[Int(Self.bucket(hash)) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
    }

    /// Added to the offset of zones that are standard or summer time by the date.
    static let americanMark = 10_000

    private static func bucket(_ hash: UInt64) -> UInt64 { hash >> (64 - bucketBits) }

    private static func hash(_ tokens: DateTokens) -> UInt64 { tokens.pattern(0..<tokens.count, number: { _ in nil })?.hash ?? 0 }

    // MARK: looking up

    /// What a phrase means in one language or in all.
    func meaning(_ hash: UInt64, language: Int) -> WordMeaning {
        var meaning = WordMeaning()
        each(hash) { sense in
            guard sense.language == 0 || Int(sense.language) == language else { return }
            meaning.add(sense)
        }
        return meaning
    }

    /// Every sense of a phrase.
    @inline(__always)
    func each(_ hash: UInt64, _ body: (Sense) -> Void) {
        let bucket = Int(Self.bucket(hash))
        var at = Int(starts[bucket])
        let end = Int(starts[bucket + 1])
        while at < end, hashes[at] < hash { at += 1 }
        while at < end, hashes[at] == hash {
            body(senses[at])
            at += 1
        }
    }

    /// The number of a language by its tag (`pt-BR`, `no`), `nil` where the tables have none.
    func language(_ tag: String) -> Int? {
        let code = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        return numbers[code]
    }

    /// The order of a tag with its region: `en-GB` is day first though `en` is not.
    func order(_ tag: String) -> DateOrder? {
        if let order = orders[tag.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).joined(separator: "-")] { return order }
        return language(tag).flatMap { languages[$0].order }
    }

    /// The month that a word of at least four letters begins, with the languages in which it does.
    func months(beginning word: ArraySlice<UInt8>, _ body: (_ language: Int, _ month: Int) -> Void) {
        for name in names where name.range.count > word.count && nameBytes[name.range].starts(with: word) {
            body(Int(name.language), Int(name.month))
        }
    }

    // MARK: reading the tables

    private static let monthWords = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]
    private static let weekdayWords = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    private static let kinds: [String: Kind] = [
        "am": .am, "pm": .pm, "noon": .noon, "midnight": .midnight, "filler": .filler, "label": .label, "clock": .clock, "year": .year,
        "month": .monthUnit, "day": .day, "hour": .hour, "minute": .minute, "second": .second, "year-before": .yearBefore,
        "month-before": .monthBefore, "day-before": .dayBefore, "weekday-before": .weekdayBefore, "number": .number, "era": .era,
        "persian": .persian, "hijri": .hijri, "calendar": .calendar, "glued": .glued, "days": .days, "now": .now, "ago": .ago,
    ]
    private static let valued: Set<Kind> = [.number, .era, .persian, .hijri, .calendar, .days]
    private static let spans: [String: Int16] = ["second": 0, "minute": 1, "hour": 2, "day": 3, "week": 4, "month": 5, "year": 6]

    private mutating func read(_ line: DateTableLines.Line, into entries: inout [(hash: UInt64, sense: Sense)]) {
        var words = line.words[...]
        func text() -> String { words.popFirst().map { String(decoding: $0, as: UTF8.self) } ?? "" }
        if line.name == "language" {
            let code = text()
            let order = DateOrder(rawValue: text())
            languages.append(Language(codes: [code] + words.map { String(decoding: $0, as: UTF8.self) }, order: order))
            for code in languages[languages.count - 1].codes { numbers[code] = languages.count - 1 }
            return
        }
        if line.name == "order" {
            let order = DateOrder(rawValue: text())
            for tag in words { orders[String(decoding: tag, as: UTF8.self)] = order }
            return
        }
        guard let (kind, value) = sense(line.name, text) else { return }
        let language = UInt8(languages.count - 1)
        for word in words {
            let tokens = DateTokens(word)
            if kind == .glued {
                languages[Int(language)].prefixes.append(tokens.folded)
                continue
            }
            entries.append((Self.hash(tokens), Sense(language: language, kind: kind, value: value)))
            if kind == .month, tokens.folded.count > 4 {
                names.append((nameBytes.count..<nameBytes.count + tokens.folded.count, language, value))
                nameBytes += tokens.folded
            }
        }
    }

    private func sense(_ name: String, _ next: () -> String) -> (Kind, Int16)? {
        if let month = Self.monthWords.firstIndex(of: name) { return (.month, Int16(month + 1)) }
        if let day = Self.weekdayWords.firstIndex(of: name) { return (.weekday, Int16(day + 1)) }
        guard let kind = Self.kinds[name] else { return nil }
        if kind == .ago { return (kind, Self.spans[next()] ?? 0) }
        return (kind, Self.valued.contains(kind) ? Int16(next()) ?? 0 : 0)
    }

    /// `+5:30`, `-3`, `us-5` without its `us`.
    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.dropFirst().split(separator: ":").compactMap { Int($0) }
        guard let hours = parts.first else { return nil }
        return (text.first == "-" ? -1 : 1) * (hours * 60 + (parts.count > 1 ? parts[1] : 0))
    }
}

/// What a word or phrase may be in a date, in one language.
struct WordMeaning {
    private var bits: UInt32 = 0
    private(set) var month = 0
    private(set) var weekday = 0
    private(set) var persian = 0
    private(set) var hijri = 0
    /// Minutes east of UTC.
    private(set) var zone = 0
    /// Of `number`, `era`, `calendar`, `days` and `ago`.
    private(set) var value = 0

    var isEmpty: Bool { bits == 0 }

    func isA(_ kind: DateLexicon.Kind) -> Bool { bits & 1 << UInt32(kind.rawValue) != 0 }

    mutating func add(_ sense: DateLexicon.Sense) {
        bits |= 1 << UInt32(sense.kind.rawValue)
        switch sense.kind {
        case .month: month = Int(sense.value)
        case .weekday: weekday = Int(sense.value)
        case .persian: persian = Int(sense.value)
        case .hijri: hijri = Int(sense.value)
        case .zone: zone = Int(sense.value)
        case .number, .era, .calendar, .days, .ago: value = Int(sense.value)
        default: break
        }
    }
}

/// The lines of a table: a name and words, `_` for a space in a word; lines that begin with `#` are for people.
struct DateTableLines {
    struct Line {
        var name: String
        var words: [UnsafeBufferPointer<UInt8>]
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> Line? {
        while at < bytes.count {
            let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
            let line = at..<end
            at = end + 1
            if line.isEmpty || bytes[line.lowerBound] == UInt8(ascii: "#") { continue }
            var words: [UnsafeBufferPointer<UInt8>] = []
            var start = line.lowerBound
            while start < line.upperBound {
                let stop = bytes[start..<line.upperBound].firstIndex(of: 0x20) ?? line.upperBound
                if stop > start { words.append(UnsafeBufferPointer(rebasing: bytes[start..<stop])) }
                start = stop + 1
            }
            guard let name = words.first else { continue }
            return Line(name: String(decoding: name, as: UTF8.self), words: Array(words.dropFirst()))
        }
        return nil
    }
}
