import Model

/// Why the desk cannot work at the moment, by who noticed. Announced once when it begins and once when it ends.
///
/// Pure: `set` says what has to be announced.
struct Outages {
    enum Party: Int, CaseIterable {
        /// The loader: the warehouse cannot be written.
        case loader
        /// The claim step: ledger or folders cannot be written.
        case intake
        /// `min_free`.
        case space
    }

    enum Announcement: Equatable {
        case began(Failure)
        case ended
    }

    private var failures: [Party: Failure] = [:]
    private var since = ""

    /// The outage as people are told of it.
    var current: Failure? { Party.allCases.lazy.compactMap { failures[$0] }.first }

    /// The same, with the time when the desk stopped working.
    var currentSince: (failure: Failure, since: String)? { current.map { ($0, since) } }

    func failure(of party: Party) -> Failure? { failures[party] }

    /// - Parameters:
    ///   - failure: `nil` when the party can work again.
    ///   - time: of now, UTC.
    mutating func set(_ party: Party, _ failure: Failure?, at time: String) -> Announcement? {
        let before = current
        failures[party] = failure
        let now = current
        if before == nil, now != nil { since = time }
        switch (before, now) {
        case (nil, let now?): return .began(now)
        case (_?, nil): return .ended
        case (let before?, let now?) where before.code != now.code: return .began(now)
        default: return nil
        }
    }
}
