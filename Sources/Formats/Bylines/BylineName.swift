/// What one part of a byline is: a person, or an agency, a desk, a role.
struct BylineName {
    enum Reading: Equatable {
        case person(String)
        /// An agency, a desk, a role: named where no person is.
        case other(String)
        /// An address, a place.
        case nothing
    }

    private let part: String
    private let table = BylineWords.shared

    init(_ part: String) { self.part = part }

    var reading: Reading {
        var words = Byline.withoutLead(part).split(separator: " ").filter { !Self.isAddress($0) }
        while let last = words.last, let mark = last.last, ",;:-–—|*".contains(mark) {
            words[words.count - 1] = last.dropLast()
            if words[words.count - 1].isEmpty { words.removeLast() }
        }
        words = unglued(words)
        let whole = words.joined(separator: " ")
        if table.kinds(whole).contains(.agency) { return .other(whole) }
        if words.contains(where: { table.kinds($0).contains(.noise) }) {
            words.removeAll { table.kinds($0).contains(.noise) }
            if words.isEmpty { return .nothing }
        }
        guard !words.isEmpty else { return .nothing }
        if words.contains(where: { Self.hasDigit($0) }) { return words.count == 1 ? .other(whole) : .nothing }
        words = withoutPlace(words)
        if isOutlet(words) { return .other(whole) }
        guard let name = withoutRoles(words) else { return .other(whole) }
        words = withoutTitles(name)
        guard let first = words.first?.first else { return .other(whole) }
        // "special to the Star": what begins with a small letter behind a name is none.
        let text = words.joined(separator: " ")
        if first.isLowercase, words.count > 1, words.dropFirst().contains(where: { $0.first?.isUppercase ?? false }), !isParticle(words[0])
        {
            return .other(text)
        }
        return .person(text)
    }

    private static func isAddress(_ word: Substring) -> Bool {
        word.utf8.contains(UInt8(ascii: "@")) || word.hasPrefix("http") || word.hasPrefix("www.") || word == "-" || word == "–"
    }

    private static func hasDigit(_ word: Substring) -> Bool {
        if word.utf8.allSatisfy({ $0 < 0x80 }) { return word.utf8.contains(where: HeaderDate.isDigit) }
        return word.unicodeScalars.contains { $0.properties.numericType == .decimal }
    }

    private func isParticle(_ word: Substring) -> Bool {
        [
            "de", "van", "von", "al", "el", "bin", "ibn", "da", "di", "du", "dos", "del", "della", "le", "la", "ter", "ten", "den", "der",
            "af",
        ]
        .contains(word.lowercased()) || word.contains("-") || word.contains("'") || word.contains("’")
    }

    /// `记者张三`, `김철수기자`: the role is glued to the name.
    private func unglued(_ words: [Substring]) -> [Substring] {
        guard words.count == 1, let word = words.first, word.unicodeScalars.first.map({ $0.value >= 0x3000 }) ?? false else { return words }
        for role in table.gluedRoles where word.count > role.count + 1 && word.count <= role.count + 4 {
            if word.hasPrefix(role) { return [word.dropFirst(role.count)] }
            if word.hasSuffix(role) { return [word.dropLast(role.count)] }
        }
        return words
    }

    /// A desk, a newsroom, a paper: "BBC News", "Redaktion Politik", "The Guardian", "northbank.example".
    private func isOutlet(_ words: [Substring]) -> Bool {
        if let last = words.last, words.count > 1 || last.contains("."), last.dropFirst().contains("."), !last.hasSuffix(".") {
            return true
        }
        let kinds = words.map { table.kinds($0) }
        let isThe = words[0].lowercased() == "the" && words.count > 1
        guard isThe || kinds.contains(where: { $0.contains(.outlet) }) else { return words.count == 1 && kinds[0].contains(.agency) }
        // "Reporter Emily Post": a surname may be a paper's word.
        if !isThe, kinds.dropLast().allSatisfy({ $0.isDisjoint(with: [.outlet, .agency]) }), words.count == 2 {
            return isAcronym(words[0]) || !kinds[1].contains(.outlet) || !Self.surnames.contains(words[1].lowercased())
        }
        return true
    }

    /// Papers' words that are surnames as well.
    private static let surnames: Set<String> = ["post", "times", "herald", "guardian", "daily", "press", "radio"]

    private func isAcronym(_ word: Substring) -> Bool { word.count >= 2 && word.allSatisfy(\.isUppercase) }

    /// Without roles before and behind; `nil` where nothing but a role is there.
    private func withoutRoles(_ words: [Substring]) -> [Substring]? {
        let kinds = words.map { table.kinds($0) }
        guard let role = kinds.firstIndex(where: { $0.contains(.role) }) else { return words }
        // "Chief political correspondent Jane Doe": all before the last role of the beginning is about it.
        var start = 0
        var end = 0
        while start < words.count, !kinds[start].isDisjoint(with: [.role, .field, .small, .agency, .outlet]) {
            start += 1
            if kinds[start - 1].contains(.role) { end = start }
        }
        // "envoyée spéciale à Kiev Jane Doe" is nobody's way to write; what follows a small word is a place.
        while end > 0, end < words.count, kinds[end].contains(.field) { end += 1 }
        if end > 0 {
            guard end < words.count, kinds[end].isDisjoint(with: [.small, .place]) else { return nil }
            return Array(words[end...])
        }
        // "Jane Doe, …" without its comma: "Jane Doe Chief Correspondent".
        var cut = role
        while cut > 0, !kinds[cut - 1].isDisjoint(with: [.field, .agency, .outlet]) { cut -= 1 }
        let isWhole = cut >= 2 || (cut == 1 && !(words[0].first?.isCased ?? true))
        return isWhole ? Array(words[..<cut]) : nil
    }

    private func withoutTitles(_ words: [Substring]) -> [Substring] {
        var words = words
        while words.count > 1, table.kinds(words[0]).contains(.title) { words.removeFirst() }
        return words
    }

    /// "Jane Doe in Kabul", "Jane Doe for The Guardian".
    private func withoutPlace(_ words: [Substring]) -> [Substring] {
        for index in words.indices.dropFirst() where table.kinds(words[index]).contains(.place) && words[index].first?.isLowercase ?? false
        {
            // "Leonardo da Vinci" has no place; a preposition that is also a particle of names is none in the table.
            if index + 1 < words.count { return Array(words[..<index]) }
        }
        return words
    }
}
