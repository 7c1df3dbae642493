/// Writes what people read about settings, all of it from the registries: the sample file, docs/SETTINGS.md, the README's table.
public enum SettingsDocument {
    private static let defaults = Settings()

    /// What `check-config --print-default` prints: every setting with its default as a comment, so that a copy follows later defaults.
    /// Without the leading `#` the lines parse to the same values.
    public static var sampleFile: String {
        var lines = [
            "# Settings of a copydesk desk. Every line that begins with # is a comment; the values shown are the defaults.",
            "# To change one, remove the # before its name. Sizes: 64MiB, 1GiB. Durations: 500ms, 30s, 5m, 2h, 1d.",
        ]
        for section in Settings.sections {
            lines += ["", "# \(section.title)", "# " + String(repeating: "-", count: section.title.count)]
            for setting in section.settings {
                lines += wrapped(setting.sentence)
                lines.append("#\(setting.name): \(setting.yaml(defaults))")
            }
        }
        lines += ["", "# Sources", "# -------"]
        lines += wrapped("What is known of a folder of the inbox and the folders below it ('.' is the inbox itself). For instance:")
        lines += ["#   sources:", "#     agency/northlight:"]
        for setting in SourceSettings.registry {
            lines += wrapped(setting.sentence).map { "#       " + $0 }
            lines.append("#       \(setting.name): \(example(setting.name))")
        }
        lines.append("#sources: {}")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func example(_ name: String) -> String {
        switch name {
        case "publisher": "Northlight"
        case "timezone": "Europe/Berlin"
        case "language": "de"
        case "charset": "windows-1252"
        case "columns": "{Story: body, Ran on: published}"
        default: "no"
        }
    }

    /// docs/SETTINGS.md.
    public static var page: String {
        var lines = [
            "# Settings",
            "",
            "Defaults serve: nothing here must be set. Later wins: defaults, the file `copydesk.yaml` in the desk (or `--config FILE`), the",
            "environment (`COPYDESK_` and the name in capitals: `COPYDESK_MIN_AGE=1500ms`), flags (`--set min_age=1500ms`). An unknown name is",
            "refused with its line and the nearest right one. `copydesk check-config` shows what is in force and where it came from;",
            "`copydesk check-config --print-default` prints a sample file. `SIGHUP` (`systemctl reload copydesk`) reads the file again; what is",
            "marked with ⟳ waits for the next start.",
            "",
            "Sizes: `B KiB MiB GiB TiB` (powers of 1,024), `kB MB GB TB`. Durations: `ms s m h d`, also `1m30s`. Lists in the environment and in",
            "flags are separated by commas.",
        ]
        for section in Settings.sections {
            lines += ["", "## \(section.title)", "| name | default | what it does | takes |", "| --- | --- | --- | --- |"]
            lines += section.settings.map { setting in
                let mark = needsRestart.contains(setting.name) ? " ⟳" : ""
                return
                    "| `\(setting.name)`\(mark) | \(code(setting.plain(defaults))) | \(cell(setting.sentence)) | \(cell(setting.accepts)) |"
            }
        }
        lines += [
            "", "## Sources",
            "`sources` is a table in the settings file: folders of the inbox, and below each what is known of its files. A folder inherits from",
            "those above it; `.` is the inbox itself. After SIGHUP `require_marker` and `await_sidecar` hold at once, the others at the next start.",
            "```yaml", "sources:", "  agency/northlight:", "    publisher: Northlight", "    timezone: Europe/Berlin", "```",
            "| name | what it does | takes |", "| --- | --- | --- |",
        ]
        lines += SourceSettings.registry.map { "| `\($0.name)` | \(cell($0.sentence)) | \(cell($0.accepts)) |" }
        lines += ["", "## Other variables of the environment", "| name | what it does |", "| --- | --- |"]
        lines += LoadedSettings.otherVariables.map { "| `\($0.0)` | \(cell($0.1)) |" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Names whose change is taken up at the next start only, because they shape the line; SIGHUP takes up the others.
    public static let needsRestart: Set<String> = [
        "inbox", "warehouse", "workers", "bytes_in_flight", "large_file", "max_batch_bytes", "commit_articles", "commit_bytes",
        "commit_delay",
        "max_output_bytes", "max_ratio", "ratio_grace", "max_members", "max_depth", "max_record_bytes", "max_json_depth",
        "max_combining_run",
        "max_parse_time", "retry_delays", "retry_jitter",
    ]

    /// The table between the README's settings marks: the few that people change.
    public static var readmeTable: String {
        var lines = ["| setting | default | what it does |", "| --- | --- | --- |"]
        for setting in Settings.registry where setting.isCommon {
            lines.append("| `\(setting.name)` | \(code(setting.plain(defaults))) | \(cell(setting.sentence)) |")
        }
        return lines.joined(separator: "\n")
            + "\n\nAll of them, and what is said of a source (publisher, time zone …): [docs/SETTINGS.md](docs/SETTINGS.md).\n"
    }

    private static func code(_ text: String) -> String { "`" + cell(text) + "`" }

    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

    /// A sentence as comment lines of at most 100 characters.
    private static func wrapped(_ sentence: String) -> [String] {
        var lines: [String] = []
        var line = "#"
        for word in sentence.split(separator: " ") {
            if line.count + word.count + 1 > 100 {
                lines.append(line)
                line = "#"
            }
            line += " " + word
        }
        return lines + [line]
    }
}
