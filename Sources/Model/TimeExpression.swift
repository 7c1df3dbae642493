/// What kind of time an expression names; the TIMEX3 types.
public enum TimeKind: String, Sendable {
    case date = "DATE"
    case time = "TIME"
    case duration = "DURATION"
    case set = "SET"
}

/// An expression of time in the body.
public struct TimeExpression: Hashable, Sendable {
    public var span: Span
    /// As written in the body.
    public var expression: String
    public var kind: TimeKind
    /// The TIMEX3 value: `2021-08-13`, `2021-W32`, `PT24H`, `PRESENT_REF`; `XXXX-WXX-5` for a Friday that only a publication date would tell.
    /// `nil` where nothing can be said without one.
    public var value: String?
    /// The first and the last day, `YYYY-MM-DD`, that it can mean; `nil` where it is not resolved or no stretch of the calendar.
    public var earliest: String?
    public var latest: String?

    public init(span: Span, expression: String, kind: TimeKind, value: String?, earliest: String? = nil, latest: String? = nil) {
        self.span = span
        self.expression = expression
        self.kind = kind
        self.value = value
        self.earliest = earliest
        self.latest = latest
    }
}
