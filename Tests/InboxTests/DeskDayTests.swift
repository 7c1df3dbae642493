import Glibc
import Testing

@testable import Inbox

@Suite struct DeskDayTests {
    @Test("G05 days are UTC days, as the C library has them, also before 1970, in leap years and far away")
    func agreesWithTheSystem() {
        var random = Seeded(7)
        var moments: [Int64] = [0, -1, 86_399, 86_400, 951_782_399, 951_782_400, 4_102_444_800, -2_208_988_800, 253_402_300_799]
        for _ in 0..<2_000 { moments.append(Int64.random(in: -60_000_000_000...250_000_000_000, using: &random)) }
        for moment in moments {
            var seconds = time_t(moment)
            var parts = tm()
            gmtime_r(&seconds, &parts)
            let day = DeskDay(unixSeconds: moment)
            #expect([day.year, day.month, day.day] == [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)], "\(moment)")
        }
    }

    @Test("paths sort as their days do")
    func path() {
        #expect(DeskDay(year: 2021, month: 8, day: 3).path == Array("2021/08/03".utf8))
        #expect(DeskDay(year: 2021, month: 12, day: 31) < DeskDay(year: 2022, month: 1, day: 1))
        #expect(DeskDay(year: 2021, month: 8, day: 3) < DeskDay(year: 2021, month: 8, day: 13))
    }
}
