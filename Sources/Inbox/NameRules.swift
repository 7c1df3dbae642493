/// What a name alone says about a file in the inbox.
public enum NameRole: Equatable, Sendable {
    case article
    /// A name that its writer will change when it has finished.
    case temporary
    /// `NAME.meta.json`: fields for NAME.
    case sidecar(of: [UInt8])
    /// `NAME.done .ok .md5 .sha256`.
    case marker(of: [UInt8])
}

/// Reads roles off names. Patterns are `*SUFFIX`, `PREFIX*` or a whole name; ASCII letters match in either case.
public struct NameRules: Sendable {
    /// The temporary names of rsync, browsers, sftp clients, editors, Syncthing and download managers.
    public static let temporaryDefaults = [
        ".*", "*~", "*.part", "*.partial", "*.filepart", "*.tmp", "*.crdownload", "*.swp", "*.swx", "*.download", "*.!qB", "*.opdownload",
        "*.aria2", "~syncthing~*",
    ]
    static let sidecarSuffix = Array(".meta.json".utf8)
    /// Plain markers first, then those with a checksum inside.
    static let markerSuffixes = [".done", ".ok", ".md5", ".sha256"].map { Array($0.utf8) }

    private var prefixes: [[UInt8]] = []
    private var suffixes: [[UInt8]] = []
    private var names: [[UInt8]] = []

    public init(temporaryPatterns: [String] = temporaryDefaults) {
        for pattern in temporaryPatterns where !pattern.isEmpty {
            let bytes = pattern.utf8.map(Self.lowercased)
            if bytes.first == UInt8(ascii: "*") {
                suffixes.append(Array(bytes.dropFirst()))
            } else if bytes.last == UInt8(ascii: "*") {
                prefixes.append(Array(bytes.dropLast()))
            } else {
                names.append(bytes)
            }
        }
    }

    /// - Parameter name: the last component.
    public func role(of name: [UInt8]) -> NameRole {
        if isTemporary(name) { return .temporary }
        if name.count > Self.sidecarSuffix.count, name.ends(with: Self.sidecarSuffix) {
            return .sidecar(of: Array(name.dropLast(Self.sidecarSuffix.count)))
        }
        for suffix in Self.markerSuffixes where name.count > suffix.count && name.ends(with: suffix) {
            return .marker(of: Array(name.dropLast(suffix.count)))
        }
        return .article
    }

    /// Also asked of folders: nothing below a temporary folder is looked at.
    public func isTemporary(_ name: [UInt8]) -> Bool {
        for suffix in suffixes where name.count >= suffix.count {
            var matches = true
            let start = name.count - suffix.count
            for index in suffix.indices where Self.lowercased(name[start + index]) != suffix[index] {
                matches = false
                break
            }
            if matches { return true }
        }
        for prefix in prefixes where name.count >= prefix.count {
            if zip(prefix, name).allSatisfy({ $0 == Self.lowercased($1) }) { return true }
        }
        return names.contains { $0.count == name.count && zip($0, name).allSatisfy { $0 == Self.lowercased($1) } }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
