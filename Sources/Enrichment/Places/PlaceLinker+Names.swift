import Language
import Model

/// Names and their namesakes.
extension PlaceLinker {
    /// Adds a stretch of text as a mention of its name; looks the name up where it is new.
    /// - Returns: false where the article has too many names.
    @discardableResult
    mutating func addMention(
        _ range: Range<Int>, bytes stretch: Range<Int>, source: PlaceMention.Source, entity: Int = -1, _ space: inout PlaceScratch
    ) -> Bool {
        let stretch = withoutPossessive(stretch)
        let hash = nameHash(range, stretch)
        var name = space.name(hash)
        if name >= 0 {
            space.names[name].mentions += 1
        } else {
            let begin = space.candidates.count
            let isPartial = addCandidates(range, stretch, hash, &space)
            name = space.add(PlaceName(hash: hash, candidates: begin..<space.candidates.count, isPartial: isPartial))
            guard name >= 0 else {
                space.candidates.removeLast(space.candidates.count - begin)
                return false
            }
        }
        if source == .name { space.names[name].isFirm = true }
        if range.count > 1, range.lowerBound > 0, tokens[range.lowerBound - 1].hash == PlaceWords.theWordThe,
            words[tokens[range.upperBound - 1].hash].contains(.nature)
        {
            space.names[name].isDescribed = true
        }
        space.mentions.append(PlaceMention(tokens: range, bytes: stretch, name: name, source: source, entity: entity))
        return true
    }

    /// The bytes without 's or ’s at their end.
    func withoutPossessive(_ range: Range<Int>) -> Range<Int> {
        guard range.count > 2, let base = bytes.baseAddress, base[range.upperBound - 1] == UInt8(ascii: "s") else { return range }
        if base[range.upperBound - 2] == 0x27 { return range.lowerBound..<range.upperBound - 2 }
        let isCurly =
            range.count > 4 && base[range.upperBound - 2] == 0x99 && base[range.upperBound - 3] == 0x80
            && base[range.upperBound - 4] == 0xE2
        return isCurly ? range.lowerBound..<range.upperBound - 4 : range
    }

    /// A name's key; the city's for what stands for one ("L.A."), and another one for two capitals, which mean states and countries only.
    private mutating func nameHash(_ range: Range<Int>, _ stretch: Range<Int>) -> UInt64 {
        if range.count == 1, isCapitals(stretch) || tokens[range.lowerBound].has(.abbreviation), !isBehindComma(range.lowerBound) {
            if let city = words.city(tokens[range.lowerBound].hash) { return key.hash(of: city) }
        }
        key.clear()
        key.read(bytes, stretch)
        return key.size == 2 && isCapitals(stretch) ? ~key.hash : key.hash
    }

    func isBehindComma(_ token: Int) -> Bool { token > 0 && tokens[token - 1].mark == 0x2C }

    /// ASCII capitals only.
    func isCapitals(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 &- 0x41 < 26 } }

    /// Appends the places that a name may mean; the whole name's, else those of what is left without words like "downtown" and "County".
    /// - Returns: whether something was left out.
    private mutating func addCandidates(_ range: Range<Int>, _ stretch: Range<Int>, _ hash: UInt64, _ space: inout PlaceScratch) -> Bool {
        let begin = space.candidates.count
        let isCode = key.size == 2 && isCapitals(stretch)
        append(isCode ? ~hash : hash, from: begin, &space)
        if isCode {
            keep(from: begin, &space) { $0.kind == .state || $0.kind == .country || $0.kind == .region }
        } else if key.size == 2, !bytes[stretch].contains(UInt8(ascii: ".")) {
            keep(from: begin, &space) { $0.kind != .state }
        }
        let last = words[tokens[range.upperBound - 1].hash]
        var isPartial = false
        if range.count > 1, last.contains(.county), space.candidates.count - begin < 3 {
            appendKey(range.lowerBound..<range.upperBound - 1, from: begin, &space) { $0.kind == .county }
        }
        if space.candidates.count == begin {
            isPartial = true
            appendPart(of: range, from: begin, &space)
        }
        rankWords(range, last, from: begin, &space)
        limit(from: begin, &space)
        return isPartial
    }

    /// Looks for what is left of a name without words before and behind it.
    private mutating func appendPart(of range: Range<Int>, from begin: Int, _ space: inout PlaceScratch) {
        var rest = range
        for _ in 0..<3 where space.candidates.count == begin && rest.count > 1 {
            let first = words[tokens[rest.lowerBound].hash]
            let last = words[tokens[rest.upperBound - 1].hash]
            if first.contains(.of), rest.count > 2, tokens[rest.lowerBound + 1].hash == PlaceWords.theWordOf {
                rest = rest.lowerBound + 2..<rest.upperBound
            } else if first.contains(.before) {
                rest = rest.lowerBound + 1..<rest.upperBound
            } else if last.contains(.behind) {
                rest = rest.lowerBound..<rest.upperBound - 1
            } else {
                return
            }
            appendKey(rest, from: begin, &space) { _ in true }
        }
    }

    /// Appends the places whose key is that of some tokens.
    private mutating func appendKey(_ range: Range<Int>, from begin: Int, _ space: inout PlaceScratch, where fits: (PlaceCandidate) -> Bool)
    {
        let before = space.candidates.count
        key.clear()
        key.read(bytes, withoutPossessive(bytes(of: range)))
        append(key.hash, from: begin, &space)
        var kept = before
        for at in before..<space.candidates.count where fits(space.candidates[at]) {
            space.candidates[kept] = space.candidates[at]
            kept += 1
        }
        space.candidates.removeLast(space.candidates.count - kept)
    }

    /// Appends the places of a key that are not there yet.
    mutating func append(_ hash: UInt64, from begin: Int, _ space: inout PlaceScratch) {
        let mixed = Gazetteer.mixed(hash)
        let places = gazetteer.places(mixed)
        var check = key
        // Places of one name stand together: where the first and the last are right, all are.
        let isOne = places.isEmpty || isName(places.lowerBound, hash, &check, &space) && isName(places.upperBound - 1, hash, &check, &space)
        for place in places where isOne || isName(place, hash, &check, &space) {
            space.candidates.append(candidate(place, isAlternate: false))
        }
        gazetteer.eachAlias(mixed) { match in
            if space.candidates[begin...].contains(where: { Int($0.place) == match.place }) { return }
            space.candidates.append(candidate(match.place, isAlternate: match.isAlternate))
            space.candidates[space.candidates.count - 1].isDemonym = match.isDemonym
        }
    }

    private func isName(_ place: Int, _ hash: UInt64, _ check: inout PlaceKey, _ space: inout PlaceScratch) -> Bool {
        gazetteer.isName(place, hash: hash, &check, &space.nameBytes)
    }

    func candidate(_ place: Int, isAlternate: Bool) -> PlaceCandidate {
        PlaceCandidate(
            place: Int32(place), kind: gazetteer.placeClass(place), country: gazetteer.country(place),
            admin: UInt16(gazetteer.admin(place)),
            latitude: Int32(gazetteer.latitude(place)), longitude: Int32(gazetteer.longitude(place)),
            prior: prior.value(gazetteer, place, isAlternate: isAlternate, weights: weights))
    }

    private func keep(from begin: Int, _ space: inout PlaceScratch, where fits: (PlaceCandidate) -> Bool) {
        var kept = begin
        for at in begin..<space.candidates.count where fits(space.candidates[at]) {
            space.candidates[kept] = space.candidates[at]
            kept += 1
        }
        space.candidates.removeLast(space.candidates.count - kept)
    }

    /// "Orange County" is a county, "Kabul province" a division.
    private func rankWords(_ range: Range<Int>, _ last: PlaceWords.Roles, from begin: Int, _ space: inout PlaceScratch) {
        guard range.count > 1 else { return }
        for at in begin..<space.candidates.count {
            if last.contains(.county), space.candidates[at].kind == .county { space.candidates[at].prior += weights.countyWord }
            if last.contains(.division), space.candidates[at].kind == .state { space.candidates[at].prior += weights.divisionWord }
        }
    }

    /// Keeps the likeliest namesakes.
    private func limit(from begin: Int, _ space: inout PlaceScratch) {
        guard space.candidates.count - begin > Self.candidatesMax else { return }
        space.candidates[begin...].sort { ($0.prior, $1.place) > ($1.prior, $0.place) }
        space.candidates.removeLast(space.candidates.count - begin - Self.candidatesMax)
    }
}
