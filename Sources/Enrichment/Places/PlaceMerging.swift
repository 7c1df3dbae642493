import Language
import Model

/// Makes the places on the map and the names that the recogniser found one list of entities: every stretch of text names one thing.
///
/// A place of the map is one entity, whatever the article calls it ("U.S.", "America"), and it takes over the names that it covers: those of
/// places, and those of a person or an organisation that the linker knew better. A name that is longer than the places in it is something of its
/// own ("Moria Refugee Camp"). Peoples ("Afghan") are no entities.
struct PlaceMerging {
    private let scratch: EnrichmentScratch
    private var stretches: [PlaceStretch]
    /// What becomes of each name of `scratch.names`.
    private var fates: [Fate]

    private enum Fate {
        case stays, goes
        case becomes(place: Int)
    }

    /// Below this score more places are wrong than right (measured on the development texts of `yardstick places`): the name stays what it is.
    private static let scoreMin = 0.5

    init(_ article: EnrichedArticle, _ scratch: EnrichmentScratch, _ stretches: [PlaceStretch]) {
        self.scratch = scratch
        self.stretches = stretches
        for index in stretches.indices where stretches[index].use == .place && article.places[stretches[index].place].score < Self.scoreMin
        {
            self.stretches[index].use = .inName
        }
        fates = [Fate](repeating: .stays, count: scratch.names.count)
        decide()
    }

    /// Rewrites `entities`, in the order of their first mentions, and the indices that lead to them.
    mutating func apply(to article: inout EnrichedArticle) {
        var extra = [Int](repeating: 0, count: article.places.count)
        var kept = keptEntities(article.entities, &extra)
        var made = [Entity?](repeating: nil, count: article.places.count)
        for stretch in stretches where stretch.use == .place { add(stretch, to: &made[stretch.place]) }
        for place in made.indices { made[place]?.count += extra[place] }

        // Old entities first, then places: so are those that begin together, which only unlisted places do.
        var order: [(start: Int, index: Int)] = []
        for (index, entity) in kept.enumerated() where !entity.mentions.isEmpty { order.append((entity.mentions[0].span.start, index)) }
        for (place, entity) in made.enumerated() {
            if let entity { order.append((entity.mentions[0].span.start, kept.count + place)) }
        }
        order.sort { ($0.start, $0.index) < ($1.start, $1.index) }
        var numbers = [Int](repeating: -1, count: kept.count + made.count)
        for (number, item) in order.enumerated() { numbers[item.index] = number }
        let oldCount = kept.count
        kept += made.map { $0 ?? Entity(kind: .place, name: "", mentions: [], count: 0) }
        article.entities = order.map { kept[$0.index] }
        for place in article.places.indices {
            if article.places[place].id != nil {
                let number = numbers[oldCount + place]
                article.places[place].entity = number < 0 ? nil : number
            } else if let entity = article.places[place].entity {
                article.places[place].entity = numbers[entity] < 0 ? nil : numbers[entity]
            }
        }
        renumberNames(numbers, oldCount)
    }

    // MARK: - Names against places

    /// Stretches that touch a name, both in the order of the text.
    private func touching(_ name: NameInText, from first: inout Int) -> Range<Int> {
        while first < stretches.count, stretches[first].tokens.upperBound <= name.tokens.lowerBound { first += 1 }
        var end = first
        while end < stretches.count, stretches[end].tokens.lowerBound < name.tokens.upperBound { end += 1 }
        return first..<end
    }

    private mutating func decide() {
        var first = 0
        for name in scratch.names {
            let range = touching(name, from: &first)
            if !range.isEmpty, !isCovered(name, range) {
                for index in range where stretches[index].use == .place { stretches[index].use = .inName }
            }
        }
        first = 0
        for (index, name) in scratch.names.enumerated() {
            let range = touching(name, from: &first)
            guard !range.isEmpty, isCovered(name, range) else { continue }
            if let place = stretches[range].first(where: { $0.use == .place }) {
                fates[index] = .becomes(place: place.place)
            } else if name.type == 3, stretches[range].allSatisfy({ $0.use == .people }) {
                fates[index] = .goes
            }
        }
    }

    /// Whether all words of a name belong to places.
    private func isCovered(_ name: NameInText, _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        for token in name.tokens where scratch.text.tokens[token].has(.word) {
            while at < range.upperBound, stretches[at].tokens.upperBound <= token { at += 1 }
            if at == range.upperBound || stretches[at].tokens.lowerBound > token { return false }
        }
        return true
    }

    // MARK: - Entities

    /// The entities without the names that went, in their old order; those that lost all have no mentions.
    /// - Parameter extra: gets, by place, how often headlines name what it took over.
    private func keptEntities(_ entities: [Entity], _ extra: inout [Int]) -> [Entity] {
        var kept = entities
        var isTouched = [Bool](repeating: false, count: entities.count)
        for (index, fate) in fates.enumerated() {
            let entity = scratch.names[index].entity
            guard case .stays = fate else {
                if kept.indices.contains(entity) { isTouched[entity] = true }
                continue
            }
        }
        for entity in kept.indices where isTouched[entity] { kept[entity].mentions.removeAll() }
        var next = [Int](repeating: 0, count: entities.count)
        var heirs = [Int](repeating: -1, count: entities.count)
        var forms = [[String]](repeating: [], count: entities.count)
        for (index, name) in scratch.names.enumerated() where kept.indices.contains(name.entity) && isTouched[name.entity] {
            let mention = entities[name.entity].mentions[next[name.entity]]
            next[name.entity] += 1
            switch fates[index] {
            case .stays:
                kept[name.entity].mentions.append(mention)
                let form = EntitiesEnricher.text(scratch.head, bytes(of: name))
                if !forms[name.entity].contains(form), forms[name.entity].count <= EntitiesEnricher.aliasesMax {
                    forms[name.entity].append(form)
                }
            case .becomes(let place): if heirs[name.entity] < 0 { heirs[name.entity] = place }
            case .goes: break
            }
        }
        for entity in kept.indices where isTouched[entity] {
            let inHeadline = entities[entity].count - entities[entity].mentions.count
            if !forms[entity].isEmpty {
                rename(&kept[entity], forms[entity])
                kept[entity].count = kept[entity].mentions.count + inHeadline
            } else if heirs[entity] >= 0 {
                extra[heirs[entity]] += inHeadline
            }
        }
        return kept
    }

    /// The longest form that is left is the name.
    private func rename(_ entity: inout Entity, _ forms: [String]) {
        guard let name = forms.max(by: { $0.utf8.count < $1.utf8.count }) else { return }
        entity.name = name
        entity.aliases = forms.filter { $0 != name }
    }

    private func bytes(of name: NameInText) -> Range<Int> {
        let tokens = scratch.text.tokens
        return Int(tokens[name.tokens.lowerBound].start)..<Int(tokens[name.tokens.upperBound - 1].end)
    }

    /// Adds a mention to a place's entity, whose name is the longest form of the article.
    private func add(_ stretch: PlaceStretch, to entity: inout Entity?) {
        let form = EntitiesEnricher.text(scratch.head, stretch.bytes)
        var changed = entity ?? Entity(kind: .place, name: form, mentions: [], count: 0)
        entity = nil
        changed.mentions.append(Mention(span: stretch.span))
        changed.count += 1
        if form != changed.name, changed.aliases.count < EntitiesEnricher.aliasesMax, !changed.aliases.contains(form) {
            let isLonger = form.utf8.count > changed.name.utf8.count
            changed.aliases.append(isLonger ? changed.name : form)
            if isLonger { changed.name = form }
        }
        entity = changed
    }

    private func renumberNames(_ numbers: [Int], _ oldCount: Int) {
        for (index, fate) in fates.enumerated() {
            let entity = scratch.names[index].entity
            switch fate {
            case .stays: scratch.names[index].entity = entity >= 0 && entity < oldCount ? numbers[entity] : -1
            case .goes: scratch.names[index].entity = -1
            case .becomes(let place):
                scratch.names[index].entity = numbers[oldCount + place]
                scratch.names[index].type = 3
                scratch.names[index].role = nil
            }
        }
    }
}
