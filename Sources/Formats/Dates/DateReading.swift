/// One reading of a date from left to right, in one language.
///
/// Every word must be something in that language: a month, a weekday, a zone, a label. One that is nothing means that this is no date.
struct DateReading {
    /// A number that is no part of the time.
    struct Number {
        var value: Int
        var digits: Int
        /// The mark between it and the number before; 0x20 for a space alone, `wordBetween` for a word.
        var separator: UInt8
        /// An apostrophe stands before it: a year.
        var isYear = false
    }

    static let wordBetween: UInt8 = 0xFF

    let tokens: DateTokens
    let lexicon: DateLexicon
    let language: Int
    /// Of numbers alone, `nil` where nothing tells.
    let order: DateOrder?
    /// The language is known, not guessed.
    let isHinted: Bool
    /// What "yesterday" and dates without a year count from.
    let reference: DateParts?

    var at = 0
    var numbers: [Number] = []
    /// How many numbers stood before the month's name.
    var numbersBeforeMonth = 0
    var month: Int?
    var calendar = Calendar.gregorian
    /// Said, not concluded from the year.
    var isCalendarSaid = false
    var year: Int?
    var day: Int?
    var weekday: Int?
    var eraBase: Int?
    var daysAway: Int?

    var hour: Int?
    var minute = 0
    var second: Int?
    var millisecond: Int?
    var isAfternoon: Bool?
    var offset: Int?
    /// Where the zone stands in the source, bytes.
    var zone: Range<Int>?
    /// The zone is standard or summer time by the date; minutes east of UTC in winter.
    var americanMinutes: Int?
    /// A zone's full name (`Europe/Paris`): its offset is known with the date.
    var zoneName: String?
    /// Where the time ends: what follows may be its zone.
    var timeEnd = -1

    /// The unit whose number comes next: "tháng 8".
    var expected: DateLexicon.Kind?
    /// Where a word before an hour ends: "kl. 14".
    var clockEnd = -1
    /// Only a label and the year: no word that a sentence could have.
    var hasOnlyLabels = true
    private var lastNumber = -1

    enum Calendar: Int { case gregorian, persian, hijri }

    init(
        _ tokens: DateTokens, _ lexicon: DateLexicon, language: Int, order: DateOrder?, isHinted: Bool, reference: DateParts?
    ) {
        self.tokens = tokens
        self.lexicon = lexicon
        self.language = language
        self.order = order
        self.isHinted = isHinted
        self.reference = reference
    }

    mutating func read() -> DateFinding {
        while at < tokens.count {
            switch tokens[at].kind {
            case .number: guard readNumber() else { return .nothing }
            case .word, .syllable: guard readWord() || skipBracket() || readCutShort() else { return .nothing }
            case .mark:
                if !readOffset() { at += 1 }
            }
        }
        return assemble()
    }

    // MARK: looking around

    func isMark(_ index: Int, _ mark: Unicode.Scalar) -> Bool {
        index >= 0 && index < tokens.count && tokens[index].kind == .mark && tokens[index].mark == UInt8(ascii: mark)
    }

    func isNumber(_ index: Int) -> Bool { index >= 0 && index < tokens.count && tokens[index].kind == .number }

    func isGlued(_ index: Int) -> Bool { index < tokens.count && !tokens[index].isSpaced }

    /// The longest phrase from `index` that means something here.
    func phrase(at index: Int) -> (meaning: WordMeaning, end: Int)? {
        guard index < tokens.count, tokens[index].isWord else { return nil }
        var found: (WordMeaning, Int)?
        tokens.phrases(at: index) { hash, end in
            let meaning = lexicon.meaning(hash, language: language)
            if !meaning.isEmpty { found = (meaning, end) }
        }
        return found
    }

    /// The word at `index` as one of a kind, and where it ends.
    func end(of kind: DateLexicon.Kind, at index: Int) -> Int? {
        guard let (meaning, end) = phrase(at: index), meaning.isA(kind) else { return nil }
        return end
    }

    // MARK: numbers

    private mutating func readNumber() -> Bool {
        let token = tokens[at]
        if let unit = expected {
            expected = nil
            if assign(unit, token.value) {
                lastNumber = at
                at += 1
                return true
            }
        }
        if hour == nil, token.digits <= 2, readTime() { return true }
        if let (meaning, end) = phrase(at: at + 1), let unit = unit(meaning), assign(unit, token.value) {
            lastNumber = at
            at = end
            if unit == .minute || unit == .second { timeEnd = at }
            return true
        }
        if readJoinedTime() { return true }
        return addNumber(token)
    }

    private func unit(_ meaning: WordMeaning) -> DateLexicon.Kind? {
        let units: [DateLexicon.Kind] = [.year, .monthUnit, .day]
        if let unit = units.first(where: { meaning.isA($0) }) { return unit }
        guard hour != nil else { return nil }
        return meaning.isA(.minute) ? .minute : meaning.isA(.second) ? .second : nil
    }

    /// Takes the number of a unit; false where it can't be.
    private mutating func assign(_ unit: DateLexicon.Kind, _ value: Int) -> Bool {
        switch unit {
        case .year, .yearBefore:
            guard year == nil, value < 10_000 else { return false }
            year = value
        case .monthUnit, .monthBefore:
            guard month == nil, (1...12).contains(value) else { return false }
            month = value
            numbersBeforeMonth = numbers.count
        case .day, .dayBefore:
            guard day == nil, (1...31).contains(value), unit == .day || !isDateFollowing else { return false }
            day = value
        case .minute:
            guard hour != nil, minute == 0, value < 60 else { return false }
            minute = value
        case .second:
            guard hour != nil, second == nil, value <= 60 else { return false }
            second = value
        case .weekdayBefore: return value <= 7
        default: return false
        }
        return true
    }

    /// "ngày 13/08/2021": the whole date follows its word.
    private var isDateFollowing: Bool { isNumber(at + 2) && tokens[at + 1].kind == .mark && isGlued(at + 1) && isGlued(at + 2) }

    private mutating func addNumber(_ token: DateToken) -> Bool {
        if token.digits == 8, numbers.isEmpty, year == nil, (1_800...2_199).contains(token.value / 10_000) {
            (year, month, day) = (token.value / 10_000, token.value / 100 % 100, token.value % 100)
            at += 1
            return true
        }
        guard token.digits <= 4, numbers.count < 3 else { return false }
        var number = Number(value: token.value, digits: token.digits, separator: separator())
        number.isYear = isMark(at - 1, "'")
        numbers.append(number)
        lastNumber = at
        at += 1
        return true
    }

    private func separator() -> UInt8 {
        guard lastNumber >= 0 else { return 0 }
        var mark: UInt8 = 0x20
        for index in lastNumber + 1..<at {
            let token = tokens[index]
            if token.kind != .mark { return Self.wordBetween }
            if mark == 0x20 { mark = token.mark }
        }
        return mark
    }

    /// A number in words, or in the digits of Chinese.
    mutating func addWritten(_ value: Int, digits: Int, end: Int) -> Bool {
        guard numbers.count < 3 else { return false }
        numbers.append(Number(value: value, digits: digits, separator: Self.wordBetween))
        lastNumber = end - 1
        at = end
        return true
    }

    // MARK: brackets

    /// A comment behind the time, "(Central European Summer Time)" or "[Europe/Paris]", says nothing that the offset has not said.
    private mutating func skipBracket() -> Bool {
        guard hour != nil else { return false }
        var open = at - 1
        while open >= 0, !isMark(open, "("), !isMark(open, "["), !isMark(open, ")"), !isNumber(open) { open -= 1 }
        guard isMark(open, "(") || isMark(open, "[") else { return false }
        var close = at
        while close < tokens.count, !isMark(close, ")"), !isMark(close, "]") { close += 1 }
        guard close < tokens.count else { return false }
        at = close + 1
        return true
    }
}

/// What a text is when it is read as a date.
enum DateFinding {
    case nothing
    /// Two dates: nobody can say which number is the month.
    case undecided(year: Int)
    /// A date, and whether its weekday is the one that is written (`nil` where none is).
    case date(DateParts, weekdayAgrees: Bool?)
}
