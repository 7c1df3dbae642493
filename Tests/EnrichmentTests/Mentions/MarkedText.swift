/// A text whose names are marked: `{P Jane Doe}` a person, `{O …}` an organisation, `{L …}` a place; a number behind the letter is the entity (`{P1 Doe}`).
struct MarkedText {
    struct Name: Hashable {
        var start: Int
        var end: Int
        /// PER, ORG or LOC.
        var type: String
        var entity: Int
    }

    private(set) var text = ""
    private(set) var names: [Name] = []

    init(_ marked: String) {
        var length = 0
        var rest = Substring(marked)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let plain = rest[..<open]
            let inside = rest[rest.index(after: open)..<close]
            let label = inside.prefix { $0 != " " }
            let name = inside.dropFirst(label.count + 1)
            text += plain + name
            length += plain.unicodeScalars.count
            let type = ["P": "PER", "O": "ORG", "L": "LOC"][String(label.prefix(1))] ?? ""
            names.append(Name(start: length, end: length + name.unicodeScalars.count, type: type, entity: Int(label.dropFirst()) ?? -1))
            length += name.unicodeScalars.count
            rest = rest[rest.index(after: close)...]
        }
        text += rest
    }
}
