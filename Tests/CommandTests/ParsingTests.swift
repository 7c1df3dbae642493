import ArgumentParser
import Testing

@testable import copydesk

@Suite struct ParsingTests {
    /// The message and exit code of a command line that is refused.
    static func refusal(_ words: [String]) -> (code: Int32, message: String) {
        do {
            _ = try Copydesk.parseAsRoot(words)
            return (0, "")
        } catch { return (Copydesk.exitCode(for: error).rawValue, Copydesk.message(for: error)) }
    }

    @Test(
        "a wrong command line is refused with 64 and a sentence",
        arguments: [
            (["ingest"], "Missing expected argument '<paths> ...'"),
            (["ingest", "--warehouse", "w", "--move", "x"], "--move needs a desk: name it with --desk."),
            (["run", "--warehouse", "w"], "run needs a desk: name it with --desk beside --warehouse."),
            (["status", "-v", "-q"], "-v and -q contradict one another."),
            (["status", "--set", "min_age"], "--set takes NAME=VALUE, such as --set min_age=1500ms, not 'min_age'."),
            (["search", "x", "--order", "oldest"], "The value 'oldest' is invalid for '--order <order>'"),
            (["search", "x", "--limit", "0"], "--limit is a number from 1 to 100000."), (["search"], "Missing expected argument '<query>'"),
            (["dead-letter", "retry"], "Name files by their numbers, or --reason CODE, or --all."),
            (["dead-letter", "retry", "17", "--all"], "Name files by their numbers, or --reason CODE, or --all."),
            (["dead-letter", "show", "seventeen"], "The value 'seventeen' is invalid for '<file-id>'"),
            (["snapshot", "-"], "A copy goes into a file; only --canonical can go to stdout."), (["serch"], "Unexpected argument 'serch'"),
            (["audit", "--orignals"], "Unknown option '--orignals'"),
        ])
    func wrongCommandLines(words: [String], sentence: String) {
        let refusal = Self.refusal(words)
        #expect(refusal.code == 64)
        #expect(refusal.message.hasPrefix(sentence), "\(refusal.message)")
    }

    @Test("the desk is that of --desk, else the current folder; --warehouse alone means none")
    func desks() throws {
        let status = try #require(try Copydesk.parseAsRoot(["status", "--desk", "/d"]) as? StatusCommand)
        #expect(status.options.deskPath == "/d" && !status.options.isWithoutDesk)
        let ingest = try #require(try Copydesk.parseAsRoot(["ingest", "--warehouse", "w", "x", "y"]) as? IngestCommand)
        #expect(ingest.options.isWithoutDesk && ingest.paths == ["x", "y"])
        let both = try #require(try Copydesk.parseAsRoot(["ingest", "--warehouse", "w", "--desk", "/d", "x"]) as? IngestCommand)
        #expect(!both.options.isWithoutDesk)
    }

    @Test("flags beat the environment's and the file's settings, and say so")
    func flagsWin() throws {
        let check = try #require(
            try Copydesk.parseAsRoot(["check-config", "--desk", "/nowhere", "--set", "min_age=3s", "--warehouse", "/w.sqlite", "-vv"])
                as? CheckConfigCommand)
        let loaded = try check.options.load()
        #expect(loaded.settings.ladder.minAgeNs == 3_000_000_000)
        #expect(loaded.origin(of: "min_age").description == "--set min_age=3s")
        #expect(loaded.settings.warehousePath(desk: "/nowhere") == "/w.sqlite")
        #expect(loaded.settings.logLevel.rawValue == "trace")
    }

    @Test("dead letters are chosen in one of three ways")
    func choices() throws {
        let some = try #require(try Copydesk.parseAsRoot(["dead-letter", "retry", "17", "18"]) as? DeadLetterRetryCommand)
        #expect(some.choice.choice == .files([17, 18]))
        let reason = try #require(
            try Copydesk.parseAsRoot(["dead-letter", "discard", "--reason", "size-limit"]) as? DeadLetterDiscardCommand)
        #expect(reason.choice.choice == .reason("size-limit"))
        let all = try #require(try Copydesk.parseAsRoot(["dead-letter", "discard", "--all"]) as? DeadLetterDiscardCommand)
        #expect(all.choice.choice == .all)
    }
}
