import Markup

/// The numbering of a Word document's lists (ECMA-376 part 1, §17.9): what stands in front of each item.
final class WordNumberingReader: XMLEventHandler {
    private struct Level {
        var format = "decimal"
        /// `%1.`, `%1.%2`: where the numbers of the levels stand.
        var text = ""
        var start = 1
    }

    private var abstracts: [String: [Int: Level]] = [:]
    private var abstractOf: [String: String] = [:]
    private var startOverrides: [String: [Int: Int]] = [:]
    private var openAbstract: String?
    private var openNumber: String?
    private var openLevel: Int?
    /// Of each list, how far its levels have counted.
    private var counters: [String: [Int]] = [:]
    /// Numberings that have begun.
    private var begun: Set<String> = []

    /// Levels that Word has.
    private static let levelsMax = 9

    func start(_ name: String, _ attributes: XMLEvents.Attributes) {
        switch name {
        case "abstractNum": openAbstract = attributes["abstractNumId"]
        case "num": openNumber = attributes["numId"]
        case "abstractNumId": if let openNumber { abstractOf[openNumber] = attributes["val"] }
        case "lvl", "lvlOverride": openLevel = attributes["ilvl"].flatMap { Int($0) }.flatMap { $0 < Self.levelsMax ? $0 : nil }
        case "start": change { $0.start = attributes["val"].flatMap { Int($0) } ?? 1 }
        case "numFmt": change { $0.format = attributes["val"] ?? "decimal" }
        case "lvlText": change { $0.text = attributes["val"] ?? "" }
        case "startOverride":
            if let openNumber, let openLevel { startOverrides[openNumber, default: [:]][openLevel] = attributes["val"].flatMap { Int($0) } }
        default: break
        }
    }

    private func change(_ body: (inout Level) -> Void) {
        guard let openAbstract, let openLevel else { return }
        body(&abstracts[openAbstract, default: [:]][openLevel, default: Level()])
    }

    func end(_ name: String) {
        if name == "abstractNum" { openAbstract = nil }
        if name == "num" { openNumber = nil }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// Counts the next item.
    /// - Returns: what stands in front of it; `nil` where there is no such numbering.
    func marker(number: String, level: Int) -> String? {
        guard let abstract = abstractOf[number], let levels = abstracts[abstract], let style = levels[level], level < Self.levelsMax else {
            return nil
        }
        var counts = counters[abstract] ?? []
        if begun.insert(number).inserted {
            for (level, start) in startOverrides[number] ?? [:] where level < counts.count { counts[level] = start - 1 }
        }
        while counts.count <= level { counts.append((levels[counts.count]?.start ?? 1) - 1) }
        counts.removeSubrange((level + 1)...)
        counts[level] += 1
        counters[abstract] = counts
        guard ListNumbers.text(1, format: style.format) != nil else { return style.format == "none" ? nil : "-" }
        var marker = style.text
        for (index, count) in counts.enumerated() {
            // Levels that were never counted stand at their first number.
            let number = index == level ? count : max(count, levels[index]?.start ?? 1)
            marker = marker.replacing("%\(index + 1)", with: ListNumbers.text(number, format: levels[index]?.format ?? "decimal") ?? "")
        }
        return marker.nonEmpty
    }
}
