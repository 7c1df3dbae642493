/// The charset that a text declares of itself: in its XML declaration, or in a `<meta>` of its first bytes, as browsers look for it.
enum CharsetDeclaration {
    /// Browsers look through 1,024 bytes; pages of newsrooms have long heads.
    private static let bytesMax = 8 << 10
    private static let labelBytesMax = 40

    /// The label as written; `nil` where there is none, or where the bytes are no markup.
    static func find(_ bytes: UnsafeRawBufferPointer) -> String? {
        var start = 0
        while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
        guard start < bytes.count, bytes[start] == UInt8(ascii: "<") else { return nil }
        let head = UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + bytesMax)])
        if begins(head, 0, "<?xml"), let end = head.firstIndex(of: UInt8(ascii: ">")),
            let label = value(head, 5..<end, of: "encoding")
        {
            return label
        }
        var at = 0
        while at < head.count {
            guard head[at] == UInt8(ascii: "<") else {
                at += 1
                continue
            }
            if begins(head, at, "<!--") {
                at = commentEnd(head, at + 4)
                continue
            }
            let end = head[at...].firstIndex(of: UInt8(ascii: ">")) ?? head.count
            if begins(head, at, "<meta"), let label = value(head, at + 5..<end, of: "charset") { return label }
            // Text has begun.
            if begins(head, at, "<body") || begins(head, at, "<item") || begins(head, at, "<entry") { return nil }
            at += 1
        }
        return nil
    }

    /// What stands behind `name=`, in quotation marks or up to what ends a label.
    private static func value(_ head: UnsafeRawBufferPointer, _ range: Range<Int>, of name: StaticString) -> String? {
        var at = range.lowerBound
        while at < range.upperBound, !begins(head, at, name) { at += 1 }
        at += name.utf8CodeUnitCount
        while at < range.upperBound, head[at] <= 0x20 { at += 1 }
        guard at < range.upperBound, head[at] == UInt8(ascii: "=") else { return nil }
        at += 1
        while at < range.upperBound, head[at] <= 0x20 || head[at] == 0x22 || head[at] == 0x27 { at += 1 }
        var label: [UInt8] = []
        while at < range.upperBound, label.count < labelBytesMax, isLabel(head[at]) {
            label.append(head[at])
            at += 1
        }
        return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
    }

    private static func isLabel(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || [0x2D, 0x5F, 0x2E, 0x3A, 0x2B].contains(byte)
    }

    private static func commentEnd(_ head: UnsafeRawBufferPointer, _ from: Int) -> Int {
        var at = from
        while at + 2 < head.count {
            if head[at] == 0x2D, head[at + 1] == 0x2D, head[at + 2] == UInt8(ascii: ">") { return at + 3 }
            at += 1
        }
        return head.count
    }

    /// True if these ASCII bytes stand there, capitals or not.
    private static func begins(_ head: UnsafeRawBufferPointer, _ at: Int, _ word: StaticString) -> Bool {
        guard head.count - at >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount {
            let byte = head[at + index]
            let lower = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
            if lower != word.utf8Start[index] { return false }
        }
        return true
    }
}
