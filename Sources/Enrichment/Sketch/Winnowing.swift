/// Chooses prints from a stream of word hashes: the lowest of every window of hashed runs.
struct Winnowing {
    /// Words of a run.
    private static let runWords = 5
    /// Runs of a window.
    private static let window = 12
    /// `spread` to the fifth power: what the oldest word of a run was multiplied by when the next comes in.
    private static let oldest = (0..<runWords).reduce(UInt64(1)) { power, _ in power &* WordHash.spread }

    private var run: UInt64 = 0
    private var words = RingOfFive()
    private var runs = Ring()
    private var count = 0
    /// Index of the lowest run in the window, and the run that was given last.
    private var lowest = 0
    private var given = -1

    /// Takes the next word; gives a print when the window's lowest run is another than before.
    @inline(__always)
    mutating func add(_ hash: UInt64) -> UInt32? {
        let out = words.replace(count, hash)
        run = (run &* WordHash.spread) &+ hash
        if count >= Self.runWords { run = run &- (out &* Self.oldest) }
        count += 1
        guard count >= Self.runWords else { return nil }
        let index = count - Self.runWords
        let value = UInt32(truncatingIfNeeded: WordHash.mix(run))
        runs[index] = value
        if index == 0 || value <= runs[lowest] {
            lowest = index
        } else if lowest + Self.window <= index {
            lowest = lowestOfWindow(endingAt: index)
        }
        guard index >= Self.window - 1, lowest != given else { return nil }
        given = lowest
        return runs[lowest]
    }

    private func lowestOfWindow(endingAt last: Int) -> Int {
        var best = last
        var at = last - 1
        while at > last - Self.window {
            if runs[at] < runs[best] { best = at }
            at -= 1
        }
        return best
    }

    /// The last sixteen runs.
    private struct Ring {
        private var low = SIMD8<UInt32>()
        private var high = SIMD8<UInt32>()

        subscript(index: Int) -> UInt32 {
            @inline(__always) get { index & 8 == 0 ? low[index & 7] : high[index & 7] }
            @inline(__always) set { if index & 8 == 0 { low[index & 7] = newValue } else { high[index & 7] = newValue } }
        }
    }

    /// The last five words.
    private struct RingOfFive {
        private var hashes = SIMD8<UInt64>()

        /// Puts a word in place of the one five words before it, and gives that.
        @inline(__always)
        mutating func replace(_ count: Int, _ hash: UInt64) -> UInt64 {
            let slot = count % Winnowing.runWords
            let old = hashes[slot]
            hashes[slot] = hash
            return old
        }
    }
}
