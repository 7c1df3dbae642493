import Foundation

/// One operation of a stage: a body that is told whether it was cancelled.
///
/// `Operation` is declared `@unchecked Sendable` in Foundation and subclasses must restate it; this one holds a `@Sendable` closure that
/// is never changed, so nothing in it can race.
final class StageOperation: Operation, @unchecked Sendable {
    private let body: @Sendable (_ isCancelled: () -> Bool) -> Void

    init(_ body: @escaping @Sendable (_ isCancelled: () -> Bool) -> Void) { self.body = body }

    override func main() { body { self.isCancelled } }
}
