import Model

@testable import Enrichment

/// Makes articles for tests.
enum Articles {
    static func article(_ body: String, headline: String? = nil, language: String? = nil) -> Article {
        var record = Record(address: ItemAddress(ordinal: 1))
        record.body = body
        record.headline = headline
        record.language = language
        return Article(uid: ArticleUID(high: 1, low: 2), record: record, day: "2024-05-17")
    }

    /// The article with all facts.
    static func enriched(_ body: String, headline: String? = nil, language: String? = nil) -> EnrichedArticle {
        Enrichment.full.enrich(article(body, headline: headline, language: language), scratch: EnrichmentScratch())
    }

    /// The text of a span, cut as SQLite's `substr` does: by code points.
    static func text(_ span: Span, of body: String) -> String {
        String(String.UnicodeScalarView(body.unicodeScalars.dropFirst(span.start).prefix(span.length)))
    }

    /// A story of several paragraphs, written for these tests; names and places are invented.
    static let bridge = """
        PORT ELSWICK, March 5, 2024 (Tidewater News) - The ferry company of Port Elswick will close the harbour bridge for eleven weeks, because \
        inspectors found cracks in three of its steel girders, the company's director Ines Calloway said on Tuesday.

        Inspectors had looked at the bridge in January. "Nobody wants a bridge that sings in the wind," Calloway told reporters at the harbour office. \
        Two of the girders were repaired twenty years ago, and welders will now replace all three of them.

        About 4,000 people cross the harbour bridge every day, most of them on the way to the shipyard and the fish market. The ferry company will \
        run two night ferries between the old pier and the shipyard until the bridge opens again, and tickets will cost the same as bridge tolls.

        Shipyard workers criticised the plan. Their union asked for free night ferries while the girders are replaced, and for a footpath along the \
        railway viaduct. The town council of Port Elswick will discuss the footpath at its next meeting.
        """
}

/// Random numbers that are the same in every run (SplitMix64), so that a failure can be repeated.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
