import Language

/// Finds the tokens that may be part of a name, so that the others, four of five in a news text, cost nothing.
///
/// Active are words with a capital; up to three connectors between them (of, the, van, `-`, `&`, `,` …); one connector before them ("van Gogh",
/// "al-Shabaab"); a number behind them ("Channel 4"); and lower-case words tied to them by a hyphen ("Sang-ho").
struct MentionGate {
    let bytes: UnsafePointer<UInt8>
    let tokens: UnsafePointer<Token>
    let count: Int
    let words: WordLexicon
    let gate: UnsafeMutablePointer<UInt8>

    /// Connectors in a row at most.
    private static let connectorsMax = 3
    /// Bytes of a word that may connect without a capital before it.
    private static let particleBytesMax = 3

    private let capital = TokenFlags.capital.rawValue
    private let sentenceStart = TokenFlags.sentenceStart.rawValue
    private let blankBefore = TokenFlags.blankBefore.rawValue
    private let digit = TokenFlags.digit.rawValue
    private let clitic = TokenFlags.clitic.rawValue

    init(bytes: UnsafePointer<UInt8>, tokens: UnsafePointer<Token>, count: Int, words: WordLexicon, gate: UnsafeMutablePointer<UInt8>) {
        self.bytes = bytes
        self.tokens = tokens
        self.count = count
        self.words = words
        self.gate = gate
    }

    /// Marks every token of `gate` with 0 (no part of a name), 1 (capital) or 2 (connector); gives how many are not 0.
    func mark() -> Int {
        var total = 0
        // Last active token; far before the text where there is none.
        var last = -9
        gate.initialize(repeating: 0, count: count)
        for index in 0..<count {
            let flags = tokens[index].flags.rawValue
            if flags & capital != 0 {
                total += connect(last, index)
                gate[index] = 1
                total += 1
                last = index
            } else if last == index - 1, flags & sentenceStart == 0, follows(index, flags) {
                gate[index] = 2
                total += 1
                last = index
            } else if last == index - 2, isTied(index, flags) {
                gate[index - 1] = 2
                gate[index] = 2
                total += 2
                last = index
            }
        }
        return total
    }

    /// A number behind a name.
    @inline(__always)
    private func follows(_ index: Int, _ flags: UInt16) -> Bool { flags & digit != 0 && bytes[Int(tokens[index].start)] &- 0x30 < 10 }

    /// The lower-case part of "Sang-ho".
    @inline(__always)
    private func isTied(_ index: Int, _ flags: UInt16) -> Bool {
        isHyphen(index - 1) && (flags | tokens[index - 1].flags.rawValue) & (blankBefore | sentenceStart) == 0 && tokens[index].mark == 0
    }

    @inline(__always)
    private func isHyphen(_ index: Int) -> Bool { tokens[index].mark == 0x2D && tokens[index].end &- tokens[index].start == 1 }

    /// Marks what connects the capital word `index` with the active token `last` before it, or a particle before it; gives how many tokens.
    private func connect(_ last: Int, _ index: Int) -> Int {
        let token = tokens[index]
        if token.flags.rawValue & sentenceStart != 0 || last == index - 1 || index == 0 { return 0 }
        var from = index
        let least = max(last + 1, index - Self.connectorsMax, 0)
        while from > least, isConnector(from - 1) {
            from -= 1
            if tokens[from].flags.rawValue & sentenceStart != 0 { break }
        }
        if from == last + 1, tokens[from].flags.rawValue & sentenceStart == 0 {
            for at in from..<index { gate[at] = 2 }
            return index - from
        }
        return markParticle(index)
    }

    /// "van Gogh" and "al-Shabaab" where no name stands before.
    private func markParticle(_ index: Int) -> Int {
        let first = index > 1 && isHyphen(index - 1) ? index - 2 : index - 1
        guard first >= 0, gate[first] == 0, tokens[first].mark == 0, tokens[first].flags.rawValue & digit == 0,
            tokens[first].length <= Self.particleBytesMax, isConnector(first),
            first == index - 1 || tokens[index - 1].flags.rawValue & sentenceStart == 0
        else { return 0 }
        for at in first..<index { gate[at] = 2 }
        return index - first
    }

    /// Whether the token may stand between the words of a name.
    private func isConnector(_ index: Int) -> Bool {
        let token = tokens[index]
        switch token.mark {
        case 0: break
        case 0x2D, 0x26, 0x2F, 0x2E, 0x2C, 0x27, 0x2019, 0x2013: return token.end &- token.start <= 3
        default: return false
        }
        let flags = token.flags.rawValue
        if flags & digit != 0 { return bytes[Int(token.start)] &- 0x30 < 10 }
        if flags & clitic != 0 { return true }
        return words[token.hash].flags & WordFlags.connector.rawValue != 0
    }
}
