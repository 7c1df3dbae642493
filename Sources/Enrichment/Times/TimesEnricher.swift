import Language
import Model

/// Finds the expressions of time in the body and resolves them against the day of publication, local to where the article was published.
///
/// Without a published day relative expressions keep what can be said without one and have no bounds; none is guessed (promise P11). Languages
/// without word lists get dates in figures only.
struct TimesEnricher: Enricher {
    static let name = "times"
    static let version = 1

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        scratch.expressions.open(scratch.head, scratch.text.tokens, language: article.language)
        article.times = find(scratch, today: Self.day(article.article.record.published))
    }

    /// The local day of publication; nil where it is not known to the day.
    static func day(_ published: PublishedTime?) -> CalendarDay? {
        guard let published, published.precision != .year, published.precision != .month else { return nil }
        return localDay(published.text, published.zone)
    }

    /// `text` is UTC where it ends in `Z`; an offset as written ("+04:30") turns it back into the local day.
    private static func localDay(_ text: String, _ zone: String?) -> CalendarDay? {
        guard let day = CalendarDay(iso: text) else { return nil }
        let parts = Array(text.utf8)
        guard parts.last == UInt8(ascii: "Z"), parts.count >= 16, let zone, let offset = minutes(zone) else { return day }
        func two(_ at: Int) -> Int { Int(parts[at] &- 0x30) * 10 + Int(parts[at + 1] &- 0x30) }
        let local = two(11) * 60 + two(14) + offset
        return day.adding(local < 0 ? -1 : local >= 1440 ? 1 : 0)
    }

    /// The minutes of an offset `+HH:MM`, `-HHMM` or `+HH`, nil for names of zones.
    private static func minutes(_ zone: String) -> Int? {
        guard let sign = zone.utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        let digits = zone.utf8.dropFirst().filter { $0 != UInt8(ascii: ":") }.map { Int($0) - 0x30 }
        guard digits.allSatisfy({ (0...9).contains($0) }), digits.count == 2 || digits.count == 4 else { return nil }
        let minutes = (digits[0] * 10 + digits[1]) * 60 + (digits.count == 4 ? digits[2] * 10 + digits[3] : 0)
        return sign == UInt8(ascii: "-") ? -minutes : minutes
    }

    private func find(_ scratch: EnrichmentScratch, today: CalendarDay?) -> [TimeExpression] {
        let bytes = scratch.head
        let lexicon = scratch.expressions.lexicon
        var found = scratch.expressions.times
        scratch.expressions.reader.atoms.withUnsafeBufferPointer { atoms in
            var reader = TimeReader(AtomView(atoms: atoms, lexicon: lexicon, bytes: bytes), today: today)
            reader.read(&found)
        }
        scratch.expressions.times = found
        let atoms = scratch.expressions.reader.atoms
        return found.map { found in
            let candidate = found.candidate
            let range = Int(atoms[found.start].start)..<Int(atoms[candidate.end - 1].end)
            let bounds =
                candidate.value.bounds(today: today) ?? candidate.value.stretch(candidate.anchor, high: candidate.high, today: today)
            return TimeExpression(
                span: scratch.span(ofBytes: range), expression: String(decoding: bytes[range], as: UTF8.self), kind: candidate.kind,
                value: candidate.value.text, earliest: bounds?.first.text, latest: bounds?.last.text)
        }
    }
}
