import Model
import Testing

@testable import Formats

@Suite("Header dates")
struct HeaderDateTests {
    @Test(
        "machine forms are read by their shape",
        arguments: [
            ("15/Sep/2022:11:20:00 +0200", "2022-09-15T09:20:00Z"),
            ("2021-08-13T14:05:09Z", "2021-08-13T14:05:09Z"), ("2021-08-13T14:05:09+02:00", "2021-08-13T12:05:09Z"),
            ("2021-08-13T14:05:09+0200", "2021-08-13T12:05:09Z"), ("2021-08-13T14:05:09+02", "2021-08-13T12:05:09Z"),
            ("2021-08-13T14:05:09.123456789Z", "2021-08-13T14:05:09Z"), ("2021-08-13T14:05:09,5Z", "2021-08-13T14:05:09Z"),
            ("2021-08-13T14:05", "2021-08-13T14:05:00"), ("2021-08-13 14:05:09", "2021-08-13T14:05:09"),
            ("2021-08-13 14:05:09+00", "2021-08-13T14:05:09Z"), ("2021-08-13 14:05:09 UTC", "2021-08-13T14:05:09Z"),
            ("2021-08-13t14:05:09z", "2021-08-13T14:05:09Z"), ("20210813T140509Z", "2021-08-13T14:05:09Z"),
            ("20210813T1405+0200", "2021-08-13T12:05:00Z"), ("20210813140509", "2021-08-13T14:05:09"), ("20210813", "2021-08-13"),
            ("2021-08-13", "2021-08-13"), ("2021-08", "2021-08-01"), ("2021", "2021-01-01"),
            ("2021-08-13T24:00:00Z", "2021-08-14T00:00:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"), ("2021-08-13T14:05:09−03:00", "2021-08-13T17:05:09Z"),
            ("2021-08-13T14:05:09+02:00[Europe/Paris]", "2021-08-13T12:05:09Z"), ("1628863509", "2021-08-13T14:05:09Z"),
            ("1628863509000", "2021-08-13T14:05:09Z"), ("1628863509.25", "2021-08-13T14:05:09Z"), (" 2021-08-13 ", "2021-08-13"),
            ("2021-01-01T00:30:00+05:30", "2020-12-31T19:00:00Z"),
        ])
    func machine(_ text: String, _ wanted: String) { #expect(HeaderDate.parse(text)?.text == wanted) }

    @Test(
        "words, slashes and dots are read where they can mean one day only",
        arguments: [
            ("Fri, 13 Aug 2021 14:05:09 +0000", "2021-08-13T14:05:09Z"), ("Fri, 13 Aug 2021 14:05:09 EDT", "2021-08-13T18:05:09Z"),
            ("Fri, 13 Aug 21 14:05:09 GMT", "2021-08-13T14:05:09Z"), ("Fri,13 Aug 2021 14:05:09 +0200 (CEST)", "2021-08-13T12:05:09Z"),
            ("Friday, 13-Aug-21 14:05:09 GMT", "2021-08-13T14:05:09Z"), ("Fri Aug 13 14:05:09 2021", "2021-08-13T14:05:09"),
            ("Fri Aug 13 14:05:09 UTC 2021", "2021-08-13T14:05:09Z"), ("Thu, 13 Aug 2021 14:05:09 GMT+2", "2021-08-13T12:05:09Z"),
            ("15/Sep/2022:11:20:00 +0200", "2022-09-15T09:20:00Z"), ("Aug 13, 2021", "2021-08-13"), ("August 13, 2021", "2021-08-13"),
            ("13 August 2021", "2021-08-13"), ("13th of August, 2021", "2021-08-13"), ("Aug. 13 2021", "2021-08-13"),
            ("August 13, 2021 3:04 PM EDT", "2021-08-13T19:04:00Z"), ("Aug. 13, 2021, 2:05 p.m. ET", "2021-08-13T18:05:00Z"),
            ("Jan. 13, 2021, 2:05 p.m. ET", "2021-01-13T19:05:00Z"), ("Published: August 13, 2021 at 12:05 AM", "2021-08-13T00:05:00"),
            ("13/08/2021", "2021-08-13"), ("08/13/2021", "2021-08-13"), ("13.08.2021", "2021-08-13"), ("03.04.2021", "2021-04-03"),
            ("05/05/2021", "2021-05-05"), ("2021/08/13", "2021-08-13"), ("13.08.2021, 14:05 Uhr", "2021-08-13T14:05:00"),
            ("13/08/2021 14h05", "2021-08-13T14:05:00"), ("13. August 2021", "2021-08-13"), ("13 août 2021", "2021-08-13"),
            ("1 de agosto de 2021", "2021-08-01"), ("13 августа 2021", "2021-08-13"), ("August 2021", "2021-08-01"),
        ])
    func words(_ text: String, _ wanted: String) { #expect(HeaderDate.parse(text)?.text == wanted) }

    @Test(
        "what is no date, or may be two, is nothing",
        arguments: [
            "", "x", "not a date", "N/A", "12345", "2021-02-30", "2021-13-01", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z", "03/04/2021", "3/4/21", "Fri, 31 Jun 2021 10:00:00 GMT", "Fri, 13 Aug 2021 25:05:09 GMT", "yesterday",
            "13 August", "Aug 13", "12:30", "2021-08-13T14:61:00Z", "2021-08-13Tx", "999999999999999999999999", "1.2.3.4", "-1",
        ])
    func nothing(_ text: String) { #expect(HeaderDate.parse(text) == nil) }

    @Test("precision and zone are kept as written")
    func precision() {
        #expect(HeaderDate.parse("2021")?.precision == .year)
        #expect(HeaderDate.parse("2021-08")?.precision == .month)
        #expect(HeaderDate.parse("2021-08-13")?.precision == .day)
        #expect(HeaderDate.parse("2021-08-13T14:05Z")?.precision == .minute)
        #expect(HeaderDate.parse("2021-08-13T14:05:09Z")?.precision == .second)
        #expect(HeaderDate.parse("2021-08-13T14:05:09+04:30")?.zone == "+04:30")
        #expect(HeaderDate.parse("Aug 13, 2021 2:05 PM EDT")?.zone == "EDT")
        #expect(HeaderDate.parse("2021-08-13T14:05:09")?.zone == nil)
    }

    @Test("epoch numbers are told apart by magnitude")
    func epoch() {
        for value in [1_628_863_509.0, 1_628_863_509_000, 1_628_863_509_000_000] {
            #expect(HeaderDate.epoch(value)?.text == "2021-08-13T14:05:09Z")
        }
        #expect(HeaderDate.epoch(0) == nil)
        #expect(HeaderDate.epoch(2021) == nil)
        #expect(HeaderDate.epoch(.nan) == nil)
        #expect(HeaderDate.epoch(1e300) == nil)
    }

    @Test("every day of four centuries survives the way to its number and back")
    func calendar() {
        for number in stride(from: -200_000, to: 100_000, by: 7) {
            let date = CivilDay.date(number)
            #expect(CivilDay.number(year: date.year, month: date.month, day: date.day) == number)
            #expect(CivilDay.exists(year: date.year, month: date.month, day: date.day))
        }
    }

    @Test("random fragments of dates never crash and never give an ill-formed time")
    func fuzz() {
        let pieces = [
            "13", "2021", "Aug", "²", "½", "٣", "1/0", "99:99", "T", "Z", "+", "-", ":", ".", " ", "PM", "a.m.", "(", ")", "GMT+", "−", "h",
            "00",
        ]
        var random = Random(0xDA7E)
        for round in 0..<20_000 {
            let text = (0..<random.below(9)).map { _ in pieces[random.below(pieces.count)] }.joined()
            guard let time = HeaderDate.parse(text) else { continue }
            let length = time.text.utf8.count
            #expect([10, 19, 20].contains(length), "round \(round): \(text) gave \(time.text)")
        }
    }
}
