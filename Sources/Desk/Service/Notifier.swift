import Foundation
import Glibc

/// Speaks systemd's notify protocol (sd_notify(3)): datagrams on the socket that NOTIFY_SOCKET names, by path or abstract (`@…`).
///
/// Without NOTIFY_SOCKET, or where nobody listens, everything here is silent: the daemon runs the same without systemd.
public struct Notifier: Sendable {
    /// One thing to say.
    public enum Field: Sendable, Equatable {
        case ready
        /// Settings are being read again; `ready` must follow. The time is CLOCK_MONOTONIC in microseconds.
        case reloading(monotonicUs: UInt64)
        case stopping
        /// For `systemctl status`.
        case status(String)
        case watchdog
        /// Start or stop takes longer: the next word comes within so many microseconds.
        case extendTimeout(us: UInt64)

        var line: String {
            switch self {
            case .ready: "READY=1"
            case .reloading(let us): "RELOADING=1\nMONOTONIC_USEC=\(us)"
            case .stopping: "STOPPING=1"
            // One line: what follows a line end would be another word of the protocol.
            case .status(let text): "STATUS=\(PrintableText.escaped(text))"
            case .watchdog: "WATCHDOG=1"
            case .extendTimeout(let us): "EXTEND_TIMEOUT_USEC=\(us)"
            }
        }
    }

    /// Whether there is anybody to talk to.
    public var isActive: Bool { address != nil }
    /// How often `watchdog` is to be sent, in nanoseconds: twice in the time that systemd waits for it, as sd_watchdog_enabled(3) advises.
    /// `nil` where it does not ask.
    public let watchdogIntervalNs: UInt64?
    private let address: [UInt8]?

    /// - Parameters:
    ///   - environment: NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID are looked at.
    ///   - pid: this process's.
    public init(environment: [String: String], pid: Int32 = getpid()) {
        let name = Array((environment["NOTIFY_SOCKET"] ?? "").utf8)
        let isUsable =
            (name.first == UInt8(ascii: "/") || name.first == UInt8(ascii: "@")) && name.count > 1
            && name.count <= SocketAddress.pathBytesMax
        address = isUsable ? name : nil
        let isMine = environment["WATCHDOG_PID"].map { Int32($0) == pid } ?? true
        if isUsable, isMine, let us = environment["WATCHDOG_USEC"].flatMap({ UInt64($0) }), us > 0, us < .max / 1_000 {
            watchdogIntervalNs = us * 1_000 / 2
        } else {
            watchdogIntervalNs = nil
        }
    }

    /// That of this process's environment.
    public init() { self.init(environment: ProcessInfo.processInfo.environment) }

    public func ready(status: String) { send(.ready, .status(status)) }

    /// Before settings are read again; `ready` must follow.
    public func reloading() { send(.reloading(monotonicUs: Monotonic.serviceUs())) }

    public func stopping() { send(.stopping) }

    public func status(_ text: String) { send(.status(text)) }

    public func watchdog() { send(.watchdog) }

    /// Start or stop takes longer: the next word comes within so many seconds.
    public func extendTimeout(seconds: Int) { send(.extendTimeout(us: UInt64(max(0, seconds)) * 1_000_000)) }

    /// Sends the fields as one datagram. Never blocks, never fails.
    public func send(_ fields: Field...) {
        guard let address, let socketAddress = SocketAddress(address) else { return }
        let fd = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard fd >= 0 else { return }
        defer { close(fd) }
        let message = Array(fields.map(\.line).joined(separator: "\n").utf8)
        socketAddress.with { pointer, length in
            _ = sendto(fd, message, message.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), pointer, length)
        }
    }
}
