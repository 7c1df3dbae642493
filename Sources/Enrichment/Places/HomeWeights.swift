import Model

/// A source's home in the gazetteer's numbers.
struct HomeWeights: Sendable {
    private let countries: [UInt16: Float]
    private let divisions: [Int: Float]
    let centre: (latitude: Int32, longitude: Int32)?
    let centreShare: Float

    init(_ home: SourceHome) {
        var countries: [UInt16: Float] = [:]
        for (code, share) in home.countries { countries[Gazetteer.countryNumber(code)] = Float(share) / 100 }
        var divisions: [Int: Float] = [:]
        for (name, share) in home.divisions { if let number = Gazetteer.divisionNumbers[name] { divisions[number] = Float(share) / 100 } }
        self.countries = countries
        self.divisions = divisions
        centre = home.centre.map { (Int32(($0.latitude * 100).rounded()), Int32(($0.longitude * 100).rounded())) }
        centreShare = Float(home.centrePercent) / 100
    }

    /// What the home says for a candidate.
    func value(_ candidate: PlaceCandidate, _ weights: PlaceWeights) -> Float {
        switch candidate.kind {
        case .country, .continent, .sea: return 0
        default: break
        }
        var sum = weights.homeDivision * min(1, (divisions[Int(candidate.admin)] ?? 0) * 1.4)
        sum += weights.homeCountry * (countries[candidate.country] ?? 0)
        if let centre, candidate.kind != .state {
            let km = PlaceDistance.km(candidate.latitude, candidate.longitude, centre.latitude, centre.longitude)
            sum += weights.homeNear * centreShare * PlaceDistance.decay(km / weights.homeKm)
        }
        return sum
    }
}
