import Formats
import Inbox
import Model
import Testing

@testable import Desk

@Suite struct SettingsTests {
    /// Loads with a settings file of this text.
    static func load(_ yaml: String = "", environment: [String: String] = [:], flags: [(String, String)] = []) throws(DeskError)
        -> LoadedSettings
    {
        var loaded = LoadedSettings()
        var problems = loaded.add(yaml: yaml, path: "copydesk.yaml")
        problems += loaded.add(environment: environment)
        problems += loaded.add(flags: flags.map { .init(name: $0.0, value: $0.1, text: "--set \($0.0)=\($0.1)") })
        guard problems.isEmpty else { throw DeskError(problems) }
        return loaded
    }

    static func complaint(_ yaml: String = "", environment: [String: String] = [:], flags: [(String, String)] = []) -> String {
        do throws(DeskError) {
            _ = try load(yaml, environment: environment, flags: flags)
            return ""
        } catch {
            #expect(error.code == .configuration)
            return error.sentence
        }
    }

    @Test("an empty file, one of comments, and none give the defaults", arguments: ["", "# nothing\n", "---\n", "sources: {}\n", "{}"])
    func emptyFiles(yaml: String) throws { #expect(try Self.load(yaml).settings == Settings()) }

    @Test("the sample file is the defaults, as it is and with every line switched on")
    func sampleFileIsTheDefaults() throws {
        let sample = SettingsDocument.sampleFile
        #expect(try Self.load(sample).settings == Settings())
        let active = sample.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("#") && !line.hasPrefix("# ") ? line.dropFirst() : line
        }.joined(separator: "\n")
        let loaded = try Self.load(active)
        #expect(loaded.settings == Settings())
        #expect(Set(loaded.origins.keys) == Set(Settings.registry.map(\.name) + ["sources"]))
    }

    @Test("every setting can be read from the file, the environment and a flag", arguments: Settings.registry.map(\.name))
    func everySettingHasThreeWays(name: String) throws {
        let setting = try #require(Settings.registry.first { $0.name == name })
        let yaml = setting.yaml(Settings())
        let plain = setting.plain(Settings())
        #expect(try Self.load("\(name): \(yaml)").origin(of: name) == .file("copydesk.yaml", line: 1))
        #expect(try Self.load(environment: [setting.environmentName: plain]).settings == Settings())
        #expect(try Self.load(flags: [(name, plain)]).origin(of: name) == .flag("--set \(name)=\(plain)"))
    }

    @Test("names are unique, lower case, and every sentence is one")
    func registryIsTidy() {
        let names = Settings.registry.map(\.name)
        #expect(Set(names).count == names.count)
        for setting in Settings.registry {
            #expect(setting.name.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || $0 == UInt8(ascii: "_") })
            #expect(setting.sentence.count > 10)
        }
        #expect(SettingsDocument.needsRestart.isSubset(of: Set(names)))
    }

    @Test("every limit that the error catalogue tells people to raise is a setting")
    func catalogueNamesSettings() throws {
        let names = Set(Settings.registry.map(\.name))
        for entry in FailureCatalogue.entries {
            for word in "\(entry.meaning) \(entry.advice)".split(whereSeparator: { !$0.isLetter && $0 != "_" })
            where word.contains("_") && word.lowercased() == word {
                #expect(names.contains(String(word)), "\(entry.code.rawValue) names \(word)")
            }
        }
    }

    @Test("later wins: file, environment, flag")
    func laterWins() throws {
        let file = try Self.load("min_age: 1s\nsettle: 3s\nworkers: 3")
        #expect(file.settings.ladder.minAgeNs == 1_000_000_000)
        let all = try Self.load(
            "min_age: 1s\nsettle: 3s\nworkers: 3", environment: ["COPYDESK_MIN_AGE": "1500ms", "COPYDESK_SETTLE": "4s", "HOME": "/"],
            flags: [("settle", "5s")])
        #expect(all.settings.ladder.minAgeNs == 1_500_000_000)
        #expect(all.settings.ladder.settleNs == 5_000_000_000)
        #expect(all.settings.workers == 3)
        #expect(all.origin(of: "min_age").description == "COPYDESK_MIN_AGE")
        #expect(all.origin(of: "workers").description == "copydesk.yaml:3")
        #expect(all.origin(of: "settle").description == "--set settle=5s")
        #expect(all.origin(of: "max_depth") == .byDefault)
    }

    @Test(
        "a mistake names its line, the setting, and what is accepted",
        arguments: [
            ("min_aeg: 5s", "copydesk.yaml:1: no setting is called 'min_aeg'; did you mean min_age?"),
            ("\nmin-age: 5s", "copydesk.yaml:2: no setting is called 'min-age'; did you mean min_age?"),
            ("record_bytes: 5MiB", "copydesk.yaml:1: no setting is called 'record_bytes'; did you mean max_record_bytes?"),
            ("zebra: 1", "copydesk.yaml:1: no setting is called 'zebra'; check-config --print-default lists all"),
            ("settle: 5", "copydesk.yaml:1: settle takes a duration from 10ms to 1h, such as 2s, not '5' (the unit is missing: 5s?)"),
            ("settle: 5 apples", "copydesk.yaml:1: settle takes a duration from 10ms to 1h, such as 2s, not '5 apples'"),
            ("max_ratio: [1, 2]", "copydesk.yaml:1: max_ratio takes a whole number from 1 to 1000000, not a list"),
            ("max_ratio: 0", "copydesk.yaml:1: max_ratio takes a whole number from 1 to 1000000, not '0'"),
            ("large_file: 64M", "copydesk.yaml:1: large_file takes a size from 64KiB to 64TiB, such as 64MiB, not '64M'"),
            ("retry_jitter: 95%", "copydesk.yaml:1: retry_jitter takes a share from 0% to 90%, such as 20% or 0.2, not '95%'"),
            ("retry_delays: [1m, 2x]", "copydesk.yaml:1: retry_delays takes a duration from 0s to 30d, such as 5m, not '2x'"),
            ("workers:", "copydesk.yaml:1: workers has no value; leave the line out for the default"),
            ("workers: {a: 1}", "copydesk.yaml:1: workers is a single value or a list; only sources has settings below it"),
            (
                "retention: compress",
                "copydesk.yaml:1: retention takes keep, not 'compress' (this version keeps every original and can neither compress nor delete)"
            ),
            ("log_level: loud", "copydesk.yaml:1: log_level takes one of trace, debug, info, notice, warning, error, critical, not 'loud'"),
            ("settle: 1s\nsettle: 2s", "copydesk.yaml:2: settle stands here twice"),
            ("- settle", "copydesk.yaml:1: settings are lines of the shape 'name: value'"),
            ("just words", "copydesk.yaml:1: settings are lines of the shape 'name: value'"),
            ("sources: reuters", "copydesk.yaml:1: sources is a table: folders of the inbox, and below each its settings"),
            ("sources:\n  a: b", "copydesk.yaml:2: below a belong settings such as 'publisher: Reuters'"),
            (
                "sources:\n  a/../..:\n    publisher: x",
                "copydesk.yaml:2: a source is a folder of the inbox, such as agency/reuters; '.' is the inbox itself"
            ),
            ("sources:\n  a:\n    langage: de", "copydesk.yaml:3: no setting is called 'langage'; did you mean language?"),
            (
                "sources:\n  a:\n    timezone: Europe/Berlinn",
                "copydesk.yaml:3: timezone takes an IANA time zone such as Europe/Berlin, an offset such as +04:30, or UTC, not 'Europe/Berlinn'"
            ),
            (
                "sources:\n  a:\n    charset: klingon",
                "copydesk.yaml:3: charset takes a character set such as windows-1252, koi8-r or shift_jis, not 'klingon'"
            ),
            ("inbox: \"a\\nb\"", "copydesk.yaml:1: inbox takes a path; relative ones begin at the desk, not 'a\\nb'"),
        ])
    func mistakesAreExplained(yaml: String, sentence: String) { #expect(Self.complaint(yaml) == sentence) }

    @Test(
        "broken YAML is reported with its line",
        arguments: ["settle: 1s\n  min_age: [", "a: b: c", "\"open", "settle: 1s\n\tworkers: 2", "a: &x 1\n---\nb: 2\n"])
    func brokenYAML(yaml: String) {
        let sentence = Self.complaint(yaml)
        #expect(sentence.contains("this is no YAML"), "\(sentence)")
        #expect(sentence.hasPrefix("copydesk.yaml:"))
    }

    @Test("all mistakes are reported at once, in the order of the lines")
    func allMistakesAtOnce() {
        let lines = Self.complaint("min_aeg: 5s\nsettle: 5\nsources:\n  a:\n    langage: de\n").split(separator: "\n")
        #expect(lines.count == 3)
    }

    @Test("unknown variables of ours are refused with the nearest name, those of others passed over")
    func unknownVariables() throws {
        #expect(
            Self.complaint(environment: ["COPYDESK_MINAGE": "1s"]) == "COPYDESK_MINAGE: no such setting; did you mean COPYDESK_MIN_AGE?")
        #expect(Self.complaint(environment: ["COPYDESK_SOURCES": "{}"]) == "COPYDESK_SOURCES: sources can be set in the settings file only")
        #expect(Self.complaint(environment: ["COPYDESK_WORKERS": ""]).hasPrefix("COPYDESK_WORKERS: workers takes"))
        _ = try Self.load(environment: ["COPYDESK_DESK": "/x", "COPYDESK_CRASH_AT": "claim.row:2", "COPY": "1", "NOTIFY_SOCKET": "@x"])
    }

    @Test("lists come from YAML lists and from texts with commas")
    func lists() throws {
        #expect(try Self.load("retry_delays: [1s, 2m]").settings.retryDelaysSeconds == [1, 120])
        #expect(try Self.load("retry_delays: 1s, 2m").settings.retryDelaysSeconds == [1, 120])
        #expect(try Self.load("retry_delays: []").settings.retryDelaysSeconds == [])
        #expect(try Self.load(environment: ["COPYDESK_TEMPORARY_NAMES": "*.part,.*"]).settings.temporaryNames == ["*.part", ".*"])
    }

    @Test("values that contradict one another are refused, with where the newer one stands")
    func contradictions() throws {
        let desk = try TemporaryDesk()
        try desk.write("copydesk.yaml", "settle: 2m\n")
        #expect(throws: DeskError(.configuration, "copydesk.yaml:1: settle must not be more than settle_max")) {
            try LoadedSettings.load(desk: desk.path, config: nil, environment: [:])
        }
    }

    @Test("each source inherits from the folders above it, word for word")
    func sourcesInherit() throws {
        let settings = try Self.load(
            """
            sources:
              .:
                timezone: UTC
              agency:
                publisher: Agency
                require_marker: yes
              agency/de/:
                language: German
                require_marker: no
              agencyx:
                publisher: Other
            """
        ).settings
        #expect(settings.sourceDefaults(for: "") == SourceDefaults(timezone: SourceZone("UTC")))
        #expect(settings.sourceDefaults(for: "agency/fr/x").publisher == "Agency")
        let german = settings.sourceDefaults(for: "agency/de/sport")
        #expect(german == SourceDefaults(publisher: "Agency", timezone: SourceZone("UTC"), language: "de"))
        #expect(settings.sourceRules(for: "agency").asksForMarker)
        #expect(!settings.sourceRules(for: "agency/de").asksForMarker)
        #expect(settings.sourceDefaults(for: "agencyx").publisher == "Other")
        #expect(settings.sourceDefaults(for: "agencyxy").publisher == nil)
        #expect(settings.sourceRules(for: "agencyxy") == SourceRules())
    }

    @Test("the columns of a source's tables are a table of their own, and an unknown field is refused with the nearest one")
    func columns() throws {
        let settings = try Self.load(
            "sources:\n  wire:\n    columns: {Story text: body, Ran on: published}\n  wire/old:\n    columns:\n      Kopf: headline\n"
        ).settings
        #expect(settings.sourceDefaults(for: "wire/new").columns == ColumnNames([("Story text", "body"), ("Ran on", "published")]))
        #expect(settings.sourceDefaults(for: "wire/old").columns == ColumnNames([("Kopf", "headline")]))
        #expect(settings.sourceDefaults(for: "").columns == ColumnNames())
        let setting = try #require(SourceSettings.registry.first { $0.name == "columns" })
        #expect(setting.yaml(settings.source("wire")) == "{\"Story text\": body, \"Ran on\": published}")
        #expect(
            Self.complaint("sources:\n  a:\n    columns: {Story: bdy}\n")
                == "copydesk.yaml:3: columns knows no field 'bdy'; did you mean body?")
        #expect(Self.complaint("sources:\n  a:\n    columns: body\n").contains("columns is a table"))
        #expect(Self.complaint("sources:\n  a:\n    publisher: {x: y}\n").contains("not a table"))
    }

    @Test("the parts are given what was set")
    func projections() throws {
        let settings = try Self.load(
            "min_age: 1s\nrescan_interval: 90s\nmax_depth: 3\nretry_delays: [1s]\nretry_jitter: 0\nworkers: 5\ninbox: /in"
        ).settings
        #expect(settings.intake.ladder.minAgeNs == 1_000_000_000)
        #expect(settings.intake.rescanSeconds == 90)
        #expect(settings.limits.depthMax == 3)
        #expect(settings.retryPolicy.decide(Failure(.ioError), attempts: 1, random: 0.9) == .retry(afterSeconds: 1))
        #expect(settings.workerCount == 5)
        #expect(Settings().workerCount >= 1)
        #expect(settings.inboxPath(desk: "/d") == "/in")
        #expect(settings.warehousePath(desk: "/d") == "/d/warehouse.sqlite")
        #expect(IntakeSettings().rescanSeconds == Settings().rescanSeconds)
        #expect(IntakeSettings().pollSeconds == Settings().pollSeconds)
        #expect(IntakeSettings().copyBytesMax == Settings().copyBytesMax)
    }
}
