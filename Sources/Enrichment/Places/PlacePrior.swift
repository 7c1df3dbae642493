import Glibc

/// How likely a place is meant by its name, before anything else is known: mostly its population's logarithm.
struct PlacePrior: Sendable {
    static let shared = PlacePrior()

    /// log10 of 0 … 8191 in 4096ths as whole numbers, so that they are equal on every machine.
    private let logarithms: [Float] = (0..<8_192).map { (value: Int) -> Float in
        if value < 2 { return 0 }
        let scaled: Double = Glibc.log10(Double(value)) * 4_096
        return Float(scaled.rounded()) / 4_096
    }

    /// log10 of a number of people.
    func log10(of value: Int) -> Float {
        var digits = value
        var zeros: Float = 0
        while digits > 8_191 {
            digits /= 10
            zeros += 1
        }
        return logarithms[max(0, digits)] + zeros
    }

    /// The prior of a place under one of its names.
    func value(_ gazetteer: Gazetteer, _ place: Int, isAlternate: Bool, weights: PlaceWeights) -> Float {
        let (digits, zeros) = gazetteer.populationParts(place)
        let base: Float
        switch gazetteer.placeClass(place) {
        case .town: base = people(digits, zeros)
        case .postal: base = weights.postal
        case .quarter: base = raised(people(digits, zeros), weights.quarter)
        case .lesserSeat: base = raised(people(digits, zeros), weights.lesserSeat)
        case .seat: base = raised(people(digits, zeros), weights.seat)
        case .capital: base = raised(people(digits, zeros), weights.capital)
        case .state: base = 0.55 * log10(of: gazetteer.population(place) + 1_000) + weights.state
        case .county: base = weights.county
        case .country: base = weights.country
        case .continent: base = 9.6
        case .sea, .region: base = 7.5
        case .airport: base = 5
        case .water: base = 5.8
        case .island, .landmark: base = 6.2
        }
        return base - (isAlternate ? weights.alternate : 0)
    }

    @inline(__always)
    private func people(_ digits: Int, _ zeros: Int) -> Float {
        zeros == 0 ? log10(of: digits + 30) : logarithms[digits] + Float(zeros)
    }

    /// Seats of government count more than their people, half-way.
    @inline(__always)
    private func raised(_ people: Float, _ rank: Float) -> Float { max(people, people * 0.6 + rank * 0.4) }
}

/// What each kind of evidence counts, in the unit of the prior (a factor of ten in population).
package struct PlaceWeights: Sendable {
    package var postal: Float = 2.4
    package var quarter: Float = 5.5
    package var lesserSeat: Float = 5.2
    package var seat: Float = 5.2
    package var capital: Float = 10
    package var state: Float = 3.42
    package var county: Float = 4
    package var country: Float = 8.7
    /// Taken off for a name that is not the place's own.
    package var alternate: Float = 0.77
    /// "Paris, Texas"; "in Texas" and the like count `weakContainer` of it.
    package var container: Float = 10
    package var weakContainer: Float = 0.7
    /// For the Y of "X, Y" when it holds an X.
    package var holder: Float = 1.5
    /// Taken off a division that has a town of its own name.
    package var divisionOfTown: Float = 1.15
    package var countyWord: Float = 10.5
    package var divisionWord: Float = 4
    /// Shares of other names in the same country, and in the same division.
    package var sameCountry: Float = 2.55
    package var sameDivision: Float = 3
    package var countryItself: Float = 0.7
    /// Other towns near by: exp(−km / `nearKm`) each, at most `nearMax` in sum.
    package var near: Float = 1.2
    package var nearKm: Float = 120
    package var nearMax: Float = 3.1
    package var homeDivision: Float = 2.95
    package var homeCountry: Float = 2
    package var homeNear: Float = 3
    package var homeKm: Float = 80
    /// Thresholds of finding places among capitalised words.
    package var plainMin: Float = 5.8
    package var organisationSure: Float = 6
    /// What prior and evidence together must be for names that are no places for sure: inside organisations' and persons' names, and in no name.
    package var organisationMin: Float = 8.5
    package var personMin: Float = 8
    package var listedMin: Float = 8.5
    /// Taken off those after "in", "from" and the like.
    package var nearWord: Float = 1.5
    /// For one of the commonest words ("us"), and for words that dictionaries have in lower case ("turkey").
    package var commonMin: Float = 8.6
    package var lowerCaseMin: Float = 7.5
    package var peopleAreFound: Float = 1
    /// In languages that the recogniser of names does not read.
    package var foreignMin: Float = 6.2

    package init() {}

    /// The weights that are in use.
    package static let standard = PlaceWeights()

    /// For tuning: a weight by name.
    package static let named: [String: WritableKeyPath<PlaceWeights, Float> & Sendable] = [
        "postal": \.postal, "quarter": \.quarter, "lesserSeat": \.lesserSeat, "seat": \.seat, "capital": \.capital, "state": \.state,
        "county": \.county, "country": \.country, "alternate": \.alternate, "container": \.container, "weakContainer": \.weakContainer,
        "holder": \.holder, "divisionOfTown": \.divisionOfTown, "countyWord": \.countyWord, "divisionWord": \.divisionWord,
        "sameCountry": \.sameCountry, "sameDivision": \.sameDivision, "countryItself": \.countryItself, "near": \.near, "nearKm": \.nearKm,
        "nearMax": \.nearMax, "homeDivision": \.homeDivision, "homeCountry": \.homeCountry, "homeNear": \.homeNear, "homeKm": \.homeKm,
        "plainMin": \.plainMin, "organisationMin": \.organisationMin, "peopleAreFound": \.peopleAreFound,
        "organisationSure": \.organisationSure,
        "personMin": \.personMin, "listedMin": \.listedMin, "nearWord": \.nearWord, "commonMin": \.commonMin,
        "lowerCaseMin": \.lowerCaseMin, "foreignMin": \.foreignMin,
    ]
}
