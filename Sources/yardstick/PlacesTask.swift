import Enrichment
import Foundation
import Model

/// Places, as `score_places.py` reads them: `{"id", "places": [{"start", "end", "id", "cc", "lat", "lon"}]}`.
///
/// By default the gold spans are linked, one article at a time. `YARDSTICK_PLACES` chooses otherwise, with words between blanks: `own` finds the
/// spans, `home` learns each source's home from the places of all its articles and links again with it, `near=1.2` sets a weight.
struct PlacesTask: YardstickTask {
    let name = "places"
    let abstract =
        "places on the map for the gold's spans; YARDSTICK_PLACES='own home WEIGHT=VALUE' for own spans, the source's home, other weights"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        let words = (ProcessInfo.processInfo.environment["YARDSTICK_PLACES"] ?? "").split(separator: " ").map(String.init)
        var weights = PlaceWeights.standard
        for word in words {
            let sides = word.split(separator: "=")
            if sides.count == 2, let path = PlaceWeights.named[String(sides[0])], let value = Float(sides[1]) {
                weights[keyPath: path] = value
            }
        }
        let probe = PlacesProbe(weights: weights)
        let isOwn = words.contains("own")
        let hosts = records.map { $0.string("host") ?? "" }
        func link(_ homes: [String: SourceHome]) -> [[Place]] {
            records.indices.map { index in
                probe.places(
                    ArticleInput.article(records[index]), spans: isOwn ? nil : Self.spans(records[index]), home: homes[hosts[index]]
                ) { stage in clock.measure(stage) }
            }
        }
        var places = link([:])
        if words.contains("home") {
            // As `reprocess --learn`: once, from what the articles say by themselves.
            var byHost: [String: HomeTally] = [:]
            for (host, found) in zip(hosts, places) where !host.isEmpty { byHost[host, default: HomeTally()].add(found) }
            places = link(byHost.compactMapValues { SourceHome.learned(from: $0) })
        }
        return zip(records, places).map { record, places in ["id": record.id, "places": places.flatMap(Self.lines)] }
    }

    /// The stretches to be linked: the gold's places with coordinates, or plain `spans`.
    private static func spans(_ record: GoldRecord) -> [Span] {
        if let spans = record.fields["spans"] as? [[Int]] { return spans.map { Span(start: $0[0], length: $0[1] - $0[0]) } }
        return (record.fields["places"] as? [[String: Any]] ?? []).compactMap { place in
            guard place["lat"] != nil, let start = place["s"] as? Int, let end = place["e"] as? Int else { return nil }
            return Span(start: start, length: end - start)
        }
    }

    private static func lines(_ place: Place) -> [[String: Any]] {
        place.spans.map { span in
            [
                "start": span.start, "end": span.end, "id": place.id ?? NSNull(), "name": place.name, "cc": place.country ?? NSNull(),
                "division": place.division ?? NSNull(), "lat": place.latitude, "lon": place.longitude,
                "population": place.population ?? NSNull(), "score": place.score, "via": place.via.rawValue, "dateline": place.isDateline,
            ]
        }
    }
}
