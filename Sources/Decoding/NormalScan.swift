/// Asks whether a text has its shape already: one pass, no allocation, eight bytes a step through ASCII.
struct NormalScan {
    /// Bytes before a doubtful code point that are searched for the start of its character.
    private static let stretchBytesMax = 64

    private let shape: TextShape
    private let combiningRunMax: Int
    /// Short stretches that were composed and came out as they were; scripts like Bengali repeat a few hundred of them all the time.
    private var settled: Set<UInt64> = []
    private var lastClass: UInt8 = 0
    private var marks = 0
    // Two neighbours beyond ASCII that UTF-8, misread, may have made (`Mojibake`).
    private(set) var mayBeMojibake = false
    private let codecs = MojibakeCodecs.shared

    init(_ shape: TextShape, combiningRunMax: Int) {
        self.shape = shape
        self.combiningRunMax = combiningRunMax
    }

    /// True where rewriting would change nothing.
    mutating func isNormal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if bytes.isEmpty { return true }
        if !hasNormalEnds(bytes) { return false }
        var at = 0
        // The codecs in which the code point before begins a sequence of UTF-8.
        var leads: UInt32 = 0
        while at < bytes.count {
            if bytes[at] < 0x80 { leads = 0 }
            let run = UTF8Scan.printableASCII(bytes, from: at)
            if run > 0 {
                if shape == .line, hasDoubleSpace(bytes, at..<at + run) { return false }
                lastClass = 0
                marks = 0
                at += run
                if at == bytes.count { break }
            }
            let lead = bytes[at]
            if lead < 0x80 {
                guard shape == .body, lead == 0x09 || (lead == 0x0A && isNormalLineEnd(bytes, at)) else { return false }
                lastClass = 0
                marks = 0
                at += 1
                continue
            }
            let (value, length) = UTF8Scan.scalar(bytes, at: at)
            let mask = codecs.mask(value)
            if leads & (mask >> 16) != 0 { mayBeMojibake = true }
            leads = mask
            if !isNormal(value, bytes, at, length) { return false }
            at += length
        }
        return true
    }

    private func hasNormalEnds(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let last = UTF8Scan.scalar(bytes, at: UTF8Scan.before(bytes, bytes.count)).value
        if UTF8Scan.isBlank(last) || last == 0x0A { return false }
        let first = UTF8Scan.scalar(bytes, at: 0).value
        return shape == .body ? first != 0x0A : !UTF8Scan.isBlank(first)
    }

    private func hasDoubleSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var wasSpace = false
        for index in range {
            let isSpace = bytes[index] == 0x20
            if isSpace && wasSpace { return true }
            wasSpace = isSpace
        }
        return false
    }

    /// No blank before it, and at most one empty line.
    @inline(__always)
    private func isNormalLineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        let last = bytes[at - 1]
        if last == 0x0A { return at >= 2 && bytes[at - 2] != 0x0A }
        if last < 0x80 { return last != 0x20 && last != 0x09 }
        return !UTF8Scan.isBlank(UTF8Scan.scalar(bytes, at: UTF8Scan.before(bytes, at)).value)
    }

    @inline(__always)
    private mutating func isNormal(_ value: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ length: Int) -> Bool {
        if value < NormalForm.firstInteresting {
            lastClass = 0
            marks = 0
            return value > 0xA0 ? value != 0xAD : value == 0xA0 && shape == .body && isClean(value, bytes, at, length)
        }
        if value >= 0x1680 {
            if UTF8Scan.isLineEnd(value) || (shape == .line && UTF8Scan.isBlank(value)) { return false }
            if Residue.mayConcern(value), !isClean(value, bytes, at, length) { return false }
        }
        let kind = NormalForm.classify(value)
        if kind.isDoubtful { return settle(bytes, at, length, kind) }
        if kind.combining == 0 {
            lastClass = 0
            marks = 0
            return true
        }
        return take(kind)
    }

    /// True for what only looks like dirt.
    private func isClean(_ value: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ length: Int) -> Bool {
        if Residue.ligature(value) != nil { return false }
        let before = at > 0 ? UTF8Scan.scalar(bytes, at: UTF8Scan.before(bytes, at)).value : 0x0A
        return !Residue.isDropped(value, before: before, after: Residue.after(bytes, at + length))
    }

    /// A mark that is in order and not one too many.
    private mutating func take(_ kind: NormalForm.Class) -> Bool {
        marks = kind.combining == 0 ? 0 : marks + 1
        let isOrdered = kind.combining == 0 || lastClass <= kind.combining
        lastClass = kind.combining
        return isOrdered && marks <= combiningRunMax
    }

    /// Composes the stretch from the last plain code point to the doubtful one; `false` where that changes it.
    private mutating func settle(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ length: Int, _ kind: NormalForm.Class) -> Bool {
        guard take(kind), NormalForm.expansion(UTF8Scan.scalar(bytes, at: at).value) == nil else { return false }
        var start = at
        while start > 0 {
            start = UTF8Scan.before(bytes, start)
            if NormalForm.classify(UTF8Scan.scalar(bytes, at: start).value).isPlain { break }
            if at - start > Self.stretchBytesMax { return false }
        }
        let stretch = UnsafeBufferPointer(rebasing: bytes[start..<at + length])
        var key: UInt64 = 0
        if stretch.count <= 8 {
            for byte in stretch { key = key << 8 | UInt64(byte) }
            if settled.contains(key) { return true }
        }
        guard NormalForm.compose(stretch).elementsEqual(stretch) else { return false }
        if stretch.count <= 8 { settled.insert(key) }
        return true
    }
}
