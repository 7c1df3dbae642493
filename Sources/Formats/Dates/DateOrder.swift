/// How day, month and year follow one another where all are numbers.
public enum DateOrder: String, Sendable, CaseIterable {
    case dmy, mdy, ymd
}
