/// Characters in a row that are one character of UTF-8, misread.
struct MojibakeRun {
    /// Where it stands, in code points.
    var range: Range<Int>
    /// What it was.
    var scalar: UInt32
    /// How much it says: nothing that right text might not hold, something odd, or what no right text holds.
    var evidence: Evidence
    /// Code points beyond ASCII in it.
    var marked: Int

    enum Evidence: Int { case none, odd, certain }

    /// All runs of one codec.
    static func find(_ text: [UInt32], codec: Int) -> [MojibakeRun] {
        let codecs = MojibakeCodecs.shared
        var runs: [MojibakeRun] = []
        var at = 0
        while at < text.count {
            if text[at] < 0x80 {
                at += 1
                continue
            }
            guard let run = MojibakeRun(text, at, codec, codecs) else {
                at += 1
                continue
            }
            runs.append(run)
            at = run.range.upperBound
        }
        return runs
    }

    private init?(_ text: [UInt32], _ at: Int, _ codec: Int, _ codecs: MojibakeCodecs) {
        let lead = codecs.byte(text[at], codec: codec)
        guard lead >= 0xC2, lead <= 0xF4 else { return nil }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = UInt32(lead) & (lead < 0xE0 ? 0x1F : lead < 0xF0 ? 0x0F : 0x07)
        marked = 1
        for index in at + 1..<at + length {
            let next = index < text.count ? text[index] : 0
            var byte = codecs.byte(next, codec: codec)
            if byte == 0, codec == MojibakeCodecs.western, index == at + length - 1 {
                // à: its no-break space became a plain one. ”: its last byte is no character in windows-1252 and was dropped.
                if next == 0x20, lead == 0xC3 { byte = 0xA0 }
                if lead == 0xE2, text[at + 1] == 0x20AC {
                    (range, scalar, evidence, marked) = (at..<index, 0x201D, .certain, 2)
                    return
                }
            }
            guard byte & 0xC0 == 0x80 else { return nil }
            if next >= 0x80 { marked += 1 }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000), Self.isPlausible(value) else { return nil }
        range = at..<at + length
        scalar = value
        evidence = .none
        // Words may end in Ã.
        if !isSpaced(text) { evidence = judge(text, codec) }
    }

    /// True where the run is à whose second half became a plain space, which stays or goes.
    func isSpaced(_ text: [UInt32]) -> Bool { text[range.upperBound - 1] == 0x20 }

    /// What texts of news are made of; C1 controls too, for what was misread twice.
    private static func isPlausible(_ value: UInt32) -> Bool {
        switch value {
        case 0x80...0x58F, 0x590...0x6FF, 0x900...0xDFF, 0xE00...0x10FF, 0x1200...0x137F, 0x1780...0x17FF,
            0x1E00...0x1FFF, 0x200B...0x2044, 0x20AC, 0x20B0...0x20BF, 0x2100...0x22FF, 0x2500...0x27BF, 0x3000...0x9FFF, 0xAC00...0xD7A3,
            0xFB01, 0xFB02, 0xFE0F, 0xFEFF, 0xFF00...0xFFEF, 0x1F000...0x1FAFF:
            true
        default: false
        }
    }

    // MARK: evidence

    private func judge(_ text: [UInt32], _ codec: Int) -> Evidence {
        if codec == MojibakeCodecs.western, isCertain(text) { return .certain }
        if isInsideWord(text) || (codec == MojibakeCodecs.western && isAroundWord(text)) { return .certain }
        let characters = text[range]
        if characters.contains(where: { Self.isBox($0) || Self.isRoot($0) }) || isMacMark(text) { return .certain }
        if characters.contains(where: Self.isOdd) { return .odd }
        // A capital behind a small letter, where words do not have one.
        let before = range.lowerBound > 0 ? text[range.lowerBound - 1] : 0x20
        return Self.isLower(before) && Self.isUpper(text[range.lowerBound]) ? .odd : .none
    }

    /// Pairs that no right text holds (those of UTF-8 read as windows-1252 or as Latin-1).
    private func isCertain(_ text: [UInt32]) -> Bool {
        let first = text[range.lowerBound]
        let second = text[range.lowerBound + 1]
        let before = range.lowerBound > 0 ? text[range.lowerBound - 1] : 0x20
        if text[range].contains(where: { $0 >= 0x80 && $0 < 0xA0 }) { return scalar >= 0xA0 }
        switch first {
        case 0xE2: return [0x20AC, 0x201A, 0x201E, 0x2C6, 0x2020, 0x2021, 0x2030].contains(second)
        case 0xC3:
            // Quotation marks, dashes and the ellipsis may follow a word that ends in Ã.
            if second == 0xA0 { return !Self.isUpper(before) }
            return Self.isOdd(second) || second == 0xA1 || second == 0xBF || second == 0xAD
        case 0xC2:
            if second == 0xA0 { return !Self.isUpper(before) && before != 0xAB && before != 0x201C }
            if Self.isLetter(before) || before == 0xAB || before == 0x201C { return false }
            return (second >= 0xA1 && second <= 0xBF)
        case 0xEF: return scalar == 0xFEFF
        default: return false
        }
    }

    /// A capital and a mark or another capital between small letters: `straÃŸe`, `sijeÄŤnja`.
    private func isInsideWord(_ text: [UInt32]) -> Bool {
        guard range.lowerBound > 0, range.upperBound < text.count else { return false }
        return Self.isLower(text[range.lowerBound - 1]) && Self.isLower(text[range.upperBound])
            && Self.isUpper(text[range.lowerBound]) && !Self.isLower(text[range.lowerBound + 1])
    }

    /// Ã, Ä, Å and a mark or a capital at the beginning of a word in small letters: `Ãœber`.
    private func isAroundWord(_ text: [UInt32]) -> Bool {
        guard (0xC3...0xC5).contains(text[range.lowerBound]), range.upperBound < text.count, Self.isLower(text[range.upperBound]) else {
            return false
        }
        let before = range.lowerBound > 0 ? text[range.lowerBound - 1] : 0x20
        let second = text[range.lowerBound + 1]
        return !Self.isLetter(before) && second != 0xAB && second != 0xBB && (!Self.isLower(second) || second == 0x153)
    }

    /// `‚Äú`, `‚Ç¨`: quotation marks, dashes and the euro sign as MacRoman has them.
    private func isMacMark(_ text: [UInt32]) -> Bool {
        let second = text[range.lowerBound + 1]
        return text[range.lowerBound] == 0x201A && (second == 0xC4 || second == 0xC7) && (0x2010...0x20AC).contains(scalar)
    }

    /// Box drawing, as the DOS sets have it.
    private static func isBox(_ value: UInt32) -> Bool { value >= 0x2500 && value < 0x25A0 }
    /// What MacRoman makes of the commonest leads.
    private static func isRoot(_ value: UInt32) -> Bool { value == 0x221A || value == 0x2202 }

    /// Neither a letter nor a mark that stands beside letters in right text.
    private static func isOdd(_ value: UInt32) -> Bool {
        switch value {
        case 0x80..<0xA0, 0xA2...0xAA, 0xAC, 0xAE...0xB6, 0xB8...0xBA, 0xBC...0xBE, 0x192, 0x2C6...0x2DD, 0x2020...0x2022, 0x2030, 0x20AC,
            0x2122, 0x2200...0x25FF:
            true
        default: false
        }
    }

    private static func properties(_ value: UInt32) -> Unicode.Scalar.Properties? { Unicode.Scalar(value)?.properties }
    static func isLetter(_ value: UInt32) -> Bool { properties(value)?.isAlphabetic ?? false }
    static func isLower(_ value: UInt32) -> Bool { properties(value)?.isLowercase ?? false }
    static func isUpper(_ value: UInt32) -> Bool { properties(value)?.isUppercase ?? false }
}
