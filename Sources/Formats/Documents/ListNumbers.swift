/// Numbers of list items as word processors spell them.
enum ListNumbers {
    /// - Parameter format: as in WordprocessingML (`decimal`, `lowerLetter` …) or OpenDocument (`1`, `a`, `A`, `i`, `I`).
    /// - Returns: `nil` for formats that have no numbers: bullets, none.
    static func text(_ number: Int, format: String) -> String? {
        switch format {
        case "decimal", "1", "decimalZero", "ordinal", "cardinalText": return "\(number)"
        case "lowerLetter", "a": return letter(number)
        case "upperLetter", "A": return letter(number).uppercased()
        case "lowerRoman", "i": return roman(number).lowercased()
        case "upperRoman", "I": return roman(number)
        default: return nil
        }
    }

    /// a … z, aa, bb …
    private static func letter(_ number: Int) -> String {
        guard number > 0, let scalar = Unicode.Scalar(97 + UInt32(truncatingIfNeeded: (number - 1) % 26)) else { return "\(number)" }
        return String(repeating: Character(scalar), count: min(8, (number - 1) / 26 + 1))
    }

    private static func roman(_ number: Int) -> String {
        guard number > 0, number < 4_000 else { return "\(number)" }
        let signs: [(Int, String)] = [
            (1_000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
            (5, "V"), (4, "IV"),
            (1, "I"),
        ]
        var rest = number
        var out = ""
        for (value, sign) in signs {
            while rest >= value {
                out += sign
                rest -= value
            }
        }
        return out
    }
}
