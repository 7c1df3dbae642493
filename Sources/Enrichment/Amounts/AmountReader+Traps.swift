extension AmountReader {
    /// The end of the telephone number that begins with the "+" at `i`: +1 202 555 0143, +49-30-1234.
    func telephoneEnd(_ i: Int) -> Int? {
        guard text.says(i, .plus), text.digits(i + 1) > 0, text.digits(i + 1) <= 3, text.isGlued(i + 1) else { return nil }
        var j = i + 2
        var groups = 0
        while j < text.count {
            let next = text.isDash(j) || text.says(j, .openParen, .closeParen) ? j + 1 : j
            guard text.digits(next) > 1 else { break }
            j = next + 1
            groups += 1
        }
        return groups > 1 ? j : nil
    }

    /// Whether a bare number is none: part of a name, a year, a score, a telephone number, a label.
    func isNoAmount(_ i: Int, _ j: Int, _ value: Double) -> Bool {
        if text.isNumber(i), isPartOfSomething(i, j) || isYear(i, j) || isName(i, j, value) { return true }
        let k = i - 1
        if text.says(k, .dot), text.says(k - 1, .no, .nos, .p, .pp, .vol, .fig, .ps, .st) { return true }
        if text.has(k, .label), text.isCapital(k) || text.has(k, .labelLower), !isDoubtfulLabel(k, i) { return true }
        if text.says(k, .the), text.says(k - 1, .between), text.says(i, .two, .both), text.isWord(i) { return true }
        return text.says(i, .one) && j == i + 1 && isPronoun(i, j)
    }

    private func isDoubtfulLabel(_ k: Int, _ i: Int) -> Bool {
        text.has(k, .labelDoubtful) && (k == 0 || text.startsSentence(k) || text.says(k - 1, .dot, .quoteMark, .inchMark) || text.isWord(i))
    }

    /// Glued to letters or other numbers: A380, F-16, 3-1, 555-1234, 10.6.8.
    private func isPartOfSomething(_ i: Int, _ j: Int) -> Bool {
        if text.isGlued(i) {
            if text.isWord(i - 1) { return true }
            if text.isDash(i - 1), text.isGlued(i - 1), text.isWord(i - 2) || text.isNumber(i - 2) { return true }
            if text.says(i - 1, .slash, .colon, .dot, .atSign, .underscore, .backslash) || text.says(i - 1, .ampersand) { return true }
        }
        if text.says(i - 1, .hash), !text.has(j - 1, .multiplier) { return true }
        if text.isGlued(j) {
            if text.says(j, .colon, .slash), text.isGlued(j + 1), text.isNumber(j + 1) { return true }
            if text.isDash(j), text.isGlued(j + 1), text.isNumber(j + 1) { return true }
            if text.isWord(j) { return !text.says(j, .possessive) || text.isNumber(i) }
            if text.says(j, .dot), text.isGlued(j + 1), text.isNumber(j + 1) { return true }
        }
        return j == i + 1 && text.digits(i) > 1 && text.bytes[Int(text.atoms[i].start)] == 0x30
    }

    private func isYear(_ i: Int, _ j: Int) -> Bool {
        guard j == i + 1, text.digits(i) == 4 else { return false }
        let year = text.figure(i)
        if (1500...2100).contains(year), noun(j) == nil, measure(j) == nil { return true }
        return (1900...2035).contains(year) && text.says(i - 1, .in, .since, .of, .the, .by, .during, .until, .from, .late, .early)
    }

    /// iPhone 4, Trent 900, the 787 Dreamliner, Boeing's 747.
    private func isName(_ i: Int, _ j: Int, _ value: Double) -> Bool {
        guard text.digits(i) > 0, text.digits(i) <= 4, text.length(j - 1) <= 4 else { return false }
        let isThreeDigits = text.digits(i) == 3 && j == i + 1
        if isThreeDigits, names.contains(text.figure(i)) { return true }
        let k = i - 1
        let noun = noun(j)
        if k >= 0 {
            if isCamel(k) { return true }
            let isCapital =
                text.isWord(k) && text.isCapital(k) && text.length(k) > 1 && !startsLine(k) && !text.lexicon.style.capitalisesNouns
            if isCapital, noun == nil, !text.has(k, .stop), !text.atoms[i].flags.contains(.lineStart) { return true }
        }
        if noun == nil, value > 1 {
            if text.has(k, .nameLead), text.isWord(j), !text.has(j, .stop) || isThreeDigits && text.says(k, .final, .first) { return true }
            if text.says(k, .possessive) || text.says(k, .the) && text.digits(i) == 3 { return true }
            if isThreeDigits, text.has(k, .nameLead), text.says(k, .final, .first, .new) { return true }
        }
        // "five new 737 aircraft": the second number of one run of words.
        if isThreeDigits, noun != nil, k > 0, text.isLower(k), lastEnd > 0, i - lastEnd <= 2, i > lastEnd,
            (lastEnd..<i).allSatisfy({ text.isLower($0) && !text.has($0, .stop) })
        {
            return true
        }
        return noun == nil && names.contains(text.figure(i))
    }

    /// A capital inside a word: iPhone, MacBook.
    private func isCamel(_ k: Int) -> Bool {
        guard text.isWord(k), text.length(k) > 1, text.atoms[k].flags.contains(.capital), !text.isUpper(k) else { return false }
        for at in Int(text.atoms[k].start) + 1..<Int(text.atoms[k].end) where text.bytes[at] &- 0x41 < 26 { return true }
        return false
    }

    private func startsLine(_ k: Int) -> Bool {
        k == 0 || text.startsSentence(k) || text.atoms[k].flags.contains(.lineStart)
            || text.says(k - 1, .dot, .exclamation, .question, .inchMark, .quoteMark, .openParen) || text.says(k - 1, .colon)
    }

    /// "one of them", "no one", "the one who".
    private func isPronoun(_ i: Int, _ j: Int) -> Bool {
        if noun(j) == nil, !text.says(i - 1, .than, .only, .just, .least, .about) { return true }
        return text.has(j, .behindPronoun) || text.has(i - 1, .beforePronoun) || text.says(j, .possessive)
    }
}
