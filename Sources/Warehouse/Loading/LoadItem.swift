import Model

/// One thing to load. A group of them is one transaction; items of one file come in file order.
public enum LoadItem: Sendable {
    /// The file is read from its start: what an earlier reading rejected is forgotten, its articles are recognised by their uid.
    case begin(FileID)
    case articles(FileID, [EnrichedArticle])
    case rejects(FileID, [Reject])
    /// The file's last item: it gets its outcome.
    case end(FileEnd)
    /// The file's content changed after it was claimed: its row ends `withdrawn`, a new row takes the file over.
    case changed(FileID, FileFacts)
    /// A passing failure. `attempts`: how often the file has failed by now; `at`: UTC, `YYYY-MM-DDTHH:MM:SSZ`.
    case retry(FileID, Failure, attempts: Int, at: String)

    /// The file that the item is about.
    public var fileID: FileID {
        switch self {
        case .begin(let fileID), .articles(let fileID, _), .rejects(let fileID, _), .changed(let fileID, _): fileID
        case .retry(let fileID, _, attempts: _, at: _): fileID
        case .end(let end): end.fileID
        }
    }
}
