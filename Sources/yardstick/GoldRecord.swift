import ArgumentParser
import Foundation

/// One line of a gold file: a JSON object.
struct GoldRecord {
    let fields: [String: Any]

    /// The record's identity, as it is written: text or number.
    var id: Any { fields["id"] ?? NSNull() }
    /// The text that the stage reads.
    var text: String { string("text") ?? "" }

    /// A field that holds text.
    func string(_ name: String) -> String? { fields[name] as? String }

    /// Reads JSON lines. `.xz` and `.gz` are unpacked by the tools of that name; `-` is standard input.
    /// - Throws: `ValidationError` where the file cannot be read or a line is no JSON object.
    static func read(_ path: String) throws -> [GoldRecord] {
        var records: [GoldRecord] = []
        for (index, line) in try LineFile.read(path).split(separator: 0x0A).enumerated() {
            guard let fields = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
                throw ValidationError("\(path): line \(index + 1) is no JSON object")
            }
            records.append(GoldRecord(fields: fields))
        }
        return records
    }
}
