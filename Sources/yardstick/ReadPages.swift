import ArgumentParser
import Formats
import Foundation
import Model

/// `yardstick pages FOLDER OUT`: articles of web pages, as `score.py` of page extraction reads them.
struct ReadPages: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages", abstract: "Reads the pages of a folder (gold.jsonl, pages/ID.html) and writes their articles.")

    @Argument(help: "The folder.")
    var folder: String
    @Argument(help: "Where the articles go, as JSON lines; - is standard output.")
    var out: String
    @Option(help: "Weights other than those linked in.")
    var weights: String?
    @Option(help: "Only pages of this half of the hosts: a or b.")
    var half: String?
    @Flag(help: "Print the CPU time of reading alone to standard error.")
    var cpu = false
    @Option(help: "With --cpu: how often each page is read; the quickest run counts.")
    var runs = 1
    @Flag(help: "Also write where each field was found.")
    var sources = false

    func run() throws {
        let reader = try weights.map { PageReader(model: try Self.model($0)) } ?? PageReader()
        var clock = StageClock(runs: cpu ? runs : 1)
        var lines = Data()
        for page in try PageSet(folder: folder, half: half).pages {
            let reading = page.bytes.withUnsafeBufferPointer { bytes in
                clock.measure { reader.read(bytes, address: ItemAddress(ordinal: 1), url: page.url) }
            }
            lines.append(try JSONSerialization.data(withJSONObject: line(page, reading), options: [.sortedKeys, .withoutEscapingSlashes]))
            lines.append(0x0A)
        }
        if out == "-" { FileHandle.standardOutput.write(lines) } else { try lines.write(to: URL(fileURLWithPath: out)) }
        if cpu { FileHandle.standardError.write(Data("pages: \(clock.report)\n".utf8)) }
    }

    private static func model(_ path: String) throws -> PageModel {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        guard let model = data.withUnsafeBytes({ PageModel(bytes: $0) }) else { throw ValidationError("\(path) holds no weights of pages") }
        return model
    }

    private func line(_ page: PageSet.Page, _ reading: PageReading) -> Prediction {
        var line: Prediction = ["id": page.id, "authors": reading.record.authors, "body": reading.record.body]
        line["headline"] = reading.record.headline
        line["published"] = reading.record.published.map(Self.local)
        line["objection"] = reading.objection
        if sources { line["sources"] = Dictionary(reading.sources.map { ($0.field, $0.from) }) { first, _ in first } }
        return line
    }

    /// The time as its zone has it, where it is known as an offset: `2023-12-17T20:30:00-05:00`.
    private static func local(_ time: PublishedTime) -> String {
        guard let zone = time.zone, time.text.hasSuffix("Z"), let minutes = offset(zone), minutes != 0,
            let instant = ISO8601DateFormatter().date(from: time.text)
        else { return time.text }
        let formatter = ISO8601DateFormatter()
        formatter.timeZone = TimeZone(secondsFromGMT: minutes * 60)
        return formatter.string(from: instant)
    }

    private static func offset(_ zone: String) -> Int? {
        let digits = zone.filter(\.isNumber)
        guard let sign = zone.first, sign == "+" || sign == "-", digits.count == 4, let value = Int(digits) else { return nil }
        return (sign == "-" ? -1 : 1) * (value / 100 * 60 + value % 100)
    }
}
