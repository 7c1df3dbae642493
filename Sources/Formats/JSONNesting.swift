/// Which containers are open, one bit each (1 = object). The first 64 levels cost no allocation; deeper ones go to an array.
struct JSONNesting {
    private(set) var count = 0
    private var bits: UInt64 = 0
    private var outer: [UInt64] = []

    @inline(__always)
    mutating func push(isObject: Bool) {
        if count > 0, count & 63 == 0 {
            outer.append(bits)
            bits = 0
        }
        bits = bits << 1 | (isObject ? 1 : 0)
        count += 1
    }

    @inline(__always)
    mutating func pop() {
        count -= 1
        bits >>= 1
        if count > 0, count & 63 == 0, let last = outer.popLast() { bits = last }
    }

    @inline(__always)
    var isObject: Bool { bits & 1 == 1 }
}
