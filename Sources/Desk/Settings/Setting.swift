/// One thing that can be set: its name, what it takes, what it does, and where its value is kept.
///
/// The registries (`Settings.registry`, `SourceSettings.registry`) are lists of these. Reading, checking, `check-config`, the sample
/// file and the documents all come from them, so that a setting is added in one place.
public struct Setting<Root: Sendable>: Sendable {
    /// As in the YAML file: `min_age`.
    public let name: String
    /// `size`, `duration`, `count` …
    public let type: String
    /// What is accepted, as the end of a sentence.
    public let accepts: String
    /// One sentence for a person.
    public let sentence: String
    /// Stands in the README: one of the few that people change.
    public let isCommon: Bool
    let read: @Sendable (SettingText, inout Root) throws(SettingMistake) -> Void
    let text: @Sendable (Root) -> SettingText

    init<Value: Sendable>(
        _ name: String, _ path: WritableKeyPath<Root, Value> & Sendable, _ type: SettingType<Value>, isCommon: Bool = false,
        _ sentence: String
    ) {
        self.name = name
        self.type = type.word
        accepts = type.accepts
        self.sentence = sentence
        self.isCommon = isCommon
        read = { text, root throws(SettingMistake) in root[keyPath: path] = try type.read(text) }
        self.text = { type.text($0[keyPath: path]) }
    }

    /// `COPYDESK_MIN_AGE`.
    public var environmentName: String { "COPYDESK_" + name.uppercased() }

    /// The value as it is written in the file: `64MiB`, `[1m, 5m]`.
    public func yaml(_ root: Root) -> String {
        switch text(root) {
        case .one(let word): YAMLWord.quoted(word)
        case .list(let words): "[" + words.map(YAMLWord.quoted).joined(separator: ", ") + "]"
        case .table(let rows):
            "{" + rows.map { "\(YAMLWord.quoted($0.name)): \(YAMLWord.quoted($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    /// The value for a person: as in the file, without quotes.
    public func plain(_ root: Root) -> String {
        switch text(root) {
        case .one(let word): word
        case .list(let words): words.isEmpty ? "(none)" : words.joined(separator: ", ")
        case .table(let rows): rows.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
        }
    }
}

/// Writes a word so that YAML reads it back as the same text.
enum YAMLWord {
    static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy {
            ($0 >= 48 && $0 <= 57) || ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || "._-/%+".utf8.contains($0)
        }
        let startsPlain = word.utf8.first.map { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "%") } ?? false
        if plain && startsPlain { return word }
        return "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
