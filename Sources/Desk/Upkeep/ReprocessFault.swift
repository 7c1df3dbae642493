import Inbox
import Model

/// Why articles keep their older facts.
enum ReprocessFault: Equatable {
    /// - Parameter day: under which it lay in done/.
    case missing(day: String?)
    /// `ingest` read it where it was, and there it is no more.
    case missingInPlace
    /// It lies in a desk that was not named.
    case needsDesk
    /// What `NAME.meta.json` gave is not there any more as it was.
    case sidecar
    case hash
    /// With the failure's sentence.
    case unreadable(String)
    /// Read to its end, and some articles were not among its records.
    case records

    var name: String {
        switch self {
        case .missing, .missingInPlace, .needsDesk: "missing-original"
        case .sidecar: "sidecar"
        case .hash: "hash"
        case .unreadable: "unreadable"
        case .records: "records"
        }
    }

    var sentence: String {
        switch self {
        case .missing(let day):
            "the original is not on the desk any more: put it back"
                + (day.map { " into done/\($0.replacing("-", with: "/"))" } ?? "") + " from a backup, and give the command again"
        case .missingInPlace:
            "the file is not where ingest read it: put it back there, and give the command in the folder in which ingest was given"
        case .needsDesk: "the original lies in a desk: name it with --desk"
        case .sidecar: "the sidecar that was taken with the file is gone or has changed: put it back as it was from a backup"
        case .hash: "the original's SHA-256 is not the one in the ledger: put the file as it was back from a backup"
        case .unreadable(let sentence): "the original cannot be read to its end: \(sentence)"
        case .records: "this program finds other records in the original than the one that loaded it: copydesk rebuild loads it anew"
        }
    }
}

extension Reprocess.Problem {
    init(_ fileID: FileID, _ path: [UInt8]?, articles: Int, _ fault: ReprocessFault) {
        self.init(kind: fault.name, fileID: fileID, path: path.map { printable($0) }, articles: articles, sentence: fault.sentence)
    }
}
