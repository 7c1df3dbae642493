import Model

extension AmountReader {
    /// A currency's sign or code before a number: $, US$, C$, EUR, Rs.
    func currencySign(_ i: Int) -> (code: String, next: Int)? {
        guard text.isInside(i) else { return nil }
        if text.atoms[i].kind == .mark { return text.text(i, .currencySign).map { ($0, i + 1) } }
        guard text.isWord(i), text.isInside(i + 1) else { return nil }
        if text.says(i + 1, .dollar) {
            if let code = text.text(i, .dollarPrefix),
                text.isGlued(i + 1) || text.length(i) > 1 || text.isExactly(i, "C") || text.isExactly(i, "A")
            {
                return (code, i + 2)
            }
            if let code = text.text(i, .currencyCode) { return (code, i + 2) }
        }
        guard let code = text.text(i, .currencyCode), text.isUpper(i) || text.says(i, .rs, .rm, .rmb) else { return nil }
        if text.isNumber(i + 1) { return (code, i + 1) }
        return text.says(i + 1, .dot) && text.isNumber(i + 2) ? (code, i + 2) : nil
    }

    /// "$10 to $15 million", "€5bn", "US$ 40 billion".
    func money(_ i: Int, _ code: String, _ numberAt: Int) -> Found? {
        guard text.isNumber(numberAt) || (text.isDash(numberAt) || text.says(numberAt, .dot)) && text.isNumber(numberAt + 1),
            let quantity = quantity(numberAt, isMoney: true)
        else { return nil }
        var value = quantity.value
        var end = quantity.next
        var high: Double?
        if let upper = moneyRange(i, &value, end) {
            high = upper.value
            end = upper.next
        }
        var code = code
        if text.says(i, .dollar), text.isUpper(end), let named = currencyBehind(end) {
            (code, end) = (named.code, named.next)
        } else if text.says(end, .dollars, .sterling) {
            end += 1
        }
        var found = Found(i, end, .money, value: value)
        (found.currency, found.unit) = (code, code)
        return finish(&found, high)
    }

    /// The upper end of a range of money, its magnitude shared where it is said once.
    private func moneyRange(_ i: Int, _ value: inout Double, _ behind: Int) -> Quantity? {
        var j = behind
        // $350 per kg to $680 per kg
        if let per = perUnit(j), text.says(per, .to) || text.isDash(per), currencySign(per + 1) != nil { j = per }
        let isBetween = text.says(j, .and) && text.says(i - 1, .between)
        guard text.says(j, .to, .or) || text.isDash(j) || isBetween, !text.says(i - 1, .from) || text.isDash(j) else { return nil }
        let sign = currencySign(j + 1)
        guard sign != nil || text.isDash(j) && text.isNumber(j + 1) && text.isGlued(j + 1),
            let upper = quantity(sign?.next ?? j + 1, isMoney: true)
        else { return nil }
        if value < upper.value, value * 1000 < upper.value,
            let factor = text.value(upper.next - 1, .multiplier) ?? text.value(upper.next - 1, .magnitude),
            !text.has(behind - 1, .multiplier, .magnitude)
        {
            value *= factor
        }
        return upper
    }

    private func perUnit(_ j: Int) -> Int? {
        guard text.says(j, .per, .a, .an), let unit = measure(j + 1) else { return nil }
        return unit.next
    }

    /// A currency behind a number: "dollars", "Canadian dollars", "EUR", "€".
    func currencyBehind(_ j: Int) -> (code: String, next: Int, divisor: Double)? {
        // "dos millones de euros"
        let j = text.lexicon.style.putsModifiersBehind && text.says(j, .of) && text.has(j - 1, .multiplier) ? j + 1 : j
        let k = text.isDash(j) && text.isGlued(j) ? j + 1 : j
        guard text.isInside(k) else { return nil }
        if let phrase = text.phrase(k, .currency) { return (phrase.phrase.text, phrase.next, 1) }
        if let code = text.text(k, .currency), isCurrency(k, j) { return (code, k + 1, 1) }
        if let code = text.text(k, .coin) { return (code, k + 1, 100) }
        guard k == j else { return nil }
        if let code = text.text(k, .currencyCode), text.isUpper(k) || text.says(k, .rs, .rm, .rmb),
            !(text.isGlued(k + 1) && text.isNumber(k + 1))
        {
            return (code, k + 1, 1)
        }
        guard text.atoms[k].kind == .mark, let code = text.text(k, .currencySign) else { return nil }
        let isBeforeNumber = text.isNumber(k + 1) && (text.isGlued(k + 1) || text.says(k, .dollar))
        return isBeforeNumber ? nil : (code, k + 1, 1)
    }

    /// Currencies whose names are other words too count only behind a magnitude, or in small letters.
    private func isCurrency(_ k: Int, _ j: Int) -> Bool {
        guard text.has(k, .ambiguous) else { return true }
        if text.isCapital(k), !text.lexicon.style.capitalisesNouns { return false }
        return !text.says(k, .won, .real, .mark, .sol, .colonCurrency) || text.has(j - 1, .multiplier)
    }

    /// The currency's name with its small coins: "3 dollars 50 cents", "15 dollars and 50".
    func addCoins(_ end: inout Int) -> Double {
        let k = text.says(end, .and) ? end + 1 : end
        guard let coins = quantity(k), coins.value < 100, coins.value > 0, coins.form != .fraction else { return 0 }
        if text.has(coins.next, .coin) {
            end = coins.next + 1
            return coins.value / 100
        }
        let isClosed = !text.isInside(coins.next) || text.says(coins.next, .dot, .comma, .semicolon) && !text.isNumber(coins.next + 1)
        guard isClosed, coins.value == coins.value.rounded() else { return 0 }
        end = coins.next
        return coins.value / 100
    }
}
