/// Words and marks that rules name, whatever the language: each list says which of its own words play these parts
/// ("letzte" is `last`). English words bear their own names.
enum Word: UInt16, CaseIterable, Sendable {
    case none
    /// No atom has this one; it fills up the arguments of questions.
    case never
    // Marks.
    case dot, comma, colon, semicolon, dash, slash, openParen, closeParen, percent, apostrophe, hash, plus, quoteMark, inchMark, tilde,
        minusSign, caret, lessThan, greaterThan, dollar, degreeSign, atSign, ampersand, backslash, underscore, hourMark, squared, cubed,
        exclamation, question
    // Words.
    case a, about, account, ad, additional, affairs, after, age, aged, ago, agoBefore, ahead, almost, am, an, and, approximate
    case approximately, april, are, around, `as`, at, august, average, barrels, basis, bc, be, been, before, beforehand, beginning, better
    case between, billion, both, brother, business, by, calendar, can, celsius, cent, central, century, `class`, close, colonCurrency
    case coming, comparable, consecutive, corresponding, could, countless, couple, current, day, dollars, due, duration, during, each
    case earlier, early, eastern, eighteen, end, ended, ending, evening, events, every, exactly, expected, fahrenheit, fall, few, fewer, fig
    case final, financial, first, fiscal, following, `for`, from, full, future, gmt, greater, ha, had, half, halves, hearted, hence, high
    case his, hopes, hour, `in`, into, `is`, its, june, just, last, lasted, late, later, latest, leading, least, less, light, local, long
    case longer, low, m, many, march, mark, maximum, may, medium, mid, midday, middle, midnight, might, mil, million, minimum, minus, minute
    case moment, month, more, most, much, must, nd, near, nearly, negative, neither, new, next, night, nineteen, no, noon, nos, not, now
    case number, numerous, oclock, of, old, older, olds, on, once, one, only, or, other, out, over, p, pacific, past, per, percentWord
    case percentage, period, planned, planning, plans, pm, point, points, possessive, post, pp, pre, preceding, present, previous
    case previously, prior, ps, quarter, quarters, rd, ready, real, recent, recently, results, rm, rmb, roughly, rs, s, same, scheduled
    case score, second, seconds, set, several, shall, share, short, should, since, single, sister, slated, so, sol, some, sometime, soon
    case spring, st, start, sterling, straight, take, takes, term, th, than, that, the, their, this, through, till, time, times, to, today
    case tomorrow, tonight, took, trading, twice, two, until, up, upcoming, us, usa, utc, very, vol, wants, was, week, weekend, were, when
    case whole, will, within, won, word, working, would, year, years, yesterday, yo, younger
}

extension Word {
    /// The name of a mark by its code point, `none` for marks that no rule names.
    init(mark point: UInt16) {
        switch point {
        case 0x2E: self = .dot
        case 0x2C, 0x60C, 0xFF0C: self = .comma
        case 0x3A: self = .colon
        case 0x3B: self = .semicolon
        case 0x2D, 0x2010...0x2014: self = .dash
        case 0x2212: self = .minusSign
        case 0x2F: self = .slash
        case 0x28: self = .openParen
        case 0x29: self = .closeParen
        case 0x25, 0x66A, 0xFF05: self = .percent
        case 0x27, 0x2019, 0x2018, 0x60, 0x2032: self = .apostrophe
        case 0x22, 0x201D, 0x2033: self = .inchMark
        case 0x201C: self = .quoteMark
        case 0x23: self = .hash
        case 0x2B: self = .plus
        case 0x7E: self = .tilde
        case 0x5E: self = .caret
        case 0x3C: self = .lessThan
        case 0x3E: self = .greaterThan
        case 0x40: self = .atSign
        case 0x26: self = .ampersand
        case 0x5C: self = .backslash
        case 0x5F: self = .underscore
        case 0xB2: self = .squared
        case 0xB3: self = .cubed
        case 0x21: self = .exclamation
        case 0x3F: self = .question
        case 0x24: self = .dollar
        case 0xB0: self = .degreeSign
        default: self = .none
        }
    }

    /// Whether a mark may have an entry in the lists: signs of currencies and units.
    static func mayBeListed(_ mark: Word) -> Bool {
        switch mark {
        case .none, .dollar, .degreeSign, .inchMark, .tilde, .percent: true
        default: false
        }
    }
}
