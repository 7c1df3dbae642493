import Model

extension Settings {
    /// Every setting in the order of the sample file. `sources` stands apart: it is a table of tables (`SourceSettings.registry`).
    public static let registry = sections.flatMap(\.settings)

    /// The registry under its headings.
    public static let sections = [
        SettingsSection(title: "Where things are", settings: places),
        SettingsSection(title: "The inbox: when is a file complete", settings: ladder),
        SettingsSection(title: "The inbox: watching and claiming", settings: watching),
        SettingsSection(title: "Limits of reading", settings: limits),
        SettingsSection(title: "The line", settings: line),
        SettingsSection(title: "Failures and stopping", settings: failures),
    ]

    private static let tib: Int64 = 1 << 40

    private static let places: [Setting<Settings>] = [
        Setting("inbox", \.inbox, .path, isCommon: true, "The folder that is watched; it may be on another file system."),
        Setting("warehouse", \.warehouse, .path, "The SQLite file; it must be on the desk's file system."),
        Setting(
            "min_free", \.minFreeBytes, .size(0...(64 * tib), such: "1GiB"),
            "Bytes of disk that are kept free: with less, intake pauses until there is room again."),
        Setting("retention", \.retention, .retention, "What becomes of originals in done/: they are kept."),
    ]

    private static let ladder: [Setting<Settings>] = [
        Setting(
            "min_age", \.ladder.minAgeNs, .duration("0s", "1h", such: "50ms"),
            "A file that did not come by rename must be unchanged for so long, even where a lease shows that nobody writes."),
        Setting(
            "settle", \.ladder.settleNs, .duration("10ms", "1h", such: "2s"),
            "Where leases cannot be had (network, FUSE): size, times and inode must be still for so long."),
        Setting(
            "settle_max", \.ladder.settleMaxNs, .duration("10ms", "1d", such: "60s"), "settle is doubled at each change, up to this."),
        Setting(
            "settle_empty", \.ladder.settleEmptyNs, .duration("0s", "1d", such: "10s"), "An empty file is given so long to fill."),
        Setting(
            "busy_first", \.ladder.busyFirstNs, .duration("1ms", "1h", such: "100ms"),
            "A file that somebody writes is looked at again after so long, doubling …"),
        Setting("busy_max", \.ladder.busyMaxNs, .duration("1ms", "1d", such: "60s"), "… up to this."),
        Setting(
            "stale_partial", \.ladder.stalePartialNs, .duration("1s", "365d", such: "1d"),
            "A file that has kept its temporary name for so long is reported by status."),
        Setting(
            "late_sidecar", \.ladder.lateSidecarNs, .duration("0s", "1d", such: "60s"),
            "A NAME.meta.json without its NAME waits so long before it counts as late."),
        Setting(
            "sidecar_wait", \.ladder.sidecarWaitNs, .duration("0s", "1d", such: "60s"),
            "An article whose source asks for a sidecar (await_sidecar) waits for it at most so long."),
        Setting(
            "checksum_wait", \.ladder.checksumWaitNs, .duration("0s", "7d", such: "10m"),
            "A file that does not match its checksum marker waits so long before it is taken as damaged."),
    ]

    private static let watching: [Setting<Settings>] = [
        Setting(
            "temporary_names", \.temporaryNames,
            .list(of: .line("pattern", "*SUFFIX, PREFIX* or a whole name"), max: 256),
            "Files and folders with such names are left alone until they get another; this list replaces the default."),
        Setting(
            "rescan_interval", \.rescanSeconds, .seconds("1s", "1d", such: "60s"),
            "The inbox is walked so often even if no event told of anything."),
        Setting(
            "poll_interval", \.pollSeconds, .seconds("100ms", "1d", such: "5s"),
            "The same where events cannot be had: network and FUSE file systems, no watches left."),
        Setting("max_claim_batch", \.claimBatchFilesMax, .count(1...4_096), "Files that are taken in one transaction of the ledger."),
        Setting(
            "max_waiting", \.waitingMax, .count(16...1_048_576),
            "Files that are remembered while they wait; the rescan finds the others again."),
        Setting("max_watches", \.watchesMax, .count(1...1_048_576), "Folders that are watched; the others are polled."),
        Setting(
            "max_copy_bytes", \.copyBytesMax, .size(1...(64 * tib), such: "64GiB"),
            "The largest file that is claimed by copying, from an inbox on another file system."),
    ]

    private static let limits: [Setting<Settings>] = [
        Setting(
            "max_output_bytes", \.limits.outputBytesMax, .size(1...(64 * tib), such: "4GiB"),
            "Bytes that may come out of one file after decompression."),
        Setting("max_ratio", \.limits.ratioMax, .count(1...1_000_000), "Bytes out for each byte in, before a file counts as a bomb."),
        Setting("ratio_grace", \.limits.ratioGraceBytes, .size(0...tib, such: "16MiB"), "max_ratio is looked at after so many bytes."),
        Setting("max_members", \.limits.membersMax, .count(1...100_000_000), "Members of one archive."),
        Setting("max_depth", \.limits.depthMax, .count(1...64), "Containers and compressors inside one another."),
        Setting(
            "max_record_bytes", \.limits.recordBytesMax, .size(1_024...(1 << 30), such: "16MiB"),
            "Bytes of one record: a whole text file, one line of JSON lines."),
        Setting("max_json_depth", \.limits.jsonDepthMax, .count(1...10_000), "JSON values inside one another."),
        Setting(
            "max_combining_run", \.limits.combiningRunMax, .count(1...65_536),
            "Combining marks in a row that are kept; further ones are dropped and counted as a repair."),
        Setting(
            "max_parse_time", \.limits.parseSecondsMax, .seconds("100ms", "1d", such: "60s"),
            "CPU time that reading one file may take."),
    ]

    private static let line: [Setting<Settings>] = [
        Setting(
            "workers", \.workers, .count(0...256), isCommon: true, "Files read and articles enriched at a time; 0 means one for each core."),
        Setting(
            "bytes_in_flight", \.bytesInFlightMax, .size((1 << 20)...(16 << 30), such: "32MiB"),
            "Bytes of text between claim and commit; memory grows with it (the default stays below 256 MB)."),
        Setting(
            "large_file", \.largeFileBytes, .size((1 << 16)...(64 * tib), such: "64MiB"),
            "A larger file lets smaller ones go first between its batches."),
        Setting("max_batch_bytes", \.batchBytesMax, .size(4_096...(64 << 20), such: "256KiB"), "Bytes of text that one operation carries."),
        Setting("commit_articles", \.commitArticlesMax, .count(1...100_000), "A group of so many articles is committed."),
        Setting("commit_bytes", \.commitBytesMax, .size(4_096...(1 << 30), such: "4MiB"), "… or of so many bytes of text …"),
        Setting(
            "commit_delay", \.commitDelayNs, .duration("0s", "1m", such: "200ms"),
            "… or one that has waited so long. A lone file is committed at once."),
    ]

    private static let failures: [Setting<Settings>] = [
        Setting(
            "retry_delays", \.retryDelaysSeconds, .list(of: .seconds("0s", "30d", such: "5m"), max: 64), isCommon: true,
            "Pauses before the second, third … attempt at a file that failed for a passing reason; after the last it is a dead letter."),
        Setting("retry_jitter", \.retryJitter, .share(90), "Share by which a pause is varied, so that files don't come back together."),
        Setting(
            "max_operation_time", \.operationSecondsMax, .seconds("1s", "1d", such: "120s"),
            "When one operation runs longer, the watchdog is no longer fed and systemd ends the daemon."),
        Setting(
            "drain_time", \.drainSeconds, .seconds("0s", "1h", such: "20s"),
            "What a stopping daemon takes at most to commit what it has read; keep it below TimeoutStopSec."),
        Setting("log_level", \.logLevel, .logLevel, "The least important lines that are logged; -v and -q change it."),
    ]
}

extension SourceSettings {
    /// What can be said of a source, in the order of the sample file.
    public static let registry: [Setting<SourceSettings>] = [
        Setting("publisher", \.publisher, .optional(.line("text", "a name")), "The publisher of articles that name none."),
        Setting(
            "timezone", \.timezone, .optional(.timezone),
            "The zone of times that are written without one."),
        Setting("language", \.language, .optional(.language), "The language of articles that say none; it is still detected."),
        Setting("charset", \.charset, .optional(.charset), "The character set of files that declare none and are not UTF-8."),
        Setting(
            "date_order", \.dateOrder, .optional(.dateOrder),
            "How day, month and year follow one another in dates like 03/04/2021, before what the article's language says."),
        Setting(
            "columns", \.columns, .optional(.columns),
            "What the columns of tables (CSV) are whose names say nothing; the usual names are known."),
        Setting(
            "require_marker", \.requireMarker, .optional(.flag),
            "Files are taken only with a marker: NAME.done, NAME.ok, or NAME.md5 / NAME.sha256, which are verified."),
        Setting("await_sidecar", \.awaitSidecar, .optional(.flag), "Articles wait for NAME.meta.json (see sidecar_wait)."),
    ]
}
