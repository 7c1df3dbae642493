import ArgumentParser
import Desk
import Glibc

/// `copydesk search`
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Full-text search over headlines and bodies.",
        discussion: HelpText.of(
            """
            The query is that of SQLite's FTS5: words are joined by AND; "phrases", OR, NOT, NEAR(a b, 5), prefix* and headline:word. \
            Case and accents do not matter. The newest first, or with --order best what fits best.
            """,
            examples: [
                "copydesk search '\"night ferry\" OR bridge*'": "a phrase or a prefix",
                "copydesk search reservoir --order best --limit 5": "the five that fit best",
            ],
            exits: [
                0: "searched, whether something was found or not", 64: "the query is wrong", 66: "there is no warehouse",
                70: "the warehouse is damaged",
            ]))

    @OptionGroup var options: GlobalOptions

    @Argument(help: "What to look for.")
    var query: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Articles at most.", valueName: "count"))
    var limit = 20

    @Option(help: "What comes first: \(Search.Order.allCases.map(\.rawValue).joined(separator: " or ")).")
    var order = Search.Order.newest

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        if limit < 1 || limit > 100_000 { throw ValidationError("--limit is a number from 1 to 100000.") }
    }

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let settings = try options.load().settings
        let hits = try Search.run(query, order: order, limit: limit, desk: options.deskPath, settings: settings)
        if json {
            for hit in hits { try StandardOutput.json(hit) }
        } else {
            try StandardOutput.lines(Self.lines(hits, terminal: .of(STDOUT_FILENO)))
            if hits.isEmpty, options.quiet == 0 { StandardError().write(line: "copydesk: nothing found") }
        }
    }

    static func lines(_ hits: [Search.Hit], terminal: Terminal) -> [String] {
        hits.flatMap { hit in
            let who = [hit.day, hit.publisher, "article \(hit.articleID)", hit.url].compactMap { $0 }.map { PrintableText.escaped($0) }
            let passage = PrintableText.escaped(hit.passage.split(whereSeparator: \.isWhitespace).joined(separator: " "))
            return [
                terminal.bold(PrintableText.shortened(hit.headline ?? "(no headline)", to: 200)), "  \(who.joined(separator: "  "))",
                "  \(passage)", "",
            ]
        }
    }
}

extension Search.Order: ExpressibleByArgument {}
