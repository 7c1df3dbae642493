import Model

/// A claim's place on the line.
struct Ticket: Sendable {
    let claim: Claim
    /// Position in load order; `nil` for a file above `large_file`, whose batches are loaded as they come so that small files
    /// don't wait behind it (promise P7: the order is kept in `batches`).
    let place: Int?
    /// Identifies the ticket on this line, also where `place` is nil.
    let number: Int
    /// Bytes charged to the flight budget for the claim itself until it ends.
    let chargedBytes: Int
    /// Already decided before reading: the file only needs its outcome (`empty-file`, `marker` …).
    let ignore: FailureCode?

    var isLarge: Bool { place == nil }
}
