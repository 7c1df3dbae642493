import CTables

/// The trained weights: a forest that judges each block by itself, and one that judges it again knowing how those around it were judged.
///
/// The file: the text of its head up to a NUL, then the two forests.
public struct PageModel: Sendable {
    public let first: PageForest
    public let second: PageForest

    /// The one that is linked in.
    static let shared: PageModel = {
        let table = copydesk_page_forest()
        let none = PageForest(trees: [])
        return PageModel(bytes: UnsafeRawBufferPointer(start: table.start, count: table.count)) ?? PageModel(first: none, second: none)
    }()

    /// - Parameter second: takes rows of `PageSecondLook.count` numbers.
    public init(first: PageForest, second: PageForest) {
        self.first = first
        self.second = second
    }

    /// - Parameter bytes: a file; `nil` where it holds no weights for these numbers.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard let headEnd = bytes.firstIndex(of: 0) else { return nil }
        var at = headEnd + 1
        guard let first = PageForest(bytes, at: &at, width: PageFeatures.count),
            let second = PageForest(bytes, at: &at, width: PageSecondLook.count)
        else { return nil }
        self.init(first: first, second: second)
    }

    /// The file of these trees, with `head` in front.
    public static func bytes(first: [[PageForest.Node]], second: [[PageForest.Node]], head: String) -> [UInt8] {
        Array(head.utf8) + [0] + PageForest.bytes(first) + PageForest.bytes(second)
    }
}
