import Glibc
import Model
import Testing

@testable import Enrichment

@Suite("Places of any text (promises P6, P7, P9)") struct PlacePropertyTests {
    private static let pieces = [
        "Paris", "Texas", "KABUL", "Łódź", "Saint-Étienne", "St. Paul", "U.S.", "TX", "L.A.", "Afghan", "Київ", "東京", "of", "in", "the",
        "County",
        "River", "Georgia", "city", "Kenya's", "’s", "👩‍👩‍👧", "e\u{301}", "\u{300}", "Ms.", "Springfield", "Orange", "North", "Joe", "Newark",
        "University",
    ]
    private static let gaps = [" ", " ", " ", ", ", ". ", " (", ") ", "\n", "-", ""]

    @Test("spans lie in the body in order, hold a name, and a used scratch changes nothing", arguments: [11, 12, 20_240_517] as [UInt64])
    func spans(seed: UInt64) {
        var random = SeededRandom(seed)
        let used = EnrichmentScratch()
        var found = 0
        for round in 0..<150 {
            var body = ""
            for _ in 0..<Int.random(in: 1...60, using: &random) {
                body += (Self.pieces.randomElement(using: &random) ?? "") + (Self.gaps.randomElement(using: &random) ?? "")
            }
            let article = Articles.article(body, language: "en")
            let places = Enrichment.full.enrich(article, scratch: used).places
            #expect(places == Enrichment.full.enrich(article, scratch: EnrichmentScratch()).places, "seed \(seed), round \(round)")
            let points = body.unicodeScalars.count
            for place in places {
                found += 1
                #expect(!place.spans.isEmpty && !place.name.isEmpty)
                #expect((-90...90).contains(place.latitude) && (-180...180).contains(place.longitude))
                var end = 0
                for span in place.spans {
                    #expect(span.start >= end && span.length > 0 && span.end <= points, "seed \(seed), round \(round)")
                    end = span.end
                    let text = Articles.text(span, of: body)
                    #expect(text.unicodeScalars.contains { $0.properties.isAlphabetic }, "seed \(seed), round \(round): \(text)")
                }
            }
            #expect(
                Set(places.compactMap(\.id)).count == places.compactMap(\.id).count, "one place, one fact: seed \(seed), round \(round)")
        }
        #expect(found > 500)
    }

    @Test("thousands of ambiguous names cost no more than their number")
    func hostile() {
        let towns = [
            "Springfield", "San José", "Washington", "Franklin", "Clinton", "Santa Cruz", "Georgetown", "Salem", "Madison", "Union",
        ]
        var body = ""
        for number in 0..<3_000 { body += "in \(towns[number % towns.count]) and \(towns[(number * 7 + 3) % towns.count])ton\(number), " }
        let scratch = EnrichmentScratch()
        let article = Articles.article(body, language: "en")
        let begin = Self.cpuNs()
        let enriched = Enrichment.only("language", "tokens", "places").enrich(article, scratch: scratch)
        let once = Self.cpuNs() - begin
        #expect(enriched.places.count >= 3)
        #expect(once < 2_000_000_000, "\(once) ns")
    }

    private static func cpuNs() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
