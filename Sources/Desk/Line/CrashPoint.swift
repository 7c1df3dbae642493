import Glibc
import Synchronization

/// Named points at which tests end the process as a crash would: `COPYDESK_CRASH_AT=load.committed:2`
/// ends it, with exit code 137 and without any clean-up, when the point is passed for the second time.
public enum CrashPoint {
    public static let names = [
        "claim.row", "claim.renamed", "parse.begin", "enrich.begin", "load.before_commit", "load.committed", "final.committed",
        "final.renamed", "recovery.step",
    ]

    private static let armed: (name: String, at: Int)? = {
        guard let value = getenv("COPYDESK_CRASH_AT") else { return nil }
        let parts = String(cString: value).split(separator: ":")
        guard let name = parts.first else { return nil }
        return (String(name), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }()
    private static let passes = Atomic<Int>(0)

    /// Counts a pass of the point `name`; does not return from the pass that the environment names.
    @Sendable public static func pass(_ name: String) {
        guard let armed, armed.name == name else { return }
        if passes.add(1, ordering: .relaxed).newValue == armed.at { _exit(137) }
    }
}
