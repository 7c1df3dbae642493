import Model

/// The day in a file's name: `2021-08-13-blinken.txt`, `20210813_0405.txt`, `news_2021_08_13.txt`.
enum FileNameDate {
    /// - Parameter name: bytes; only what stands behind the last `/` is read.
    static func find(_ name: [UInt8]) -> PublishedTime? {
        let base = name[(name.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]
        return Array(base).withUnsafeBufferPointer { b in
            for at in 0..<max(0, b.count - 7) where HeaderDate.isDigit(b[at]) && (at == 0 || !HeaderDate.isDigit(b[at - 1])) {
                if let time = compact(b, at) ?? parted(b, at) { return time }
            }
            return nil
        }
    }

    /// Eight digits, and at most a time of four or six behind them.
    private static func compact(_ b: UnsafeBufferPointer<UInt8>, _ at: Int) -> PublishedTime? {
        var end = at
        while end < b.count, HeaderDate.isDigit(b[end]) { end += 1 }
        guard end - at == 8 || end - at == 12 || end - at == 14 else { return nil }
        return day(HeaderDate.value(b, at, 4), HeaderDate.value(b, at + 4, 2), HeaderDate.value(b, at + 6, 2))
    }

    /// `2021-08-13`, with `-`, `_`, `.` or `/`-free equivalents, the same on both places.
    private static func parted(_ b: UnsafeBufferPointer<UInt8>, _ at: Int) -> PublishedTime? {
        guard at + 10 <= b.count, HeaderDate.areDigits(b, at, 4), HeaderDate.areDigits(b, at + 5, 2), HeaderDate.areDigits(b, at + 8, 2),
            b[at + 4] == b[at + 7], [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(b[at + 4]),
            at + 10 == b.count || !HeaderDate.isDigit(b[at + 10])
        else { return nil }
        return day(HeaderDate.value(b, at, 4), HeaderDate.value(b, at + 5, 2), HeaderDate.value(b, at + 8, 2))
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> PublishedTime? {
        guard (1_900...2_100).contains(year), CivilDay.exists(year: year, month: month, day: day) else { return nil }
        return PublishedTime(text: CivilDay.text(year: year, month: month, day: day), precision: .day, origin: .fileName)
    }
}
