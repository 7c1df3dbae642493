import Language

/// Turns tokens into atoms, in memory that is used again from text to text.
struct AtomReader {
    var atoms: [Atom] = []

    /// Reads a text anew. A word without digits keeps its token's hash, so that nothing is read twice.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ tokens: [Token], _ lexicon: Lexicon) {
        atoms.removeAll(keepingCapacity: true)
        guard let base = bytes.baseAddress else { return }
        for token in tokens {
            var flags: Atom.Flags = token.has(.blankBefore) ? [] : .glued
            if token.has(.sentenceStart) { flags.insert(.sentenceStart) }
            if token.has(.paragraphBefore) { flags.insert(.paragraphStart) }
            if token.has(.lineBefore) { flags.insert(.lineStart) }
            if token.has(.initialCapital) { flags.insert([.initialCapital, .capital]) }
            if token.has(.capital) { flags.insert(.capital) }
            if token.has(.address) {
                atoms.append(Atom(start: token.start, end: token.end, kind: .mark, flags: flags))
            } else if token.has(.clitic) {
                addClitic(base, token, flags, lexicon)
            } else if !token.has(.word) {
                addMark(base, token, flags, lexicon)
            } else if token.has(.digit) {
                addPieces(base, token, flags, lexicon)
            } else {
                addWord(base, token, flags, lexicon)
            }
        }
    }

    @inline(__always)
    private mutating func addWord(_ base: UnsafePointer<UInt8>, _ token: Token, _ flags: Atom.Flags, _ lexicon: Lexicon) {
        var atom = Atom(start: token.start, end: token.end, kind: .word, flags: flags)
        if token.has(.abbreviation) {
            addAbbreviation(base, &atom, lexicon)
            return
        }
        atom.entry = lexicon.find(token.hash, base + Int(token.start), token.length)
        if atom.entry != 0 {
            atom.word = lexicon.entries[Int(atom.entry)].word
        } else if lexicon.style.hasElision, let cut = apostrophe(base, token) {
            addPiece(base, Int(token.start), cut, .word, flags, lexicon)
            addPiece(base, cut, Int(token.end), .word, pieceFlags(base, cut), lexicon)
            return
        }
        atoms.append(atom)
    }

    /// "Jan." is a word and a stop, "a.m." one word whose stop belongs to it.
    private mutating func addAbbreviation(_ base: UnsafePointer<UInt8>, _ atom: inout Atom, _ lexicon: Lexicon) {
        let start = Int(atom.start)
        let end = Int(atom.end) - 1
        let word = UnsafeBufferPointer(start: base + start, count: end - start)
        atom.entry = lexicon.find(TokenHash.hash(word), base + start, word.count)
        atom.word = lexicon.entries[Int(atom.entry)].word
        if word.contains(UInt8(ascii: ".")) {
            atoms.append(atom)
            return
        }
        atom.end -= 1
        atoms.append(atom)
        atoms.append(Atom(start: atom.end, end: atom.end + 1, word: .dot, kind: .mark, flags: .glued))
    }

    private func apostrophe(_ base: UnsafePointer<UInt8>, _ token: Token) -> Int? {
        for at in Int(token.start)..<Int(token.end) {
            if base[at] == 0x27 { return at + 1 }
            if base[at] == 0xE2, at + 3 < Int(token.end), base[at + 1] == 0x80, base[at + 2] == 0x99 { return at + 3 }
        }
        return nil
    }

    /// ’s and 's are one word to the rules.
    private mutating func addClitic(_ base: UnsafePointer<UInt8>, _ token: Token, _ flags: Atom.Flags, _ lexicon: Lexicon) {
        var atom = Atom(start: token.start, end: token.end, kind: .word, flags: flags)
        let from = base[Int(token.start)] == 0x27 ? 1 : 3
        let letters = UnsafeBufferPointer(start: base + Int(token.start) + from, count: max(0, token.length - from))
        switch letters.first.map({ $0 | 0x20 }) {
        case UInt8(ascii: "s"): atom.word = .possessive
        case UInt8(ascii: "l"): atom.word = .will
        default: break
        }
        let plain: StaticString = letters.first.map { $0 | 0x20 } == UInt8(ascii: "l") ? "'ll" : "'s"
        atom.entry = lexicon.find(
            TokenHash.hash(UnsafeBufferPointer(start: plain.utf8Start, count: plain.utf8CodeUnitCount)), plain.utf8Start,
            plain.utf8CodeUnitCount)
        atoms.append(atom)
    }

    private mutating func addMark(_ base: UnsafePointer<UInt8>, _ token: Token, _ flags: Atom.Flags, _ lexicon: Lexicon) {
        var atom = Atom(start: token.start, end: token.end, kind: .mark, flags: flags)
        let point = token.mark
        if token.length > 1, point < 0x80 {
            atoms.append(atom)  // "...", "--"
            return
        }
        atom.word = Word(mark: point)
        if let value = Self.fraction(point) {
            atom.kind = .fraction
            atom.number = value
        } else if Word.mayBeListed(atom.word) {
            atom.entry = lexicon.find(token.hash, base + Int(token.start), token.length)
        }
        atoms.append(atom)
    }

    private static func fraction(_ point: UInt16) -> Double? {
        switch point {
        case 0xBC: 0.25
        case 0xBD: 0.5
        case 0xBE: 0.75
        case 0x2153: 1.0 / 3
        case 0x2154: 2.0 / 3
        case 0x215B: 0.125
        case 0x215C: 0.375
        case 0x215D: 0.625
        case 0x215E: 0.875
        default: nil
        }
    }
}

extension AtomReader {
    /// Adds a stretch of a token as an atom of its own.
    mutating func addPiece(
        _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ kind: Atom.Kind, _ flags: Atom.Flags, _ lexicon: Lexicon
    ) {
        var atom = Atom(start: UInt32(start), end: UInt32(end), kind: kind, flags: flags)
        if kind == .mark {
            atom.word = Word(mark: UInt16(exactly: CodePoint.decode(base, start, end).value) ?? 0xFFFF)
        } else {
            for at in start..<end where base[at] &- 0x41 < 26 { atom.flags.insert(.capital) }
            atom.entry = lexicon.find(
                TokenHash.hash(UnsafeBufferPointer(start: base + start, count: end - start)), base + start, end - start)
            atom.word = lexicon.entries[Int(atom.entry)].word
        }
        atoms.append(atom)
    }

    mutating func append(_ atom: Atom) { atoms.append(atom) }
}
