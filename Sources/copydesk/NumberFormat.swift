/// Numbers as people read them.
enum NumberFormat {
    /// `1,234,567`.
    static func grouped(_ number: Int) -> String {
        var out: [Character] = []
        for (place, digit) in String(number.magnitude).reversed().enumerated() {
            if place > 0, place % 3 == 0 { out.append(",") }
            out.append(digit)
        }
        return (number < 0 ? "-" : "") + String(out.reversed())
    }

    /// `1 file`, `2 files`.
    static func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
    }

    /// One decimal below 100, none above.
    static func rate(_ perSecond: Double) -> String {
        perSecond < 100 ? "\(Double(Int((perSecond * 10).rounded())) / 10)" : grouped(Int(perSecond.rounded()))
    }
}
