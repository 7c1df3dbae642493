import ArgumentParser
import Enrichment
import Foundation

/// `yardstick make-gazetteer IN OUT`: makes `Sources/CTables/data/places/gazetteer.bin` anew; the same input gives the same bytes.
struct MakeGazetteer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make-gazetteer", abstract: "Makes the table of places from its sources; the same input gives the same bytes.")

    @Argument(help: "Folder with gazetteer.cols.xz, countries.tsv.xz and regional_demonyms.tsv.")
    var sources: String
    @Argument(help: "Own names of places: lines of name, place, country, and `shown` where the name takes the place of the list's.")
    var names: String
    @Argument(help: "Where the table goes.")
    var out: String

    func run() throws {
        var writer = GazetteerWriter()
        let ownNames = try lines(names).filter { $0.count >= 3 }
        try readPlaces(&writer, shown: ownNames.filter { $0.count > 3 && $0[3] == "shown" })
        let peoples = try readCountries(&writer)
        writer.sort()
        for people in peoples { writer.addName(people.name, toID: people.id, flags: people.flags) }
        for fields in try lines("\(sources)/regional_demonyms.tsv") where fields.count >= 2 {
            writer.addName(fields[0], toPlaceNamed: fields[1], country: "", classes: GazetteerWriter.regions, flags: Gazetteer.demonymFlag)
        }
        for fields in ownNames where fields.count == 3 {
            writer.addName(fields[0], toPlaceNamed: fields[1], country: fields[2], classes: PlaceClass.allCases, flags: 0)
        }
        try Data(writer.table()).write(to: URL(fileURLWithPath: out))
        FileHandle.standardError.write(Data("\(writer.report)\n".utf8))
    }

    private func lines(_ path: String) throws -> [[String]] {
        String(decoding: try LineFile.read(path), as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    /// Nine columns one after the other, values one a line, columns parted by a line that holds 0x1E; `=` repeats the row above.
    /// - Parameter shown: names that take the place of the list's, which becomes another name.
    private func readPlaces(_ writer: inout GazetteerWriter, shown: [[String]]) throws {
        let data = try LineFile.read("\(sources)/gazetteer.cols.xz")
        var columns: [[Substring]] = []
        for column in String(decoding: data, as: UTF8.self).components(separatedBy: "\u{1E}\n") {
            var values = column.split(separator: "\n", omittingEmptySubsequences: false)
            values.removeLast()
            if (2...4).contains(columns.count) {
                for index in values.indices where values[index] == "=" { values[index] = values[index - 1] }
            }
            columns.append(values)
        }
        guard columns.count == 9, Set(columns.map(\.count)).count == 1 else { throw ValidationError("the columns differ in length") }
        for row in columns[0].indices {
            guard let id = Int(columns[0][row]), let latitude = Int(columns[5][row]), let longitude = Int(columns[6][row]) else {
                throw ValidationError("row \(row + 1) has no number or no coordinates")
            }
            let listed = String(columns[1][row])
            let country = String(columns[3][row])
            let name = shown.first { $0[1] == listed && $0[2] == country }?[0] ?? listed
            let otherNames = columns[8][row].split(separator: "|").map(String.init).filter { $0 != name }
            writer.add(
                GazetteerWriter.Place(
                    id: id, name: name, placeClass: PlaceClass(featureCode: String(columns[2][row])),
                    country: country, admin: String(columns[4][row]), latitude: latitude, longitude: longitude,
                    population: Int(columns[7][row]) ?? 0, otherNames: name == listed ? otherNames : [listed] + otherNames))
        }
    }

    /// Countries with their English names as such, and their names in other languages and those of their peoples as names to be added.
    private func readCountries(_ writer: inout GazetteerWriter) throws -> [(name: String, id: Int, flags: UInt32)] {
        var names: [(name: String, id: Int, flags: UInt32)] = []
        for fields in try lines("\(sources)/countries.tsv.xz") where fields.count >= 13 {
            guard let id = Int(fields[1]), let latitude = Double(fields[4]), let longitude = Double(fields[5]) else { continue }
            writer.add(
                GazetteerWriter.Place(
                    id: id, name: fields[3], placeClass: .country, country: fields[0], admin: "",
                    latitude: Int((latitude * 100).rounded()), longitude: Int((longitude * 100).rounded()), population: Int(fields[6]) ?? 0,
                    otherNames: []))
            names += fields[11].split(separator: "|").map { (String($0), id, 0) }
            for people in fields[12].split(separator: "|") {
                names.append((String(people), id, Gazetteer.demonymFlag))
                names.append((String(people) + "s", id, Gazetteer.demonymFlag))
            }
            guard fields.count > 13 else { continue }
            for pair in fields[13].split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { names.append((String(parts[1]), id, Gazetteer.alternateFlag)) }
            }
        }
        return names
    }
}
