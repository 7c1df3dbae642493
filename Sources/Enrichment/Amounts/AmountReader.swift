import Model

/// Reads the amounts of a text: a quantity, its range and bounds, then what it counts or measures.
///
/// One pass over the atoms that times were read from; their stretches are left out. The rules are those of the project's own prototype, their words
/// are data (`Sources/CTables/data/expressions`).
struct AmountReader {
    let text: AtomView
    /// Atoms that belong to expressions of time, in order.
    let times: [TimeReader.Found]
    private var timeAt = 0
    /// Figures that stood once as part of a name ("the 787 Dreamliner") and stay one.
    var names: Set<Int> = []
    /// Atom behind the last amount.
    private(set) var lastEnd = 0

    init(_ text: AtomView, times: [TimeReader.Found]) {
        self.text = text
        self.times = times
    }

    /// An amount by its atoms.
    struct Found {
        var start: Int
        var end: Int
        var kind: AmountKind
        var value: Double?
        var low: Double?
        var high: Double?
        var isApproximate = false
        var unit: String?
        var currency: String?
        /// The atom of the head noun.
        var noun: Int?

        /// Whether its numbers are such as a double holds.
        var isFinite: Bool { (value ?? 0).isFinite && (low ?? 0).isFinite && (high ?? 0).isFinite }

        init(_ start: Int, _ end: Int, _ kind: AmountKind, value: Double?) {
            self.start = start
            self.end = end
            self.kind = kind
            self.value = value
        }
    }

    /// Numbers beyond what a double holds are none.
    private static let digitsMax = 40

    private static let openers: UInt64 = {
        let classes: [WordClass] = [.cardinal, .tens, .multiplier, .vague, .denominator, .currencySign, .currencyCode, .dollarPrefix]
        return classes.reduce(0) { $0 | $1.bit }
    }()

    /// Reads the whole text.
    mutating func read(_ found: inout [Found]) {
        var at = 0
        while at < text.count {
            if let end = timeEnd(at) {
                at = end
                continue
            }
            if let end = telephoneEnd(at) {
                at = end
                continue
            }
            if opens(at), let amount = amount(at), amount.end > at, amount.isFinite, !isTime(at, amount.end) {
                found.append(amount)
                at = amount.end
                lastEnd = at
            } else {
                at += 1
            }
        }
    }

    @inline(__always)
    private func opens(_ i: Int) -> Bool {
        let atom = text.atoms[i]
        switch atom.kind {
        case .number: return atom.digits <= Self.digitsMax
        case .fraction: return true
        case .mark:
            switch atom.word {
            case .dash, .minusSign, .plus, .dot: return text.isNumber(i + 1)
            default: return text.has(i, .currencySign)
            }
        case .word:
            guard atom.entry != 0 else { return false }
            if text.lexicon.entries[Int(atom.entry)].classes & Self.openers != 0 { return true }
            switch atom.word {
            case .a, .an: return text.classes(i + 1) & Self.openers != 0 || text.says(i + 1, .couple, .half, .score)
            case .half, .minus, .negative, .us: return true
            default: return false
            }
        }
    }

    /// The end of the expression of time that begins at or around `i`.
    @inline(__always)
    private mutating func timeEnd(_ i: Int) -> Int? {
        while timeAt < times.count, times[timeAt].candidate.end <= i { timeAt += 1 }
        return timeAt < times.count && times[timeAt].start <= i ? times[timeAt].candidate.end : nil
    }

    /// Whether any atom of a stretch belongs to an expression of time.
    private func isTime(_ start: Int, _ end: Int) -> Bool { timeAt < times.count && times[timeAt].start < end }

    /// The amount that begins at `i`.
    private mutating func amount(_ i: Int) -> Found? {
        if let vague = vague(i) { return vague }
        if let sign = currencySign(i), let money = money(i, sign.code, sign.next) { return money }
        guard let quantity = quantity(i) else { return nil }
        return counted(i, quantity)
    }

    /// An amount whose quantity has been read.
    private mutating func counted(_ i: Int, _ quantity: Quantity) -> Found? {
        var quantity = quantity
        let high = range(i, &quantity)
        let (value, j) = (quantity.value, quantity.next)
        if let special = special(i, quantity, high) { return special }
        if let unit = unitBehind(j) { return measured(i, quantity, high, unit) }
        if text.says(i, .a, .an), j == i + 1 { return nil }  // an article, where one word is both
        if text.says(j, .am, .pm, .oclock) || text.says(j, .a, .p) && text.says(j + 1, .dot) && text.says(j + 2, .m) { return nil }
        switch age(i, quantity, high) {
        case .age(let age): return age
        case .duration: return nil
        case .neither: break
        }
        if let ratio = ratio(i, quantity, high) { return ratio }
        if isNoAmount(i, j, value) {
            if text.isNumber(i), value < 1e9 { names.insert(Int(value)) }
            return nil
        }
        var found = Found(i, j, quantity.form == .fraction ? .fraction : .count, value: value)
        found.noun = noun(j)
        if found.noun == nil, found.kind == .count { found.kind = .number }
        if found.kind == .number, quantity.form == .words, j == i + 1, !text.lexicon.style.hasLoneNumerals { return nil }
        return finish(&found, high)
    }

    /// 5'10", 50p: quantities whose unit is a mark of its own.
    private func special(_ i: Int, _ quantity: Quantity, _ high: Double?) -> Found? {
        let j = quantity.next
        guard high == nil, text.isGlued(j) else { return nil }
        if text.says(j, .apostrophe), quantity.value < 9, text.isNumber(j + 1), text.isGlued(j + 1), text.says(j + 2, .inchMark) {
            var found = Found(i, j + 3, .measure, value: quantity.value + text.atoms[j + 1].number / 12)
            found.unit = "foot"
            return finish(&found, nil)
        }
        if text.says(j, .p), quantity.value < 1000, quantity.form == .digits, text.lexicon.style.hasPenceSign {
            var found = Found(i, j + 1, .money, value: quantity.value / 100)
            (found.unit, found.currency) = ("GBP", "GBP")
            return finish(&found, nil)
        }
        return nil
    }

    /// Puts range and bounds in.
    func finish(_ found: inout Found, _ high: Double?) -> Found {
        if let high {
            (found.low, found.high) = (found.value, high)
            found.value = nil
        }
        let value = found.low ?? found.value ?? 0
        switch bound(found.start) {
        case .low: found.low = value
        case .high: found.high = value
        case .approximate: found.isApproximate = true
        case .none: break
        }
        return found
    }

    /// "hundreds of thousands of people", "dozens were hurt", "a couple of hills": no value, or none that is meant exactly.
    private func vague(_ i: Int) -> Found? {
        if text.says(i, .a), text.says(i + 1, .couple), text.says(i + 2, .of), !isTimeUnit(i + 3) {
            var found = Found(i, i + 2, .count, value: 2)
            found.noun = noun(i + 2)
            found.isApproximate = true
            return found
        }
        if text.says(i, .a), text.says(i + 1, .score), text.says(i + 2, .of) {
            var found = Found(i, i + 2, .count, value: 20)
            found.noun = noun(i + 2)
            return found
        }
        guard var value = text.value(i, .vague) else { return nil }
        if text.says(i + 1, .of), !text.says(i - 1, .the) { return vagueOf(i, value) }
        guard !text.says(i - 1, .the, .in), text.has(i + 1, .afterVague) else { return nil }
        var found = Found(i, i + 1, .count, value: nil)
        value = max(value, 1)
        found.low = value
        found.isApproximate = true
        return found
    }

    private func vagueOf(_ i: Int, _ first: Double) -> Found {
        var value = first
        var j = i + 2
        while let more = text.value(j, .vague), text.says(j + 1, .of), j < i + 8 {
            value *= more
            j += 2
        }
        var end = j - 1
        if let more = text.value(j, .vague) {
            value *= more
            j += 1
            end = j
        }
        var found = Found(i, end, .count, value: nil)
        found.low = value
        found.isApproximate = true
        if let currency = currencyBehind(j) {
            found.kind = .money
            (found.currency, found.unit) = (currency.code, currency.code)
            found.end = currency.next
        } else {
            found.noun = noun(text.says(j - 1, .of) ? j - 1 : j)
        }
        return found
    }
}
