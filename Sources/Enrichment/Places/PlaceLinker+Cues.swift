import Language
import Model

/// What stands next to a name: "Paris, Texas", "Paris (Texas)", "the Iraqi city of Mosul", "Kenya's capital, Nairobi".
extension PlaceLinker {
    /// Words of the name of a country or division.
    private static let containerWordsMax = 4
    /// Words between a country and its place.
    private static let bridgeWordsMax = 5
    /// Kilometres from the middle of a region within which a place counts as lying in it: the list has no borders.
    private static let regionKm: Float = 400
    /// For counties before the word "County" that is no part of their name.
    private static let countyBehind: Float = 5

    /// Lets every mention's neighbours speak for the namesakes that lie in them.
    mutating func readCues(_ space: inout PlaceScratch) {
        for index in space.mentions.indices {
            let mention = space.mentions[index]
            let candidates = space.names[mention.name].candidates
            let strength = findContainers(mention.tokens, &space)
            if strength > 0, !space.containers.isEmpty {
                for at in candidates where space.containers.contains(where: { lies(space.candidates[at], in: $0) }) {
                    space.candidates[at].container = max(space.candidates[at].container, weights.container * strength)
                }
                speakForHolder(mention, candidates, &space)
            }
            if isCountyBehind(mention.tokens.upperBound) {
                for at in candidates where space.candidates[at].kind == .county {
                    space.candidates[at].container = max(space.candidates[at].container, Self.countyBehind)
                }
            }
        }
    }

    /// "X, Y": Y is the one that holds an X.
    private mutating func speakForHolder(_ mention: PlaceMention, _ inner: Range<Int>, _ space: inout PlaceScratch) {
        guard let container = space.containerTokens else { return }
        key.clear()
        key.read(bytes, withoutPossessive(bytes(of: container)))
        let isCode = key.size == 2 && isCapitals(bytes(of: container))
        let holder = space.name(isCode ? ~key.hash : key.hash)
        guard holder >= 0, holder != mention.name else { return }
        for at in space.names[holder].candidates {
            let outer = space.candidates[at]
            if inner.contains(where: { lies(space.candidates[$0], in: outer) }) {
                space.candidates[at].container = max(space.candidates[at].container, weights.holder)
            }
        }
    }

    /// Whether a place lies in a country, division or region.
    private func lies(_ place: PlaceCandidate, in outer: PlaceCandidate) -> Bool {
        guard place.country == outer.country, place.country != 0, place.place != outer.place else { return false }
        switch outer.kind {
        case .country: return place.kind != .country
        case .state: return place.admin == outer.admin && place.kind != .state && place.kind != .country
        case .county: return place.admin == outer.admin && place.kind != .state && place.kind != .country && place.kind != .county
        case .region:
            return PlaceDistance.km(place.latitude, place.longitude, outer.latitude, outer.longitude) < Self.regionKm
        default: return false
        }
    }

    private func isCountyBehind(_ token: Int) -> Bool {
        guard token < tokens.count, tokens[token].has(.initialCapital) else { return false }
        return words[tokens[token].hash].contains(.county)
    }

    /// Gathers the countries and divisions that the text next to a name says it lies in.
    /// - Returns: how much that counts, 0 … 1.
    private mutating func findContainers(_ range: Range<Int>, _ space: inout PlaceScratch) -> Float {
        space.containers.removeAll(keepingCapacity: true)
        space.containerTokens = nil
        let strength = findBehind(range.upperBound, &space)
        if !space.containers.isEmpty { return strength }
        return findBefore(range.lowerBound, &space)
    }

    private mutating func findBehind(_ start: Int, _ space: inout PlaceScratch) -> Float {
        guard start < tokens.count else { return 0 }
        let first = tokens[start]
        let isStrong = first.mark == 0x2C || first.mark == 0x28
        guard isStrong || first.hash == PlaceWords.theWordIn || first.hash == PlaceWords.theWordOf else { return 0 }
        var at = start + 1
        if isStrong, at < tokens.count, tokens[at].hash == PlaceWords.theWordIn { at += 1 }
        for _ in 0..<3
        where at < tokens.count && !tokens[at].has(.initialCapital) && words[tokens[at].hash].isDisjoint(with: [.before, .bridge]) == false
        {
            at += 1
        }
        var end = at
        while end < tokens.count, end - at < Self.containerWordsMax, isNameWord(end), end == at || !tokens[end].has(.lineBefore) {
            end += 1
        }
        while end > at {
            findContainer(at..<end, isBehindMark: isStrong, &space)
            if !space.containers.isEmpty {
                space.containerTokens = at..<end
                return isStrong ? 1 : weights.weakContainer
            }
            end -= 1
        }
        return 0
    }

    private func isNameWord(_ token: Int) -> Bool { tokens[token].has(.initialCapital) && tokens[token].has(.word) }

    private mutating func findBefore(_ start: Int, _ space: inout PlaceScratch) -> Float {
        var at = start - 1
        var passed = 0
        while at >= 0, passed < Self.bridgeWordsMax, !tokens[at + 1].has(.sentenceStart) {
            let token = tokens[at]
            let isPassed =
                token.has(.clitic) || token.mark == 0x2C && passed == 0
                || !token.has(.initialCapital) && words[token.hash].contains(.bridge)
            if !isPassed { break }
            at -= 1
            passed += 1
        }
        // A comma alone is a list: "Kenya, Nairobi" says nothing.
        guard passed > 0 || at >= 0, at >= 0, isNameWord(at), at + 1 == start || passed > 0, !(passed == 1 && tokens[at + 1].mark == 0x2C)
        else {
            return 0
        }
        for length in [2, 1] where at - length + 1 >= 0 && isNameWord(at - length + 1) {
            findContainer(at - length + 1..<at + 1, isBehindMark: false, peoples: true, &space)
            if !space.containers.isEmpty { return weights.weakContainer }
        }
        return 0
    }

    /// Gathers the countries, divisions and regions that have the name of some tokens.
    private mutating func findContainer(_ range: Range<Int>, isBehindMark: Bool, peoples: Bool = false, _ space: inout PlaceScratch) {
        key.clear()
        key.read(bytes, withoutPossessive(bytes(of: range)))
        if key.size <= 2, !isBehindMark { return }
        let mixed = Gazetteer.mixed(key.hash)
        let isCounty = range.count > 1 && words[tokens[range.upperBound - 1].hash].contains(.county)
        func add(_ place: Int) {
            switch gazetteer.placeClass(place) {
            case .country, .state, .region: space.containers.append(candidate(place, isAlternate: false))
            case .county where isCounty: space.containers.append(candidate(place, isAlternate: false))
            default: break
            }
        }
        for place in gazetteer.places(mixed) { add(place) }
        gazetteer.eachAlias(mixed) { if peoples || !$0.isDemonym { add($0.place) } }
    }
}
