/// What a character reference stands for: one character, with some names two.
public struct ResolvedReference: Sendable {
    public var first: UInt32
    /// 0 where there is one only.
    public var second: UInt32
    /// Where the reference ends, its semicolon included.
    public var end: Int
    /// False where its semicolon is missing, as the HTML standard allows for numbers and for the oldest names.
    public var hasSemicolon: Bool
}

/// Character references as the HTML standard reads them: numbers, and all 2,125 names (`ReferenceTable`).
public enum CharacterReference {
    /// The reference at `at` (its `&`), with its semicolon.
    /// - Returns: the characters and where the reference ends; `nil` where it is none, the ampersand then stands for itself.
    public static func resolve(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (String, Int)? {
        guard let base = bytes.baseAddress, let found = find(base, at, bytes.count), found.hasSemicolon else { return nil }
        var text = String.UnicodeScalarView()
        for code in [found.first, found.second] where code != 0 { if let scalar = Unicode.Scalar(code) { text.append(scalar) } }
        return (String(text), found.end)
    }

    /// The reference at `at` (its `&`) in `bytes[..<end]`.
    /// - Parameter isInAttribute: there `&copy=2` is a part of an address, no sign.
    public static func find(
        _ bytes: UnsafePointer<UInt8>, _ at: Int, _ end: Int, isInAttribute: Bool = false
    ) -> ResolvedReference? {
        guard at + 2 < end else { return nil }
        if bytes[at + 1] == UInt8(ascii: "#") { return number(bytes, at + 2, end) }
        var stop = at + 1
        var hash = ReferenceTable.seed
        // The longest of the names that may lack their semicolon, found on the way.
        var legacy: (codes: (UInt32, UInt32), end: Int)?
        let table = ReferenceTable.shared
        while stop < end, stop - at <= ReferenceTable.nameBytesMax, isAlphanumeric(bytes[stop]) {
            hash = ReferenceTable.step(hash, bytes[stop])
            stop += 1
            if stop - at - 1 <= ReferenceTable.legacyBytesMax, let codes = table.find(hash, isLegacy: true) { legacy = (codes, stop) }
        }
        if stop < end, bytes[stop] == UInt8(ascii: ";"), stop > at + 1, let codes = table.find(hash, isLegacy: false) {
            return ResolvedReference(first: codes.0, second: codes.1, end: stop + 1, hasSemicolon: true)
        }
        guard let legacy else { return nil }
        if isInAttribute, legacy.end < end, isAlphanumeric(bytes[legacy.end]) || bytes[legacy.end] == UInt8(ascii: "=") { return nil }
        return ResolvedReference(first: legacy.codes.0, second: legacy.codes.1, end: legacy.end, hasSemicolon: false)
    }

    @inline(__always)
    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    /// `#8217`, `#x2019`. 0x80…0x9F are read as windows-1252, as browsers do; what is no character becomes U+FFFD.
    private static func number(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> ResolvedReference? {
        var at = from
        var value: UInt32 = 0
        let isHex = bytes[at] | 0x20 == UInt8(ascii: "x")
        if isHex { at += 1 }
        let start = at
        while at < end, let digit = digit(bytes[at], isHex: isHex) {
            // Beyond Unicode it only has to stay there.
            value = min(value &* (isHex ? 16 : 10) &+ digit, 0x11_0000)
            at += 1
        }
        guard at > start else { return nil }
        if (0x80...0x9F).contains(value) { value = windows1252[Int(value) - 0x80] }
        if value == 0 || value > 0x10_FFFF || (0xD800...0xDFFF).contains(value) { value = 0xFFFD }
        let hasSemicolon = at < end && bytes[at] == UInt8(ascii: ";")
        return ResolvedReference(first: value, second: 0, end: hasSemicolon ? at + 1 : at, hasSemicolon: hasSemicolon)
    }

    @inline(__always)
    private static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
        if byte &- 48 < 10 { return UInt32(byte &- 48) }
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        return isHex && letter < 6 ? UInt32(letter) + 10 : nil
    }

    /// What windows-1252 has at 0x80…0x9F; the five unassigned ones stay the controls that they are.
    private static let windows1252 = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars.map(\.value)
}
