import Model

/// The direction in time of a clause.
enum Tense: Int, Sendable {
    case past = -1
    case unknown = 0
    case future = 1
}

extension TimeReader {
    /// How many atoms are looked at on each side of an expression.
    private static let reach = 14

    /// The tense of the clause around the atoms `i..<j`: the first verb before it in its sentence, else the first behind it.
    func tense(_ i: Int, _ j: Int) -> Tense {
        if text.says(i - 1, .until, .through, .till), text.isLower(i - 1) { return .future }
        if text.says(i - 1, .as), text.says(i - 2, .soon, .early, .late) { return .future }
        if text.says(i - 1, .since) { return .past }
        if let before = tenseBefore(i) { return before }
        // the deadline is Monday
        if text.says(i - 1, .is, .are) || text.says(i - 1, .on, .at) && text.says(i - 2, .is, .are) { return .future }
        return tenseBehind(j)
    }

    private func tenseBefore(_ i: Int) -> Tense? {
        var k = i - 1
        var steps = 0
        while k >= 0, steps < Self.reach, !text.startsParagraph(k + 1) {
            if text.startsSentence(k + 1) || text.says(k, .semicolon) { break }
            if text.has(k, .future), !text.isCapital(k) { return future(k) }
            if text.has(k, .scheduled), text.isLower(k), !text.says(k - 1, .the, .a, .his, .their, .its, .to) { return .future }
            if isPast(k), !text.says(k - 1, .is, .are) || text.has(k, .future) { return past(k) }
            if let tense = infinitive(k, i) { return tense }
            k -= 1
            steps += 1
        }
        return nil
    }

    /// "due", "will", "had been scheduled".
    private func future(_ k: Int) -> Tense {
        guard text.says(k, .due, .scheduled, .expected, .slated, .planned, .would) else { return .future }
        let wasPast = text.says(k - 1, .was, .were, .been, .had) || text.says(k - 2, .was, .were, .had)
        return wasPast && !text.says(k - 1, .is, .are) ? .past : .future
    }

    /// A past form is future behind "will", "to be" and the like.
    private func past(_ k: Int) -> Tense {
        if text.says(k, .planned), text.says(k + 1, .for) { return .future }
        for back in 1...4 where k - back >= 0 {
            if back <= 3, text.says(k - back, .will, .would, .may, .shall, .must, .should, .can) { return .future }
            if text.says(k - back, .to), back == 1 || back == 2 && text.says(k - 1, .be) { return .future }
            if text.says(k - back, .is, .are), text.says(k, .scheduled, .expected, .planned, .slated, .due, .set) { return .future }
        }
        return .past
    }

    /// "is to meet", "plans to".
    private func infinitive(_ k: Int, _ i: Int) -> Tense? {
        guard text.says(k, .to), k + 1 < i, text.isLower(k + 1), !text.has(k + 1, .unit) else { return nil }
        guard !text.says(k + 1, .the, .a, .an, .his, .its, .their) else { return nil }
        guard text.says(k - 1, .is, .are, .scheduled, .expected, .due, .set, .plans, .planned, .ready, .hopes, .wants, .planning) else {
            return nil
        }
        return text.says(k - 2, .was, .were, .been, .had) && !text.says(k - 1, .planning) ? .past : .future
    }

    private func tenseBehind(_ j: Int) -> Tense {
        var k = j
        while k < text.count, k < j + Self.reach, !text.startsParagraph(k) {
            if text.startsSentence(k), k > j { break }
            if text.has(k, .future), !text.isCapital(k) { return .future }
            if isPast(k) { return .past }
            if text.has(k, .present) { return .unknown }
            k += 1
        }
        return .unknown
    }

    /// A past form: in the lists, or by its ending.
    func isPast(_ k: Int) -> Bool {
        if text.has(k, .past) { return true }
        guard text.isLower(k), text.length(k) > 4, !text.has(k, .notPast) else { return false }
        let end = Int(text.atoms[k].end)
        return text.lexicon.style.pastEndings.contains { ending in
            ending.count < text.length(k) && ending.indices.allSatisfy { text.bytes[end - ending.count + $0] == ending[$0] }
        }
    }

    // MARK: days and months without a year

    /// The nearest such day to the publication day, in the direction of the tense.
    func nearest(month: Int, day: Int, _ tense: Tense) -> CalendarDay? {
        guard let today else { return nil }
        var best: (cost: Int, day: CalendarDay)?
        for year in today.year - 1...today.year + 1 {
            guard let found = CalendarDay(year, month, day) else { continue }
            let distance = Int(found.number - today.number)
            let cost = abs(distance) + (tense == .past && distance > 1 ? 250 : 0) + (tense == .future && distance < 0 ? 140 : 0)
            if cost < best?.cost ?? Int.max { best = (cost, found) }
        }
        return best?.day
    }

    /// The year of the nearest such month, in the direction of the tense.
    func nearestYear(month: Int, _ tense: Tense) -> Int? {
        guard let today else { return nil }
        var best: (cost: Int, year: Int)?
        for year in today.year - 1...today.year + 1 {
            let distance = (year - today.year) * 12 + month - today.month
            var cost = abs(distance)
            if distance > 0 { cost += tense == .past ? 8 : tense == .unknown ? 6 : 0 }
            if distance < 0, tense == .future { cost += 7 }
            if cost < best?.cost ?? Int.max { best = (cost, year) }
        }
        return best?.year
    }

    /// The nearest such weekday: the publication day itself, else before it, behind it in the future.
    func nearest(weekday: Int, _ tense: Tense) -> CalendarDay? {
        guard let today else { return nil }
        let back = (today.weekday - weekday + 7) % 7
        return tense == .future && back > 0 ? today.adding(7 - back) : today.adding(-back)
    }
}
