/// A stretch of text in Unicode code points, 0-based from the start of `texts.body`, so that in SQLite
/// `substr(body, start + 1, length)` is the expression itself (promise P6).
public struct Span: Hashable, Sendable {
    public var start: Int
    public var length: Int

    public init(start: Int, length: Int) {
        self.start = start
        self.length = length
    }

    public var end: Int { start + length }
}
