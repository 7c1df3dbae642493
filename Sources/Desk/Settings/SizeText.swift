/// Sizes as people write them: `64MiB`, `1.5GiB`, `500kB`, `4096`. Binary units are powers of 1,024, decimal ones of 1,000.
public enum SizeText {
    private static let units: [(name: String, bytes: Int64)] = [
        ("tib", 1 << 40), ("gib", 1 << 30), ("mib", 1 << 20), ("kib", 1 << 10), ("tb", 1_000_000_000_000), ("gb", 1_000_000_000),
        ("mb", 1_000_000), ("kb", 1_000), ("b", 1),
    ]

    /// - Returns: bytes, `nil` where the text is no size or the number does not fit.
    public static func bytes(_ text: String) -> Int64? {
        guard let (number, unit) = NumberText.split(text) else { return nil }
        if unit.isEmpty { return number.fraction.isEmpty ? number.whole : nil }
        guard let factor = units.first(where: { $0.name == unit.lowercased() })?.bytes else { return nil }
        return number.times(factor)
    }

    /// The shortest exact spelling in binary units: `64MiB`, `1000B`, `0`.
    public static func text(_ bytes: Int64) -> String {
        if bytes == 0 { return "0" }
        let names = ["TiB", "GiB", "MiB", "KiB"]
        for (index, name) in names.enumerated() {
            let factor = Int64(1) << Int64(40 - 10 * index)
            if bytes % factor == 0 { return "\(bytes / factor)\(name)" }
        }
        return "\(bytes)B"
    }

    /// For people: one decimal at most (`1.4 GiB`).
    public static func rough(_ bytes: Int64) -> String {
        let names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var value = Double(bytes)
        var index = 0
        while value >= 1_000, index < names.count - 1 {
            value /= 1_024
            index += 1
        }
        if index == 0 { return "\(bytes) B" }
        let tenths = Int((value * 10).rounded())
        return value < 10 && tenths % 10 != 0 ? "\(tenths / 10).\(tenths % 10) \(names[index])" : "\(Int(value.rounded())) \(names[index])"
    }
}
