import Dispatch
import Glibc
import Inbox
import Model
import Warehouse

// What the control queue sees to: signals, suspects, retries, outages, the watchdog.
extension RunningDaemon {
    func makeSignalSources() {
        let handlers: [(Int32, @Sendable (RunningDaemon) -> Void)] = [
            (SIGTERM, { $0.terminate(SIGTERM) }), (SIGINT, { $0.terminate(SIGINT) }), (SIGHUP, { $0.reload() }),
            (SIGUSR1, { $0.logStatus() }),
        ]
        for (signal, handler) in handlers {
            let source = DispatchSource.makeSignalSource(signal: signal, queue: control)
            source.setEventHandler(handler: DispatchWorkItem { [weak self] in if let self { handler(self) } })
            source.resume()
            sources.append(source)
        }
    }

    // MARK: - Suspects

    /// Puts the next suspect on the line once that is empty; the attempt is counted in the ledger first. After the last one the other
    /// claims that recovery found follow, and intake begins. Asked again whenever the line has room.
    func runNextSuspect() {
        guard !isStopping.load(ordering: .acquiring), let line = links.line, line.isIdle else { return }
        guard let claim = solo.withLock({ $0.next() }) else {
            if solo.withLock({ $0.isActive }) { return }
            line.take(followers)
            followers = []
            isSettling.store(false, ordering: .releasing)
            links.intake?.capacityFreed()
            return
        }
        do throws(Failure) { _ = try desk.ledger.soloBegins(claim.fileID) } catch {
            log.error("a suspect could not be marked: \(error.sentence)")
        }
        links.line?.take([(claim, nil)])
    }

    // MARK: - Retries

    /// Takes what is due out of retry/ and sets the timer for what is due next.
    func planRetries() {
        guard !isStopping.load(ordering: .acquiring) else { return }
        let clock = RetryClock(policy: settings.withLock { $0.retryPolicy })
        let now = UTCTime.now()
        do throws(Failure) {
            var next: Int?
            // A batch at a time, so that 50,000 due files do not hold the queue.
            for row in try desk.ledger.dueRetries(at: Self.endOfTime, limit: Self.retriesMax) {
                let left = clock.secondsLeft(dueAt: row.retryAt.flatMap(UTCTime.seconds) ?? now, now: now, attempts: row.attempts)
                if left > 0 {
                    next = min(next ?? left, left)
                } else if (links.line?.freeBytes ?? 0) == 0 || outages.withLock({ $0.current }) != nil {
                    next = 1
                } else {
                    next =
                        try takeFromRetry(row, sinceDueSeconds: now - (row.retryAt.flatMap(UTCTime.seconds) ?? now)) ? 0 : min(next ?? 1, 1)
                }
            }
            schedule(&retryTimer, next) { $0.planRetries() }
        } catch {
            log.error("retries: \(error.sentence)")
            schedule(&retryTimer, Self.retryLookSeconds) { $0.planRetries() }
        }
    }

    private static let retriesMax = 256
    /// After a look at the ledger that failed the next one comes so much later.
    private static let retryLookSeconds = 60
    /// Rows that are not due yet are wanted too: the clock that made them so may have been set back.
    private static let endOfTime = "9999-12-31T23:59:59Z"

    /// `dead-letter retry` commits first and moves the file after: it is given so long for the move before the daemon does it.
    private static let putBackSeconds = 5

    /// - Returns: false where the file is still on its way from dead-letter/ to retry/: it has to be looked for again.
    private func takeFromRetry(_ row: LedgerRow, sinceDueSeconds: Int) throws(Failure) -> Bool {
        guard let path = try placeInRetry(row, sinceDueSeconds) else {
            if desk.folders.findDeadLetter(row.fileID, name: row.name) != nil { return false }
            log.error("\(printable(row.name)) should be in retry/ and is not")
            try desk.ledger.withdraw(row.fileID, .takenBack)
            return true
        }
        var claim = row.claim(at: path, facts: desk.folders.facts(path))
        try desk.ledger.markWorking([row.fileID])
        claim.path = try desk.folders.moveFromRetryToWork(claim)
        claim.sidecar = try Sidecars(desk: desk).content(for: row)
        if row.reason == .timeLimit {
            solo.withLock { $0.add(claim) }
            runNextSuspect()
        } else {
            links.line?.take([(claim, nil)])
        }
        return true
    }

    /// Where the file of a due row lies in retry/; one that `dead-letter retry` left in dead-letter/ because it was killed is moved now.
    private func placeInRetry(_ row: LedgerRow, _ sinceDueSeconds: Int) throws(Failure) -> [UInt8]? {
        if let path = desk.folders.claimPath(row.fileID, name: row.name, in: .retry) { return path }
        if let path = desk.folders.findDeadLetter(row.fileID, name: row.name), sinceDueSeconds > Self.putBackSeconds {
            return try desk.folders.putBack(deadLetter: path)
        }
        // It may have arrived between the two looks.
        return desk.folders.claimPath(row.fileID, name: row.name, in: .retry)
    }

    // MARK: - Outages

    /// Looks after a while whether what stopped intake has passed; twice as long after each look in vain, up to `probeSecondsMax`.
    func planProbe() {
        guard probeTimer == nil, !isStopping.load(ordering: .acquiring) else { return }
        schedule(&probeTimer, probeDelaySeconds) { $0.probe() }
        probeDelaySeconds = min(probeDelaySeconds * 2, Self.probeSecondsMax)
    }

    /// The first look after an outage began, and the longest pause between two.
    static let probeSecondsFirst = 1
    private static let probeSecondsMax = 60

    private func probe() {
        probeTimer?.cancel()
        probeTimer = nil
        let minimum = settings.withLock { $0.minFreeBytes }
        announce(.space, FreeSpace.shortage(at: desk.folders.root, minimum: minimum))
        if outages.withLock({ $0.failure(of: .space) }) != nil { return planProbe() }
        probeDelaySeconds = Self.probeSecondsFirst
        // Intake finishes what it holds first; if that fails again, it says so again.
        announce(.intake, nil)
        links.intake?.resume()
        links.intake?.capacityFreed()
    }

    /// Sets a one-shot timer, replacing an earlier one; `nil` sets none. Wall clock, so that time asleep counts.
    private func schedule(_ timer: inout (any DispatchSourceTimer)?, _ seconds: Int?, _ body: @escaping @Sendable (RunningDaemon) -> Void) {
        timer?.cancel()
        timer = nil
        guard let seconds else { return }
        let source = DispatchSource.makeTimerSource(queue: control)
        source.schedule(wallDeadline: .now() + .seconds(seconds), leeway: .milliseconds(50))
        source.setEventHandler(handler: DispatchWorkItem { [weak self] in if let self { body(self) } })
        source.resume()
        timer = source
    }

    // MARK: - Reload and status

    /// SIGHUP: settings are read again. Folders' rules, waiting times, limits of the inbox, `min_free`, `max_operation_time` and
    /// `drain_time` hold at once; what shapes the line itself (`SettingsDocument.needsRestart`) at the next start.
    func reload() {
        notifier.reloading()
        do throws(DeskError) {
            let fresh = try reloadSettings()
            settings.withLock { $0 = fresh }
            settingsProblem.withLock { $0 = nil }
            watchdog.silenceMaxNs = UInt64(fresh.operationSecondsMax * 1e9)
            links.intake?.update(fresh.intake)
            log.notice("settings read again")
            notifier.send(.ready, .status(statusText()))
        } catch {
            settingsProblem.withLock { $0 = error.sentence }
            log.error("the settings are refused, the old ones stay: \(error.sentence)")
            notifier.send(.ready, .status("settings refused, the old ones stay: \(error.sentence)"))
        }
    }

    /// SIGUSR1.
    func logStatus() { log.notice("\(statusText())") }
}
