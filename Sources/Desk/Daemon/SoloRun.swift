import Model

/// After an unclean exit every claim that was in work/ is a suspect and runs alone: while one runs, nothing else does, so an
/// exit is its doing and no innocent file is blamed.
///
/// Pure: the owner counts the attempt in the ledger, puts the claim on the line and says when it has ended.
struct SoloRun {
    private var waiting: [Claim]
    private(set) var current: FileID?

    init(_ suspects: [Claim] = []) { waiting = suspects.reversed() }

    /// While this is true nothing but the current suspect may be on the line.
    var isActive: Bool { current != nil || !waiting.isEmpty }

    /// One more suspect: a file that is to be tried once more, alone.
    mutating func add(_ claim: Claim) { waiting.insert(claim, at: 0) }

    /// The next suspect to run, `nil` while one runs or when none is left.
    mutating func next() -> Claim? {
        guard current == nil, let claim = waiting.popLast() else { return nil }
        current = claim.fileID
        return claim
    }

    /// True if the file was the one that ran alone; the next may then run.
    mutating func ended(_ fileID: FileID) -> Bool {
        guard current == fileID else { return false }
        current = nil
        return true
    }
}
