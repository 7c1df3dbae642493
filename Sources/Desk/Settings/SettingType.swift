import Decoding
import Formats
import Inbox
import Logging

/// What was written for a setting, before its type is known.
enum SettingText: Equatable, Sendable {
    case one(String)
    case list([String])
    case table([Row])

    struct Row: Equatable, Sendable {
        var name: String
        var value: String
    }
}

/// Why a text is no value of a setting: the rest of a sentence that begins with the setting's name.
struct SettingMistake: Error, Equatable {
    var sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}

/// How one kind of value is read, checked and printed.
struct SettingType<Value: Sendable>: Sendable {
    /// `size`, `duration`, `count` …
    let word: String
    /// What is accepted, as the end of a sentence: "a size from 1B to 1TiB, such as 64MiB".
    let accepts: String
    let read: @Sendable (SettingText) throws(SettingMistake) -> Value
    let text: @Sendable (Value) -> SettingText

    /// A type whose values are written as one word. `parse` gives `nil` for what it does not accept.
    init(
        word: String, accepts: String, hint: @escaping @Sendable (String) -> String? = { _ in nil },
        parse: @escaping @Sendable (String) -> Value?, print: @escaping @Sendable (Value) -> String
    ) {
        self.word = word
        self.accepts = accepts
        read = { text throws(SettingMistake) in
            switch text {
            case .one(let word):
                if let value = parse(word) { return value }
                throw SettingMistake("takes \(accepts), not '\(PrintableText.escaped(word))'" + (hint(word).map { " (\($0))" } ?? ""))
            case .list: throw SettingMistake("takes \(accepts), not a list")
            case .table: throw SettingMistake("takes \(accepts), not a table")
            }
        }
        text = { .one(print($0)) }
    }

    init(
        word: String, accepts: String, read: @escaping @Sendable (SettingText) throws(SettingMistake) -> Value,
        text: @escaping @Sendable (Value) -> SettingText
    ) {
        self.word = word
        self.accepts = accepts
        self.read = read
        self.text = text
    }
}

extension SettingType where Value: FixedWidthInteger {
    /// Bytes.
    static func size(_ range: ClosedRange<Value>, such example: String = "64MiB") -> Self {
        Self(
            word: "size",
            accepts:
                "a size from \(SizeText.text(Int64(range.lowerBound))) to \(SizeText.text(Int64(range.upperBound))), such as \(example)",
            parse: { word in SizeText.bytes(word).flatMap { Value(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil } },
            print: { SizeText.text(Int64($0)) })
    }

    static func count(_ range: ClosedRange<Value>) -> Self {
        Self(
            word: "count", accepts: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            parse: { word in
                guard let (number, unit) = NumberText.split(word), unit.isEmpty, number.fraction.isEmpty else { return nil }
                return Value(exactly: number.whole).flatMap { range.contains($0) ? $0 : nil }
            }, print: { "\($0)" })
    }
}

extension SettingType where Value == UInt64 {
    /// Nanoseconds.
    static func duration(_ least: String, _ most: String, such example: String = "30s") -> Self {
        let range = (DurationText.nanoseconds(least) ?? 0)...(DurationText.nanoseconds(most) ?? .max)
        return Self(
            word: "duration", accepts: "a duration from \(least) to \(most), such as \(example)", hint: SettingType<UInt64>.unitHint,
            parse: { word in DurationText.nanoseconds(word).flatMap { range.contains($0) ? $0 : nil } }, print: DurationText.text)
    }

    /// The commonest mistake with durations is a bare number.
    @Sendable static func unitHint(_ word: String) -> String? {
        !word.isEmpty && word.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? "the unit is missing: \(word)s?" : nil
    }
}

extension SettingType where Value == Double {
    /// Seconds.
    static func seconds(_ least: String, _ most: String, such example: String = "30s") -> Self {
        let inner = SettingType<UInt64>.duration(least, most, such: example)
        return Self(
            word: inner.word, accepts: inner.accepts,
            read: { text throws(SettingMistake) in Double(try inner.read(text)) / 1e9 },
            text: { .one(DurationText.text(UInt64(($0 * 1e9).rounded()))) })
    }

    /// A share, written as per cent or as a fraction.
    static func share(_ percentMax: Int) -> Self {
        Self(
            word: "share", accepts: "a share from 0% to \(percentMax)%, such as 20% or 0.2",
            parse: { word in
                guard let (number, unit) = NumberText.split(word), unit.isEmpty || unit == "%", let millionths = number.times(1_000_000)
                else {
                    return nil
                }
                let value = Double(millionths) / (unit == "%" ? 100_000_000 : 1_000_000)
                return value <= Double(percentMax) / 100 ? value : nil
            },
            print: { value in
                let percent = value * 100
                return percent == percent.rounded() ? "\(Int(percent))%" : "\(value)"
            })
    }
}

extension SettingType where Value == Bool {
    static let flag = Self(
        word: "yes/no", accepts: "yes or no",
        parse: { word in
            switch word.lowercased() {
            case "yes", "true", "on", "1": true
            case "no", "false", "off", "0": false
            default: nil
            }
        }, print: { $0 ? "yes" : "no" })
}

extension SettingType where Value == String {
    /// A text of one line, not empty.
    static func line(_ word: String, _ accepts: String) -> Self {
        Self(word: word, accepts: accepts, parse: { $0.isEmpty || $0.utf8.contains { $0 < 0x20 } ? nil : $0 }, print: { $0 })
    }

    static let path = line("path", "a path; relative ones begin at the desk")
    static let timezone = Self(
        word: "time zone", accepts: "an IANA time zone such as Europe/Berlin, an offset such as +04:30, or UTC",
        parse: { SourceZone($0) == nil ? nil : $0 }, print: { $0 })
    static let language = Self(
        word: "language", accepts: "a language tag such as en, de or pt-BR", parse: { LanguageTag.normalise($0) }, print: { $0 })
    static let charset = Self(
        word: "charset", accepts: "a character set such as windows-1252, koi8-r or shift_jis",
        parse: { Charset(label: $0) == nil ? nil : $0 }, print: { $0 })
}

extension SettingType {
    /// The same, `nil` where nothing was set.
    static func optional<Wrapped: Sendable>(_ type: SettingType<Wrapped>) -> SettingType<Wrapped?> where Value == Wrapped? {
        SettingType<Wrapped?>(
            word: type.word, accepts: type.accepts, read: { text throws(SettingMistake) in try type.read(text) },
            text: { $0.map { type.text($0) } ?? .one("") })
    }

    /// A list; in one text its items are separated by commas.
    static func list<Item: Sendable>(of type: SettingType<Item>, max: Int) -> SettingType<[Item]> where Value == [Item] {
        let accepts = "a list of at most \(max), each \(type.accepts)"
        return SettingType<[Item]>(
            word: "list", accepts: accepts,
            read: { text throws(SettingMistake) in
                let items: [String]
                switch text {
                case .one(let line):
                    items = line.isEmpty ? [] : line.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
                case .list(let given): items = given
                case .table: throw SettingMistake("takes \(accepts), not a table")
                }
                if items.count > max { throw SettingMistake("takes \(accepts), not \(items.count)") }
                var values: [Item] = []
                for item in items { values.append(try type.read(.one(item))) }
                return values
            },
            text: { items in
                .list(
                    items.map { item in
                        guard case .one(let word) = type.text(item) else { return "" }
                        return word
                    })
            })
    }
}

extension SettingType where Value == DateOrder {
    /// How dates of numbers are written.
    static let dateOrder = Self(
        word: "order", accepts: "dmy, mdy or ymd", parse: { DateOrder(rawValue: $0.lowercased()) }, print: { $0.rawValue })
}

extension SettingType where Value == ColumnNames {
    /// Columns of tables, and the field that each is.
    static let columns = Self(
        word: "table",
        accepts: "a table such as {Story: body, Ran on: published}; the fields are \(ColumnNames.fields.joined(separator: ", "))",
        read: { text throws(SettingMistake) in
            guard case .table(let rows) = text else {
                throw SettingMistake("is a table: the name of a column, a colon, and the field that it is")
            }
            for row in rows where !ColumnNames.fields.contains(row.value) {
                let nearest = NearestName.of(row.value, among: ColumnNames.fields)
                throw SettingMistake(
                    "knows no field '\(PrintableText.escaped(row.value))'"
                        + (nearest.map { "; did you mean \($0)?" } ?? "; there are \(ColumnNames.fields.joined(separator: ", "))"))
            }
            return ColumnNames(rows.map { ($0.name, $0.value) }) ?? ColumnNames()
        },
        text: { names in .table(names.pairs.map { SettingText.Row(name: $0.column, value: $0.field) }) })
}

extension SettingType where Value == Logger.Level {
    static let logLevel = Self(
        word: "level", accepts: "one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))",
        parse: { Logger.Level(rawValue: $0.lowercased()) }, print: { $0.rawValue })
}

extension SettingType where Value == Retention {
    static let retention = Self(
        word: "word", accepts: "keep",
        hint: { word in
            word.hasPrefix("compress") || word.hasPrefix("delete")
                ? "this version keeps every original and can neither compress nor delete" : nil
        }, parse: { Retention(rawValue: $0) }, print: { $0.rawValue })
}

extension Substring {
    /// Without spaces and tabs at both ends.
    var trimmed: String {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
