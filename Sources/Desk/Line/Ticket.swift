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

    /// What every claim costs besides its text.
    private static let claimBytes = 4_096
    /// A compressed text and the facts found in it are some times the size of the file.
    private static let growth: Int64 = 4

    /// What a claim is charged when it is taken: enough for its first batch, so that files which fit one batch never overdraw.
    static func charge(forFileBytes bytes: Int64, batchBytesMax: Int) -> Int {
        claimBytes + Int(min(bytes.multipliedReportingOverflow(by: growth).overflow ? .max : bytes * growth, Int64(batchBytesMax)))
    }

    /// What a batch is charged beyond what the claim has paid for it already.
    func excess(ofBatch index: Int, textBytes: Int) -> Int { index > 0 ? textBytes : max(0, textBytes - (chargedBytes - Self.claimBytes)) }

    /// Where its reader waits when it is parked: places are 0 or more, numbers 1 or more.
    var parkingKey: Int { place ?? -number }
}
