import Glibc
import Inbox
import Model
import Warehouse

// What the daemon tells of itself: one sentence for systemd and the log, a report for `copydesk status`.
extension RunningDaemon {
    /// As shown by `systemctl status`.
    func statusText() -> String {
        if let outage = outages.withLock({ $0.current }) { return "paused: \(outage.sentence)" }
        let ledger = ledgerStatus()
        let counters = counters.withLock { $0 }
        var parts = ["\(links.line?.claimCount ?? 0) in flight", "\(ledger.files(.retry)) retry", "\(ledger.files(.dead)) dead"]
        parts.append("\(counters.articles) articles of \(counters.files) files since the start")
        if solo.withLock({ $0.isActive }) { parts.append("suspects run alone") }
        if desk.isOlderThanDesk { parts.append("older warehouse: run rebuild --check") }
        return parts.joined(separator: ", ")
    }

    /// Listens for `copydesk status`; without the socket the daemon works as well.
    func startStatusSocket() {
        do throws(DeskError) {
            statusSocket = try StatusSocket(
                desk: String(decoding: desk.folders.root, as: UTF8.self),
                report: { [weak self] in self?.report() ?? StatusReport(desk: "") },
                onRetries: { [weak self] in
                    guard let self else { return }
                    control.async { self.planRetries() }
                })
        } catch { log.warning("\(error.sentence)") }
    }

    /// Asked on the status socket's queue.
    func report() -> StatusReport {
        var report = StatusReport(desk: printable(desk.folders.root))
        report.pid = getpid()
        report.startedAt = startedAt
        if let intake = links.intake {
            let status = intake.status()
            report.inbox = StatusReport.Inbox(status)
            report.waiting = status.waitingCount
        }
        report.inFlight = links.line?.claimCount
        let ledger = ledgerStatus()
        report.retry = ledger.files(.retry)
        report.nextRetryAt = ledger.nextRetryAt
        report.dead = ledger.files(.dead)
        report.totals.byStatus = Dictionary(uniqueKeysWithValues: ledger.byStatus.map { ($0.key.rawValue, $0.value.files) })
        report.totals.files = ledger.files
        report.totals.articles = ledger.articles
        report.totals.rejects = ledger.byStatus.values.reduce(0) { $0 + $1.rejected }
        let counters = counters.withLock { $0 }
        report.articlesPerSecond = self.counters.withLock { $0.rate.perSecond(nowNs: Monotonic.nowNs()) }
        if let outage = outages.withLock({ $0.currentSince }) {
            report.outage = .init(code: outage.failure.code.rawValue, sentence: outage.failure.sentence, since: outage.since)
        }
        report.settingsProblem = settingsProblem.withLock { $0 }
        report.walBytes = counters.walBytes
        report.freeBytes = FreeSpace.bytes(at: desk.folders.root)
        report.rebuildCheckWanted = desk.isOlderThanDesk
        return report
    }

    /// A few pages of the warehouse, read on a connection of its own.
    private func ledgerStatus() -> WarehouseStatus {
        guard let reader = try? WarehouseReader(desk.warehouse.path) else { return WarehouseStatus() }
        defer { reader.close() }
        return (try? reader.status()) ?? WarehouseStatus()
    }

    /// Says once that a reader keeps the write-ahead log from being emptied, and once that it is short again.
    func warnOfLongLog(_ bytes: Int64) {
        let isLong = bytes > Self.walBytesMax
        let wasLong = counters.withLock { counters in
            defer { counters.isLogLong = isLong }
            return counters.isLogLong
        }
        guard wasLong != isLong else { return }
        if isLong {
            log.warning("the write-ahead log has \(bytes >> 20) MiB: a reader holds a transaction open. Loading goes on; end that reader")
        } else {
            log.notice("the write-ahead log is short again")
        }
    }

    /// Checkpoints keep the log below this where no reader holds it.
    private static let walBytesMax: Int64 = 512 << 20
}
