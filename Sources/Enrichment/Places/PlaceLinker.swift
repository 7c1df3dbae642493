import Language
import Model

/// Tells which place of the gazetteer each name of an article means: priors by population, what stands next to a name, and what the others say.
///
/// The recipe is that of gazetteer linkers of the literature (containment, one sense per document, votes by country and division, nearness); see
/// docs/decisions for what each part brings. All mentions of one name mean one place. Time is bounded by constants for each name.
struct PlaceLinker {
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<Token>
    let gazetteer: Gazetteer
    let weights: PlaceWeights
    let home: HomeWeights?
    let words = PlaceWords.shared
    let prior = PlacePrior.shared
    var key: PlaceKey

    /// Namesakes that are kept for one name, the likeliest.
    static let candidatesMax = 40
    /// Other places that nearness is measured to.
    static let anchorsMax = 32
    static let rounds = 3
    /// People in a town above which its name means it rather than the division named after it.
    private static let townPeopleMin = 5_000
    /// A choice this sure without the other names counts more among the voters, as one without namesakes does.
    private static let sureMin: Float = 11
    private static let sureVoice: Float = 1.5
    /// Kilometres, and hundredths of a degree of latitude, beyond which nothing is near.
    private static let nearKmMax: Float = 800
    private static let nearUnitsMax: Int32 = 700
    /// What a namesake that is in no list would have.
    private static let unlisted: Float = 3

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, _ tokens: UnsafeBufferPointer<Token>, _ gazetteer: Gazetteer, weights: PlaceWeights,
        home: HomeWeights?
    ) {
        self.bytes = bytes
        self.tokens = tokens
        self.gazetteer = gazetteer
        self.weights = weights
        self.home = home
        key = PlaceKey(gazetteer.letters)
    }

    /// The bytes of some tokens.
    func bytes(of range: Range<Int>) -> Range<Int> { Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound - 1].end) }

    /// Chooses a place for every name of the scratch.
    func resolve(_ space: inout PlaceScratch) {
        for index in space.names.indices {
            addHome(&space, index)
            lowerDivisionsOfTowns(&space, index)
            choose(&space, index)
        }
        for _ in 0..<Self.rounds {
            count(&space)
            var isChanged = false
            for index in space.names.indices where !space.names[index].candidates.isEmpty {
                let before = space.names[index].chosen
                weigh(&space, index)
                choose(&space, index)
                isChanged = isChanged || space.names[index].chosen != before
            }
            if !isChanged { break }
        }
    }

    /// Takes back the mentions that are no places for sure and for which the article says too little.
    func removeDoubtful(_ space: inout PlaceScratch) {
        space.mentions.removeAll { mention in
            let name = space.names[mention.name]
            if name.isDescribed, name.chosen >= 0 {
                // No small town of that name is meant, where nothing else in the article lies near it.
                let chosen = space.candidates[name.chosen]
                if chosen.kind.isSettled, chosen.prior < weights.plainMin, chosen.total == chosen.prior { return true }
            }
            if mention.threshold == 0 { return false }
            guard name.chosen >= 0 else { return true }
            // What is a place elsewhere in the article is one here.
            if name.isFirm { return false }
            let chosen = space.candidates[name.chosen]
            return chosen.total < mention.threshold
        }
    }

    /// Where the text says in what a place lies ("Columbus, Wisconsin"), the home speaks for those that lie there only: it never overrides that.
    private func addHome(_ space: inout PlaceScratch, _ index: Int) {
        guard let home else { return }
        let candidates = space.names[index].candidates
        let isTold = candidates.contains { space.candidates[$0].container > 0 }
        for at in candidates where !isTold || space.candidates[at].container > 0 {
            space.candidates[at].home = home.value(space.candidates[at], weights)
        }
    }

    /// "Kabul", "Alexandria", "New York" mean the town rather than the division named after it.
    private func lowerDivisionsOfTowns(_ space: inout PlaceScratch, _ index: Int) {
        let range = space.names[index].candidates
        for at in range where space.candidates[at].kind == .state {
            let state = space.candidates[at]
            let hasTown = range.contains {
                let other = space.candidates[$0]
                return other.kind.isSettled && other.admin == state.admin && gazetteer.population(Int(other.place)) > Self.townPeopleMin
            }
            if hasTown { space.candidates[at].prior -= weights.divisionOfTown }
        }
    }

    /// Takes the best candidate; of equal ones the first.
    private func choose(_ space: inout PlaceScratch, _ index: Int) {
        var best = -1
        var first = -Float.infinity
        var second = -Float.infinity
        for at in space.names[index].candidates {
            let total = space.candidates[at].total
            if total > first {
                second = first
                first = total
                best = at
            } else if total > second {
                second = total
            }
        }
        space.names[index].chosen = best
        // A place in no list stands for the second where there is none better: small places are never sure.
        space.names[index].lead = first - max(second, Self.unlisted)
    }

    /// A name's weight among the voters.
    private func voice(_ space: PlaceScratch, _ index: Int) -> Float {
        let name = space.names[index]
        var weight = 1 + 0.5 * prior.log10(of: min(name.mentions, 8_000)) * 2.302_585
        let chosen = space.candidates[name.chosen]
        if name.candidates.count == 1 || chosen.fixed > Self.sureMin { weight *= Self.sureVoice }
        return weight
    }

    /// Counts the votes of all names for countries and divisions, and gathers the places that nearness is measured to.
    private func count(_ space: inout PlaceScratch) {
        for at in space.usedDivisions { space.divisionVotes[at] = 0 }
        for at in space.usedCountries { space.countryVotes[at] = 0 }
        space.usedDivisions.removeAll(keepingCapacity: true)
        space.usedCountries.removeAll(keepingCapacity: true)
        space.anchors.removeAll(keepingCapacity: true)
        space.anchorNames.removeAll(keepingCapacity: true)
        space.anchorWeights.removeAll(keepingCapacity: true)
        space.votes = 0
        for index in space.names.indices where space.names[index].chosen >= 0 && space.names[index].isFirm {
            let place = space.candidates[space.names[index].chosen]
            let weight = voice(space, index)
            space.names[index].voice = weight
            if place.country != 0 {
                let slot = Self.slot(place.country)
                space.countryVotes[slot] += weight
                space.usedCountries.append(slot)
                space.votes += weight
                space.divisionVotes[Int(place.admin)] += weight
                space.usedDivisions.append(Int(place.admin))
            }
            if !place.kind.isWide, space.anchors.count < Self.anchorsMax {
                space.anchors.append(place)
                space.anchorNames.append(index)
                space.anchorWeights.append(weight)
            }
        }
    }

    /// What the other names say for each candidate of one name.
    private func weigh(_ space: inout PlaceScratch, _ index: Int) {
        let name = space.names[index]
        guard name.candidates.count > 1 || !name.isFirm else { return }
        let own = space.candidates[name.chosen]
        let others = space.votes - (own.country != 0 ? name.voice : 0)
        guard others > 0 else { return }
        for at in name.candidates {
            let candidate = space.candidates[at]
            if candidate.country == 0 { continue }
            let inCountry = space.countryVotes[Self.slot(candidate.country)] - (own.country == candidate.country ? name.voice : 0)
            let share = inCountry / (others + 1)
            if candidate.kind == .country {
                space.candidates[at].context = weights.countryItself * share
                continue
            }
            var sum = weights.sameCountry * share
            if gazetteer.isDivision(Int(candidate.admin)) {
                let inDivision = space.divisionVotes[Int(candidate.admin)] - (own.admin == candidate.admin ? name.voice : 0)
                if candidate.kind != .state { sum += weights.sameDivision * min(1, inDivision / (others * 0.5 + 1)) }
            }
            if candidate.kind != .state { sum += weights.near * nearness(space, candidate, except: index) }
            space.candidates[at].context = sum
        }
    }

    private func nearness(_ space: PlaceScratch, _ candidate: PlaceCandidate, except name: Int) -> Float {
        var sum: Float = 0
        for at in space.anchors.indices {
            let anchor = space.anchors[at]
            // The cheap question first.
            if abs(anchor.latitude - candidate.latitude) > Self.nearUnitsMax || space.anchorNames[at] == name { continue }
            let km = PlaceDistance.km(anchor.latitude, anchor.longitude, candidate.latitude, candidate.longitude)
            if km < Self.nearKmMax { sum += space.anchorWeights[at] * PlaceDistance.decay(km / weights.nearKm) }
        }
        return min(weights.nearMax, sum / 1.5)
    }

    /// Number below 676 of a country's two letters.
    @inline(__always)
    static func slot(_ country: UInt16) -> Int {
        min(675, max(0, (Int(country & 0xFF) - 65) * 26 + Int(country >> 8) - 65))
    }
}
