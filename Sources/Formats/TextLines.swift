/// Lines of a text, taken from the front; line ends may be LF, CRLF or CR.
struct TextLines {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// What has not been taken.
    var rest: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[at...]) }

    /// The next line without its end and without trailing white space, `nil` at the end.
    func peek() -> String? {
        guard at < bytes.count else { return nil }
        var end = lineEnd(at)
        while end > at, bytes[end - 1] <= 0x20 { end -= 1 }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[at..<end]), as: UTF8.self)
    }

    mutating func skip(_ count: Int) {
        for _ in 0..<count where at < bytes.count { at = next(lineEnd(at)) }
    }

    /// Passes over lines of white space.
    mutating func skipBlank() {
        while at < bytes.count {
            let end = lineEnd(at)
            guard isBlank(at, end) else { return }
            at = next(end)
        }
    }

    /// The lines up to the next empty one, at most eight.
    func block() -> [String] {
        var lines: [String] = []
        var ahead = self
        while lines.count < 8, let line = ahead.peek(), !line.isEmpty {
            lines.append(line)
            ahead.skip(1)
        }
        return lines
    }

    /// True if an empty line has text on both sides.
    var hasBlankInside: Bool {
        var position = at
        var sawText = false
        var sawBlank = false
        while position < bytes.count {
            let end = lineEnd(position)
            if isBlank(position, end) {
                sawBlank = sawBlank || sawText
            } else {
                if sawBlank { return true }
                sawText = true
            }
            position = next(end)
        }
        return false
    }

    /// True if most lines break off in the middle of a sentence, as lines of one wrapped paragraph do.
    var isWrapped: Bool {
        var position = at
        var lines = 0
        var broken = 0
        while position < bytes.count {
            let end = lineEnd(position)
            let following = next(end)
            if following >= bytes.count { break }
            if end - position > Self.wrappedBytesMax { return false }
            var last = end
            while last > position, bytes[last - 1] <= 0x20 { last -= 1 }
            lines += 1
            if last > position,
                bytes[last - 1] | 0x20 >= UInt8(ascii: "a") && bytes[last - 1] | 0x20 <= UInt8(ascii: "z")
                    || bytes[max(last - 1, position)] == UInt8(ascii: ",")
            {
                broken += 1
            }
            position = following
        }
        return lines >= 2 && broken * 2 > lines
    }

    private static let wrappedBytesMax = 100

    private func isBlank(_ start: Int, _ end: Int) -> Bool {
        var position = start
        while position < end {
            if bytes[position] > 0x20 {
                // A no-break space is blank too.
                guard bytes[position] == 0xC2, position + 1 < end, bytes[position + 1] == 0xA0 else { return false }
                position += 1
            }
            position += 1
        }
        return true
    }

    private func lineEnd(_ start: Int) -> Int {
        guard let base = bytes.baseAddress else { return start }
        return ByteSearch.firstLineEnd(base, start, bytes.count) ?? bytes.count
    }

    private func next(_ end: Int) -> Int {
        guard end < bytes.count else { return bytes.count }
        return bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? end + 2 : end + 1
    }
}
