import Desk

/// The README's table of formats, made of what the formats say of themselves.
enum FormatTable {
    static var markdown: String {
        let lines = FormatList.families.map { family -> String in
            let rows = family.formats.compactMap { name in FormatList.all.first { $0.name == name } }
            let names = rows.map { "`\($0.name)`" }.joined(separator: " ")
            var extensions: [String] = []
            for row in rows { for one in row.extensions where !extensions.contains(one) { extensions.append(one) } }
            return "| \(family.name) | \(names) | \(extensions.joined(separator: " ")) |"
        }
        return (["| | formats | usual extensions |", "| --- | --- | --- |"] + lines).joined(separator: "\n") + "\n"
    }
}
