/// A value of SQLite, for statements where speed does not matter.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    static func optional(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }

    static func optional(_ number: Int?) -> SQLValue { number.map { .integer(Int64($0)) } ?? .null }

    static func optional(_ number: Int64?) -> SQLValue { number.map(SQLValue.integer) ?? .null }

    static func optional(_ bytes: [UInt8]?) -> SQLValue { bytes.map(SQLValue.blob) ?? .null }
}
