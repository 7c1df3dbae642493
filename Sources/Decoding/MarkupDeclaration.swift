/// The charset that marked-up text names for itself: `<?xml encoding="…"?>`, `<meta charset=…>`, `<meta content="text/html; charset=…">`.
enum MarkupDeclaration {
    /// Pages declare early; the HTML standard asks for the first 1,024 bytes.
    private static let searchedBytes = 8 << 10
    /// What may stand between `charset` and its tag's beginning.
    private static let tagBytesMax = 512

    /// - Parameter bytes: the first bytes, of a charset that has ASCII in it.
    /// - Returns: the name as written, `nil` where none is declared or the text is no mark-up.
    static func charset(_ bytes: UnsafeRawBufferPointer) -> String? {
        let head = UnsafeRawBufferPointer(rebasing: bytes.prefix(searchedBytes))
        guard let start = head.firstIndex(where: { $0 > 0x20 }), head[start] == UInt8(ascii: "<") else { return nil }
        if matches("<?xml", head, start) {
            let end = head[start...].firstIndex(of: UInt8(ascii: ">")) ?? head.count
            if let at = find("encoding", head, start, end), let name = value(head, at + 8, end) { return name }
        }
        var at = start
        while let tag = find("<meta", head, at, head.count) {
            let end = min(head[tag...].firstIndex(of: UInt8(ascii: ">")) ?? head.count, tag + tagBytesMax)
            if let word = find("charset", head, tag, end), let name = value(head, word + 7, end) { return name }
            at = tag + 5
        }
        return nil
    }

    /// The name behind `=`, quotes or not.
    private static func value(_ bytes: UnsafeRawBufferPointer, _ from: Int, _ end: Int) -> String? {
        var at = from
        while at < end, bytes[at] <= 0x20 { at += 1 }
        guard at < end, bytes[at] == UInt8(ascii: "=") else { return nil }
        at += 1
        while at < end, bytes[at] <= 0x20 || bytes[at] == 0x22 || bytes[at] == 0x27 { at += 1 }
        let start = at
        while at < end, isName(bytes[at]) { at += 1 }
        return at > start ? String(decoding: bytes[start..<at], as: UTF8.self) : nil
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-_.:".utf8.contains(byte)
    }

    private static func find(_ word: StaticString, _ bytes: UnsafeRawBufferPointer, _ from: Int, _ end: Int) -> Int? {
        var at = from
        while at + word.utf8CodeUnitCount <= end {
            if matches(word, bytes, at) { return at }
            at += 1
        }
        return nil
    }

    private static func matches(_ word: StaticString, _ bytes: UnsafeRawBufferPointer, _ at: Int) -> Bool {
        guard at + word.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<word.utf8CodeUnitCount where bytes[at + index] | 0x20 != word.utf8Start[index] | 0x20 { return false }
        return true
    }
}
