/// How much of what was said stands between quotation marks (`quotes.kind`).
public enum QuoteKind: String, Sendable, CaseIterable {
    /// All of it.
    case direct
    /// A clause in the reporter's words that holds a quoted part.
    case mixed
    /// None: "she said that the bridge would open".
    case reported
}

/// Which rule found the quotation and its speaker (`quotes.rule`), so that queries can leave out the less sure ones: `heading`, `inline` and `before`
/// are the weakest, `after`, `interrupted`, `carried` and `lead` the surest.
public enum QuoteRule: String, Sendable, CaseIterable {
    /// `“…,” she said`
    case after
    /// `she said: “…”`, `she said that “…”`
    case lead
    /// The second half of `“…,” she said, “…”`.
    case interrupted
    /// A quotation alone in its sentence: the speaker of the one before goes on.
    case carried
    /// A quotation inside a sentence that names its speaker elsewhere.
    case inline
    /// `she said that …`
    case complement
    /// `she said …` without "that".
    case bare
    /// `according to her, …`
    case according
    /// `…, she said.`
    case trailing
    /// `As she said, …`
    case asSaid = "as"
    /// `If …, she said, “…”`: the part before the attribution.
    case before
    /// `Name: “…”`
    case colon
    /// `Name: …` at the beginning of a paragraph.
    case heading
    /// `“…” — Name`
    case signature
    /// `“…!” beamed Name`: a verb that no list holds.
    case unknownVerb = "unknown-verb"
}

/// Something that somebody said, found in an article's body. Spans are code points of the body (promise P6).
public struct Quote: Hashable, Sendable {
    public var kind: QuoteKind
    /// Without the marks around it.
    public var span: Span
    /// Parts of one utterance, interrupted or in several paragraphs, share it; 0, 1, 2 … in the order of the text.
    public var utterance: Int
    /// The words that name the speaker: "he", "a spokesman for the port".
    public var speaker: Span?
    /// Who that is: the entity's name where it is known, else the speaker's words; nil where nobody can be named ("he" without a name before).
    public var speakerName: String?
    /// Index into the article's entities, nil where the speaker is none of them.
    public var speakerEntity: Int?
    /// The speech verb, nil where there is none.
    public var cue: Span?
    public var rule: QuoteRule

    public init(
        kind: QuoteKind, span: Span, utterance: Int, speaker: Span? = nil, speakerName: String? = nil, speakerEntity: Int? = nil,
        cue: Span? = nil, rule: QuoteRule
    ) {
        self.kind = kind
        self.span = span
        self.utterance = utterance
        self.speaker = speaker
        self.speakerName = speakerName
        self.speakerEntity = speakerEntity
        self.cue = cue
        self.rule = rule
    }
}
