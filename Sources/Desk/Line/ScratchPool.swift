import Enrichment
import Synchronization

/// Scratch memory for the enrichers, one for each operation that runs at the same time, kept between operations.
final class ScratchPool: Sendable {
    /// `@unchecked Sendable`: a scratch is in the pool or with exactly one operation, never both.
    private struct Box: @unchecked Sendable { let scratch: EnrichmentScratch }
    private let idle = Mutex<[Box]>([])

    func with<Result>(_ body: (EnrichmentScratch) -> Result) -> Result {
        let box = idle.withLock { $0.popLast() } ?? Box(scratch: EnrichmentScratch())
        defer { idle.withLock { $0.append(box) } }
        return body(box.scratch)
    }
}
