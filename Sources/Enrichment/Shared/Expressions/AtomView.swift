/// Questions that rules ask about the atoms of a text. Every index may be asked about, also those before the first atom and behind the last.
struct AtomView {
    let atoms: UnsafeBufferPointer<Atom>
    let lexicon: Lexicon
    let bytes: UnsafeBufferPointer<UInt8>

    var count: Int { atoms.count }

    @inline(__always)
    func isInside(_ i: Int) -> Bool { UInt(bitPattern: i) < UInt(bitPattern: atoms.count) }

    @inline(__always)
    func word(_ i: Int) -> Word { isInside(i) ? atoms[i].word : .none }

    /// Whether the atom is one of these words.
    @inline(__always)
    func says(_ i: Int, _ a: Word) -> Bool { word(i) == a }
    @inline(__always)
    func says(_ i: Int, _ a: Word, _ b: Word) -> Bool {
        let w = word(i)
        return w == a || w == b
    }
    @inline(__always)
    func says(_ i: Int, _ a: Word, _ b: Word, _ c: Word, _ d: Word = .never, _ e: Word = .never, _ f: Word = .never) -> Bool {
        let w = word(i)
        return w == a || w == b || w == c || w == d || w == e || w == f
    }
    @inline(__always)
    func says(
        _ i: Int, _ a: Word, _ b: Word, _ c: Word, _ d: Word, _ e: Word, _ f: Word, _ g: Word, _ h: Word = .never, _ j: Word = .never,
        _ k: Word = .never, _ l: Word = .never, _ m: Word = .never
    ) -> Bool {
        let w = word(i)
        return w == a || w == b || w == c || w == d || w == e || w == f || w == g || w == h || w == j || w == k || w == l || w == m
    }

    @inline(__always)
    func classes(_ i: Int) -> UInt64 { isInside(i) ? lexicon.entries[Int(atoms[i].entry)].classes : 0 }

    @inline(__always)
    func has(_ i: Int, _ of: WordClass) -> Bool { classes(i) & of.bit != 0 }

    @inline(__always)
    func has(_ i: Int, _ a: WordClass, _ b: WordClass) -> Bool { classes(i) & (a.bit | b.bit) != 0 }

    /// The number that the word means in a class, nil where it is not of that class.
    @inline(__always)
    func value(_ i: Int, _ of: WordClass) -> Double? { isInside(i) ? lexicon.number(atoms[i].entry, of) : nil }

    @inline(__always)
    func integer(_ i: Int, _ of: WordClass) -> Int? { value(i, of).map { Int($0) } }

    /// The text of the word's value in a class.
    func text(_ i: Int, _ of: WordClass) -> String? { has(i, of) ? lexicon.value(atoms[i].entry, of)?.text : nil }

    @inline(__always)
    func isGlued(_ i: Int) -> Bool { isInside(i) && atoms[i].flags.contains(.glued) }

    @inline(__always)
    func isDash(_ i: Int) -> Bool { word(i) == .dash }

    @inline(__always)
    func isNumber(_ i: Int) -> Bool { isInside(i) && atoms[i].kind == .number }

    @inline(__always)
    func isWord(_ i: Int) -> Bool { isInside(i) && atoms[i].kind == .word }

    /// Begins with a capital.
    @inline(__always)
    func isCapital(_ i: Int) -> Bool { isInside(i) && atoms[i].flags.contains(.initialCapital) }

    /// A word without any capital.
    @inline(__always)
    func isLower(_ i: Int) -> Bool { isWord(i) && !atoms[i].flags.contains(.capital) }

    /// A word of more than one letter, all capitals; or one capital letter.
    func isUpper(_ i: Int) -> Bool {
        guard isCapital(i), isWord(i) else { return false }
        for at in Int(atoms[i].start)..<Int(atoms[i].end) where bytes[at] &- 0x61 < 26 { return false }
        return true
    }

    /// A capital, then small letters only.
    func isTitle(_ i: Int) -> Bool {
        guard isCapital(i), isWord(i) else { return false }
        for at in Int(atoms[i].start) + 1..<max(Int(atoms[i].end), Int(atoms[i].start) + 1) where bytes[at] &- 0x41 < 26 { return false }
        return true
    }

    /// Digits without any marks among them, and how many; 0 for other atoms.
    @inline(__always)
    func digits(_ i: Int) -> Int {
        guard isNumber(i), !atoms[i].flags.contains(.grouped) else { return 0 }
        return Int(atoms[i].digits)
    }

    /// The value of plain digits.
    @inline(__always)
    func figure(_ i: Int) -> Int { atoms[i].number < 1e15 ? Int(atoms[i].number) : Int.max }

    /// Length of the atom in bytes.
    @inline(__always)
    func length(_ i: Int) -> Int { isInside(i) ? Int(atoms[i].end - atoms[i].start) : 0 }

    @inline(__always)
    func startsSentence(_ i: Int) -> Bool { isInside(i) && atoms[i].flags.contains(.sentenceStart) }

    @inline(__always)
    func startsParagraph(_ i: Int) -> Bool { isInside(i) && atoms[i].flags.contains(.paragraphStart) }

    /// Whether the bytes of the atom are these ASCII letters, capitals and all.
    func isExactly(_ i: Int, _ letters: StaticString) -> Bool {
        guard length(i) == letters.utf8CodeUnitCount, isInside(i) else { return false }
        for offset in 0..<letters.utf8CodeUnitCount where bytes[Int(atoms[i].start) + offset] != letters.utf8Start[offset] { return false }
        return true
    }

    /// The phrase of a class that begins here, and the atom behind it; the longest first. Hyphens between its words don't count.
    func phrase(_ i: Int, _ of: WordClass) -> (phrase: LexiconPhrase, next: Int)? {
        guard has(i, .phrase), let phrases = lexicon.phrases[atoms[i].entry] else { return nil }
        for phrase in phrases where phrase.of == of {
            if let next = end(of: phrase, from: i) { return (phrase, next) }
        }
        return nil
    }

    private func end(of phrase: LexiconPhrase, from i: Int) -> Int? {
        var at = i
        for word in phrase.words {
            if at > i, isDash(at), isGlued(at), isGlued(at + 1) { at += 1 }
            guard isInside(at), atoms[at].entry == word else { return nil }
            at += 1
        }
        return at
    }
}
