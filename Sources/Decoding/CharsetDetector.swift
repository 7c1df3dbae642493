import CUchardet

/// Which charset some bytes are in.
///
/// Order (research: measured on 1,710 byte strings): byte order mark; UTF-16 and UTF-32 by their pattern; ISO-2022 escapes; valid UTF-8, which
/// beats any declaration; the declaration (the caller's, else what mark-up says of itself); UTF-8 with a few stray bytes; libuchardet, its answer judged against its rivals; windows-1252.
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
        // A page that can be read at all where it declares itself is in no wide charset, whatever it says.
        let own = MarkupDeclaration.charset(bytes).flatMap { Charset(label: $0) }.flatMap { $0.isWide ? nil : $0 }
        let declaration = declared.flatMap { Charset(label: $0) } ?? own
        if let declaration, declaration != .windows1252, declaration != .utf8, decodesStrictly(bytes, declaration, isWhole: isWhole) {
            return CharsetGuess(charset: declaration, from: .declared)
        }
        if census.isMostlyUTF8 || (declaration == .utf8 && census.goodSequences > census.badSequences) {
            return CharsetGuess(charset: .utf8, from: .utf8, hasStrayBytes: true)
        }
        guard let found = statistics(bytes, isWhole: isWhole) else {
            return CharsetGuess(charset: .windows1252, from: declaration == .windows1252 ? .declared : .fallback)
        }
        // Declared as Latin-1 and detected as some Latin set: the declaration decides. Another script is beyond what Latin-1 could mean.
        if declaration == .windows1252, found.isLatin { return CharsetGuess(charset: .windows1252, from: .declared) }
        return CharsetGuess(charset: found, from: .detected)
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

    /// libuchardet's answer, judged against its rivals.
    private static func statistics(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) -> Charset? {
        guard let detector = uchardet_new() else { return nil }
        defer { uchardet_delete(detector) }
        // What comes before the first byte that is not ASCII says nothing.
        let first = bytes.firstIndex { $0 >= 0x80 } ?? 0
        let start = max(0, first - 64)
        let sample = bytes[start..<min(bytes.count, start + statisticBytes)]
        uchardet_handle_data(
            detector, UnsafeRawBufferPointer(rebasing: sample).assumingMemoryBound(to: CChar.self).baseAddress, sample.count)
        uchardet_data_end(detector)
        let named = uchardet_get_charset(detector).flatMap { Charset(label: String(cString: $0)) }
        return CharsetRivals.decide(UnsafeRawBufferPointer(rebasing: sample), found: named == .utf8 ? nil : named)
    }
}

extension Charset {
    /// True for the charsets in which ASCII is no ASCII.
    var isWide: Bool { self == .utf16LE || self == .utf16BE || self == .utf32LE || self == .utf32BE }

    /// True for the single-byte sets of languages in Latin letters.
    var isLatin: Bool {
        switch self {
        case .windows1250, .windows1252, .windows1254, .windows1257, .windows1258, .iso8859x2, .iso8859x3, .iso8859x4, .iso8859x10,
            .iso8859x13,
            .iso8859x14, .iso8859x15, .iso8859x16, .ibm437, .ibm850, .ibm852, .macintosh, .macCentralEurope:
            true
        default: false
        }
    }
}
