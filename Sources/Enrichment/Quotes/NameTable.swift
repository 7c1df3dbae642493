/// A small table from 64-bit hashes to numbers, emptied in constant time between articles.
struct NameTable {
    private var keys = [UInt64](repeating: 0, count: 256)
    private var values = [Int32](repeating: -1, count: 256)
    private var stamps = [UInt32](repeating: 0, count: 256)
    private var stamp: UInt32 = 1
    private var used = 0

    /// Forgets everything; the memory stays.
    mutating func empty() {
        used = 0
        stamp &+= 1
        if stamp == 0 {
            for index in stamps.indices { stamps[index] = 0 }
            stamp = 1
        }
    }

    /// The number of `key`, -1 where it has none.
    subscript(key: UInt64) -> Int32 {
        get {
            let slot = slot(key)
            return stamps[slot] == stamp ? values[slot] : -1
        }
        set {
            if used * 2 >= keys.count { grow() }
            let slot = slot(key)
            if stamps[slot] != stamp { used += 1 }
            stamps[slot] = stamp
            keys[slot] = key
            values[slot] = newValue
        }
    }

    private func slot(_ key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: key ^ (key >> 29)) & (keys.count - 1)
        while stamps[slot] == stamp && keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
        return slot
    }

    private mutating func grow() {
        var larger = NameTable()
        larger.keys = [UInt64](repeating: 0, count: keys.count * 2)
        larger.values = [Int32](repeating: -1, count: keys.count * 2)
        larger.stamps = [UInt32](repeating: 0, count: keys.count * 2)
        for index in keys.indices where stamps[index] == stamp { larger[keys[index]] = values[index] }
        self = larger
    }
}
