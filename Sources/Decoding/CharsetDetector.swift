/// Which charset some bytes are in.
///
/// Order (research: measured on 1,710 byte strings): byte order mark; UTF-16 and UTF-32 by their pattern; ISO-2022 escapes; valid UTF-8, which
/// beats any declaration; the declaration, in the text itself or of its carrier; UTF-8 with a few stray bytes; the likeliest text
/// (`CharsetJudge`); windows-1252.
public enum CharsetDetector {
    /// Bytes that are looked at for patterns, and that the statistical detector is given.
    private static let patternBytes = 64 << 10
    private static let statisticBytes = 16 << 10

    /// The charset of the bytes that begin with `head`.
    /// - Parameters:
    ///   - head: the first bytes, best 64 KiB or all.
    ///   - declared: the name that the format gives (a header, an XML declaration), if any.
    ///   - isWhole: true where `head` is all there is: a character cut at its end is then no character.
    public static func detect(_ head: [UInt8], declared: String? = nil, isWhole: Bool) -> CharsetGuess {
        head.withUnsafeBytes { bytes in
            let bytes = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, patternBytes)])
            return detect(bytes, declared: declared, isWhole: isWhole && bytes.count == head.count)
        }
    }

    private static func detect(_ bytes: UnsafeRawBufferPointer, declared: String?, isWhole: Bool) -> CharsetGuess {
        if let marked = byteOrderMark(bytes) { return marked }
        if let wide = WideCharsetPattern.recognise(bytes) { return CharsetGuess(charset: wide, from: .detected) }
        if let escaped = iso2022(bytes, isWhole: isWhole) { return CharsetGuess(charset: escaped, from: .detected) }
        let census = UTF8Census(bytes, isWhole: isWhole)
        if census.badSequences == 0 { return CharsetGuess(charset: .utf8, from: .utf8) }
        let declarations = [CharsetDeclaration.find(bytes), declared].compactMap { $0.flatMap { Charset(label: $0) } }
        for charset in declarations where charset != .windows1252 && charset != .utf8 {
            // Who declares a wide set in single bytes is wrong.
            if charset.isWide, !bytes.contains(0) { continue }
            if decodesStrictly(bytes, charset, isWhole: isWhole) { return CharsetGuess(charset: charset, from: .declared) }
        }
        if census.isMostlyUTF8 || (declarations.contains(.utf8) && census.goodSequences > census.badSequences) {
            return CharsetGuess(charset: .utf8, from: .utf8, hasStrayBytes: true)
        }
        // What comes before the first byte that is not ASCII says nothing.
        let start = max(0, (bytes.firstIndex { $0 >= 0x80 } ?? 0) - 64)
        let sample = UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + statisticBytes)])
        // Latin-1 is what people declare who have not thought of it: a hint, no more.
        let hint: Charset? = declarations.contains(.windows1252) ? .windows1252 : nil
        let found = CharsetJudge.decide(sample, hint: hint)
        let origin: CharsetOrigin = found == nil ? .fallback : .detected
        return CharsetGuess(charset: found ?? .windows1252, from: hint == (found ?? .windows1252) ? .declared : origin)
    }

    private static func byteOrderMark(_ bytes: UnsafeRawBufferPointer) -> CharsetGuess? {
        let marks: [([UInt8], Charset)] = [
            ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE, 0, 0], .utf32LE), ([0, 0, 0xFE, 0xFF], .utf32BE), ([0xFF, 0xFE], .utf16LE),
            ([0xFE, 0xFF], .utf16BE),
        ]
        for (mark, charset) in marks where bytes.starts(with: mark) {
            // A mark is a claim: UTF-8 may still hold stray bytes behind it.
            let isStray = charset == .utf8 && UTF8Census(bytes, isWhole: false).badSequences > 0
            return CharsetGuess(charset: charset, from: .bom, hasStrayBytes: isStray, bomBytes: mark.count)
        }
        return nil
    }

    /// ISO-2022: seven-bit text with escapes that decodes without a fault.
    private static func iso2022(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) -> Charset? {
        var sawEscape = false
        for (index, byte) in bytes.enumerated() {
            if byte >= 0x80 { return nil }
            if byte == 0x1B, index + 1 < bytes.count, bytes[index + 1] == 0x24 || bytes[index + 1] == 0x28 { sawEscape = true }
        }
        guard sawEscape else { return nil }
        return [Charset.iso2022JP, .iso2022KR, .iso2022CN].first { decodesStrictly(bytes, $0, isWhole: isWhole) }
    }

    /// True where every byte is a character in the charset and none is a control beyond the usual.
    private static func decodesStrictly(_ bytes: UnsafeRawBufferPointer, _ charset: Charset, isWhole: Bool) -> Bool {
        let sample = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, statisticBytes)])
        let transcoder = Transcoder(charset, readsStrayBytes: false)
        return withUnsafeTemporaryAllocation(
            of: UInt8.self, capacity: sample.count * Transcoder.growth + Transcoder.slack
        ) { buffer in
            var out = UTF8Cursor(buffer)
            _ = transcoder.convert(sample, isLast: isWhole && sample.count == bytes.count, &out)
            return transcoder.replacedBytes == 0
        }
    }
}

extension Charset {
    /// UTF-16 and UTF-32.
    var isWide: Bool { shape == .utf16 || shape == .utf32 }
}
