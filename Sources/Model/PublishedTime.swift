/// How exactly a time is known.
public enum TimePrecision: String, Sendable {
    case year, month, day, minute, second
}

/// Where a value came from, as kept in `published_from` and shown by `explain` (promise P11).
public enum Origin: String, Sendable {
    /// A field of the record itself: a JSON key, a header line, front matter.
    case field
    /// The dateline of the text: "KABUL, Aug 13 (Reuters) -".
    case dateline
    /// The file's name: `2021-08-13-blinken.txt`.
    case fileName = "file-name"
    /// `NAME.meta.json` beside the file.
    case sidecar
}

/// A time as the input gives it, in the warehouse's spelling.
public struct PublishedTime: Hashable, Sendable {
    /// `YYYY-MM-DDTHH:MM:SSZ` (UTC) where a zone is known; `YYYY-MM-DDTHH:MM:SS` where none is; `YYYY-MM-DD` without a time.
    /// Months and years alone are written as their first day; `precision` tells.
    public var text: String
    public var precision: TimePrecision
    /// The zone or offset as written (`+04:30`, `EDT`, `Z`), `nil` where none is.
    public var zone: String?
    public var origin: Origin
    /// The text as written, where what it says depends on the record's language or its other dates; `ArticleMaker` then reads it again,
    /// and drops the time if nothing decides. `nil` for all others.
    public var undecided: String?

    public init(text: String, precision: TimePrecision, zone: String? = nil, origin: Origin) {
        self.text = text
        self.precision = precision
        self.zone = zone
        self.origin = origin
    }

    /// The first ten characters: the day that goes into `articles.day`.
    public var day: String { String(text.prefix(10)) }
}
