/// Finds what somebody meant who mistyped a name.
enum NearestName {
    /// The candidate with the fewest edits (insert, delete, replace, swap of neighbours), if they are few for its length.
    static func of(_ name: String, among candidates: [String]) -> String? {
        let wanted = normal(name)
        var best: (name: String, edits: Int)?
        for candidate in candidates {
            let edits = distance(wanted, normal(candidate))
            if edits < best?.edits ?? .max { best = (candidate, edits) }
        }
        guard let best, best.edits <= max(1, min(wanted.count, best.name.utf8.count) / 3) else { return longerName(wanted, candidates) }
        return best.name
    }

    /// `record_bytes` means `max_record_bytes`: all words of the one are in the other.
    private static func longerName(_ wanted: [UInt8], _ candidates: [String]) -> String? {
        let words = Set(wanted.split(separator: UInt8(ascii: "_")))
        guard let longest = words.map(\.count).max(), longest >= 4 else { return nil }
        let matching = candidates.filter { words.isSubset(of: Set(normal($0).split(separator: UInt8(ascii: "_")))) }
        return matching.count == 1 ? matching[0] : nil
    }

    /// Lower case, `-` and `_` alike.
    private static func normal(_ name: String) -> [UInt8] {
        name.lowercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
    }

    /// Edit distance with swaps of neighbours (optimal string alignment).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var earlier: [Int] = []
        var previous = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var edits = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (byte == other ? 0 : 1))
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other { edits = min(edits, earlier[column - 1] + 1) }
                current.append(edits)
            }
            earlier = previous
            previous = current
        }
        return previous[right.count]
    }
}
