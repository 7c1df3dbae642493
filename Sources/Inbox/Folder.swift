import Model

/// A folder of the inbox, by its path. Many files share one.
final class Folder: Sendable {
    /// Relative to the inbox, empty for the inbox itself.
    let path: [UInt8]
    /// The path as text: bytes that are no UTF-8 are percent-encoded.
    let source: String
    let rules: SourceRules
    let depth: Int

    init(path: [UInt8], rules: (String) -> SourceRules) {
        self.path = path
        depth = path.isEmpty ? 0 : path.reduce(1) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) }
        source = Self.text(path)
        self.rules = rules(source)
    }

    var components: [ArraySlice<UInt8>] { path.split(separator: UInt8(ascii: "/")) }

    func join(_ name: [UInt8]) -> [UInt8] { DeskFolders.join(path, name) }

    private static func text(_ path: [UInt8]) -> String {
        if let text = String(validating: path, as: UTF8.self) { return text }
        var out: [UInt8] = []
        for byte in path {
            if byte >= 0x80 || byte == UInt8(ascii: "%") {
                out += [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            } else {
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// A name in a folder: the key of everything that intake remembers.
struct Place: Hashable {
    let folder: Folder
    let name: [UInt8]

    var path: [UInt8] { folder.join(name) }

    static func == (left: Place, right: Place) -> Bool {
        left.name == right.name && (left.folder === right.folder || left.folder.path == right.folder.path)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(folder.path)
    }
}
