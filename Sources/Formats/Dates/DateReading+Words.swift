/// Words of dates: months, weekdays, labels, units.
extension DateReading {
    mutating func readWord() -> Bool {
        guard let (meaning, end) = phrase(at: at) else { return readNumerals() || readZoneName() }
        if isAfterTime, readZone(meaning, end: end) { return true }
        if !meaning.isA(.label) { hasOnlyLabels = false }
        if readName(meaning, end) { return true }
        if readTimeWord(meaning, end) { return true }
        if meaning.isA(.number) { return addWritten(meaning.value, digits: 2, end: end) }
        if meaning.isA(.era) {
            eraBase = meaning.value
            return skip(to: end)
        }
        if meaning.isA(.calendar), let said = Calendar(rawValue: meaning.value) {
            (calendar, isCalendarSaid) = (said, true)
            return skip(to: end)
        }
        if meaning.isA(.days) {
            daysAway = meaning.value
            return skip(to: end)
        }
        if let unit = Self.unitsBefore.first(where: { meaning.isA($0) }), isNumber(end) {
            // "năm" is also the number five; what counts is that a number follows.
            expected = unit
            return skip(to: end)
        }
        let rest: [DateLexicon.Kind] = [
            .filler, .label, .clock, .hour, .minute, .second, .year, .monthUnit, .day, .yearBefore, .monthBefore, .dayBefore, .noon,
            .midnight,
        ]
        if rest.contains(where: { meaning.isA($0) }) { return skip(to: end) }
        if meaning.isA(.zone), hour != nil, offset == nil, readZone(meaning, end: end) { return true }
        return readNumerals()
    }

    private static let unitsBefore: [DateLexicon.Kind] = [.yearBefore, .monthBefore, .dayBefore, .weekdayBefore]

    /// Directly behind the time, or with only marks or a bracket between.
    private var isAfterTime: Bool {
        guard hour != nil, timeEnd >= 0, timeEnd <= at else { return false }
        return timeEnd == at || (timeEnd..<at).allSatisfy { tokens[$0].kind == .mark }
    }

    private mutating func skip(to end: Int) -> Bool {
        // "14:05 Uhr CEST": the zone may still follow.
        if timeEnd == at { timeEnd = end }
        at = end
        return true
    }

    /// Months and weekdays. What may be either ("mar") is the month unless another word is.
    private mutating func readName(_ meaning: WordMeaning, _ end: Int) -> Bool {
        if meaning.isA(.weekday), !meaning.isA(.month) || month != nil || hasOtherMonth(from: end) {
            // "2021年8月": where a unit can be, it is none of the short weekdays.
            weekday = meaning.weekday
            return skip(to: end)
        }
        let isPersian = meaning.isA(.persian) && (!meaning.isA(.month) || hasPersianYear)
        let found = isPersian ? meaning.persian : meaning.isA(.month) ? meaning.month : meaning.isA(.hijri) ? meaning.hijri : 0
        guard found > 0 else { return false }
        if let month { return month == found && skip(to: end) }
        month = found
        numbersBeforeMonth = numbers.count
        if !meaning.isA(.month) || isPersian { calendar = isPersian ? .persian : .hijri }
        return skip(to: end)
    }

    private func hasOtherMonth(from start: Int) -> Bool {
        var index = start
        while index < tokens.count {
            if let (meaning, end) = phrase(at: index) {
                if meaning.isA(.month) { return true }
                index = end
            } else {
                index += 1
            }
        }
        return false
    }

    private var hasPersianYear: Bool {
        (0..<tokens.count).contains { tokens[$0].kind == .number && (1_300...1_499).contains(tokens[$0].value) }
    }

    /// Words about the time: am, pm, noon, clock.
    private mutating func readTimeWord(_ meaning: WordMeaning, _ end: Int) -> Bool {
        if meaning.isA(.am) || meaning.isA(.pm) {
            let isBefore = isNumber(end) || isNumeral(end)
            // "2021م": the letter says which calendar; "am 13. August" is a preposition.
            if isNumber(at - 1) && tokens[at - 1].digits == 4 || (meaning.isA(.filler) && isBefore) { return skip(to: end) }
            if hour != nil ? isAfternoon == nil : isBefore {
                isAfternoon = meaning.isA(.pm)
                return skip(to: end)
            }
            return meaning.isA(.filler) && skip(to: end)
        }
        if meaning.isA(.noon) || meaning.isA(.midnight) {
            if let given = hour {
                // "12 Uhr mittags", "中午1点".
                if meaning.isA(.noon), given < 6 { hour = given + 12 }
                if meaning.isA(.midnight), given == 12 { hour = 0 }
            } else if !isNumber(end), !isNumeral(end) {
                hour = meaning.isA(.noon) ? 12 : 0
                timeEnd = end
            } else if meaning.isA(.noon), isNumber(end), tokens[end].value < 6 {
                isAfternoon = true
            }
            return skip(to: end)
        }
        if meaning.isA(.clock) {
            var next = end
            if isMark(next, ".") || isMark(next, ":") { next += 1 }
            clockEnd = next
            if !isNumber(next), let (other, otherEnd) = phrase(at: next), other.isA(.clock) || other.isA(.filler), isNumber(otherEnd) {
                clockEnd = otherEnd
            }
            return skip(to: end)
        }
        return false
    }

    // MARK: the numerals of Chinese

    private func numeral(_ index: Int) -> Int? {
        guard index < tokens.count, tokens[index].kind == .syllable else { return nil }
        return Self.numerals[Array(tokens.folded[tokens[index].letters])]
    }

    private func isNumeral(_ index: Int) -> Bool { numeral(index) != nil }

    private static let numerals: [[UInt8]: Int] = {
        var numerals: [[UInt8]: Int] = [:]
        for (value, letter) in "〇一二三四五六七八九十".enumerated() { numerals[Array(String(letter).utf8)] = value }
        numerals[Array("零".utf8)] = 0
        numerals[Array("元".utf8)] = 1
        return numerals
    }()

    /// `二〇二一年`, `十三日`, `六点`: numerals count where a unit follows.
    private mutating func readNumerals() -> Bool {
        var end = at
        var value = 0
        var tens: Int?
        var digits = 0
        while let next = numeral(end), digits < 4 {
            if next == 10 {
                guard tens == nil, digits <= 1 else { return false }
                tens = digits == 0 ? 1 : value
                value = 0
            } else {
                value = value * 10 + next
            }
            digits += 1
            end += 1
        }
        guard digits > 0, let (meaning, unitEnd) = phrase(at: end) else { return false }
        let total = (tens ?? 0) * 10 + value
        if meaning.isA(.year), year == nil {
            year = total
        } else if meaning.isA(.monthUnit), month == nil, (1...12).contains(total) {
            (month, numbersBeforeMonth) = (total, numbers.count)
        } else if meaning.isA(.day), day == nil, (1...31).contains(total) {
            day = total
        } else if meaning.isA(.hour), hour == nil, total <= 24 {
            (hour, timeEnd) = (total, unitEnd)
        } else if meaning.isA(.minute), hour != nil, total < 60 {
            (minute, timeEnd) = (total, unitEnd)
        } else {
            return false
        }
        at = unitEnd
        return true
    }

    // MARK: words that the tables don't have as they stand

    /// `באוגוסט` (a preposition is glued to the month), `листоп` (a month cut short), `2021'de` (an ending behind an apostrophe).
    mutating func readCutShort() -> Bool {
        let token = tokens[at]
        guard token.kind == .word else { return readShortSyllables() }
        hasOnlyLabels = false
        let word = tokens.folded[token.letters]
        for prefix in lexicon.languages[language].prefixes where word.starts(with: prefix) && word.count > prefix.count {
            var hash = DateTokens.PhraseHash()
            for byte in word.dropFirst(prefix.count) { hash.add(byte) }
            let meaning = lexicon.meaning(hash.value, language: language)
            if meaning.isA(.month) || meaning.isA(.weekday) || meaning.isA(.hijri) { return readName(meaning, at + 1) }
        }
        if isMark(at - 1, "'"), isGlued(at), word.count <= 6, at > 1, isGlued(at - 1) { return skip(to: at + 1) }
        return readMonth(beginning: word, lettersMin: 4, end: at + 1)
    }

    private mutating func readShortSyllables() -> Bool {
        var end = at
        while end < tokens.count, tokens[end].kind == .syllable, end == at || isGlued(end) { end += 1 }
        hasOnlyLabels = false
        return readMonth(
            beginning: tokens.folded[tokens[at].letters.lowerBound..<tokens[end - 1].letters.upperBound], lettersMin: 4, end: end)
    }

    private mutating func readMonth(beginning word: ArraySlice<UInt8>, lettersMin: Int, end: Int) -> Bool {
        var letters = 0
        for byte in word where byte & 0xC0 != 0x80 { letters += 1 }
        guard letters >= lettersMin, month == nil else { return false }
        var found: Int?
        var isOne = true
        lexicon.months(beginning: word) { of, month in
            guard of == language else { return }
            if let found, found != month { isOne = false }
            found = month
        }
        guard let found, isOne else { return false }
        (month, numbersBeforeMonth, at) = (found, numbers.count, end)
        return true
    }
}
