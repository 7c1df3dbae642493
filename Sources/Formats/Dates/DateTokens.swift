/// A number, a word or a mark of a date.
struct DateToken {
    enum Kind: UInt8 { case number, word, syllable, mark }

    var kind: Kind
    /// The mark in ASCII.
    var mark: UInt8 = 0
    /// A space stands before it.
    var isSpaced = false
    /// How many digits a number has.
    var digits = 0
    var value = 0
    /// Where it stands in the source, bytes.
    var source: Range<Int>
    /// Where its letters stand in `DateTokens.folded`.
    var letters: Range<Int>

    var isWord: Bool { kind == .word || kind == .syllable }
}

/// A text cut into numbers, words and marks, folded as the tables are (`FoldedScalar`).
///
/// In scripts without spaces between words every letter is a word of its own; phrases of the tables put them together again.
struct DateTokens {
    private(set) var tokens: [DateToken] = []
    /// The letters of all words, UTF-8.
    private(set) var folded: [UInt8] = []
    /// The digits are those that Persian and Urdu write.
    private(set) var hasPersianDigits = false
    private(set) var isTooLong = false
    /// A digit, or letters of a script that has numerals among them.
    private(set) var mayHoldNumber = false

    /// No date has so many.
    private static let countMax = 80
    /// What is a word in Thai may be a dozen letters.
    static let syllablesMax = 16
    static let wordsMax = 4

    var count: Int { tokens.count }

    subscript(_ index: Int) -> DateToken { tokens[index] }

    /// - Parameter bytes: UTF-8; bytes that are none count as marks.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        tokens.reserveCapacity(16)
        folded.reserveCapacity(bytes.count)
        var at = 0
        var isSpaced = false
        while at < bytes.count {
            let start = at
            let scalar = Self.decode(bytes, &at)
            let letter = FoldedScalar.fold(scalar)
            switch letter.kind {
            case .nothing: continue
            case .space:
                isSpaced = true
                continue
            case .digit:
                mayHoldNumber = true
                addDigit(Int(letter.value), start..<at, isSpaced)
                if (0x06F0...0x06F9).contains(scalar) { hasPersianDigits = true }
            case .mark:
                tokens.append(
                    DateToken(
                        kind: .mark, mark: UInt8(truncatingIfNeeded: letter.value), isSpaced: isSpaced, source: start..<at,
                        letters: folded.count..<folded.count))
            case .letter, .syllable:
                if letter.kind == .syllable { mayHoldNumber = true }
                addLetter(letter, start..<at, isSpaced)
            }
            isSpaced = false
            if tokens.count > Self.countMax {
                isTooLong = true
                return
            }
        }
    }

    private mutating func addDigit(_ digit: Int, _ source: Range<Int>, _ isSpaced: Bool) {
        if !isSpaced, let last = tokens.last, last.kind == .number, last.source.upperBound == source.lowerBound, last.digits < 18 {
            let index = tokens.count - 1
            tokens[index].value = last.value * 10 + digit
            tokens[index].digits += 1
            tokens[index].source = last.source.lowerBound..<source.upperBound
        } else {
            tokens.append(
                DateToken(
                    kind: .number, isSpaced: isSpaced, digits: 1, value: digit, source: source, letters: folded.count..<folded.count))
        }
    }

    private mutating func addLetter(_ letter: FoldedScalar, _ source: Range<Int>, _ isSpaced: Bool) {
        let start = folded.count
        append(letter.value)
        if letter.second != 0 { append(letter.second) }
        let index = tokens.count - 1
        if letter.kind == .letter, !isSpaced, index >= 0, tokens[index].kind == .word {
            tokens[index].source = tokens[index].source.lowerBound..<source.upperBound
            tokens[index].letters = tokens[index].letters.lowerBound..<folded.count
        } else {
            tokens.append(
                DateToken(
                    kind: letter.kind == .letter ? .word : .syllable, isSpaced: isSpaced, source: source, letters: start..<folded.count))
        }
    }

    private mutating func append(_ scalar: UInt32) {
        switch scalar {
        case ..<0x80: folded.append(UInt8(scalar))
        case ..<0x800:
            folded.append(UInt8(0xC0 | scalar >> 6))
            folded.append(UInt8(0x80 | scalar & 0x3F))
        case ..<0x1_0000:
            folded.append(UInt8(0xE0 | scalar >> 12))
            folded.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            folded.append(UInt8(0x80 | scalar & 0x3F))
        default:
            folded.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            folded.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            folded.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            folded.append(UInt8(0x80 | scalar & 0x3F))
        }
    }

    private static func decode(_ b: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> UInt32 {
        let first = b[at]
        at += 1
        let more = first < 0xC2 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : 0
        guard first >= 0x80 else { return UInt32(first) }
        guard more > 0, at + more <= b.count else { return 0xFFFD }
        var scalar = UInt32(first) & (0x3F >> UInt32(more))
        for offset in 0..<more {
            guard b[at + offset] & 0xC0 == 0x80 else { return 0xFFFD }
            scalar = scalar << 6 | UInt32(b[at + offset] & 0x3F)
        }
        at += more
        return scalar
    }

    // MARK: phrases

    /// The hash of a phrase, one word more at a time.
    struct PhraseHash {
        private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    func add(_ token: DateToken, to hash: inout PhraseHash) {
        for index in token.letters { hash.add(folded[index]) }
    }

    /// Calls `body` for the phrase of one word at `from`, of two, and so on: with the hash and where the phrase ends.
    func phrases(at from: Int, _ body: (_ hash: UInt64, _ end: Int) -> Void) {
        var hash = PhraseHash()
        var at = from
        var words = 0
        while at < tokens.count {
            let token = tokens[at]
            if token.isWord {
                add(token, to: &hash)
                words += 1
                at += 1
                body(hash.value, at)
                if words == (token.kind == .syllable ? Self.syllablesMax : Self.wordsMax) { return }
            } else if token.kind == .mark,
                token.mark == UInt8(ascii: ".") || token.mark == UInt8(ascii: "-") || token.mark == UInt8(ascii: "'"),
                at + 1 < tokens.count, tokens[at + 1].isWord
            {
                at += 1
            } else {
                return
            }
        }
    }

    /// The whole of `range` with numbers as `#`: the key of "3 hours ago". `number` says which words count as numbers.
    func pattern(_ range: Range<Int>, number: (Int) -> Int?) -> (hash: UInt64, value: Int)? {
        var hash = PhraseHash()
        var found: Int?
        for index in range {
            let token = tokens[index]
            let value = token.kind == .number ? token.value : token.kind == .word ? number(index) : nil
            if let value {
                guard found == nil else { return nil }
                found = value
                hash.add(UInt8(ascii: "#"))
            } else if token.isWord {
                add(token, to: &hash)
            } else if token.mark == UInt8(ascii: "#") {
                hash.add(token.mark)
            }
        }
        return (hash.value, found ?? 0)
    }
}
