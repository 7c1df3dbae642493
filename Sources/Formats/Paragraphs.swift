/// The shape of a body: paragraphs separated by one empty line.
enum Paragraphs {
    /// - Parameter text: any line ends. Where it has empty lines, they part the paragraphs and single line ends stay inside;
    ///   where it has none, every line is a paragraph.
    static func separated(_ text: String) -> String {
        var text = text
        let found = text.withUTF8 { Self.shape($0) }
        if found.isRight { return text }
        return text.withUTF8 { Self.blocks($0, byLine: !found.hasEmptyLine).joined(separator: "\n\n") }
    }

    private struct Shape {
        var hasEmptyLine = false
        var hasLineEnd = false
        /// Nothing has to be changed.
        var isRight = true
    }

    /// Looks at line ends only.
    private static func shape(_ bytes: UnsafeBufferPointer<UInt8>) -> Shape {
        var shape = Shape()
        guard let base = bytes.baseAddress, let first = bytes.first, let last = bytes.last else { return shape }
        if first <= 0x20 || last <= 0x20 { shape.isRight = false }
        let hasReturns = ByteSearch.first(0x0D, base, 0, bytes.count) != nil
        if hasReturns { shape.isRight = false }
        var at = 0
        while let hit = hasReturns
            ? bytes[at...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) : ByteSearch.first(0x0A, base, at, bytes.count)
        {
            shape.hasLineEnd = true
            if hit > 0, base[hit - 1] == 0x20 || base[hit - 1] == 0x09 { shape.isRight = false }
            at = hit
            var ends = 0
            while at < bytes.count, base[at] <= 0x20 {
                let isPair = base[at] == 0x0D && at + 1 < bytes.count && base[at + 1] == 0x0A
                if base[at] == 0x0A || base[at] == 0x0D { ends += 1 } else { shape.isRight = false }
                at += isPair ? 2 : 1
            }
            if ends >= 2 { shape.hasEmptyLine = true }
            if ends > 2 { shape.isRight = false }
        }
        if shape.hasLineEnd, !shape.hasEmptyLine { shape.isRight = false }
        return shape
    }

    /// The paragraphs of a text. Trailing spaces of lines go; leading ones stay, they may mean something inside a block.
    static func blocks(_ bytes: UnsafeBufferPointer<UInt8>, byLine: Bool) -> [String] {
        var blocks: [String] = []
        var block: [UInt8] = []
        func flush() {
            if let first = block.firstIndex(where: { $0 > 0x20 }) { blocks.append(String(decoding: block[first...], as: UTF8.self)) }
            block.removeAll(keepingCapacity: true)
        }
        forEachLine(bytes) { line in
            var end = line.endIndex
            while end > line.startIndex, line[end - 1] <= 0x20 { end -= 1 }
            if end == line.startIndex {
                flush()
                return
            }
            if byLine { flush() }
            if !block.isEmpty { block.append(0x0A) }
            block.append(contentsOf: line[..<end])
        }
        flush()
        return blocks
    }

    /// Calls for every line without its end: LF, CRLF or CR.
    static func forEachLine(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Void) {
        var start = 0
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            guard byte == 0x0A || byte == 0x0D else {
                at += 1
                continue
            }
            body(bytes[start..<at])
            at += byte == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A ? 2 : 1
            start = at
        }
        if start < bytes.count { body(bytes[start...]) }
    }
}
