import Language

/// Attributions that newspapers of Romance languages leave inside the marks: « A, explique Louise Garnier, B. »
extension UnitBuilder {
    /// Splits the regions that hold one, at its comma and behind it.
    func splitIncises(_ regions: inout [QuotedRegion]) {
        var out: [QuotedRegion] = []
        out.reserveCapacity(regions.count)
        var index = 0
        for region in regions {
            while index < tokens.count, tokens[index].start < UInt32(region.start) { index += 1 }
            let first = index
            while index < tokens.count, tokens[index].start < UInt32(region.end) { index += 1 }
            if let incise = incise(first, index) { split(region, incise, &out) } else { out.append(region) }
        }
        regions = out
    }

    /// Tokens of an attribution: from its comma to one behind its last word.
    private func incise(_ first: Int, _ end: Int) -> Range<Int>? {
        for comma in first..<max(first, end) where tokens[comma].mark == 0x2C {
            if let stop = attributionEnd(comma + 1, end) { return comma..<stop }
        }
        return nil
    }

    private func attributionEnd(_ first: Int, _ end: Int) -> Int? {
        var index = first
        guard index < end, tokens[index].has(.word) else { return nil }
        if classes(index).contains(.auxiliary) { index += 1 }
        while index + 1 < end, tokens[index].mark == 0x2D || tokens[index].has(.joined) { index += 1 }
        guard index < end, tokens[index].has(.word), isCue(index) else { return nil }
        index += 1
        while index < end, tokens[index].mark == 0x2D { index += 1 }
        let name = index
        while index < end, tokens[index].has(.word) || tokens[index].has(.clitic), index - name < 7 { index += 1 }
        guard index > name, index - name <= 6, index >= end || tokens[index].mark == 0x2C || tokens[index].mark == 0x2E else { return nil }
        let isNamed = tokens[index - 1].has(.initialCapital) || !classes(name).isDisjoint(with: [.subject, .article])
        return isNamed ? index : nil
    }

    private func split(_ region: QuotedRegion, _ incise: Range<Int>, _ out: inout [QuotedRegion]) {
        let comma = Int32(tokens[incise.lowerBound].start)
        var head = region
        head.end = comma
        head.outerEnd = comma
        head.last = 0x2C
        out.append(head)
        var at = Int(tokens[incise.upperBound - 1].end)
        while at < Int(region.end), bytes[at] == 0x20 || bytes[at] == 0x2C || bytes[at] == 0x2E { at += 1 }
        guard at < Int(region.end) else { return }
        var tail = region
        tail.outerStart = Int32(at)
        tail.start = Int32(at)
        out.append(tail)
    }
}
