import Formats
import Inbox
import Logging
import Model

/// What becomes of originals that have been loaded.
public enum Retention: String, Sendable, Equatable {
    case keep
}

/// What the settings say of one source (an inbox sub-folder) and, where those say nothing else, of the folders below it.
public struct SourceSettings: Sendable, Equatable {
    public var publisher: String?
    public var timezone: String?
    public var language: String?
    public var charset: String?
    public var dateOrder: DateOrder?
    public var columns: ColumnNames?
    public var requireMarker: Bool?
    public var awaitSidecar: Bool?

    public init() {}

    /// This, with `nearer`'s words where it has any.
    func overridden(by nearer: SourceSettings) -> SourceSettings {
        var merged = self
        merged.publisher = nearer.publisher ?? publisher
        merged.timezone = nearer.timezone ?? timezone
        merged.language = nearer.language ?? language
        merged.charset = nearer.charset ?? charset
        merged.dateOrder = nearer.dateOrder ?? dateOrder
        merged.columns = nearer.columns ?? columns
        merged.requireMarker = nearer.requireMarker ?? requireMarker
        merged.awaitSidecar = nearer.awaitSidecar ?? awaitSidecar
        return merged
    }
}

/// Everything that can be set. The values here are the defaults; `Settings.registry` gives each its name, its type and
/// its sentence, and what reads, prints and documents settings goes through that list.
public struct Settings: Sendable, Equatable {
    // Where things are. Relative paths begin at the desk.
    public var inbox = "inbox"
    public var warehouse = "warehouse.sqlite"
    public var minFreeBytes: Int64 = 256 << 20
    public var retention = Retention.keep

    // The inbox.
    public var ladder = LadderRules()
    public var temporaryNames = NameRules.temporaryDefaults
    public var rescanSeconds = 60.0
    public var pollSeconds = 5.0
    public var claimBatchFilesMax = 256
    public var waitingMax = 65_536
    public var watchesMax = 65_536
    public var copyBytesMax: Int64 = 64 << 30
    /// By path of the inbox sub-folder; `""` is the inbox itself.
    public var sources: [String: SourceSettings] = [:]

    // Reading.
    public var limits = Limits()

    // The line.
    /// Operations of one stage at a time; 0 means one for each core.
    public var workers = 0
    /// Bytes of text between claim and commit. With what enrichers add and the warehouse's cache this stays well below 256 MB.
    public var bytesInFlightMax = 32 << 20
    public var largeFileBytes: Int64 = 64 << 20
    public var batchBytesMax = 256 << 10
    public var commitArticlesMax = 256
    public var commitBytesMax = 4 << 20
    public var commitDelayNs: UInt64 = 200_000_000

    // Failures.
    public var retryDelaysSeconds: [Double] = [60, 300, 1_800, 7_200, 21_600]
    public var retryJitter = 0.2
    /// An operation that runs longer no longer feeds the watchdog.
    public var operationSecondsMax = 120.0

    // The daemon.
    public var drainSeconds = 20.0
    public var logLevel = Logger.Level.info

    /// The defaults.
    public init() {}
}
