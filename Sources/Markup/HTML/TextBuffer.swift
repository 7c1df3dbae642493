/// Collects text as browsers show it: references resolved, white space collapsed.
final class TextBuffer {
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity = 4_096
    private(set) var count = 0
    /// White space was seen that becomes one space if more text comes.
    var isSpacePending = false

    init() { memory = .allocate(capacity: capacity) }

    deinit { memory.deallocate() }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: memory, count: count) }
    /// The last byte, 0 where there is none.
    var last: UInt8 { count > 0 ? memory[count - 1] : 0 }

    func removeAll() {
        count = 0
        isSpacePending = false
        lineStart = 0
    }

    /// Where the line begins that is being written: no space stands there.
    private var lineStart = 0

    @inline(__always)
    private func reserve(_ more: Int) {
        if count + more <= capacity { return }
        let wanted = max(capacity * 2, count + more)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        grown.update(from: memory, count: count)
        memory.deallocate()
        (memory, capacity) = (grown, wanted)
    }

    /// - Parameter isPreformatted: spaces and line ends stay as they are.
    func write(_ source: UnsafeBufferPointer<UInt8>, isPreformatted: Bool) {
        guard let from = source.baseAddress else { return }
        // No reference writes more than twice its own bytes.
        reserve(source.count * 2 + 8)
        let end = source.count
        var at = 0
        while at < end {
            let byte = from[at]
            if Self.isPlain(byte) {
                var stop = at &+ 1
                while stop < end, Self.isPlain(from[stop]) { stop &+= 1 }
                putSpace()
                (memory + count).update(from: from + at, count: stop &- at)
                count &+= stop &- at
                at = stop
            } else if byte <= 0x20 {
                if isPreformatted { keepSpace(byte) } else if byte != 0 { isSpacePending = true }
                at &+= 1
            } else if byte == 0xC2, at + 1 < end, from[at + 1] == 0xA0 {
                isSpacePending = true
                at &+= 2
            } else if byte == UInt8(ascii: "&"), let found = CharacterReference.find(from, at, end) {
                put(found.first)
                if found.second != 0 { put(found.second) }
                at = found.end
            } else {
                putSpace()
                memory[count] = byte
                count &+= 1
                at &+= 1
            }
        }
    }

    /// Neither white space nor a control, not `&`, and not the first byte of a no-break space.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte != UInt8(ascii: "&") && byte != 0xC2 }

    @inline(__always)
    private func putSpace() {
        guard isSpacePending else { return }
        isSpacePending = false
        if count > lineStart {
            memory[count] = 0x20
            count &+= 1
        }
    }

    private func keepSpace(_ byte: UInt8) {
        if byte == 0x0A {
            isSpacePending = false
            memory[count] = 0x0A
            count += 1
            lineStart = count
        } else if byte == 0x20 || byte == 0x09 {
            memory[count] = byte
            count += 1
        }
    }

    private func put(_ code: UInt32) {
        if code == 0xA0 || code <= 0x20 {
            isSpacePending = true
            return
        }
        putSpace()
        guard let scalar = Unicode.Scalar(code) else { return }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            memory[count] = byte
            count += 1
        }
    }

    /// A line break in the block that begins at `start`.
    func endLine(_ start: Int) {
        isSpacePending = false
        while count > start, memory[count - 1] <= 0x20 { count -= 1 }
        guard count > start else { return }
        reserve(1)
        memory[count] = 0x0A
        count += 1
        lineStart = count
    }

    /// Ends the block that begins at `start`; the next begins at `count`.
    /// - Returns: its bytes; 0, and nothing kept, where it shows nothing.
    func finish(from start: Int) -> Int {
        isSpacePending = false
        while count > start, memory[count - 1] <= 0x20 { count -= 1 }
        if count - start <= Self.unseenBytesMax, isUnseen(start) { count = start }
        lineStart = count
        return count - start
    }

    private static let unseenBytesMax = 24

    /// True for nothing but characters of no width (U+200B…U+200F, U+2060, U+FEFF, soft hyphens).
    private func isUnseen(_ start: Int) -> Bool {
        var at = start
        while at < count {
            let next = at + 2 < count ? (memory[at + 1], memory[at + 2]) : (0, 0)
            switch memory[at] {
            case 0xE2 where next.0 == 0x80 && next.1 >= 0x8B && next.1 <= 0x8F, 0xE2 where next == (0x81, 0xA0),
                0xEF where next == (0xBB, 0xBF):
                at += 3
            case 0xC2 where at + 1 < count && memory[at + 1] == 0xAD: at += 2
            default: return false
            }
        }
        return true
    }
}
