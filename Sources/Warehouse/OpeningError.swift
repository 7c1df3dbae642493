import Model

/// Why a warehouse was not opened. Nothing was changed.
public enum OpeningError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Written by a newer program (exit code 78): its schema version and the newest that this one knows.
    case newer(path: String, version: Int64, known: Int64)
    /// A SQLite file of somebody else, not a warehouse (exit code 78).
    case foreign(path: String)
    /// The disk, the permissions, or a damaged file.
    case failure(Failure)

    public var description: String {
        switch self {
        case .newer(let path, let version, let known):
            "\(path) has schema version \(version), this program knows \(known): install the newer copydesk that wrote it"
        case .foreign(let path): "\(path) is a SQLite file, but not a warehouse of copydesk: name another one"
        case .failure(let failure): failure.sentence
        }
    }
}
