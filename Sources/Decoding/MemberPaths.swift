import Model

/// Tells members of one name apart: an archive may hold a name many times, as one that was appended to does, and each time it is another text.
///
/// Keeps a hash for each path, not the path, since names may be as long as their archive. Two paths with one hash cost the second a mark
/// that it would not need, nothing else.
struct MemberPaths {
    private var timesMet: [UInt64: Int] = [:]

    /// A path as no member before has it: the path itself at first, then with a mark (see `ItemAddress.repetition`).
    mutating func unique(_ path: String) -> String {
        // FNV-1a, for the same answer in every run.
        let hash = path.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let times = (timesMet[hash] ?? 0) + 1
        timesMet[hash] = times
        return times == 1 ? path : ItemAddress.repetition(of: path, times)
    }
}
