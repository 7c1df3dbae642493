import Foundation
import Testing

/// The binary itself: exit codes, what goes to stdout and what to stderr.
@Suite struct ProgramTests {
    @Test(
        "a wrong setting ends every command with 78, its line and the right name, before anything is done",
        arguments: ["run", "init", "status", "audit"])
    func wrongSetting(command: String) throws {
        let desk = try TemporaryDesk()
        try desk.write("copydesk.yaml", "workers: 2\nsetle: 5s\n")
        let outcome = try Program.run([command, "--desk", desk.path], environment: ["COPYDESK_MINAGE": "1s"])
        #expect(outcome.code == 78)
        #expect(
            outcome.err == """
                copydesk: copydesk.yaml:2: no setting is called 'setle'; did you mean settle?
                copydesk: COPYDESK_MINAGE: no such setting; did you mean COPYDESK_MIN_AGE?

                """)
        #expect(outcome.out.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: desk.path) == ["copydesk.yaml"])
    }

    @Test("check-config says what holds and where it came from, and prints the sample file")
    func checkConfig() throws {
        let desk = try TemporaryDesk()
        try desk.write("copydesk.yaml", "workers: 2\nsources:\n  wire:\n    publisher: Wire\n")
        let outcome = try Program.run(["check-config", "--desk", desk.path, "-q"], environment: ["COPYDESK_MIN_AGE": "1500ms"])
        #expect(outcome.code == 0 && outcome.err.isEmpty)
        let lines = outcome.out.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains("workers 2 copydesk.yaml:1"))
        #expect(lines.contains("min_age 1500ms COPYDESK_MIN_AGE"))
        #expect(lines.contains("log_level warning -q"))
        #expect(lines.contains("settle 2s default"))
        #expect(lines.contains("source wire: publisher Wire"))
        let sample = try Program.run(["check-config", "--print-default"])
        try desk.write("copydesk.yaml", sample.out)
        #expect(try Program.run(["check-config", "--desk", desk.path]).code == 0)
    }

    @Test("files are loaded, found, counted and copied without a desk")
    func withoutADesk() throws {
        let desk = try TemporaryDesk()
        try desk.write(
            "ferry.txt", "Night ferry returns\n\nBy Jane Doe\n\nThe ferry between the two towns runs again after a long winter.\n")
        try desk.write("broken.gz", [0x1F, 0x8B, 8, 0, 0])
        let warehouse = ["--warehouse", "\(desk.path)/w.sqlite"]
        let files = ["\(desk.path)/ferry.txt", "\(desk.path)/broken.gz"]
        let loaded = try Program.run(["ingest", "--json"] + warehouse + files)
        #expect(loaded.code == 0, "\(loaded.err)")
        #expect(loaded.out.contains("\"outcomes\":{\"dead\":1,\"loaded\":1}"))
        #expect(try Program.run(["ingest", "--strict"] + warehouse + files).code == 65)
        let found = try Program.run(["search", "ferr*", "--json"] + warehouse)
        #expect(found.code == 0 && found.out.contains("Night ferry returns"))
        #expect(try Program.run(["search", "\"open"] + warehouse).code == 64)
        #expect(try Program.run(["snapshot", "\(desk.path)/copy.sqlite"] + warehouse).code == 0)
        #expect(try Program.run(["snapshot", "\(desk.path)/copy.sqlite"] + warehouse).code == 74)
        let dump = try Program.run(["snapshot", "-", "--canonical"] + warehouse)
        #expect(dump.code == 0 && dump.out.contains("Night ferry returns"))
        #expect(try Program.run(["ingest", "\(desk.path)/nowhere.txt"] + warehouse).code == 66)
    }

    @Test("extract reads a pipe and prints JSON lines")
    func extract() throws {
        let outcome = try Program.run(["extract", "-"], input: "{\"title\": \"Tram depot\", \"text\": \"The depot opens.\"}\n")
        #expect(outcome.code == 0 && outcome.err.isEmpty)
        #expect(outcome.out.contains("\"headline\":\"Tram depot\"") && outcome.out.contains("\"file\":\"-\""))
    }

    @Test("where there is no desk, commands that need one say so with 66", arguments: ["status", "audit", "dead-letter list", "rebuild"])
    func noDesk(words: String) throws {
        let desk = try TemporaryDesk()
        let outcome = try Program.run(words.split(separator: " ").map(String.init) + ["--desk", desk.path])
        #expect(outcome.code == 66)
        #expect(outcome.err.contains("is no desk"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: desk.path).isEmpty)
    }

    @Test("init makes a desk whose status is empty and whose audit is clean, and may be repeated")
    func initialised() throws {
        let desk = try TemporaryDesk()
        for _ in 1...2 { #expect(try Program.run(["init", "--desk", desk.path]).code == 0) }
        let status = try Program.run(["status", "--json", "--desk", desk.path])
        #expect(status.code == 0 && status.out.contains("\"files\":0") && !status.out.contains("\"pid\""))
        #expect(try Program.run(["audit", "--desk", desk.path]).code == 0)
        #expect(try Program.run(["dead-letter", "list", "--desk", desk.path]).out.isEmpty)
    }

    @Test("what stdout does not take is an error, not silence")
    func fullOutput() throws {
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        let process = Program.make(["formats"], [:])
        process.standardOutput = full
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 74)
    }

    @Test("--version and wrong words behave as everywhere")
    func ordinary() throws {
        #expect(try Program.run(["--version"]).out == "0.1.0\n")
        #expect(try Program.run(["frobnicate"]).code == 64)
        #expect(try Program.run(["help", "ingest"]).code == 0)
    }
}
