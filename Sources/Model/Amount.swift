/// What an amount counts or measures.
public enum AmountKind: String, Sendable {
    case money, percent, measure, count, number, fraction, ratio, age
}

/// A quantity in the body.
public struct Amount: Hashable, Sendable {
    public var span: Span
    /// Number and unit as written in the body.
    public var expression: String
    public var kind: AmountKind
    /// In the unit said, money in major units; `nil` for ranges and vague amounts, which have bounds only.
    public var value: Double?
    /// The bounds where the text gives any: both for a range, one for "more than" or "up to".
    public var low: Double?
    public var high: Double?
    /// "about", "nearly", "dozens of".
    public var isApproximate: Bool
    /// The unit's name: `kilometre`, `%`, `percentage point`, `USD`, `year` for ages.
    public var unit: String?
    /// ISO 4217 for money.
    public var currency: String?
    /// The head noun of what is counted, in lower case: `battalions`.
    public var noun: String?
    /// The sentence that it stands in.
    public var sentence: Span?

    public init(
        span: Span, expression: String, kind: AmountKind, value: Double?, low: Double? = nil, high: Double? = nil,
        isApproximate: Bool = false,
        unit: String? = nil, currency: String? = nil, noun: String? = nil, sentence: Span? = nil
    ) {
        self.span = span
        self.expression = expression
        self.kind = kind
        self.value = value
        self.low = low
        self.high = high
        self.isApproximate = isApproximate
        self.unit = unit
        self.currency = currency
        self.noun = noun
        self.sentence = sentence
    }
}
