import Glibc

/// The clocks that the desk reads; logic takes their values as parameters, so that tests pass their own.
enum Monotonic {
    /// Nanoseconds of CLOCK_BOOTTIME: goes on through suspend, never jumps.
    static func nowNs() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Microseconds of CLOCK_MONOTONIC, which stands still in suspend: systemd compares what it is told with that clock (sd_notify(3)).
    static func serviceUs() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    }

    /// CPU nanoseconds of the calling thread, for the budget of parsing.
    static func threadCPUNs() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
