import Decoding
import Formats
import Foundation
import Inbox
import Model

/// What each part is given: single values, never the whole settings.
extension Settings {
    /// What is set for a source, with what its parent folders say where it says nothing.
    /// - Parameter source: an inbox sub-folder's path as in the ledger, `""` for the inbox itself.
    public func source(_ source: String) -> SourceSettings {
        if sources.isEmpty { return SourceSettings() }
        var merged = sources[""] ?? SourceSettings()
        var end = source.startIndex
        while end < source.endIndex {
            end = source[end...].dropFirst().firstIndex(of: "/") ?? source.endIndex
            if let nearer = sources[String(source[..<end])] { merged = merged.overridden(by: nearer) }
        }
        return merged
    }

    /// For fields that the files of this source do not give.
    public func sourceDefaults(for source: String) -> SourceDefaults {
        let found = self.source(source)
        return SourceDefaults(
            publisher: found.publisher, timezone: found.timezone.flatMap { SourceZone($0) }, language: found.language,
            charset: found.charset, dateOrder: found.dateOrder, columns: found.columns ?? ColumnNames())
    }

    public func sourceRules(for source: String) -> SourceRules {
        let found = self.source(source)
        return SourceRules(asksForMarker: found.requireMarker ?? false, awaitsSidecar: found.awaitSidecar ?? false)
    }

    public var intake: IntakeSettings {
        var intake = IntakeSettings()
        intake.ladder = ladder
        intake.names = NameRules(temporaryPatterns: temporaryNames)
        intake.sourceRules = { [self] in sourceRules(for: $0) }
        intake.rescanSeconds = rescanSeconds
        intake.pollSeconds = pollSeconds
        intake.batchFilesMax = claimBatchFilesMax
        intake.waitingMax = waitingMax
        intake.watchesMax = watchesMax
        intake.copyBytesMax = copyBytesMax
        return intake
    }

    var retryPolicy: RetryPolicy { RetryPolicy(delaysSeconds: retryDelaysSeconds, jitter: retryJitter) }

    /// Operations of one stage at a time: as set, or one for each core.
    public var workerCount: Int { workers > 0 ? workers : max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// The watched folder of the desk at `desk`.
    public func inboxPath(desk: String) -> String { Self.resolve(inbox, in: desk) }

    /// The warehouse of the desk at `desk`.
    public func warehousePath(desk: String) -> String { Self.resolve(warehouse, in: desk) }

    private static func resolve(_ path: String, in desk: String) -> String {
        path.hasPrefix("/") ? path : desk == "/" ? "/\(path)" : "\(desk)/\(path)"
    }
}
