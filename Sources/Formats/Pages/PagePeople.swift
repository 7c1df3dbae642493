/// Names of people in what pages show as bylines: `Byline` splits, this drops what is no name.
enum PagePeople {
    private static let nameBytesMax = 60
    private static let wordsMax = 5
    private static let hyphen = "-".unicodeScalars[...]

    /// - Parameters:
    ///   - text: a byline, or a field that states an author.
    ///   - isStated: a field says that this is an author: one word may be a name.
    static func names(in text: String, isStated: Bool) -> [String] {
        let line = withoutCredentials(PageText.line(text))
        guard line.utf8.count > 2, line.utf8.count <= 400 else { return [] }
        let parts = line.unicodeScalars.split(whereSeparator: { "|—/•·".unicodeScalars.contains($0) }).flatMap { part in
            part.split(separator: " ").split { $0.elementsEqual(hyphen) }.map { $0.map { String($0) }.joined(separator: " ") }
        }
        return parts.flatMap { Byline.authors(String($0)) }.compactMap { cleaned($0, isStated: isStated) }
    }

    /// The first of each name, whatever the order of its words.
    static func unique(_ names: [String]) -> [String] {
        var seen: Set<Set<String>> = []
        return names.filter { seen.insert(PageText.words($0)).inserted }
    }

    private static func cleaned(_ part: String, isStated: Bool) -> String? {
        var name = Substring(Byline.withoutLead(part))
        while let last = name.last, " ,.-–:;".contains(last), !endsInInitial(name) { name.removeLast() }
        while let first = name.first, " ,.-–:;".contains(first) { name.removeFirst() }
        let words = name.split(separator: " ")
        guard name.utf8.count > 2, name.utf8.count <= nameBytesMax, !words.isEmpty, words.count <= wordsMax, isStated || words.count >= 2,
            !name.contains(where: { $0.isNumber || "@®™©:?!\"<>{}=_".contains($0) })
        else { return nil }
        for word in words {
            let bare = word.lowercased().trimmingPrefix(while: { ".,()".contains($0) }).prefix { !".,()".contains($0) }
            if PageWords.shared.roles.contains(String(bare)) { return nil }
        }
        // A name in small letters is a sentence's rest.
        guard isStated || words.contains(where: { $0.first?.isUppercase ?? false || !($0.first?.isCased ?? false) }) else { return nil }
        return String(name)
    }

    private static func endsInInitial(_ name: Substring) -> Bool {
        guard name.last == ".", let word = name.split(separator: " ").last else { return false }
        return word.count <= 3
    }

    private static let credentials: Set<String> = [
        "phd", "ph.d", "md", "m.d", "jd", "j.d", "rd", "r.d", "rdn", "cdn", "mph", "mba", "cfp", "cfp®", "cpa", "lcsw", "cscs", "esq", "rn",
        "msc",
        "dds", "dvm", "psyd", "psy.d", "cfa", "facs", "faap", "do", "ms",
    ]

    /// Without degrees behind a comma: "Jane Doe, Ph.D., RD".
    private static func withoutCredentials(_ line: String) -> String {
        guard line.contains(",") else { return line }
        let parts = line.split(separator: ",")
        let kept = parts.enumerated().filter { index, part in
            let word = part.lowercased().filter { $0 != " " }
            let bare = word.hasSuffix(".") ? String(word.dropLast()) : word
            return index == 0 || !credentials.contains(bare)
        }
        return kept.map { $0.element }.joined(separator: ",")
    }
}
