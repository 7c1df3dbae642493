import ArgumentParser

/// The development command that runs one stage of the line on gold records and writes what that task's scorer reads.
@main
struct Yardstick: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yardstick",
        abstract: "Runs one stage on gold records and writes what its scorer reads; trains the stages' tables.",
        discussion: "Tasks:\n" + TaskRegistry.tasks.map { "  \($0.name): \($0.abstract)" }.joined(separator: "\n"),
        subcommands: [Measure.self, TrainLanguage.self, TrainMentions.self, MakeGazetteer.self, ReadPages.self, TrainPages.self],
        defaultSubcommand: Measure.self)
}
