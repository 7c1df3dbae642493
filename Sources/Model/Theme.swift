/// One theme of a text, as the theme table knows it.
public struct Theme: Hashable, Sendable {
    /// `ECON_MACRO`
    public var code: String
    /// `business`
    public var group: String
    /// The weights of the theme's terms in the text, summed: a long text has higher scores.
    public var score: Double

    public init(code: String, group: String, score: Double) {
        self.code = code
        self.group = group
        self.score = score
    }
}
