import Model

extension AmountReader {
    /// What a number is of.
    struct Unit {
        var kind: AmountKind
        var name: String
        var next: Int
        /// 100 for coins.
        var divisor = 1.0
    }

    /// Percent, money or measure behind a number.
    func unitBehind(_ j: Int) -> Unit? {
        let k = text.isDash(j) && text.says(j + 1, .percentWord, .percentage, .per) ? j + 1 : j
        if text.says(k, .percent) { return Unit(kind: .percent, name: "%", next: k + 1) }
        if text.says(k, .percentWord, .percentage) {
            let isDashed = text.isDash(k + 1)
            if text.says(isDashed ? k + 2 : k + 1, .point, .points) {
                return Unit(kind: .percent, name: "percentage point", next: isDashed ? k + 3 : k + 2)
            }
            return Unit(kind: .percent, name: "%", next: k + 1)
        }
        if text.says(k, .per), text.says(k + 1, .cent) { return Unit(kind: .percent, name: "%", next: k + 2) }
        if text.says(k, .basis), text.says(k + 1, .point, .points) { return Unit(kind: .percent, name: "basis point", next: k + 2) }
        if let currency = currencyBehind(j) {
            return Unit(kind: .money, name: currency.code, next: currency.next, divisor: currency.divisor)
        }
        return measure(j).map { Unit(kind: .measure, name: $0.name, next: $0.next) }
    }

    /// A measure behind a number: "kilometres", "square miles", "°C", "miles per hour".
    func measure(_ j: Int) -> (name: String, next: Int)? {
        var k = text.isDash(j) && text.has(j + 1, .measure) ? j + 1 : j
        guard text.isInside(k) else { return nil }
        var prefix = ""
        let q = text.isDash(k) ? k + 1 : k
        if let name = text.text(q, .measurePrefix) {
            let behind = text.says(q + 1, .dot) || text.isDash(q + 1) ? q + 2 : q + 1
            if text.says(q, .light), text.says(behind, .year, .years) { return ("light-year", behind + 1) }
            if text.has(behind, .measure) {
                prefix = name == "-" ? "" : name + " "
                k = behind
            }
        }
        if let degree = degree(k, j) { return degree }
        guard let name = text.text(k, .measure), isMeasure(k) else { return nil }
        return rate(prefix + name, name, k + 1)
    }

    /// 21°C, 21 degrees Celsius, 21 C.
    private func degree(_ k: Int, _ j: Int) -> (name: String, next: Int)? {
        let isLetter = text.isExactly(k, "C") || text.isExactly(k, "F")
        if isLetter, !text.isDash(j), !text.isCapital(k + 1), !text.isNumber(k + 1), !text.isDash(k + 1),
            !(text.isGlued(k) && !text.says(k - 1, .degreeSign) && text.isWord(k + 1))
        {
            return (text.isExactly(k, "C") ? "degree celsius" : "degree fahrenheit", k + 1)
        }
        guard text.text(k, .measure) == "degree" else { return nil }
        let e = k + 1
        if text.says(e, .celsius) || text.isExactly(e, "C") || text.isExactly(e, "c") { return ("degree celsius", e + 1) }
        if text.says(e, .fahrenheit) || text.isExactly(e, "F") || text.isExactly(e, "f") { return ("degree fahrenheit", e + 1) }
        return ("degree", e)
    }

    /// Whether a short word is really a unit here: "in" mostly is no inch.
    private func isMeasure(_ k: Int) -> Bool {
        if text.says(k, .in) {
            return text.has(k + 1, .extent) || k + 1 == text.count || text.says(k + 1, .dot) && k + 2 == text.count
        }
        if text.says(k, .inchMark) { return text.isGlued(k) && !isInsideQuotes(k) }
        guard text.length(k) <= 2, text.isWord(k) else { return true }
        if text.says(k, .ha, .st), !text.isGlued(k) { return false }
        return !text.isExactly(k, "w")
    }

    /// An odd number of straight marks stands before it in its sentence: it closes a quotation.
    private func isInsideQuotes(_ k: Int) -> Bool {
        var count = 0
        var i = k - 1
        while i >= 0, i > k - 200 {
            if text.says(i, .inchMark) { count += 1 }
            if text.startsParagraph(i) { break }
            i -= 1
        }
        return count % 2 == 1
    }

    /// "km per hour", "m/s", "m²".
    private func rate(_ full: String, _ name: String, _ e: Int) -> (name: String, next: Int) {
        if text.says(e, .per, .an, .a) || text.says(e, .slash), let per = text.text(e + 1, .perUnit), Self.isRated(name) {
            let isSign = text.says(e, .slash)
            if isSign || text.length(e + 1) > 2 { return (name + " per " + per, e + 2) }
        }
        let isSquare = text.says(e, .squared) || text.isGlued(e) && text.digits(e) == 1 && text.figure(e) == 2
        let isCube = text.says(e, .cubed) || text.isGlued(e) && text.digits(e) == 1 && text.figure(e) == 3
        if isSquare || isCube, text.isGlued(e), !(text.isGlued(e + 1) && text.isNumber(e + 1)),
            ["metre", "foot", "inch", "mile"].contains(where: name.hasSuffix)
        {
            return ((isSquare ? "square " : "cubic ") + name, e + 1)
        }
        return (full, e)
    }

    private static func isRated(_ name: String) -> Bool {
        switch name {
        case "mile", "kilometre", "metre", "foot", "litre", "gallon", "degree", "megabit", "gigabyte": true
        default: false
        }
    }

    /// An amount with a unit.
    func measured(_ i: Int, _ quantity: Quantity, _ high: Double?, _ unit: Unit) -> Found? {
        if text.isGlued(i), text.isWord(i - 1) { return nil }
        var value = quantity.value / unit.divisor
        var end = unit.next
        var high = high.map { $0 / unit.divisor }
        if unit.kind == .measure, unit.name == "foot" { value += inches(&end) }
        if unit.kind == .money, unit.divisor == 1 { value += addCoins(&end) }
        if high == nil, let upper = repeated(i, unit, end), upper.value > value {
            high = upper.value
            end = upper.next
        }
        if text.isDash(i - 1), text.isGlued(i), text.isWord(i - 2) || text.isNumber(i - 2), unit.kind != .percent, text.isGlued(i - 1) {
            return nil
        }
        if unit.kind == .measure, unit.name.hasPrefix("degree"), text.isDash(i - 1) || text.says(i - 1, .minusSign), !text.isGlued(i - 1),
            !text.isNumber(i - 2)
        {
            value = -value  // "- 20 degrees"
        }
        var found = Found(i, end, unit.kind, value: value)
        found.unit = unit.name
        if unit.kind == .money { found.currency = unit.name }
        return finish(&found, high)
    }

    /// "44 mg to 50 mg": the upper end with the same unit said again.
    private func repeated(_ i: Int, _ unit: Unit, _ end: Int) -> (value: Double, next: Int)? {
        let isBetween = text.says(i - 1, .between)
        guard text.says(end, .to) && !text.says(i - 1, .from) || text.says(end, .to, .and) && isBetween, let upper = quantity(end + 1)
        else { return nil }
        guard let other = unitBehind(upper.next), other.kind == unit.kind, other.name == unit.name else { return nil }
        return (upper.value / other.divisor, other.next)
    }

    /// The inches behind feet.
    private func inches(_ end: inout Int) -> Double {
        let from = text.isDash(end) ? end + 1 : end
        guard let quantity = quantity(from), quantity.value < 12 else { return 0 }
        let unit = measure(quantity.next)
        let isInch = unit?.name == "inch"
        guard isInch || text.says(quantity.next, .in) || text.isDash(end) else { return 0 }
        end = isInch ? unit?.next ?? quantity.next : quantity.next + (text.says(quantity.next, .in) ? 1 : 0)
        return quantity.value / 12
    }

    /// A unit of time that ages and durations are said in.
    func isTimeUnit(_ i: Int) -> Bool { text.has(i, .unit, .units) && !text.says(i, .quarter, .quarters) }

    /// What a number before a unit of time is.
    enum AgeReading {
        case age(Found)
        case duration, neither
    }

    /// "44-year-old", "aged 55", "60 years old", "John Smith, 44, said".
    func age(_ i: Int, _ quantity: Quantity, _ high: Double?) -> AgeReading {
        let j = quantity.next
        func made(_ end: Int, _ unit: String) -> AgeReading {
            var found = Found(i, end, .age, value: quantity.value)
            found.unit = unit
            return .age(finish(&found, high))
        }
        if text.says(j, .yo) { return made(j + 1, "year") }
        let b = text.isDash(j) ? j + 1 : j
        if isTimeUnit(b) {
            let unit = TimeUnit(rawValue: UInt8(text.value(b, .unit) ?? text.value(b, .units) ?? 0)).map { "\($0)" } ?? "year"
            let old = text.isDash(b + 1) ? b + 2 : b + 1
            if text.says(old, .old, .older, .olds) { return made(old + 1, unit) }
            if text.says(b + 1, .of), text.says(b + 2, .age) { return made(b + 3, unit) }
            return .duration
        }
        if text.says(i - 1, .aged, .age), quantity.value > 0, quantity.value < 130 { return made(j, "year") }
        let isApposition = text.says(i - 1, .comma) && text.says(j, .comma) && text.digits(i) > 0 && j == i + 1 && text.isCapital(i - 2)
        if isApposition, quantity.value >= 1, quantity.value <= 110, !text.has(i - 2, .month) { return made(j, "year") }
        return .neither
    }

    /// "one in five", "two out of three".
    func ratio(_ i: Int, _ quantity: Quantity, _ high: Double?) -> Found? {
        let j = quantity.next
        let isOut = text.says(j, .out) && text.says(j + 1, .of)
        let isIn = text.says(j, .in) && (text.says(i - 1, .one) || text.has(j + 1, .cardinal, .tens)) && high == nil
        guard isOut || isIn, let whole = self.quantity(isOut ? j + 2 : j + 1), whole.value > quantity.value, !isTimeUnit(whole.next) else {
            return nil
        }
        var found = Found(i, whole.next, .ratio, value: quantity.value / whole.value)
        found.noun = noun(whole.next)
        return finish(&found, nil)
    }
}
