import Yams

/// What stands in a settings file, with lines: names and texts, not yet understood, and the table of sources.
struct SettingsFile {
    struct Entry: Equatable {
        var name: String
        var text: SettingText
        var line: Int
    }

    private(set) var entries: [Entry] = []
    private(set) var sources: (settings: [String: SourceSettings], line: Int)?
    private(set) var problems: [SettingsProblem] = []
    private let path: String

    /// - Parameters:
    ///   - yaml: the file's text.
    ///   - path: for messages.
    init(_ yaml: String, path: String) {
        self.path = path
        do {
            guard let root = try Yams.compose(yaml: yaml) else { return }
            read(root)
        } catch let error as YamlError { report(error, yaml) } catch { problem(1, "\(error)") }
    }

    private mutating func problem(_ line: Int, _ sentence: String) {
        problems.append(SettingsProblem(origin: .file(path, line: line), sentence: sentence))
    }

    /// Yams names the table in which a name stands twice; people look for the second line.
    private static func secondLine(of name: String, in yaml: String, from first: Int) -> Int {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        let numbers = lines.indices.filter { index in
            index + 1 >= first && lines[index].trimmed.hasPrefix(name) && lines[index].trimmed.dropFirst(name.count).first == ":"
        }
        return numbers.count > 1 ? numbers[1] + 1 : first
    }

    private mutating func report(_ error: YamlError, _ yaml: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            self.problem(mark.line, "this is no YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            for name in names.sorted() {
                problem(Self.secondLine(of: name, in: yaml, from: context.mark.line), "\(PrintableText.escaped(name)) stands here twice")
            }
        default: problem(1, "this is no YAML: \(error)")
        }
    }

    private mutating func read(_ root: Node) {
        if case .scalar(let scalar) = root, scalar.string.isEmpty { return }
        guard case .mapping(let mapping) = root else {
            return problem(root.mark?.line ?? 1, "settings are lines of the shape 'name: value'")
        }
        for (key, value) in mapping {
            let line = key.mark?.line ?? 1
            guard case .scalar(let name) = key else {
                problem(line, "the name of a setting is one word")
                continue
            }
            if name.string == "sources" {
                readSources(value, line)
            } else if let text = text(value, of: name.string, line) {
                entries.append(Entry(name: name.string, text: text, line: line))
            }
        }
    }

    /// A scalar, a list of scalars or, for a source, a table of them.
    private mutating func text(_ node: Node, of name: String, _ line: Int, isSource: Bool = false) -> SettingText? {
        switch node {
        case .scalar(let scalar):
            if scalar.style == .plain || scalar.style == .any, ["", "~", "null"].contains(scalar.string) {
                problem(line, "\(PrintableText.escaped(name)) has no value; leave the line out for the default")
                return nil
            }
            return .one(scalar.string)
        case .sequence(let items):
            var words: [String] = []
            for item in items {
                guard case .scalar(let scalar) = item else {
                    problem(item.mark?.line ?? line, "\(PrintableText.escaped(name)) is a list of single values")
                    return nil
                }
                words.append(scalar.string)
            }
            return .list(words)
        case .mapping(let mapping) where isSource:
            return table(mapping, of: name, line)
        case .mapping, .alias:
            problem(line, "\(PrintableText.escaped(name)) is a single value or a list; only sources has settings below it")
            return nil
        }
    }

    /// Names and values of one line each.
    private mutating func table(_ mapping: Node.Mapping, of name: String, _ line: Int) -> SettingText? {
        var rows: [SettingText.Row] = []
        for (key, value) in mapping {
            guard case .scalar(let left) = key, case .scalar(let right) = value else {
                problem(key.mark?.line ?? line, "\(PrintableText.escaped(name)) is a table of single values")
                return nil
            }
            rows.append(SettingText.Row(name: left.string, value: right.string))
        }
        return .table(rows)
    }

    // MARK: - sources

    private mutating func readSources(_ node: Node, _ line: Int) {
        guard case .mapping(let mapping) = node else {
            return problem(line, "sources is a table: folders of the inbox, and below each its settings")
        }
        var found: [String: SourceSettings] = [:]
        for (key, value) in mapping {
            let line = key.mark?.line ?? line
            guard case .scalar(let name) = key, let folder = Self.folder(name.string) else {
                problem(line, "a source is a folder of the inbox, such as agency/reuters; '.' is the inbox itself")
                continue
            }
            guard case .mapping(let inner) = value else {
                problem(line, "below \(PrintableText.escaped(name.string)) belong settings such as 'publisher: Reuters'")
                continue
            }
            if found[folder] != nil { problem(line, "\(PrintableText.escaped(name.string)) stands here twice") }
            found[folder] = source(inner)
        }
        sources = (found, line)
    }

    /// The folder's path without slashes at its ends; `nil` where it leaves the inbox.
    private static func folder(_ text: String) -> String? {
        let parts = text.split(separator: "/").filter { $0 != "." }
        return parts.contains("..") ? nil : parts.joined(separator: "/")
    }

    private mutating func source(_ mapping: Node.Mapping) -> SourceSettings {
        var settings = SourceSettings()
        for (key, value) in mapping {
            let line = key.mark?.line ?? 1
            let name = key.scalar?.string ?? ""
            guard let text = text(value, of: name, line, isSource: true) else { continue }
            guard let setting = SourceSettings.registry.first(where: { $0.name == name }) else {
                problem(line, LoadedSettings.unknown(name, among: SourceSettings.registry.map(\.name)))
                continue
            }
            do throws(SettingMistake) { try setting.read(text, &settings) } catch { problem(line, "\(name) \(error.sentence)") }
        }
        return settings
    }
}
