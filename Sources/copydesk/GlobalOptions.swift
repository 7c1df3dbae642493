import ArgumentParser
import Desk
import Foundation

/// Flags that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The desk (default: COPYDESK_DESK, else the current folder).", valueName: "dir"))
    var desk: String?

    @Option(help: ArgumentHelp("Settings to read instead of copydesk.yaml in the desk.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Another warehouse than the desk's.", valueName: "file"))
    var warehouse: String?

    @Option(name: .customLong("set"), help: ArgumentHelp("Set anything for this run; may be repeated.", valueName: "name=value"))
    var assignments: [String] = []

    @Flag(name: .shortAndLong, help: "Log more; -vv everything.")
    var verbose: Int

    @Flag(name: .shortAndLong, help: "Log warnings and errors only; -qq errors only.")
    var quiet: Int

    mutating func validate() throws {
        if verbose > 0 && quiet > 0 { throw ValidationError("-v and -q contradict one another.") }
        for assignment in assignments where !assignment.contains("=") {
            throw ValidationError("--set takes NAME=VALUE, such as --set min_age=1500ms, not '\(PrintableText.escaped(assignment))'.")
        }
    }

    /// The desk that is meant.
    var deskPath: String { desk ?? environment["COPYDESK_DESK"].flatMap { $0.isEmpty ? nil : $0 } ?? "." }

    /// `--warehouse` alone: no desk is meant, and none is looked for.
    var isWithoutDesk: Bool { warehouse != nil && desk == nil }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// Reads the settings and sets the level of the log.
    /// - Parameter needsDesk: false for commands that work without one: then copydesk.yaml is read only from a desk that is named.
    /// - Throws: `.configuration` with every mistake.
    func load(needsDesk: Bool = true) throws(DeskError) -> LoadedSettings {
        let isMeant = needsDesk ? !isWithoutDesk : desk != nil
        let loaded = try LoadedSettings.load(desk: isMeant ? deskPath : nil, config: config, environment: environment, flags: flags)
        DeskLog.level.set(loaded.settings.logLevel)
        return loaded
    }

    private var flags: [LoadedSettings.Flag] {
        var flags = assignments.map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return LoadedSettings.Flag(name: String(parts[0]), value: String(parts[1]), text: "--set \(text)")
        }
        if let warehouse {
            // A flag's path begins at the current folder, a setting's at the desk.
            let path = warehouse.hasPrefix("/") ? warehouse : "\(FileManager.default.currentDirectoryPath)/\(warehouse)"
            flags.append(LoadedSettings.Flag(name: "warehouse", value: path, text: "--warehouse \(warehouse)"))
        }
        if let level { flags.append(LoadedSettings.Flag(name: "log_level", value: level.name, text: level.flag)) }
        return flags
    }

    private var level: (name: String, flag: String)? {
        switch (verbose, quiet) {
        case (1, _): ("debug", "-v")
        case (2..., _): ("trace", "-vv")
        case (_, 1): ("warning", "-q")
        case (_, 2...): ("error", "-qq")
        default: nil
        }
    }
}
