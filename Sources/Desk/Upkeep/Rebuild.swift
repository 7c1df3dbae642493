import Enrichment
import Glibc
import Inbox
import Logging
import Model
import Synchronization
import Warehouse

/// `copydesk rebuild`: the warehouse again from the originals, through the same line, in the order in which they were loaded.
public enum Rebuild {
    /// What came of it.
    public struct Summary: Sendable {
        public var files = 0
        public var articles = 0
        /// Rows whose original is not on the desk any more and whose articles could not be loaded again.
        public var lost: [FileID] = []
        /// Where the former warehouse lies now, `nil` with `--check` or where there was none.
        public var former: String?
        /// A signal ended it; the former warehouse is untouched.
        public var wasStopped = false

        public init() {}
    }

    /// - Parameter check: keeps the warehouse and loads only originals that it has no row for, as after an older one was put back.
    /// - Throws: as `OpenDesk`; the former warehouse stays in place until the new one is whole.
    public static func run(
        desk: String, settings: Settings, check: Bool, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws(DeskError) -> Summary {
        check
            ? try OriginalsCheck(desk: desk, settings: settings, progress: progress).run()
            : try FullRebuild(desk: desk, settings: settings, progress: progress).run()
    }
}
