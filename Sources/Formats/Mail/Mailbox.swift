/// Where a mailbox's messages begin (mboxrd): `From ` at the start of a line behind an empty one, with a date in it.
enum Mailbox {
    /// A longer line begins no message.
    static let lineBytesMax = 1_024

    /// The next such line at or behind `from`.
    /// - Parameter isEnd: nothing comes behind these bytes; a line that they cut is no line otherwise.
    /// - Returns: where the line begins.
    static func fromLine(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, _ isEnd: Bool) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var at = from
        // "F" is rarer than a line end.
        while let hit = ByteSearch.first(UInt8(ascii: "F"), base, at, bytes.count) {
            at = hit + 1
            guard hit + 5 <= bytes.count, base[hit + 1] == UInt8(ascii: "r"), base[hit + 2] == UInt8(ascii: "o"),
                base[hit + 3] == UInt8(ascii: "m"), base[hit + 4] == 0x20, followsEmptyLine(base, hit)
            else { continue }
            let limit = min(bytes.count, hit + lineBytesMax)
            guard let feed = ByteSearch.first(0x0A, base, hit, limit) ?? (isEnd ? limit : nil) else { continue }
            if isFromLine(UnsafeBufferPointer(start: base + hit, count: feed - hit)) { return hit }
        }
        return nil
    }

    private static func followsEmptyLine(_ base: UnsafePointer<UInt8>, _ at: Int) -> Bool {
        var before = at - 1
        guard before > 0, base[before] == 0x0A else { return false }
        before -= 1
        if before >= 0, base[before] == 0x0D { before -= 1 }
        return before < 0 || base[before] == 0x0A
    }

    /// True for a line with a clock time and a weekday or a year in it.
    static func isFromLine(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard line.starts(with: "From ".utf8) else { return false }
        let words = line.split(whereSeparator: { $0 <= 0x20 })
        guard (4...16).contains(words.count) else { return false }
        var hasTime = false
        var hasDay = false
        for word in words.dropFirst() {
            let digits = word.count { HeaderDate.isDigit($0) }
            if word.contains(UInt8(ascii: ":")), digits >= 3, digits + 2 >= word.count { hasTime = true }
            if word.count == 4, digits == 4 { hasDay = true }
            if word.count >= 3, word.count <= 4, days.contains(String(decoding: word.prefix(3), as: UTF8.self).lowercased()) {
                hasDay = true
            }
        }
        return hasTime && hasDay
    }

    private static let days: Set<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// The message with one `>` taken off its lines `>From `, `>>From ` …; `nil` where it has none.
    static func unquoted(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard let base = bytes.baseAddress else { return nil }
        var out: [UInt8] = []
        var copied = 0
        var at = 0
        while let hit = ByteSearch.first(UInt8(ascii: ">"), base, at, bytes.count) {
            at = hit + 1
            guard hit > 0, base[hit - 1] == 0x0A else { continue }
            while at < bytes.count, base[at] == UInt8(ascii: ">") { at += 1 }
            guard at + 5 <= bytes.count, UnsafeBufferPointer(rebasing: bytes[at..<(at + 5)]).elementsEqual("From ".utf8) else { continue }
            if out.isEmpty { out.reserveCapacity(bytes.count) }
            out.append(contentsOf: bytes[copied..<hit])
            copied = hit + 1
        }
        guard copied > 0 else { return nil }
        out.append(contentsOf: bytes[copied...])
        return out
    }
}
