import Model

/// What the loader knows of a file between its first and its last item.
struct FileInLoad {
    let fileID: FileID
    let source: String
    let receivedAt: String
    /// The row whose content this file replaced after the claim; its articles go when the first of this file's come.
    var previousFileID: FileID?
    var articles = 0
    var repeats = 0
    var rejected = 0
    var firstReject: Reject?
}
