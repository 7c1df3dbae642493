/// All tasks, in the order of the line. A new task is one file and one line here.
enum TaskRegistry {
    static let tasks: [any YardstickTask] = [
        SentencesTask(),
        MentionsTask(),
        GroupsTask(),
        KeywordsTask(),
        ThemesTask(),
        ToneTask(),
        DupsTask(),
        LanguageTask(),
        FactsTask(),
        TimexesTask(),
        AmountsTask(),
        QuotesTask(),
        PlacesTask(),
        CharsetTask(),
        MojibakeTask(),
        DatesTask(),
    ]

    /// The task of that name.
    static func task(_ name: String) -> (any YardstickTask)? { tasks.first { $0.name == name } }
}
