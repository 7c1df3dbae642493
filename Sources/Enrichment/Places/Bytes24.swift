/// A column of 24-bit numbers: the lower halves first, then the upper bytes.
struct Bytes24: Sendable {
    private let lows: TableBytes
    private let highs: TableBytes

    init?(_ rest: inout TableBytes, _ count: Int) {
        guard let lows = rest.take(count * 2), let highs = rest.take(count) else { return nil }
        self.lows = lows
        self.highs = highs
    }

    @inline(__always) subscript(index: Int) -> UInt32 { UInt32(lows.half(index)) | UInt32(highs.byte(index)) << 16 }
}
