import Testing

@testable import Enrichment

@Suite("The gazetteer") struct GazetteerTests {
    private let gazetteer: Gazetteer
    init() throws { gazetteer = try #require(Gazetteer.shared) }

    /// Places that have a name as their own.
    private func places(_ name: String) -> [Int] {
        var key = PlaceKey(gazetteer.letters)
        return Array(gazetteer.places(Gazetteer.mixed(key.hash(of: name))))
    }

    @Test(
        "a place is found by its own name, with all that is known of it",
        arguments: [
            ("Kabul", 1_138_958, "AF", "13", 4_435_000, 34.53, 69.17), ("kabul", 1_138_958, "AF", "13", 4_435_000, 34.53, 69.17),
            ("Nairobi", 184_745, "KE", "05", 4_397_000, -1.28, 36.82),
        ])
    func knownPlace(name: String, id: Int, country: String, division: String, population: Int, latitude: Double, longitude: Double) throws {
        let place = try #require(places(name).first { gazetteer.id($0) == id })
        #expect(Gazetteer.countryCode(gazetteer.country(place)) == country)
        #expect(gazetteer.adminCode(place) == division)
        #expect(abs(gazetteer.population(place) - population) * 10 <= population)
        #expect(abs(Double(gazetteer.latitude(place)) / 100 - latitude) < 0.2)
        #expect(abs(Double(gazetteer.longitude(place)) / 100 - longitude) < 0.2)
        #expect(gazetteer.name(place).lowercased() == name.lowercased())
    }

    @Test("namesakes are all found, the most populous first")
    func namesakes() {
        let springfields = places("Springfield")
        #expect(springfields.count > 20)
        let populations = springfields.map { gazetteer.population($0) }
        #expect(populations == populations.sorted(by: >))
        #expect(springfields.allSatisfy { gazetteer.name($0) == "Springfield" })
    }

    @Test("other names and peoples' names lead to their places")
    func otherNames() {
        func ids(_ name: String) -> [(id: Int, isDemonym: Bool)] {
            var key = PlaceKey(gazetteer.letters)
            var found: [(Int, Bool)] = []
            gazetteer.eachAlias(Gazetteer.mixed(key.hash(of: name))) { found.append((gazetteer.id($0.place), $0.isDemonym)) }
            return found
        }
        #expect(ids("Afghan").contains { $0 == (1_149_361, true) })
        #expect(ids("U.S.").contains { $0 == (6_252_001, false) })
        #expect(ids("Афганистан").contains { $0 == (1_149_361, false) })
        #expect(ids("xyzzy").isEmpty)
    }

    @Test("a name that is in no list is found neither by hash nor by text", arguments: ["Xyzzyville", "Qqq", "Zzzzz Zzzz"])
    func unknown(name: String) {
        var key = PlaceKey(gazetteer.letters)
        let hash = key.hash(of: name)
        var bytes: [UInt8] = []
        #expect(!gazetteer.places(Gazetteer.mixed(hash)).contains { gazetteer.isName($0, hash: hash, &key, &bytes) })
    }

    @Test("every place's own name leads back to it")
    func everyName() {
        var key = PlaceKey(gazetteer.letters)
        for place in stride(from: 0, to: gazetteer.count, by: 97) {
            let name = gazetteer.name(place)
            #expect(gazetteer.places(Gazetteer.mixed(key.hash(of: name))).contains(place), "\(name)")
        }
        #expect(gazetteer.count > 190_000)
    }

    @Test("bytes that are no gazetteer are refused")
    func refused() {
        let zeros = [UInt8](repeating: 0, count: 4_096)
        zeros.withUnsafeBytes { #expect(Gazetteer(TableBytes($0)) == nil) }
        var short = Array("\(Gazetteer.title)\n".utf8)
        short += [UInt8](repeating: 0x0A, count: 600 - short.count)
        short.withUnsafeBytes { #expect(Gazetteer(TableBytes($0)) == nil) }
    }
}
