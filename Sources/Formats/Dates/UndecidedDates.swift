import Model

/// Decides the dates of a record that may be read in two ways (`PublishedTime.undecided`): by the source's settings, by the record's other
/// dates, by its language. What nothing decides is dropped (promise P11).
struct UndecidedDates {
    /// As the source's settings say.
    let order: DateOrder?
    /// The day the file was first seen, `YYYY-MM-DD`.
    let seenDay: String
    /// As dropped.
    let fileName: [UInt8]

    func settle(_ record: inout Record) {
        guard record.published?.undecided != nil || record.modified?.undecided != nil || record.embargo?.undecided != nil else { return }
        let language = Self.language(of: record)
        let days = otherDays(record)
        // Nothing is published after it was seen or changed; somewhere it is tomorrow already.
        let latest = [seenDay, record.modified.flatMap { $0.undecided == nil ? $0.day : nil }].compactMap { $0 }.min() ?? seenDay
        var found = order
        record.published = decided(record.published, &found, language, days, latest: latest)
        record.modified = decided(record.modified, &found, language, days, latest: seenDay)
        record.embargo = decided(record.embargo, &found, language, days, latest: nil)
    }

    /// - Parameter found: the order that the record's dates are known to have; one decided date tells it for those after it.
    private func decided(
        _ time: PublishedTime?, _ found: inout DateOrder?, _ language: String?, _ days: [Int], latest: String?
    ) -> PublishedTime? {
        guard let time, let text = time.undecided else { return time }
        func read(_ order: DateOrder?) -> PublishedTime? {
            HeaderDate.parse(text, language: language, order: order, origin: time.origin)
        }
        if let found { return read(found) }
        // Words decide by themselves once the language is known; if it is not, the language with more news has them.
        if let plain = HeaderDate.parse(text, origin: time.origin) { return language == nil ? plain : read(nil) ?? plain }
        guard let dayFirst = read(.dmy), let monthFirst = read(.mdy) else { return read(nil) }
        if let order = Self.order(dayFirst, monthFirst, days, latest: latest) {
            found = order
            return order == .dmy ? dayFirst : monthFirst
        }
        return read(nil)
    }

    /// The one reading that can be true, or the one that another date of the record agrees with.
    private static func order(_ dayFirst: PublishedTime, _ monthFirst: PublishedTime, _ days: [Int], latest: String?) -> DateOrder? {
        let numbers = (number(dayFirst.day), number(monthFirst.day))
        if let latest {
            let end = number(latest) + 1
            if (numbers.0 > end) != (numbers.1 > end) { return numbers.0 > end ? .mdy : .dmy }
        }
        func isNear(_ number: Int) -> Bool { days.contains { abs($0 - number) <= 1 } }
        return isNear(numbers.0) == isNear(numbers.1) ? nil : isNear(numbers.0) ? .dmy : .mdy
    }

    /// Days that the record has besides: decided dates, that of its capture, those in its address, its dateline and its file's name.
    private func otherDays(_ record: Record) -> [Int] {
        var days: [String] = []
        for time in [record.published, record.modified, record.embargo] {
            if let time, time.undecided == nil, time.precision != .year, time.precision != .month { days.append(time.day) }
        }
        if let day = record.capturedDay { days.append(day) }
        if let time = Dateline.find(record.body)?.published { days.append(time.day) }
        if let time = FileNameDate.find(fileName) { days.append(time.day) }
        if let url = record.url, let day = Self.day(in: url) { days.append(day) }
        return days.map(Self.number)
    }

    /// `/2021/04/03/` or `/2021-04-03-` in an address.
    private static func day(in url: String) -> String? {
        var url = url
        return url.withUTF8 { b in
            guard b.count >= 12 else { return nil }
            for at in 0..<b.count - 11 where b[at] == UInt8(ascii: "/") && HeaderDate.areDigits(b, at + 1, 4) {
                guard b[at + 5] == b[at + 8], b[at + 5] == UInt8(ascii: "/") || b[at + 5] == UInt8(ascii: "-"),
                    HeaderDate.areDigits(b, at + 6, 2), HeaderDate.areDigits(b, at + 9, 2), !HeaderDate.isDigit(b[at + 11])
                else { continue }
                let (year, month, day) = (HeaderDate.value(b, at + 1, 4), HeaderDate.value(b, at + 6, 2), HeaderDate.value(b, at + 9, 2))
                if (1_900...2_100).contains(year), CivilDay.exists(year: year, month: month, day: day) {
                    return CivilDay.text(year: year, month: month, day: day)
                }
            }
            return nil
        }
    }

    /// The record's language with the country that its address says: English is month first in few of its countries.
    private static func language(of record: Record) -> String? {
        guard let language = record.language else { return nil }
        guard language.lowercased() == "en", let url = record.url, let scheme = url.firstIndex(of: ":") else { return language }
        let host = url[url.index(after: scheme)...].drop { $0 == "/" }.prefix { $0 != "/" && $0 != ":" && $0 != "?" && $0 != "#" }
        let country = host.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return country.utf8.count == 2 ? "en-" + (country == "uk" ? "gb" : country) : language
    }

    private static func number(_ day: String) -> Int {
        var day = day
        return day.withUTF8 { bytes in
            guard case .parts(let parts) = HeaderDate.extended(bytes) else { return 0 }
            return CivilDay.number(year: parts.year, month: parts.month ?? 1, day: parts.day ?? 1)
        }
    }
}
