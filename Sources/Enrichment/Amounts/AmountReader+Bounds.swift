extension AmountReader {
    enum Bound { case none, low, high, approximate }

    /// What the words before a quantity say of its exactness.
    func bound(_ i: Int) -> Bound {
        let k = i - 1
        switch text.word(k) {
        case .than:
            if text.has(k - 1, .comparativeMore) { return text.says(k - 2, .no, .not) ? .high : .low }
            if text.has(k - 1, .comparativeLess) { return text.says(k - 2, .no) ? .low : .high }
        case .least: if text.says(k - 1, .at) { return .low }
        case .most: if text.says(k - 1, .at) { return .high }
        case .minimum: return .low
        case .of:
            if text.says(k - 1, .minimum) { return .low }
            if text.says(k - 1, .maximum) { return .high }
            if text.lexicon.style.putsModifiersBehind {
                // "más de 500", "plus de 500", "cerca de 500"
                if text.has(k - 1, .comparativeMore) { return .low }
                if text.has(k - 1, .comparativeLess) { return .high }
                if text.has(k - 1, .approximate) { return .approximate }
            }
        case .to:
            if text.says(k - 1, .up) { return .high }
            if text.says(k - 1, .close) { return .approximate }
        case .as: if text.says(k - 1, .many, .much), text.says(k - 2, .as) { return .high }
        case .greaterThan: return .low
        case .lessThan: return .high
        default: break
        }
        if text.has(k, .lowBound) { return .low }
        if text.has(k, .highBound) { return .high }
        return text.has(k, .approximate) || text.says(k, .tilde) ? .approximate : .none
    }

    /// The upper end of a range whose unit, currency or noun stands behind it; moves the quantity behind it.
    func range(_ i: Int, _ quantity: inout Quantity) -> Double? {
        let j = quantity.next
        let isDash = text.isDash(j)
        let isFrom = text.says(i - 1, .from)
        guard
            text.says(j, .to) || text.says(j, .or) && !isFrom || isDash && text.isNumber(i)
                || text.says(j, .and) && text.says(i - 1, .between),
            quantity.form != .fraction, let upper = self.quantity(j + 1), upper.value > quantity.value,
            upper.value <= max(quantity.value * 1000, 1e13)
        else { return nil }
        if isDash, text.isDash(upper.next) { return nil }
        let hasNoun = !isDash || text.isNumber(j + 1) && text.length(j + 1) != 4
        guard unitBehind(upper.next) != nil || hasNoun && noun(upper.next) != nil else { return nil }
        if let factor = text.value(upper.next - 1, .multiplier), !text.isNumber(upper.next - 1), !text.has(j - 1, .multiplier),
            quantity.value < 1000, upper.value >= 1000
        {
            quantity.value *= factor
        }
        quantity.next = upper.next
        return upper.value
    }

    /// The head noun behind a count: the first plural word of the run of words that is not followed by another one; behind "of" the run's last word.
    func noun(_ j: Int) -> Int? {
        let isOf = text.says(j, .of)
        var k = j
        if isOf {
            k += 1
            while text.has(k, .determiner) || text.isNumber(k), k < j + 6 { k += 1 }
        } else if text.isDash(k) {
            return nil
        }
        var last: Int?
        var count = 0
        while text.isInside(k), count < 5 {
            if text.isDash(k), text.isGlued(k), count > 0 {
                k += 1
                continue
            }
            if count > 0, text.says(k, .possessive, .apostrophe) {
                k += 1
                count = 0
                last = nil
                continue
            }
            guard text.isWord(k), !text.has(k, .stop) else { break }
            last = k
            count += 1
            if endsNoun(k) { return k }
            k += 1
        }
        guard isOf, let last, text.isLower(last) || text.lexicon.style.capitalisesNouns else { return nil }
        return last
    }

    private func endsNoun(_ k: Int) -> Bool {
        let style = text.lexicon.style
        if style.capitalisesNouns { return text.isCapital(k) }
        guard isPlural(k), !text.says(k + 1, .apostrophe) else { return false }
        if style.putsModifiersBehind { return true }
        return !(text.isWord(k + 1) && !text.isGlued(k + 1) && isPlural(k + 1) && !text.has(k + 1, .stop))
    }

    /// Looks like a plural: in the lists, or by its ending.
    func isPlural(_ k: Int) -> Bool {
        if text.has(k, .plural) { return true }
        guard text.isWord(k), text.length(k) > 3 else { return false }
        let end = Int(text.atoms[k].end)
        let (last, before) = (text.bytes[end - 1] | 0x20, text.bytes[end - 2] | 0x20)
        guard text.lexicon.style.pluralEndings.contains(last) else { return false }
        guard last == UInt8(ascii: "s"), !text.lexicon.style.putsModifiersBehind else { return true }
        return before != UInt8(ascii: "s") && before != UInt8(ascii: "u") && before != UInt8(ascii: "i")
    }
}
