import Language
import Model

/// Where a place of the list is named.
struct PlaceStretch {
    /// As what the place is named: as itself, by its people ("Afghan forces"), inside the name of something else ("Kentucky State Police").
    enum Use { case place, people, inName }

    let tokens: Range<Int>
    let bytes: Range<Int>
    let span: Span
    /// Index in `EnrichedArticle.places`.
    let place: Int
    var use: Use
}

/// Makes the facts of an article's places from what the linker chose: one place, one fact.
struct PlaceFacts {
    let linker: PlaceLinker
    let space: PlaceScratch
    let scratch: EnrichmentScratch
    /// Tokens of the dateline.
    let dateline: Range<Int>
    /// The mentions were given, so that each is known to be a place.
    let isGiven: Bool

    /// The places in the order of their first mentions.
    /// - Parameter stretches: gets where the places that the list has are named, in the order of the text.
    func places(_ stretches: inout [PlaceStretch]) -> [Place] {
        var places: [Place] = []
        var indexByPlace: [Int32: Int] = [:]
        for index in space.mentions.indices {
            let mention = space.mentions[index]
            let name = space.names[mention.name]
            let span = scratch.span(ofBytes: mention.bytes)
            guard name.chosen >= 0 else {
                if let place = nearby(index, span) { places.append(place) }
                continue
            }
            let candidate = space.candidates[name.chosen]
            let number: Int
            if let known = indexByPlace[candidate.place] {
                number = known
                places[number].spans.append(span)
                if places[number].via == .demonym || places[number].via == .organisation { places[number].via = evidence(name, mention) }
                places[number].score = max(places[number].score, score(name))
            } else {
                number = places.count
                indexByPlace[candidate.place] = number
                places.append(place(candidate, name, mention, span))
            }
            if places[number].entity == nil, mention.entity >= 0 { places[number].entity = mention.entity }
            let use: PlaceStretch.Use = candidate.isDemonym ? .people : mention.source == .organisation ? .inName : .place
            stretches.append(PlaceStretch(tokens: mention.tokens, bytes: mention.bytes, span: span, place: number, use: use))
            if dateline.contains(mention.tokens.lowerBound) {
                places[number].isDateline = true
                if places[number].via != .container { places[number].via = .dateline }
            }
        }
        return places
    }

    private func place(_ candidate: PlaceCandidate, _ name: PlaceName, _ mention: PlaceMention, _ span: Span) -> Place {
        let gazetteer = linker.gazetteer
        let index = Int(candidate.place)
        // Those of divisions are sums of the places in the list, good for comparing and nothing else.
        let population = candidate.kind == .state ? 0 : gazetteer.population(index)
        return Place(
            id: gazetteer.id(index), name: gazetteer.name(index), country: Gazetteer.countryCode(candidate.country),
            division: gazetteer.adminCode(index), latitude: Double(candidate.latitude) / Gazetteer.unitsPerDegree,
            longitude: Double(candidate.longitude) / Gazetteer.unitsPerDegree, population: population > 0 ? population : nil, spans: [span],
            score: score(name), via: evidence(name, mention))
    }

    /// The lead that makes a score of 0.75, in the unit of the prior.
    private static let halfWayLead = 0.6
    /// What is left of the score of a place of which a word was left out.
    private static let partialShare = 0.8
    /// Scores of what is in no list: beside another place, and at the source's home.
    private static let nearbyScore = 0.3
    private static let homeScore = 0.2

    /// The lead over the second best, squashed: 0.5 for none, towards 1 for much.
    private func score(_ name: PlaceName) -> Double {
        let lead = Double(max(0, name.lead))
        let share = 0.5 + 0.5 * lead / (lead + Self.halfWayLead)
        return ((name.isPartial ? share * Self.partialShare : share) * 1_000).rounded() / 1_000
    }

    private func evidence(_ name: PlaceName, _ mention: PlaceMention) -> PlaceEvidence {
        let chosen = space.candidates[name.chosen]
        if chosen.isDemonym { return .demonym }
        if mention.source == .organisation { return .organisation }
        if name.candidates.count == 1 { return .name }
        if chosen.container > 0 { return .container }
        // What would be chosen by the prior alone.
        let isFirst = name.candidates.allSatisfy { space.candidates[$0].prior <= chosen.prior }
        if isFirst { return .population }
        return chosen.home > chosen.context ? .home : .context
    }

    /// Mentions that are looked at on each side for a place near by.
    private static let neighboursMax = 8
    /// Tokens that a division counts further away than it is: more than a body's head has between two neighbours.
    private static let divisionTokens = 10_000

    /// A named thing that is in no list lies where the nearest town or county lies that the text names with it.
    private func nearby(_ index: Int, _ span: Span) -> Place? {
        let tokens = space.mentions[index].tokens
        guard isGiven || linker.words[linker.tokens[tokens.upperBound - 1].hash].contains(.nature) else { return nil }
        var best: (distance: Int, name: PlaceName)?
        let low = max(0, index - Self.neighboursMax)
        let high = min(space.mentions.count, index + Self.neighboursMax + 1)
        for at in low..<high where at != index {
            let other = space.mentions[at]
            let name = space.names[other.name]
            guard name.chosen >= 0, !space.candidates[name.chosen].isDemonym else { continue }
            let kind = space.candidates[name.chosen].kind
            if kind == .country || kind == .continent || kind == .sea { continue }
            // A division counts only where there is nothing smaller.
            let wide = kind == .state ? Self.divisionTokens : 0
            let distance = (at < index ? tokens.lowerBound - other.tokens.lowerBound : (other.tokens.lowerBound - tokens.lowerBound)) + wide
            if best == nil || distance < best?.distance ?? 0 { best = (distance, name) }
        }
        let entity = space.mentions[index].entity
        let text = String(decoding: UnsafeBufferPointer(rebasing: linker.bytes[space.mentions[index].bytes]), as: UTF8.self)
        if let best {
            let anchor = space.candidates[best.name.chosen]
            return Place(
                id: nil, name: text, country: Gazetteer.countryCode(anchor.country),
                division: linker.gazetteer.adminCode(Int(anchor.place)),
                latitude: Double(anchor.latitude) / Gazetteer.unitsPerDegree,
                longitude: Double(anchor.longitude) / Gazetteer.unitsPerDegree,
                entity: entity >= 0 ? entity : nil, spans: [span], score: Self.nearbyScore, via: .nearby)
        }
        guard let centre = linker.home?.centre else { return nil }
        return Place(
            id: nil, name: text, latitude: Double(centre.latitude) / Gazetteer.unitsPerDegree,
            longitude: Double(centre.longitude) / Gazetteer.unitsPerDegree, entity: entity >= 0 ? entity : nil, spans: [span],
            score: Self.homeScore,
            via: .nearby)
    }
}
