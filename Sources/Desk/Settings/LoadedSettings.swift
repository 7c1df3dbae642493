import Glibc

/// The settings in force, and where each came from.
public struct LoadedSettings: Sendable {
    public private(set) var settings = Settings()
    /// By the setting's name; what is not here is the default.
    public private(set) var origins: [String: SettingsOrigin] = [:]
    /// The settings file that was read, `nil` where there is none.
    public private(set) var file: String?

    /// Variables of the environment that begin with COPYDESK_ and are no settings.
    public static let otherVariables = [
        ("COPYDESK_DESK", "the desk of commands that are given none"),
        ("COPYDESK_CRASH_AT", "for tests: ends the process at a named point"),
        ("COPYDESK_BINARY", "for scripts of deploy/: the program to try"),
        ("COPYDESK_SHARED", "for scripts of deploy/: the folder with test material"),
    ]
    /// The settings file may be so large.
    private static let fileBytesMax = 1 << 20

    /// A flag that sets something: `--set min_age=1s`.
    public struct Flag: Sendable, Equatable {
        public var name: String
        public var value: String
        /// As given, for messages and for `check-config`.
        public var text: String

        public init(name: String, value: String, text: String) {
            self.name = name
            self.value = value
            self.text = text
        }
    }

    /// Reads the settings: defaults, then the file, then the environment, then flags.
    /// - Parameters:
    ///   - desk: where `copydesk.yaml` is looked for; `nil` for commands that work without a desk.
    ///   - config: another settings file, which must be there; relative to the current folder.
    ///   - environment: all of the process's; variables that do not begin with COPYDESK_ are passed over.
    /// - Throws: `.configuration` with every problem that was found, one line each.
    public static func load(desk: String?, config: String?, environment: [String: String], flags: [Flag] = []) throws(DeskError)
        -> LoadedSettings
    {
        var loaded = LoadedSettings()
        var problems: [SettingsProblem] = []
        if let file = config ?? desk.map({ "\($0)/copydesk.yaml" }),
            let text = try text(of: file, isWanted: config != nil)
        {
            loaded.file = file
            // By its name in the desk, by its whole path elsewhere.
            problems += loaded.add(yaml: text, path: config ?? "copydesk.yaml")
        }
        problems += loaded.add(environment: environment)
        problems += loaded.add(flags: flags)
        if problems.isEmpty { problems = loaded.contradictions() }
        guard problems.isEmpty else { throw DeskError(problems) }
        return loaded
    }

    /// The defaults.
    public init() {}

    public func origin(of name: String) -> SettingsOrigin { origins[name] ?? .byDefault }

    private static func text(of path: String, isWanted: Bool) throws(DeskError) -> String? {
        let fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard fd >= 0 else {
            if errno == ENOENT && !isWanted { return nil }
            throw DeskError(.configuration, "\(PrintableText.escaped(path)) cannot be read: \(SystemText.of(errno))")
        }
        defer { close(fd) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(fd, &chunk, chunk.count)
            if count < 0 { throw DeskError(.configuration, "\(PrintableText.escaped(path)) cannot be read: \(SystemText.of(errno))") }
            if count == 0 { break }
            bytes += chunk[..<count]
            if bytes.count > fileBytesMax {
                throw DeskError(.configuration, "\(PrintableText.escaped(path)) is larger than 1MiB: is it a settings file?")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DeskError(.configuration, "\(PrintableText.escaped(path)) is not UTF-8")
        }
        return text
    }

    // MARK: - The layers

    /// The layer of the settings file.
    /// - Parameter path: for messages.
    mutating func add(yaml: String, path: String) -> [SettingsProblem] {
        let read = SettingsFile(yaml, path: path)
        var problems = read.problems
        for entry in read.entries {
            problems += set(entry.name, entry.text, .file(path, line: entry.line)).map { [$0] } ?? []
        }
        if let sources = read.sources {
            settings.sources = sources.settings
            origins["sources"] = .file(path, line: sources.line)
        }
        return problems
    }

    mutating func add(environment: [String: String]) -> [SettingsProblem] {
        var problems: [SettingsProblem] = []
        let known = Dictionary(uniqueKeysWithValues: Settings.registry.map { ($0.environmentName, $0.name) })
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix("COPYDESK_") {
            if Self.otherVariables.contains(where: { $0.0 == variable }) { continue }
            let origin = SettingsOrigin.environment(variable)
            if let name = known[variable] {
                problems += set(name, .one(value), origin).map { [$0] } ?? []
            } else if variable == "COPYDESK_SOURCES" {
                problems.append(SettingsProblem(origin: origin, sentence: "sources can be set in the settings file only"))
            } else {
                let nearest = NearestName.of(variable, among: known.keys.sorted())
                problems.append(
                    SettingsProblem(origin: origin, sentence: "no such setting" + (nearest.map { "; did you mean \($0)?" } ?? "")))
            }
        }
        return problems
    }

    mutating func add(flags: [Flag]) -> [SettingsProblem] {
        flags.compactMap { flag in set(flag.name, .one(flag.value), .flag(flag.text)) }
    }

    private mutating func set(_ name: String, _ text: SettingText, _ origin: SettingsOrigin) -> SettingsProblem? {
        guard let setting = Settings.registry.first(where: { $0.name == name }) else {
            if name == "sources" { return SettingsProblem(origin: origin, sentence: "sources can be set in the settings file only") }
            return SettingsProblem(origin: origin, sentence: Self.unknown(name, among: Settings.registry.map(\.name) + ["sources"]))
        }
        do throws(SettingMistake) {
            try setting.read(text, &settings)
            origins[name] = origin
            return nil
        } catch { return SettingsProblem(origin: origin, sentence: "\(name) \(error.sentence)") }
    }

    static func unknown(_ name: String, among names: [String]) -> String {
        let nearest = NearestName.of(name, among: names)
        return "no setting is called '\(PrintableText.escaped(name))'"
            + (nearest.map { "; did you mean \($0)?" } ?? "; check-config --print-default lists all")
    }

    /// Values that are right alone and wrong together.
    private func contradictions() -> [SettingsProblem] {
        let pairs: [(least: String, most: String, isRight: Bool)] = [
            ("settle", "settle_max", settings.ladder.settleNs <= settings.ladder.settleMaxNs),
            ("busy_first", "busy_max", settings.ladder.busyFirstNs <= settings.ladder.busyMaxNs),
            ("max_batch_bytes", "bytes_in_flight", settings.batchBytesMax <= settings.bytesInFlightMax),
            ("max_record_bytes", "max_output_bytes", Int64(settings.limits.recordBytesMax) <= settings.limits.outputBytesMax),
        ]
        return pairs.filter { !$0.isRight }.map { pair in
            let wanted = origins[pair.least] == nil ? pair.most : pair.least
            return SettingsProblem(origin: origin(of: wanted), sentence: "\(pair.least) must not be more than \(pair.most)")
        }
    }
}
