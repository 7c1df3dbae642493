import Model

extension Warehouse {
    /// What a learning came to.
    public struct Learned: Sendable, Equatable {
        /// Its number; that of the one before where nothing is new, 0 where there never was anything.
        public var generation: Int64
        /// Sources that became others than before.
        public var changed: Int
    }

    /// Keeps what was learned as the next generation, in one short transaction: rows of those sources that became others. Where none did,
    /// nothing is written, and the number stays.
    /// - Parameters:
    ///   - found: every source with something to know, whatever generation it says.
    ///   - articles: of how many articles.
    ///   - sources: how many sources had enough of them.
    public func keep(learned found: [LearnedSource], articles: Int, sources: Int) throws(Failure) -> Learned {
        try writer.run { connection throws(Failure) in
            try connection.transaction { () throws(Failure) in
                let before = try LearnedTable.inForce(on: connection)
                let next = before.generation + 1
                let known = Set(found.map(\.origin))
                let lost = before.byOrigin.values.filter { !$0.isEmpty && !known.contains($0.origin) }
                    .map { LearnedSource(origin: $0.origin, generation: next, articles: 0) }
                let changed = found.filter { source in before.byOrigin[source.origin].map { !$0.isSame(as: source) } ?? true } + lost
                if changed.isEmpty { return Learned(generation: before.generation, changed: 0) }
                try LearnedTable.insertLearning(
                    next, at: now(), articles: articles, sources: sources, changed: changed.count, on: connection)
                for source in changed.sorted(by: { $0.origin < $1.origin }) {
                    var row = source
                    row.generation = next
                    try LearnedTable.insert(row, on: connection)
                }
                return Learned(generation: next, changed: changed.count)
            }
        }
    }

    /// Takes over what a former warehouse had learned; this one has learned nothing yet.
    public func restore(_ history: LearningHistory) throws(Failure) {
        try writer.run { connection throws(Failure) in
            try connection.transaction { () throws(Failure) in try LearnedTable.restore(history, on: connection) }
        }
    }
}
