/// Where a value of a setting comes from.
public enum SettingsOrigin: Sendable, Equatable, CustomStringConvertible {
    case byDefault
    /// The settings file and the 1-based line.
    case file(String, line: Int)
    /// The name of the variable.
    case environment(String)
    /// The flag as it was given.
    case flag(String)

    public var description: String {
        switch self {
        case .byDefault: "default"
        case .file(let path, let line): "\(PrintableText.escaped(path)):\(line)"
        case .environment(let name): PrintableText.escaped(name)
        case .flag(let text): PrintableText.escaped(text)
        }
    }
}

/// One thing that is wrong with the settings, with its place.
public struct SettingsProblem: Sendable, Equatable, CustomStringConvertible {
    public var origin: SettingsOrigin
    public var sentence: String

    public var description: String { "\(origin): \(sentence)" }
}

extension DeskError {
    /// All problems at once, one line each, so that a file is put right in one go.
    init(_ problems: [SettingsProblem]) {
        self.init(.configuration, problems.map(\.description).joined(separator: "\n"))
    }
}
