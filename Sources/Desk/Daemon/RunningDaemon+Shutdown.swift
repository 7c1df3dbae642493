import Dispatch
import Glibc
import Model

extension RunningDaemon {
    /// SIGTERM or SIGINT: the first begins the shutdown, the second changes nothing, the third ends the process at once.
    func terminate(_ signal: Int32) {
        terminations += 1
        if terminations >= 3 { _exit(128 + signal) }
        guard terminations == 1 else { return }
        isStopping.store(true, ordering: .releasing)
        notifier.send(.stopping)
        log.notice("stopping")
        let drainSeconds = settings.withLock { $0.drainSeconds }
        control.asyncAfter(deadline: .now() + drainSeconds) { self.giveUpDraining() }
        guard let intake = links.intake, let line = links.line else { return finish(nil) }
        intake.stop { line.drain { self.control.async { self.drained() } } }
    }

    /// Everything that was loaded is committed; what was not finished stays in work/ and goes on at the next start.
    private func drained() {
        hasDrained = true
        retryTimer?.cancel()
        probeTimer?.cancel()
        statusSocket?.close()
        do throws(Failure) {
            if let current = solo.withLock({ $0.current }) { try desk.ledger.soloInterrupted(current) }
            try desk.close(hasRecovered: true)
            log.notice("stopped")
        } catch { log.error("stopping: \(error.sentence)") }
        finish(nil)
    }

    /// An operation did not come back in time. Nothing is lost: the next start finds its file in work/ and runs it alone.
    private func giveUpDraining() {
        guard !hasDrained else { return }
        let oldest = links.line?.running.oldest
        log.error(
            "not drained within drain_time: \(oldest.map { "\($0.stage) of file \($0.fileID)" } ?? "nothing") is still running; ending without it"
        )
        _exit(0)
    }
}
