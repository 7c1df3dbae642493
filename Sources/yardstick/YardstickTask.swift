/// One stage under the yardstick: from a gold record's input to the prediction that the task's scorer reads.
protocol YardstickTask: Sendable {
    /// The word on the command line.
    var name: String { get }
    /// What is predicted, in one line.
    var abstract: String { get }

    /// The predictions for all records, in their order. Only what runs inside `clock.measure` counts as the stage's CPU time.
    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction]
}

/// One line of output: names and values as JSON knows them.
typealias Prediction = [String: Any]
