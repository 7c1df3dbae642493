/// How old the facts of an article are, by its `enrichments`, beside what this program would find.
public enum SignatureAge: Sendable {
    /// Made by these enrichers in these versions.
    case present
    /// An enricher is missing from it, was of a lower version, or is none of ours any more.
    case older
    /// An enricher was of a higher version than this program has: a newer program's work, which an older one should not undo.
    case newer
}

extension Enrichment {
    /// The names of the enrichers, in the order in which they run.
    public var names: [String] { Self.versions(of: signature).map(\.name) }

    /// The names of those that use what was learned of an article's source.
    public var namesOfLearners: [String] { [PlacesEnricher.name, KeywordsEnricher.name, SketchEnricher.name] }

    /// - Parameters:
    ///   - signature: of an article, as stored; empty where none ran.
    ///   - enricher: looks at this one only.
    public func age(of signature: String, in enricher: String? = nil) -> SignatureAge {
        if signature == self.signature { return .present }
        let theirs = Dictionary(Self.versions(of: signature).map { ($0.name, $0.version) }) { first, _ in first }
        let ours = Self.versions(of: self.signature)
        if ours.contains(where: { (theirs[$0.name] ?? 0) > $0.version }) { return .newer }
        guard let enricher else { return .older }
        guard let own = ours.first(where: { $0.name == enricher }) else { return .present }
        return (theirs[enricher] ?? 0) < own.version ? .older : .present
    }

    /// `language:1 tokens:2`; what is no number is version 0.
    private static func versions(of signature: String) -> [(name: String, version: Int)] {
        signature.split(separator: " ").map { word in
            let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count == 2 ? Int(parts[1]) ?? 0 : 0)
        }
    }
}
