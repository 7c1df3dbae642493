import Dispatch
import Glibc
import Model
import Synchronization
import Testing

@testable import Inbox

/// An intake at work on a desk, and everything it told.
final class Run: Sendable {
    struct Told {
        var files: [ClaimedFile] = []
        var outages: [String] = []
        var notices: [String] = []
        var isCapacityZero = false
    }

    let desk: Desk
    let ledger: MemoryLedger
    let intake: Intake
    private let told: Told.Box

    /// - Parameters:
    ///   - system: the calls of intake.
    ///   - settings: changes to settings that are quick enough for tests.
    ///   - onCrashPoint: called on the intake's queue.
    init(
        _ desk: Desk, inbox: [UInt8]? = nil, ledger: MemoryLedger = MemoryLedger(), system: SystemCalls = .live, isStarted: Bool = true,
        settings change: (inout IntakeSettings) -> Void = { _ in }, onCrashPoint: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        self.desk = desk
        self.ledger = ledger
        var settings = Run.quick
        change(&settings)
        let told = Told.Box()
        self.told = told
        intake = Intake(
            folders: DeskFolders(root: desk.root, inbox: inbox, system: system), settings: settings, ledger: ledger,
            callbacks: IntakeCallbacks(
                capacity: { told.value.withLock { $0.isCapacityZero } ? 0 : .max },
                deliver: { files in told.value.withLock { $0.files += files } },
                onOutage: { error in told.value.withLock { $0.outages.append("\(error)") } },
                notice: { line in told.value.withLock { $0.notices.append(line) } }, crashPoint: onCrashPoint), system: system)
        if isStarted { try intake.start() }
    }

    deinit { intake.stop {} }

    /// Waits of tens of milliseconds instead of seconds.
    static var quick: IntakeSettings {
        var settings = IntakeSettings()
        settings.ladder.minAgeNs = 20_000_000
        settings.ladder.settleNs = 60_000_000
        settings.ladder.settleMaxNs = 240_000_000
        settings.ladder.settleEmptyNs = 150_000_000
        settings.ladder.busyFirstNs = 10_000_000
        settings.ladder.busyMaxNs = 40_000_000
        settings.ladder.checksumWaitNs = 100_000_000
        settings.ladder.sidecarWaitNs = 300_000_000
        settings.ladder.lateSidecarNs = 200_000_000
        settings.crowdedSeconds = 0.002
        settings.stuckFirstSeconds = 0.005
        settings.stuckMaxSeconds = 0.02
        return settings
    }

    var files: [ClaimedFile] { told.value.withLock { $0.files } }
    var outages: [String] { told.value.withLock { $0.outages } }
    var notices: [String] { told.value.withLock { $0.notices } }
    /// Names of delivered articles, sorted, one for each delivery.
    var names: [String] { files.filter { $0.ignore == nil }.map { printable($0.claim.name) }.sorted() }
    /// `NAME: code` of what was delivered to be ignored.
    var ignored: [String] { files.compactMap { file in file.ignore.map { "\(printable(file.claim.name)): \($0.rawValue)" } }.sorted() }

    func file(_ name: String) -> ClaimedFile? { files.first { printable($0.claim.name) == name } }
    func text(_ name: String) -> String? { file(name).flatMap { Drop.read($0.claim.path) } }
    func setCapacityZero(_ isZero: Bool) { told.value.withLock { $0.isCapacityZero = isZero } }

    /// Ends the intake and waits for its end.
    func stop() {
        let done = DispatchSemaphore(value: 0)
        intake.stop { done.signal() }
        done.wait()
    }

    /// Waits until the names have been delivered, each once, and nothing else.
    func expect(_ expected: [String], within seconds: Double = 30, sourceLocation: SourceLocation = #_sourceLocation) {
        let sorted = expected.sorted()
        _ = until(seconds) { self.files.count >= sorted.count && self.names.count >= sorted.count }
        #expect(names == sorted, sourceLocation: sourceLocation)
        #expect(ledger.complaints == [], sourceLocation: sourceLocation)
    }
}

extension Run.Told {
    final class Box: Sendable { let value = Mutex(Run.Told()) }
}

/// Polls the condition until it holds; false when the time is over.
@discardableResult
func until(_ seconds: Double = 30, _ condition: () -> Bool) -> Bool {
    let end = SystemCalls.live.monotonicNs() + UInt64(seconds * 1e9)
    while true {
        if condition() { return true }
        if SystemCalls.live.monotonicNs() > end { return false }
        usleep(500)
    }
}

/// Lets the time pass in which something that must not happen would have happened.
func pass(_ milliseconds: UInt32) { usleep(milliseconds * 1_000) }

/// A small generator with a seed that can be printed (SplitMix64, Steele et al. 2014).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
