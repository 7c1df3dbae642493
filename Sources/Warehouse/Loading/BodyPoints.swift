import Model

/// Finds the bytes of a span of code points in one article's body. Made at the first question and kept until the next article, so that
/// articles without such facts cost nothing. Confined to the loader, like the statements.
final class BodyPoints {
    /// Code points between two marks.
    private static let stride = 64

    private var body = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// Byte offset of every 64th code point; empty where every byte is one.
    private var marks: [Int] = []
    private var count = 0
    private var isRead = false

    /// Begins a body; it must stay where it is until the next.
    func open(_ body: UnsafeBufferPointer<UInt8>) {
        self.body = body
        isRead = false
    }

    /// The bytes of a span, without a copy; what lies beyond the body's end is left out.
    func bytes(of span: Span) -> UnsafeBufferPointer<UInt8> {
        if !isRead { read() }
        let start = min(max(0, span.start), count)
        let end = min(max(start, span.end), count)
        let first = offset(of: start, from: 0)
        return UnsafeBufferPointer(rebasing: body[first..<offset(of: end, from: first)])
    }

    private func read() {
        isRead = true
        marks.removeAll(keepingCapacity: true)
        var all: UInt8 = 0
        for byte in body { all |= byte }
        count = body.count
        if all < 0x80 { return }
        count = 0
        for index in body.indices where body[index] & 0xC0 != 0x80 {
            if count.isMultiple(of: Self.stride) { marks.append(index) }
            count += 1
        }
    }

    /// - Parameter known: a byte offset that is not after the one asked for.
    private func offset(of point: Int, from known: Int) -> Int {
        if marks.isEmpty { return point }
        if point >= count { return body.count }
        var at = marks[point / Self.stride]
        for _ in 0..<point % Self.stride {
            at += 1
            while body[at] & 0xC0 == 0x80 { at += 1 }
        }
        return max(at, known)
    }
}
