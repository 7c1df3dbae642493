import Language
import Model

/// Joins the names that `mentions` found to persons, organisations and places: name, aliases, role, and every mention.
struct EntitiesEnricher: Enricher {
    static let name = "entities"
    static let version = 1

    /// Other forms of one name that are kept.
    static let aliasesMax = 16

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        guard !scratch.names.isEmpty else { return }
        findRoles(scratch)
        scratch.nameSpans.removeAll(keepingCapacity: true)
        let tokens = scratch.text.tokens
        for name in scratch.names {
            scratch.nameSpans.append(
                NameSpan(bytes: Int(tokens[name.tokens.lowerBound].start)..<Int(tokens[name.tokens.upperBound - 1].end), type: name.type))
        }
        scratch.grouper.group(scratch.head, scratch.nameSpans)
        for index in scratch.names.indices { scratch.names[index].entity = scratch.grouper.entities[index] }
        article.entities = entities(scratch)
        if let headline = article.article.record.headline { countNames(of: headline, &article, scratch) }
    }

    private func findRoles(_ scratch: EnrichmentScratch) {
        scratch.text.tokens.withUnsafeBufferPointer { tokens in
            let finder = RoleFinder(bytes: scratch.head, tokens: tokens, words: .shared, tables: .shared)
            // The end of the person named last.
            var low = 0
            for index in scratch.names.indices where scratch.names[index].type == 1 {
                let name = scratch.names[index].tokens
                // The next person's name begins at most a few names further on.
                let next = scratch.names[(index + 1)...].prefix(4).first { $0.type == 1 }?.tokens.lowerBound ?? tokens.count
                scratch.names[index].role = finder.role(name.lowerBound, name.upperBound, low: low, high: next)
                low = name.upperBound
            }
        }
    }

    private func entities(_ scratch: EnrichmentScratch) -> [Entity] {
        let tokens = scratch.text.tokens
        var entities = scratch.grouper.groups.map { group in
            let sex = group.sex == .unknown ? group.likelySex : group.sex
            return Entity(
                kind: group.kind, name: Self.text(scratch.head, group.best), mentions: [], count: 0,
                gender: group.kind == .person ? sex : .unknown)
        }
        for (index, name) in scratch.names.enumerated() {
            let bytes = scratch.nameSpans[index].bytes
            var mention = Mention(span: scratch.span(ofBytes: bytes))
            if let role = name.role {
                let range = Int(tokens[role.lowerBound].start)..<Int(tokens[role.upperBound - 1].end)
                mention.role = scratch.span(ofBytes: range)
                if entities[name.entity].role == nil { entities[name.entity].role = Self.text(scratch.head, range) }
            }
            entities[name.entity].mentions.append(mention)
            entities[name.entity].count += 1
            addAlias(scratch.head, bytes, to: &entities[name.entity])
        }
        return entities
    }

    private func addAlias(_ head: UnsafeBufferPointer<UInt8>, _ bytes: Range<Int>, to entity: inout Entity) {
        let written = head[bytes]
        if entity.aliases.count >= Self.aliasesMax || written.elementsEqual(entity.name.utf8) { return }
        if entity.aliases.contains(where: { written.elementsEqual($0.utf8) }) { return }
        entity.aliases.append(Self.text(head, bytes))
    }

    /// The text of some bytes, line ends as blanks.
    static func text(_ head: UnsafeBufferPointer<UInt8>, _ bytes: Range<Int>) -> String {
        let text = String(decoding: UnsafeBufferPointer(rebasing: head[bytes]), as: UTF8.self)
        return text.utf8.contains(0x0A) ? text.split(whereSeparator: \.isWhitespace).joined(separator: " ") : text
    }

    /// Adds the headline's names to the counts of entities that the body names.
    private func countNames(of headline: String, _ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        var headline = headline
        var words: [NameWord] = []
        headline.withUTF8 { bytes in
            var at = 0
            // Names have at most `wordsMax` words at a time; a headline is read in such pieces.
            while at < bytes.count {
                let before = words.count
                NameWord.split(bytes, at..<bytes.count, into: &words)
                guard words.count > before, let last = words.last else { break }
                at = max(Int(last.end), at + 1)
            }
        }
        var at = 0
        while at < words.count {
            var found = (length: 1, entity: -1)
            if words[at].capitals > 0 {
                for length in 1...min(6, words.count - at) {
                    let entity = scratch.grouper.entity(ofKey: NameWord.key(words[at..<at + length]))
                    if entity >= 0 { found = (length, entity) }
                }
            }
            if found.entity >= 0 { article.entities[found.entity].count += 1 }
            at += found.length
        }
    }
}
