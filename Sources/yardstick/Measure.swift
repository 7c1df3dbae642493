import ArgumentParser
import Foundation

/// `yardstick TASK GOLD OUT`: one stage over gold records.
struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "measure", abstract: "Runs a task; the default: yardstick TASK GOLD OUT.")

    @Argument(help: "The task: \(TaskRegistry.tasks.map(\.name).joined(separator: ", ")).")
    var task: String
    @Argument(help: "JSON lines with the gold records, plain, .xz or .gz; - is standard input.")
    var gold: String
    @Argument(help: "Where the predictions go, as JSON lines; - is standard output.")
    var out: String
    @Flag(help: "Print the CPU time of the stage alone to standard error.")
    var cpu = false
    @Option(help: "With --cpu: how often each document is done; the quickest run counts.")
    var runs = 1

    func validate() throws {
        guard TaskRegistry.task(task) != nil else {
            throw ValidationError("unknown task '\(task)'; there are: \(TaskRegistry.tasks.map(\.name).joined(separator: ", "))")
        }
    }

    func run() throws {
        guard let task = TaskRegistry.task(task) else { return }
        var clock = StageClock(runs: cpu ? runs : 1)
        var lines = Data()
        for prediction in try task.predict(GoldRecord.read(gold), clock: &clock) {
            lines.append(try JSONSerialization.data(withJSONObject: prediction, options: [.sortedKeys, .withoutEscapingSlashes]))
            lines.append(0x0A)
        }
        if out == "-" { FileHandle.standardOutput.write(lines) } else { try lines.write(to: URL(fileURLWithPath: out)) }
        if cpu { FileHandle.standardError.write(Data("\(task.name): \(clock.report)\n".utf8)) }
    }
}
