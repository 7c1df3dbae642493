/// Small numbers by 64-bit keys, open addressing; memory is kept when it is emptied.
struct KeyTable: Sendable {
    private var keys: [UInt64] = []
    private var values: [Int32] = []
    private(set) var count = 0

    /// Forgets all keys.
    mutating func removeAll() {
        if count > 0 { for index in values.indices { values[index] = -1 } }
        count = 0
    }

    /// The number of a key, -1 where there is none.
    @inline(__always)
    subscript(key: UInt64) -> Int32 {
        get {
            if keys.isEmpty { return -1 }
            var slot = Int(truncatingIfNeeded: key &* WordHash.spread >> 20) & (keys.count - 1)
            while values[slot] >= 0 {
                if keys[slot] == key { return values[slot] }
                slot = (slot + 1) & (keys.count - 1)
            }
            return -1
        }
        set {
            if count * 2 >= keys.count { grow() }
            var slot = Int(truncatingIfNeeded: key &* WordHash.spread >> 20) & (keys.count - 1)
            while values[slot] >= 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
            if values[slot] < 0 { count += 1 }
            keys[slot] = key
            values[slot] = newValue
        }
    }

    private mutating func grow() {
        let old = zip(keys, values).filter { $0.1 >= 0 }
        let size = max(256, keys.count * 2)
        keys = Array(repeating: 0, count: size)
        values = Array(repeating: -1, count: size)
        count = 0
        for (key, value) in old { self[key] = value }
    }
}
