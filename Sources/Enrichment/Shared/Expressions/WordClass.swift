/// What a word of the lists in `data/expressions` can be to the rules for times and amounts; the names of the lists' sections.
///
/// A word may be in several classes, with a value of its own in each.
enum WordClass: UInt8, CaseIterable, Sendable {
    // Calendar. Values: number of the month or weekday (Monday 1), length in the lists' unit codes, season and part of day by code.
    case month, monthShort, weekday, weekdays, weekdayShort, unit, units, season, dayPart, dayParts, decade, holiday
    case deictic, every, reference, zone
    // Numbers. Values: the number; for denominators the divisor.
    case cardinal, tens, multiplier, magnitude, vague, ordinal, denominator
    // Money and measures. Values: ISO 4217 codes, names of units.
    case currencySign, currency, coin, currencyCode, measure
    /// What "$" means behind it ("US", "HK"); currencies whose names are other words too; words before a unit ("square"), behind one ("hour"), and
    /// those of extent, which only lengths have ("100 m wide").
    case dollarPrefix, ambiguous, measurePrefix, perUnit, extent
    // Grammar around them.
    case past, notPast, future, present, scheduled, approximate, label, plural, stop
    /// May stand before a bare year, before a month that is also another word; counted things, which no year can be before; what is
    /// numbered and so makes no year of four digits ("room", "resolution").
    case yearLead, monthLead, counted, numbered
    /// Follows a reference to the past, present or future that has no noun ("the future and").
    case loose
    /// "more" and "less" of a comparison; words before a number that make it a lower or an upper bound.
    case comparativeMore, comparativeLess, lowBound, highBound
    /// Labels that number things in small letters too ("page 3"), and those that are mostly other words.
    case labelLower, labelDoubtful
    /// May stand before "a third", before a name in figures ("the 787"), around "one" as a pronoun, behind "dozens"; "the", "their" before a noun.
    case fractionLead, nameLead, beforePronoun, behindPronoun, afterVague, determiner
    /// Words of time, at which expressions of time are looked for; words that may open one before such a word. Set by the reader of the lists.
    case timely, lead
    /// A word that rules name, and the first word of a phrase.
    case word, phrase

    /// The class as one bit.
    @inline(__always) var bit: UInt64 { 1 << UInt64(rawValue) }
}
