/// Cuts UTF-8 into tokens, one after the other, in one pass (the recipe of the project's tokeniser, described at `Token`).
///
/// A word is a run of letters and digits with what stays inside it: `.` and `,` between digits, `&` between capitals, the stops of U.S. and a.m., an
/// apostrophe between letters unless a clitic follows. A final stop belongs to a token that is an initial, a dotted word or an abbreviation.
struct Tokenizer {
    private let bytes: UnsafePointer<UInt8>
    private let end: Int
    private let abbreviations: AbbreviationTable
    private var at = 0
    /// Byte offset behind the last token.
    private var lastEnd = 0
    /// Mark of the last token, 0 for a word.
    private var lastMark: UInt16 = 0
    /// The last token is one hyphen glued to the word before it.
    private var isHyphenGlued = false
    private var isFirst = true

    init(bytes: UnsafePointer<UInt8>, end: Int, abbreviations: AbbreviationTable) {
        self.bytes = bytes
        self.end = end
        self.abbreviations = abbreviations
    }

    /// The next token, nil at the end of the text.
    @inline(__always)
    mutating func next() -> Token? {
        var flags = skipBlanks()
        guard at < end else { return nil }
        if isFirst {
            flags = [.blankBefore, .lineBefore, .paragraphBefore]
            isFirst = false
        }
        let start = at
        let (point, length) = CodePoint.decode(bytes, at, end)
        if CodePoint.isWord(point) {
            if isHyphenGlued, !flags.contains(.blankBefore) { flags.insert(.joined) }
            flags.insert(.word)
            if CodePoint.isUpper(point) { flags.insert(.initialCapital) }
            let token = word(start, point, flags)
            finish(token, isHyphenGlued: false)
            return token
        }
        let isGlued = !flags.contains(.blankBefore)
        if isGlued, lastMark == 0 || lastMark == 0x29, CodePoint.isApostrophe(point), let stop = cliticEnd(start + length) {
            let token = clitic(start, stop, flags)
            finish(token, isHyphenGlued: false)
            return token
        }
        let token = mark(start, point, length, flags)
        let isHyphen = token.length == length && (point == 0x2D || point == 0x2010 || point == 0x2011)
        finish(token, isHyphenGlued: isHyphen && isGlued && lastMark == 0)
        return token
    }

    @inline(__always)
    private mutating func finish(_ token: Token, isHyphenGlued: Bool) {
        at = Int(token.end)
        lastEnd = at
        lastMark = token.mark
        self.isHyphenGlued = isHyphenGlued
    }

    /// Passes blanks and line ends; what they were.
    @inline(__always)
    private mutating func skipBlanks() -> TokenFlags {
        let start = at
        var lines = 0
        while at < end {
            let byte = bytes[at]
            if byte == 0x20 {
                at += 1
            } else if byte < 0x80 {
                guard byte &- 9 < 5 else { break }
                if byte == 0x0A || (byte == 0x0D && !(at + 1 < end && bytes[at + 1] == 0x0A)) { lines += 1 }
                at += 1
            } else {
                let (point, length) = CodePoint.decode(bytes, at, end)
                guard CodePoint.isSpace(point) else { break }
                if point == 0x2028 { lines += 1 }
                if point == 0x2029 { lines += 2 }
                at += length
            }
        }
        var flags: TokenFlags = at > start ? .blankBefore : []
        if lines > 0 { flags.insert(.lineBefore) }
        if lines > 1 { flags.insert(.paragraphBefore) }
        return flags
    }

    /// A mark; a run of the same `.`, `-`, `*` or `=` is one token.
    private func mark(_ start: Int, _ point: UInt32, _ length: Int, _ flags: TokenFlags) -> Token {
        var stop = start + length
        if point == 0x2E || point == 0x2D || point == 0x2A || point == 0x3D {
            while stop < end, bytes[stop] == UInt8(truncatingIfNeeded: point) { stop += 1 }
        }
        var flags = flags
        if point >= 0x80 { flags.insert(.beyondASCII) }
        let hash = TokenHash.hash(UnsafeBufferPointer(start: bytes + start, count: stop - start))
        let mark = UInt16(exactly: point) ?? 0xFFFF
        // U+0000 never reaches a stored text; as a mark it must still differ from a word.
        return Token(start: UInt32(start), end: UInt32(stop), hash: hash, flags: flags, mark: mark == 0 ? 0xFFFF : mark)
    }

    private func clitic(_ start: Int, _ stop: Int, _ flags: TokenFlags) -> Token {
        var flags = flags.union([.clitic, .letter])
        if bytes[start] >= 0x80 { flags.insert(.beyondASCII) }
        let hash = TokenHash.hash(UnsafeBufferPointer(start: bytes + start, count: stop - start))
        return Token(start: UInt32(start), end: UInt32(stop), hash: hash, flags: flags, mark: 0)
    }

    /// Where the clitic s, d, m, re, ve or ll that begins at `from` and ends its word ends.
    private func cliticEnd(_ from: Int) -> Int? {
        guard from < end else { return nil }
        let first = bytes[from] | 0x20
        let second = from + 1 < end ? bytes[from + 1] | 0x20 : 0
        var stop = from
        switch first {
        case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "m"): stop = from + 1
        case UInt8(ascii: "r"), UInt8(ascii: "v"): if second == UInt8(ascii: "e") { stop = from + 2 }
        case UInt8(ascii: "l"): if second == UInt8(ascii: "l") { stop = from + 2 }
        default: break
        }
        return stop > from && !isWord(at: stop) ? stop : nil
    }

    /// Whether a code point that belongs to words begins at `offset`.
    @inline(__always)
    private func isWord(at offset: Int) -> Bool { offset < end && CodePoint.isWord(CodePoint.decode(bytes, offset, end).value) }
}

extension Tokenizer {
    /// What is known of a word while it is read.
    private struct Word {
        var at: Int
        var hash = TokenHash.basis
        var flags: TokenFlags
        /// Code points since the start or since the last stop inside the word.
        var pieceLength = 0
        var hasStop = false
        var isSpaceless: Bool
        /// Last code point.
        var last: UInt32 = 0
    }

    /// The word that begins at `start` with `first`.
    @inline(__always)
    private func word(_ start: Int, _ first: UInt32, _ flags: TokenFlags) -> Token {
        if first | 0x20 == 0x77 || first | 0x20 == 0x68, let stop = addressEnd(start) { return address(start, stop, flags) }
        var word = Word(at: start, flags: flags, isSpaceless: first >= 0x80 && CodePoint.isSpaceless(first))
        var stop = start
        while true {
            readRun(&word, start)
            stop = word.at
            guard stop < end, let length = inside(word) else { break }
            hashRaw(&word, length, start)
        }
        if stop < end {
            if bytes[stop] == 0x2E {
                if ownsFinalStop(word) {
                    hashRaw(&word, 1, start)
                    word.flags.insert(.abbreviation)
                    stop += 1
                }
            } else if bytes[stop] == 0x40, isWord(at: stop + 1) {
                return address(start, addressStop(stop), flags)
            }
        }
        if word.isSpaceless { word.flags.insert(.spaceless) }
        return Token(start: UInt32(start), end: UInt32(stop), hash: word.hash, flags: word.flags, mark: 0)
    }

    /// Reads letters and digits up to the first other code point, or to where a script without blanks begins or ends.
    @inline(__always)
    private func readRun(_ word: inout Word, _ start: Int) {
        var at = word.at
        var hash = word.hash
        var flags = word.flags
        var count = 0
        var last = word.last
        let hashEnd = start + TokenHash.bytesMax
        while at < end {
            let byte = bytes[at]
            if byte < 0x80 {
                var folded = byte
                if (byte | 0x20) &- 0x61 < 26 {
                    flags.insert(byte & 0x20 == 0 ? [.letter, .capital] : .letter)
                    folded |= 0x20
                } else if byte &- 0x30 < 10 {
                    flags.insert(.digit)
                    folded = 0x30
                } else if byte != 0x5F {
                    break
                }
                if word.isSpaceless { break }
                if at < hashEnd { hash = (hash ^ UInt32(folded)) &* TokenHash.prime }
                last = UInt32(byte)
                at += 1
            } else {
                let (point, length) = CodePoint.decode(bytes, at, end)
                guard CodePoint.isWord(point), CodePoint.isSpaceless(point) == word.isSpaceless || isCombining(point) else { break }
                flags.insert(CodePoint.isUpper(point) ? [.letter, .capital, .beyondASCII] : [.letter, .beyondASCII])
                var before: UInt8 = 0
                for offset in at..<max(at, min(at + length, hashEnd)) {
                    hash = (hash ^ UInt32(TokenHash.fold(bytes[offset], after: before))) &* TokenHash.prime
                    before = bytes[offset]
                }
                last = point
                at += length
            }
            count += 1
        }
        word.at = at
        word.hash = hash
        word.flags = flags
        word.pieceLength += count
        word.last = last
    }

    private func isCombining(_ point: UInt32) -> Bool { point >= 0x300 && point <= 0x36F }

    /// Adds `length` bytes that are neither letters nor digits to the hash.
    @inline(__always)
    private func hashRaw(_ word: inout Word, _ length: Int, _ start: Int) {
        for offset in word.at..<max(word.at, min(word.at + length, start + TokenHash.bytesMax)) {
            word.hash = (word.hash ^ UInt32(bytes[offset])) &* TokenHash.prime
        }
        if length == 1, bytes[word.at] == 0x2E {
            word.hasStop = true
            word.pieceLength = 0
        }
        word.at += length
    }

    /// The length of the mark at `word.at` where it stays inside the word, nil where the word ends before it.
    @inline(__always)
    private func inside(_ word: Word) -> Int? {
        let at = word.at
        let byte = bytes[at]
        if byte >= 0x80 {
            guard byte == 0xE2, at + 3 < end, bytes[at + 1] == 0x80, bytes[at + 2] == 0x99 else { return nil }
            return isWord(at: at + 3) && cliticEnd(at + 3) == nil && !word.isSpaceless ? 3 : nil
        }
        guard at + 1 < end else { return nil }
        let next = bytes[at + 1]
        switch byte {
        case 0x2E:
            if CodePoint.isDigit(word.last), CodePoint.isDigit(UInt32(next)) { return 1 }
            return joinsByStop(word) ? 1 : nil
        case 0x2C: return CodePoint.isDigit(word.last) && CodePoint.isDigit(UInt32(next)) ? 1 : nil
        case 0x26: return CodePoint.isUpper(word.last) && CodePoint.isUpper(CodePoint.decode(bytes, at + 1, end).value) ? 1 : nil
        case 0x27: return isWord(at: at + 1) && cliticEnd(at + 1) == nil && !word.isSpaceless ? 1 : nil
        default: return nil
        }
    }

    /// U.S, a.m, z.B: a single letter, a stop, a single letter; more of them go on in the same way.
    private func joinsByStop(_ word: Word) -> Bool {
        guard word.pieceLength == 1, CodePoint.isWord(word.last), !CodePoint.isDigit(word.last), !word.isSpaceless else { return false }
        let (next, length) = CodePoint.decode(bytes, word.at + 1, end)
        guard CodePoint.isWord(next), !CodePoint.isDigit(next), !CodePoint.isSpaceless(next) else { return false }
        return !isWord(at: word.at + 1 + length)
    }

    /// Whether the stop at `word.at` belongs to the word.
    private func ownsFinalStop(_ word: Word) -> Bool {
        let isBeforeWord = isWord(at: word.at + 1)
        if word.at + 1 < end, bytes[word.at + 1] == 0x2E { return false }
        if word.pieceLength == 1, !CodePoint.isDigit(word.last),
            word.hasStop || (word.flags.contains(.initialCapital) && CodePoint.isUpper(word.last))
        {
            return true
        }
        switch abbreviations.kind(word.hash, isCapital: word.flags.contains(.initialCapital)) {
        case .none: return false
        case .name: return true
        case .inner, .either, .final: return !isBeforeWord
        case .number: return isNumber(after: word.at + 1)
        }
    }

    /// Whether a digit or `#` follows, with at most one blank before it.
    private func isNumber(after offset: Int) -> Bool {
        var at = offset
        if at < end, bytes[at] == 0x20 { at += 1 } else if at + 1 < end, bytes[at] == 0xC2, bytes[at + 1] == 0xA0 { at += 2 }
        return at < end && CodePoint.isDigit(UInt32(bytes[at]))
    }
}

extension Tokenizer {
    private func address(_ start: Int, _ stop: Int, _ flags: TokenFlags) -> Token {
        let hash = TokenHash.hash(UnsafeBufferPointer(start: bytes + start, count: stop - start))
        return Token(start: UInt32(start), end: UInt32(stop), hash: hash, flags: flags.union([.address, .letter]), mark: 0)
    }

    /// Where the address ends whose scheme or `www.` begins at `start`; nil where none begins.
    private func addressEnd(_ start: Int) -> Int? {
        let prefix = matches("www.", start) ? 4 : matches("http://", start) ? 7 : matches("https://", start) ? 8 : 0
        return prefix > 0 && isWord(at: start + prefix) ? addressStop(start + prefix) : nil
    }

    private func matches(_ text: StaticString, _ start: Int) -> Bool {
        guard start + text.utf8CodeUnitCount <= end else { return false }
        for index in 0..<text.utf8CodeUnitCount {
            let byte = bytes[start + index]
            if (byte &- 0x41 < 26 ? byte | 0x20 : byte) != text.utf8Start[index] { return false }
        }
        return true
    }

    /// An address runs to the next blank, quotation mark or angle bracket, less closing punctuation. At least one code point from `from` on is kept.
    private func addressStop(_ from: Int) -> Int {
        var stop = from
        while stop < end {
            let byte = bytes[stop]
            if byte >= 0x80 {
                let (point, length) = CodePoint.decode(bytes, stop, end)
                guard CodePoint.isWord(point), !CodePoint.isSpaceless(point) else { break }
                stop += length
            } else if byte > 0x20, byte != 0x22, byte != 0x3C, byte != 0x3E {
                stop += 1
            } else {
                break
            }
        }
        let least = from + max(1, CodePoint.decode(bytes, from, end).length)
        while stop > least, Self.isCloser(bytes[stop - 1]) { stop -= 1 }
        return stop
    }

    private static func isCloser(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"): true
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "'"): true
        default: false
        }
    }
}
