extension AmountReader {
    /// A quantity in words: "half a million", "two-thirds", "twenty-one and a half", "three point five".
    func words(_ i: Int) -> Quantity? {
        if text.says(i, .half) || text.says(i, .a) && text.says(i + 1, .half) { return half(i) }
        if text.says(i, .quarter), let factor = text.value(i + 1, .multiplier) {
            return Quantity(value: 0.25 * factor, next: i + 2, form: .words)
        }
        if let fraction = fraction(i) { return fraction }
        guard let number = cardinal(i) else { return nil }
        var quantity = Quantity(value: number.value, next: number.next, form: .words)
        let j = number.next
        if let part = andFraction(j) {
            quantity.value += part.value * (number.factor >= 1000 ? number.factor : 1)
            quantity.next = part.next
            return multiplied(quantity)
        }
        if text.says(j, .point), text.has(j + 1, .cardinal, .tens) { return multiplied(pointed(quantity)) }
        let k = text.isDash(j) ? j + 1 : j
        if let divisor = denominator(k), divisor.isPlural, divisor.value != 2, !text.says(k, .seconds), number.value != 1 {
            return Quantity(value: number.value / divisor.value, next: divisor.next, form: .fraction)
        }
        return quantity
    }

    /// "half", "half a million", "half-million".
    private func half(_ i: Int) -> Quantity? {
        var j = i + (text.says(i, .a) ? 2 : 1)
        if text.isDash(i - 1), text.isGlued(i) { return nil }
        if text.says(i - 1, .first, .second, .other, .better, .and) || text.says(j, .brother, .sister, .time, .hearted)
            || text.isDash(j) && !text.has(j + 1, .multiplier)
        {
            return nil
        }
        if text.says(j, .a), let factor = text.value(j + 1, .multiplier) { return Quantity(value: 0.5 * factor, next: j + 2, form: .words) }
        if text.isDash(j) { j += 1 }
        if let factor = text.value(j, .multiplier), factor != 12 && factor != 100 || text.isDash(j - 1) {
            return Quantity(value: 0.5 * factor, next: j + 1, form: .words)
        }
        return Quantity(value: 0.5, next: j, form: .fraction)
    }

    /// "a third", "one-fifth", "two-thirds", "three quarters of a million".
    private func fraction(_ i: Int) -> Quantity? {
        let isArticle = text.says(i, .a, .an)
        guard let count = isArticle ? 1 : text.value(i, .cardinal), count > 0 else { return nil }
        let k = text.isDash(i + 1) ? i + 2 : i + 1
        guard let divisor = denominator(k) else { return nil }
        let e = divisor.next
        if let factor = text.value(e, .multiplier), divisor.value == 4 || divisor.value == 3 {
            return Quantity(value: count / divisor.value * factor, next: e + 1, form: .words)
        }
        if text.says(e, .of), text.says(e + 1, .a), let factor = text.value(e + 2, .multiplier) {
            return Quantity(value: count / divisor.value * factor, next: e + 3, form: .words)
        }
        if divisor.value == 2 { return text.says(k, .halves) ? Quantity(value: count / 2, next: e, form: .fraction) : nil }
        guard (count > 1) == divisor.isPlural, !text.says(k, .second, .seconds) else { return nil }
        if text.says(k, .quarter, .quarters) {
            if isArticle, !text.says(k + 1, .of, .century), !text.isDash(k + 1) { return nil }
            if text.says(k + 1, .results, .ended) { return nil }
        }
        if isArticle, !text.says(k + 1, .of), i > 0, !text.startsSentence(i), !text.has(i - 1, .fractionLead) { return nil }
        return Quantity(value: count / divisor.value, next: e, form: .fraction)
    }

    /// "three point one four", "two point seventy-one"
    private func pointed(_ quantity: Quantity) -> Quantity {
        var quantity = quantity
        var j = quantity.next + 1
        var place = 0.1
        if let rest = small(j), rest.value >= 10 {
            quantity.value += rest.value / 100
            quantity.next = rest.next
            return quantity
        }
        while let digit = text.value(j, .cardinal), digit < 10, place > 1e-9 {
            quantity.value += place * digit
            place /= 10
            j += 1
        }
        quantity.next = j
        return quantity
    }

    /// A number below 100 in words: "seven", "twenty-one".
    func small(_ j: Int) -> (value: Double, next: Int)? {
        if let phrase = text.phrase(j, .cardinal) { return (phrase.phrase.number, phrase.next) }
        if let tens = text.value(j, .tens) {
            let k = text.isDash(j + 1) ? j + 2 : j + 1
            if let unit = text.value(k, .cardinal), unit > 0, unit < 10 { return (tens + unit, k + 1) }
            return (tens, j + 1)
        }
        return text.value(j, .cardinal).map { ($0, j + 1) }
    }

    /// A whole number in words, digits inside it allowed ("two hundred and 50"): the value, the atom behind it, and its last multiplier.
    func cardinal(_ i: Int) -> (value: Double, next: Int, factor: Double)? {
        var j = i
        var total = 0.0
        var current: Double?
        var factor = 1.0
        if text.says(i, .a, .an), text.has(i + 1, .multiplier) {
            current = 1
            j = i + 1
        } else if text.value(i, .multiplier) == 100, text.has(i + 1, .multiplier) {
            current = 1
        } else if text.lexicon.style.hasBareMultipliers, text.has(i, .multiplier) {
            current = 1
        }
        while j < text.count, j < i + 24 {
            if let part = part(j, total, current, factor) {
                if let value = current {
                    let isHundred = value >= 100 && value.truncatingRemainder(dividingBy: 100) == 0 && part.value < 100
                    guard isHundred || isTensAndUnit(value, part.value, j) else { break }
                    current = value + part.value
                } else {
                    current = part.value
                }
                factor = 1
                j = part.next
                continue
            }
            let k = text.isDash(j) && text.isGlued(j) && text.has(j + 1, .multiplier) && current != nil ? j + 1 : j
            if let next = text.value(k, .multiplier) ?? vagueMultiplier(k, current),
                current != nil || total > 0 && factor >= 1000 && next >= 1000
            {
                if let value = current, next == 100 || next == 12 {
                    current = value * next
                } else if let value = current {
                    total += value * next
                    current = nil
                } else {
                    total *= next
                }
                factor = next
                j = k + 1
                continue
            }
            guard joins(j, factor) else { break }
            j += 1
        }
        return current == nil && total == 0 ? nil : (total + (current ?? 0), j, factor)
    }

    /// "treinta y dos"
    private func isTensAndUnit(_ value: Double, _ unit: Double, _ j: Int) -> Bool {
        guard text.lexicon.style.joinsTensByAnd, text.says(j - 1, .and), unit < 10 else { return false }
        let tens = value.truncatingRemainder(dividingBy: 100)
        return tens >= 20 && tens.truncatingRemainder(dividingBy: 10) == 0
    }

    /// What can go on a number at `j`: a number below 100, or digits in a mixed one.
    private func part(_ j: Int, _ total: Double, _ current: Double?, _ factor: Double) -> (value: Double, next: Int)? {
        if let small = small(j) { return small }
        guard total > 0 || current.map({ $0 >= 100 }) ?? false && factor == 100, text.digits(j) > 0 else { return nil }
        let isRest = text.digits(j) < 3 && (text.says(j - 1, .and) || text.value(j - 1, .multiplier) == 100)
        guard isRest || text.has(j + 1, .multiplier) && text.digits(j) <= 3 else { return nil }
        return (text.atoms[j].number, j + 1)
    }

    private func vagueMultiplier(_ k: Int, _ current: Double?) -> Double? {
        guard current != nil, let value = text.value(k, .vague), value == 12 || value == 100, !text.says(k + 1, .of) else { return nil }
        return value
    }

    /// "and" and commas inside a number: "two hundred and five", "two million, three hundred thousand".
    private func joins(_ j: Int, _ factor: Double) -> Bool {
        if text.says(j, .and), factor >= 100 || text.lexicon.style.joinsTensByAnd {
            if let rest = small(j + 1) {
                if denominator(rest.next) != nil || text.has(rest.next, .coin) { return false }
                guard let behind = text.value(rest.next, .multiplier) else { return true }
                return behind < factor || factor == 100
            }
            return text.digits(j + 1) == 1 || text.digits(j + 1) == 2
        }
        guard text.says(j, .comma), factor >= 1000, small(j + 1) != nil else { return false }
        return (j + 2..<j + 5).contains { text.has($0, .multiplier) }
    }

    /// A divisor: fifth, twenty-fifths, quarters, half.
    func denominator(_ k: Int) -> (value: Double, next: Int, isPlural: Bool)? {
        if let value = text.value(k, .denominator) { return (value, k + 1, isPluralDivisor(k)) }
        if let tens = text.value(k, .tens), text.isDash(k + 1), let unit = text.value(k + 2, .denominator) {
            return (tens + unit, k + 3, isPluralDivisor(k + 2))
        }
        return nil
    }

    private func isPluralDivisor(_ k: Int) -> Bool {
        guard let ending = text.lexicon.style.pluralEndings.first else { return true }
        return text.bytes[Int(text.atoms[k].end) - 1] == ending
    }

    /// "and a half", "and three quarters".
    func andFraction(_ j: Int) -> (value: Double, next: Int)? {
        guard text.says(j, .and) else { return nil }
        let isArticle = text.says(j + 1, .a, .an)
        guard let count = isArticle ? (value: 1, next: j + 2) : small(j + 1), count.value > 0 else { return nil }
        let k = text.isDash(count.next) ? count.next + 1 : count.next
        guard let divisor = denominator(k), count.value == 1 || divisor.isPlural, !text.says(k, .second, .seconds) else { return nil }
        return (count.value / divisor.value, divisor.next)
    }
}
