/// Abbreviations of time zones that news headers use and that mean one thing to most of their writers.
///
/// Ambiguous ones follow the press that prints them: IST is India's, BST Britain's summer time, CST and its kin North America's.
enum ZoneNames {
    /// Minutes east of UTC for a name of ASCII letters in any case, `nil` where it is not known.
    static func minutes(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        var key: UInt64 = 0
        for byte in name.prefix(8) { key = key << 8 | UInt64(byte & 0xDF) }
        return table[key]
    }

    private static let hours: [(String, Double)] = [
        ("UTC", 0), ("GMT", 0), ("UT", 0), ("Z", 0), ("WET", 0), ("WEST", 1), ("BST", 1), ("CET", 1), ("CEST", 2), ("MEZ", 1), ("MESZ", 2),
        ("EET", 2), ("EEST", 3), ("MSK", 3), ("TRT", 3), ("SAST", 2), ("EAT", 3), ("WAT", 1), ("CAT", 2), ("GST", 4), ("PKT", 5),
        ("IST", 5.5), ("NPT", 5.75), ("ICT", 7), ("WIB", 7), ("WITA", 8), ("WIT", 9), ("SGT", 8), ("HKT", 8), ("PHT", 8), ("MYT", 8),
        ("JST", 9), ("KST", 9), ("AWST", 8), ("ACST", 9.5), ("ACDT", 10.5), ("AEST", 10), ("AEDT", 11), ("NZST", 12), ("NZDT", 13),
        ("NST", -3.5), ("NDT", -2.5), ("AST", -4), ("ADT", -3), ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7),
        ("MDT", -6),
        ("PST", -8), ("PDT", -7), ("AKST", -9), ("AKDT", -8), ("HST", -10), ("BRT", -3), ("ART", -3), ("CLT", -4), ("COT", -5), ("PET", -5),
    ]

    private static let table: [UInt64: Int] = {
        var table: [UInt64: Int] = [:]
        for (name, hours) in hours {
            var key: UInt64 = 0
            for byte in name.utf8 { key = key << 8 | UInt64(byte) }
            table[key] = Int(hours * 60)
        }
        return table
    }()
}
