import Dispatch

extension RunningDaemon {
    /// Feeds systemd's watchdog, where there is one, as long as that is earned.
    func startWatchdog() {
        guard let intervalNs = notifier.watchdogIntervalNs else { return }
        let source = DispatchSource.makeTimerSource(queue: control)
        source.schedule(deadline: .now(), repeating: .nanoseconds(Int(clamping: intervalNs)), leeway: .milliseconds(100))
        source.setEventHandler(handler: DispatchWorkItem { [weak self] in self?.feedWatchdog() })
        source.resume()
        sources.append(source)
    }

    private func feedWatchdog() {
        let now = Monotonic.nowNs()
        let isWaiting = outages.withLock { $0.current } != nil
        if let hang = watchdog.verdict(nowNs: now, oldest: links.line?.running.oldest, isWaitingForDisk: isWaiting) {
            log.critical("\(hang); the watchdog is not fed")
        } else {
            notifier.send(.watchdog)
        }
        watchdog.asked(.inbox, nowNs: now)
        links.intake?.ping { [self] in control.async { self.watchdog.answered(.inbox) } }
        watchdog.asked(.loader, nowNs: now)
        links.line?.loadDispatchQueue.async { [self] in control.async { self.watchdog.answered(.loader) } }
    }
}
