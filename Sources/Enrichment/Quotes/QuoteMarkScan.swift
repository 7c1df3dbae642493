import Language

/// Finds paragraphs and quotation marks in one pass over the bytes.
struct QuoteMarkScan {
    let bytes: UnsafeBufferPointer<UInt8>
    private let base: UnsafePointer<UInt8>

    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress, bytes.count < Int32.max else { return nil }
        self.bytes = bytes
        self.base = base
    }

    /// 1 for bytes that a mark or a line end may begin with.
    private static let candidates: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte: UInt8 in [0x0A, 0x22, 0x27, 0x60, 0xC2, 0xE2, 0xE3, 0xEF] { table[Int(byte)] = true }
        return table
    }()

    /// Appends every paragraph and every mark that could open or close; apostrophes between letters are left out.
    func run(_ paragraphs: inout [TextParagraph], _ marks: inout [QuoteMark]) {
        Self.candidates.withUnsafeBufferPointer { candidates in
            var at = 0
            var start = 0
            var marksFrom = 0
            let count = bytes.count
            while at < count {
                let byte = base[at]
                if !candidates[Int(byte)] {
                    at += 1
                } else if byte == 0x0A {
                    close(start, at, &marksFrom, &paragraphs, &marks)
                    at += 1
                    start = at
                } else {
                    at += mark(at, paragraphStart: start, &marks)
                }
            }
            close(start, count, &marksFrom, &paragraphs, &marks)
        }
    }

    private func close(_ start: Int, _ end: Int, _ marksFrom: inout Int, _ paragraphs: inout [TextParagraph], _ marks: inout [QuoteMark]) {
        if end > start {
            for index in marksFrom..<marks.count { marks[index].paragraph = Int32(paragraphs.count) }
            paragraphs.append(
                TextParagraph(start: Int32(start), end: Int32(end), marksFrom: Int32(marksFrom), marksTo: Int32(marks.count)))
        }
        marksFrom = marks.count
    }

    /// Reads the code point at `at`, appends it if it is a mark, and gives the bytes that were read.
    private func mark(_ at: Int, paragraphStart: Int, _ marks: inout [QuoteMark]) -> Int {
        let (point, length) = CodePoint.decode(base, at, bytes.count)
        var width = length
        var isDouble = QuoteMark.isDouble(point)
        var isPair = false
        if !isDouble {
            guard point == 0x60 || QuoteMark.isSingle(point) else { return length }
            let next = at + length < bytes.count ? CodePoint.decode(base, at + length, bytes.count).value : 0
            if next == point && (point == 0x27 || point == 0x60 || point == 0x2018 || point == 0x2019) {
                isDouble = true
                isPair = true
                width *= 2
            } else if point == 0x60 {
                return length
            }
        }
        let before = at > paragraphStart ? previous(at) : 0x20
        let after = at + width < bytes.count ? CodePoint.decode(base, at + width, bytes.count).value : 0x20
        let canOpen = QuoteMark.canOpen(before: before, after: after)
        let canClose = QuoteMark.canClose(before: before, after: after)
        if isDouble || canOpen || canClose {
            marks.append(
                QuoteMark(
                    start: Int32(at), end: Int32(at + width), point: point, isDouble: isDouble, isPair: isPair, before: before,
                    after: after, canOpen: canOpen, canClose: canClose))
        }
        return width
    }

    /// The code point that ends before byte `at`.
    @inline(__always)
    func previous(_ at: Int) -> UInt32 {
        var start = at - 1
        while start > 0 && base[start] & 0xC0 == 0x80 { start -= 1 }
        return CodePoint.decode(base, start, bytes.count).value
    }
}
