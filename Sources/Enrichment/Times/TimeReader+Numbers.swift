import Model

extension TimeReader {
    /// A quantity before a unit of time.
    struct Quantity {
        /// nil: "a few", "several".
        var count: Double?
        var next: Int
        /// The upper end of a range.
        var high: Double?
    }

    /// Digits or number words at `i`: the number and the atom behind it.
    func number(_ i: Int) -> (value: Double, next: Int)? {
        if text.isNumber(i) { return digits(i) }
        if let phrase = text.phrase(i, .cardinal) { return (phrase.phrase.number, phrase.next) }
        guard text.classes(i) & Self.numberWords != 0 || text.says(i, .a) else { return nil }
        return spelled(i)
    }

    private static let numberWords = WordClass.cardinal.bit | WordClass.tens.bit

    private func digits(_ i: Int) -> (value: Double, next: Int)? {
        var value = text.atoms[i].number
        var j = i + 1
        if text.says(j, text.lexicon.style.hasDecimalComma ? .comma : .dot), text.isGlued(j), text.digits(j + 1) > 0, text.isGlued(j + 1) {
            value += text.atoms[j + 1].number / Self.tenToThe(text.digits(j + 1))
            j += 2
        } else if text.isNumber(j), text.says(j + 1, .slash), text.isNumber(j + 2), text.isGlued(j + 1), text.atoms[j + 2].number > 0 {
            value += text.atoms[j].number / text.atoms[j + 2].number
            j += 3
        } else if text.isInside(j), text.atoms[j].kind == .fraction {
            value += text.atoms[j].number
            j += 1
        }
        if value < 1000, let factor = text.value(j, .multiplier) {
            value *= factor
            j += 1
        }
        return (value, j)
    }

    static func tenToThe(_ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<min(exponent, 300) { result *= 10 }
        return result
    }

    /// "twenty-four", "two hundred and five", "a thousand".
    private func spelled(_ i: Int) -> (value: Double, next: Int)? {
        var total = 0.0
        var current = 0.0
        var j = i
        var isSeen = false
        while j < text.count, j < i + 16 {
            if let unit = text.value(j, .cardinal), !isSeen || takes(current, unit) {
                current += unit
                isSeen = true
            } else if let tens = text.value(j, .tens), !isSeen || current.truncatingRemainder(dividingBy: 100) == 0 {
                current += tens
                isSeen = true
            } else if let factor = text.value(j, .multiplier), isSeen || text.says(i, .a) {
                current = (current == 0 ? 1 : current) * factor
                if factor >= 1000 {
                    total += current
                    current = 0
                }
                isSeen = true
            } else if isSeen, text.isDash(j), text.isGlued(j), text.has(j - 1, .tens), text.has(j + 1, .cardinal), text.isGlued(j + 1) {
                // twenty-four
            } else if isSeen, text.says(j, .and), text.has(j - 1, .multiplier) || text.lexicon.style.joinsTensByAnd,
                text.has(j + 1, .cardinal, .tens)
            {
                // two hundred and five
            } else if !isSeen, text.says(j, .a), text.has(j + 1, .multiplier) {
                // a thousand
            } else {
                break
            }
            j += 1
        }
        return isSeen ? (total + current, j) : nil
    }

    private func takes(_ current: Double, _ unit: Double) -> Bool {
        guard current.truncatingRemainder(dividingBy: 10) == 0 else { return false }
        let rest = current.truncatingRemainder(dividingBy: 100)
        return current == 0 || rest >= 20 && unit < 10 || rest == 0
    }

    /// Behind "about", "more than", "up to" and the like; `i` where there is none.
    func behindApproximation(_ i: Int) -> Int {
        switch text.word(i) {
        case .more, .less, .fewer, .longer, .greater, .better: return text.says(i + 1, .than) ? i + 2 : i
        case .no: return text.says(i + 1, .more, .less) && text.says(i + 2, .than) ? i + 3 : i
        case .at: return text.says(i + 1, .least, .most) ? i + 2 : i
        case .up: return text.says(i + 1, .to) ? i + 2 : i
        case .about, .around, .approximately, .nearly, .almost, .roughly, .over, .some, .only, .just, .exactly: return i + 1
        default: return i
        }
    }

    /// How many, before a unit: "a few", "two and a half", "24 to 48", "a".
    func quantity(_ i: Int) -> Quantity? {
        let isArticle = text.says(i, .a, .an)
        if isArticle || text.says(i, .one), text.says(i + 1, .few, .couple) {
            return Quantity(count: text.says(i + 1, .couple) ? 2 : nil, next: i + 2 + (text.says(i + 2, .of) ? 1 : 0))
        }
        if text.says(i, .few, .several, .many, .some, .numerous, .countless, .couple) {
            if text.says(i, .some), number(i + 1) != nil || !text.has(i + 1, .units) { return nil }
            return Quantity(count: nil, next: i + 1 + (text.says(i + 1, .of) ? 1 : 0))
        }
        if text.says(i, .half), text.says(i + 1, .a, .an) { return Quantity(count: 0.5, next: i + 2) }
        if text.says(i, .a), text.says(i + 1, .half) { return Quantity(count: 0.5, next: skipDash(i + 2)) }
        if let number = number(i) { return counted(i, number.value, number.next) }
        if isArticle, unit(i + 1) != nil { return Quantity(count: 1, next: i + 1) }
        if text.says(i, .a), text.says(i + 1, .full, .whole), unit(i + 2) != nil { return Quantity(count: 1, next: i + 2) }
        return nil
    }

    private func counted(_ i: Int, _ value: Double, _ next: Int) -> Quantity {
        var j = next
        var high: Double?
        if text.says(j, .and), text.says(j + 1, .a), text.says(j + 2, .half) { return Quantity(count: value + 0.5, next: j + 3) }
        if text.says(j, .to) && !text.says(i - 1, .between) || text.says(j, .or) || text.isDash(j), let upper = number(j + 1),
            unit(upper.next) != nil || text.isDash(upper.next) && unit(upper.next + 1) != nil
        {
            high = upper.value
            j = upper.next
        }
        switch text.word(j) {
        case .more, .full, .straight, .consecutive, .long, .additional, .trading, .business, .working, .calendar:
            if unit(j + 1) != nil { j += 1 }
        default: break
        }
        return Quantity(count: value, next: j, high: high)
    }
}
