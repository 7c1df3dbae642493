extension AmountReader {
    /// A bare quantity, before it is known what it counts.
    struct Quantity {
        enum Form { case digits, words, fraction }

        var value: Double
        /// The atom behind it.
        var next: Int
        var form: Form
    }

    /// The quantity that begins at `i`, sign included.
    /// - Parameter isMoney: a currency sign stands before it, so that "m" and "b" are magnitudes.
    func quantity(_ i: Int, isMoney: Bool = false) -> Quantity? {
        guard text.isInside(i) else { return nil }
        guard let sign = sign(i) else { return unsigned(i, isMoney) }
        let from = i + 1
        guard var quantity = unsigned(from, isMoney) else { return nil }
        quantity.value *= sign
        return quantity
    }

    private func sign(_ i: Int) -> Double? {
        let isWord = text.says(i, .minus, .negative)
        guard isWord || text.isDash(i) || text.says(i, .minusSign, .plus) else { return nil }
        let isNumeral = text.isNumber(i + 1) && (text.isGlued(i + 1) || isWord)
        guard isNumeral || isWord && text.has(i + 1, .cardinal, .tens) else { return nil }
        if !isWord, text.isGlued(i) { return nil }
        return text.says(i, .plus) ? 1 : -1
    }

    private func unsigned(_ i: Int, _ isMoney: Bool) -> Quantity? {
        guard text.isInside(i) else { return nil }
        switch text.atoms[i].kind {
        case .number, .fraction: return figures(i, isMoney)
        case .mark: return leadingStop(i, isMoney)
        case .word: return words(i)
        }
    }

    /// ".5"
    private func leadingStop(_ i: Int, _ isMoney: Bool) -> Quantity? {
        guard text.says(i, .dot), !text.isGlued(i) || text.says(i - 1, .dash, .plus, .openParen) || text.has(i - 1, .currencySign) else {
            return nil
        }
        guard text.isGlued(i + 1), text.digits(i + 1) > 0 else { return nil }
        return magnified(
            Quantity(value: text.atoms[i + 1].number / TimeReader.tenToThe(text.digits(i + 1)), next: i + 2, form: .digits), isMoney)
    }

    /// The number in digits at `i` with its decimals and blank-separated groups: its value and the atom behind it.
    func decimal(_ i: Int) -> (value: Double, next: Int) {
        var value = text.atoms[i].number
        var j = i + 1
        while isSpacedGroup(j - 1), j < i + 6 {
            value = value * 1000 + text.atoms[j].number
            j += 1
        }
        let mark = text.lexicon.style.hasDecimalComma ? Word.comma : .dot
        if text.says(j, mark), text.isGlued(j), text.isGlued(j + 1), text.digits(j + 1) > 0 {
            value += text.atoms[j + 1].number / TimeReader.tenToThe(text.digits(j + 1))
            j += 2
        } else if mark == .dot, text.says(j, .comma), text.isGlued(j), text.isGlued(j + 1), text.digits(j + 1) == 1,
            !text.isGlued(j + 2) || text.says(j + 2, .dot),
            !text.isNumber(j + 3), text.digits(i) == 1
        {
            value += text.atoms[j + 1].number / 10
            j += 2
        }
        return (value, j)
    }

    /// Whether the digits behind atom `i` go on with its number: "10 000", "1 414 021 100" with plain blanks.
    private func isSpacedGroup(_ i: Int) -> Bool {
        guard text.isNumber(i), text.digits(i) > 0, text.digits(i) <= 3, isGroup(i + 1) else { return false }
        if i > 0, isGroup(i), text.isNumber(i - 1) { return true }
        return isGroup(i + 2) || text.figure(i + 1) == 0 || text.lexicon.style.groupsByBlank
    }

    /// Three digits with one plain blank before them and no letter or digit glued behind.
    private func isGroup(_ i: Int) -> Bool {
        guard i > 0, text.digits(i) == 3, text.atoms[i].start == text.atoms[i - 1].end + 1, text.bytes[Int(text.atoms[i - 1].end)] == 0x20
        else { return false }
        return !(text.isGlued(i + 1) && (text.isWord(i + 1) || text.isNumber(i + 1)))
    }

    /// Digits or a fraction sign.
    private func figures(_ i: Int, _ isMoney: Bool) -> Quantity? {
        if text.atoms[i].kind == .fraction { return magnified(Quantity(value: text.atoms[i].number, next: i + 1, form: .digits), isMoney) }
        let (whole, next) = decimal(i)
        var quantity = Quantity(value: whole, next: next, form: .digits)
        if text.says(next, .st, .nd, .rd, .th), text.isGlued(next), next == i + 1 { return nil }
        if addFraction(&quantity, i) { return quantity }
        addExponent(&quantity)
        return magnified(quantity, isMoney)
    }

    /// "10½", "10 1/2", "10-1/2", "3/4", "ten and a half". True where the quantity is a fraction and done.
    private func addFraction(_ quantity: inout Quantity, _ i: Int) -> Bool {
        let j = quantity.next
        if text.isInside(j), text.atoms[j].kind == .fraction {
            quantity.value += text.atoms[j].number
            quantity.next += 1
        } else if let fraction = writtenFraction(j), fraction < 1 {
            quantity.value += fraction
            quantity.next = j + 3
        } else if text.isDash(j), let fraction = writtenFraction(j + 1) {
            quantity.value += fraction
            quantity.next = j + 4
        } else if j == i + 1, !text.says(j + 2, .slash), let fraction = writtenFraction(i),
            !(text.says(j + 2, .slash) && text.isGlued(j + 2))
        {
            quantity.value = fraction
            quantity.next = i + 3
            if quantity.value < 1, !text.has(quantity.next, .multiplier) {
                quantity.form = .fraction
                return true
            }
        } else if let part = andFraction(j) {
            quantity.value += part.value
            quantity.next = part.next
        }
        return false
    }

    /// Two plain numbers with a slash between them.
    private func writtenFraction(_ i: Int) -> Double? {
        guard text.digits(i) > 0, text.says(i + 1, .slash), text.digits(i + 2) > 0, text.isGlued(i + 1), text.isGlued(i + 2),
            text.figure(i + 2) > 0
        else { return nil }
        return text.atoms[i].number / text.atoms[i + 2].number
    }

    /// 4e14, 10^6.
    private func addExponent(_ quantity: inout Quantity) {
        let j = quantity.next
        if text.isGlued(j), text.length(j) == 1, text.isExactly(j, "e") || text.isExactly(j, "E") {
            let isSigned = text.says(j + 1, .plus) || text.isDash(j + 1)
            let digits = isSigned ? j + 2 : j + 1
            guard text.digits(digits) > 0, text.digits(digits) <= 3, text.isGlued(digits), text.isGlued(j + 1) else { return }
            let factor = text.figure(digits) > 300 ? .infinity : TimeReader.tenToThe(text.figure(digits))
            quantity.value = text.isDash(j + 1) ? quantity.value / factor : quantity.value * factor
            quantity.next = digits + 1
        } else if text.says(j, .caret), text.isGlued(j), text.digits(j + 1) > 0, text.figure(j + 1) <= 300 {
            var value = 1.0
            for _ in 0..<text.figure(j + 1) { value *= quantity.value }
            quantity.value = value
            quantity.next = j + 2
        }
    }

    /// The magnitudes behind digits: "3 million", "5bn", "2 crore and 5", "one million and a half".
    private func magnified(_ quantity: Quantity, _ isMoney: Bool) -> Quantity {
        var quantity = multiplied(quantity, isMoney)
        guard let factor = text.value(quantity.next - 1, .multiplier), !text.isNumber(quantity.next - 1) else { return quantity }
        let j = quantity.next
        if let part = andFraction(j) {
            quantity.value += part.value * factor
            quantity.next = part.next
        } else if text.says(j, .and), factor == 1e5 || factor == 1e7, let rest = cardinal(j + 1), rest.value < 1000 {
            quantity.value += rest.value
            quantity.next = rest.next
        } else if factor == 100, text.says(j, .and), text.digits(j + 1) == 1 || text.digits(j + 1) == 2 {
            quantity.value += text.atoms[j + 1].number
            quantity.next = j + 2
        } else if factor == 1000, text.isNumber(j), text.value(j + 1, .multiplier) == 100, let rest = self.quantity(j) {
            quantity.value += rest.value
            quantity.next = rest.next
        }
        return quantity
    }

    /// Multiplier words and their short forms.
    func multiplied(_ quantity: Quantity, _ isMoney: Bool = false) -> Quantity {
        var quantity = quantity
        var k =
            text.isDash(quantity.next) && text.isGlued(quantity.next) && text.has(quantity.next + 1, .multiplier)
            ? quantity.next + 1 : quantity.next
        while k < quantity.next + 2, let factor = text.value(k, .multiplier) ?? dozens(k) {
            quantity.value *= factor
            quantity.next = k + 1
            k = text.isDash(k + 1) && text.has(k + 2, .multiplier) ? k + 2 : k + 1
        }
        if isMagnitude(quantity.next, isMoney), let factor = text.value(quantity.next, .magnitude) {
            quantity.value *= factor
            quantity.next += 1
        }
        return quantity
    }

    /// "3 dozens"
    private func dozens(_ k: Int) -> Double? {
        guard text.isNumber(k - 1), let value = text.value(k, .vague), value == 12, !text.says(k + 1, .of) else { return nil }
        return value
    }

    /// Whether the letters at `j` are a magnitude: 5k, 3bn, $2m; "100 m" is a length.
    private func isMagnitude(_ j: Int, _ isMoney: Bool) -> Bool {
        guard text.has(j, .magnitude), !text.has(j, .multiplier) else { return false }
        let isGlued = text.isGlued(j)
        if text.isGlued(j + 1), text.isNumber(j + 1) { return false }
        let length = text.length(j)
        if length == 1 {
            if text.isCapital(j), isGlued { return true }
            if isMoney, text.says(j, .m) || text.isExactly(j, "b") || text.isExactly(j, "B") { return true }
            guard isGlued, text.says(j, .m) || text.isExactly(j, "k") else { return false }
            if text.isExactly(j, "m"), !isMoney {
                return !(j + 1 == text.count || text.has(j + 1, .extent) || text.says(j + 1, .openParen))
            }
            return true
        }
        if text.isExactly(j, "mm") || text.isExactly(j, "MM") || text.says(j, .mil) { return isMoney || isGlued && text.says(j, .mil) }
        return true
    }
}
