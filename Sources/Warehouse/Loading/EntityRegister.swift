import Model

/// Which row of `entities` each name is, and what the batch adds to the sums of that row. Shared by the tables that name entities.
///
/// Persons and organisations of two articles are one row only where their full names and kinds are equal. A person who is called by one word
/// alone (a surname, as far as can be known) has a row for each article: "Smith" here is not "Smith" there. Places on the map are one row
/// where they are one place. Nothing is remembered beyond the batch, because another process may forget or reprocess articles between two
/// of them.
final class EntityRegister {
    /// A name in this batch.
    struct Entry {
        let entityID: Int64
        /// Not in `entities` yet: `EntitySums` inserts it.
        let isNew: Bool
        let kind: EntityKind
        let name: String
        /// Where it lies, for a place on the map.
        let place: Place?
        var articles = 0
        var times = 0
        var quotes = 0
        var firstDay: String
        var lastDay: String
        /// The last article that named it: names that come twice in one article are counted once.
        var articleID: Int64 = 0
    }

    /// What an entity's row of `entity_days` gets.
    struct DaySum {
        var articles = 0
        var times = 0
        var quotes = 0
    }

    /// An entry on a day, both by their numbers in the batch.
    struct DayKey: Hashable {
        let entry: Int
        let day: Int
    }

    /// A further name or a role of an entity.
    struct Form: Hashable {
        let entityID: Int64
        let text: String
    }

    private struct Key: Hashable {
        let kind: EntityKind
        let name: String
    }

    private(set) var entries: [Entry] = []
    private(set) var days: [String] = []
    private(set) var daySums: [DayKey: DaySum] = [:]
    /// Articles of the batch in which an entity has this other name.
    private(set) var aliases: [Form: Int] = [:]
    /// Articles of the batch in which an entity has this role.
    private(set) var roles: [Form: Int] = [:]
    /// For each of the present article's entities its entry, in the article's order.
    private(set) var present: [Int] = []

    private var known: [Key: Int] = [:]
    private var knownPlaces: [Int: Int] = [:]
    /// The present article's places by their entities.
    private var places: [Int: Place] = [:]
    private var dayNumbers: [String: Int] = [:]
    private var nextID: Int64 = 0
    private let byName: Statement
    private let byOutsideID: Statement
    private let last: Statement

    init(_ connection: Connection) throws(Failure) {
        byName = try connection.statement(
            "SELECT entity_id FROM entities WHERE name = ?1 COLLATE NOCASE AND kind = ?2 AND name = ?1 AND outside_id IS NULL ORDER BY entity_id LIMIT 1"
        )
        byOutsideID = try connection.statement("SELECT entity_id FROM entities WHERE outside_id = ?1")
        last = try connection.statement("SELECT coalesce(max(entity_id), 0) FROM entities")
    }

    /// Finds or makes the entries of an article's entities; `present` then leads to them.
    func open(_ article: EnrichedArticle, _ row: ArticleRow) throws(Failure) {
        present.removeAll(keepingCapacity: true)
        let day = article.article.day
        places.removeAll(keepingCapacity: true)
        for place in article.places where place.isNamed { if let entity = place.entity { places[entity] = place } }
        for (index, entity) in article.entities.enumerated() {
            let entry = try entry(of: entity, places[index], row.arena, day: day)
            present.append(entry)
            if day < entries[entry].firstDay { entries[entry].firstDay = day }
            if day > entries[entry].lastDay { entries[entry].lastDay = day }
        }
    }

    /// Counts an article that names an entity.
    /// - Returns: false where the article was counted before, so that only the times add up.
    func count(_ entry: Int, articleID: Int64, times: Int, day: String) -> Bool {
        let isFirst = entries[entry].articleID != articleID
        entries[entry].articleID = articleID
        if isFirst { entries[entry].articles += 1 }
        entries[entry].times += times
        daySums[DayKey(entry: entry, day: number(of: day)), default: DaySum()].add(articles: isFirst ? 1 : 0, times: times)
        return isFirst
    }

    /// Counts a quotation of an entity.
    func countQuote(_ entry: Int, day: String) {
        entries[entry].quotes += 1
        daySums[DayKey(entry: entry, day: number(of: day)), default: DaySum()].quotes += 1
    }

    /// Counts the other names and the role that an article gives an entity.
    func count(aliases others: [String], role: String?, of entry: Int) {
        let entityID = entries[entry].entityID
        for other in others { aliases[Form(entityID: entityID, text: other), default: 0] += 1 }
        if let role { roles[Form(entityID: entityID, text: role), default: 0] += 1 }
    }

    /// Forgets the batch.
    func close() {
        entries.removeAll(keepingCapacity: true)
        days.removeAll(keepingCapacity: true)
        daySums.removeAll(keepingCapacity: true)
        aliases.removeAll(keepingCapacity: true)
        roles.removeAll(keepingCapacity: true)
        known.removeAll(keepingCapacity: true)
        knownPlaces.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        dayNumbers.removeAll(keepingCapacity: true)
        present.removeAll(keepingCapacity: true)
        nextID = 0
    }

    private func number(of day: String) -> Int {
        if let last = days.last, last == day { return days.count - 1 }
        if let number = dayNumbers[day] { return number }
        days.append(day)
        dayNumbers[day] = days.count - 1
        return days.count - 1
    }

    private func entry(of entity: Entity, _ place: Place?, _ arena: TextArena, day: String) throws(Failure) -> Int {
        if let place, let id = place.id { return try entry(of: entity, place, id, arena, day: day) }
        guard Self.joins(entity) else { return try add(entity, day: day) }
        let key = Key(kind: entity.kind, name: entity.name)
        if let number = known[key] { return number }
        arena.bind(entity.name, to: byName, 1)
        arena.bind(entity.kind.rawValue, to: byName, 2)
        let entityID = try byName.step() ? byName.integer(0) : nil
        byName.reset()
        let number = try add(entity, day: day, entityID: entityID)
        known[key] = number
        return number
    }

    private func entry(of entity: Entity, _ place: Place, _ id: Int, _ arena: TextArena, day: String) throws(Failure) -> Int {
        if let number = knownPlaces[id] { return number }
        arena.bind(place.outsideID, to: byOutsideID, 1)
        let entityID = try byOutsideID.step() ? byOutsideID.integer(0) : nil
        byOutsideID.reset()
        let number = try add(entity, day: day, entityID: entityID, place: place)
        knownPlaces[id] = number
        return number
    }

    private func add(_ entity: Entity, day: String, entityID: Int64? = nil, place: Place? = nil) throws(Failure) -> Int {
        if entityID == nil && nextID == 0 {
            _ = try last.step()
            nextID = last.integer(0) + 1
            last.reset()
        }
        entries.append(
            Entry(
                entityID: entityID ?? nextID, isNew: entityID == nil, kind: entity.kind, name: place?.name ?? entity.name, place: place,
                firstDay: day, lastDay: day))
        if entityID == nil { nextID += 1 }
        return entries.count - 1
    }

    /// Whether the name says enough to be the same in another article.
    private static func joins(_ entity: Entity) -> Bool { entity.kind != .person || isFullName(entity.name) }

    /// More than one word; in Chinese, Japanese and Korean writing, which has no blanks in names, more than two characters.
    static func isFullName(_ name: String) -> Bool {
        var characters = 0
        var isEastAsian = true
        for scalar in name.unicodeScalars {
            characters += 1
            switch scalar.value {
            case 0x20, 0xA0, 0xB7, 0x3000, 0x30FB: return true
            case 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0x20000...0x3FFFF: continue
            default: isEastAsian = false
            }
        }
        return isEastAsian && characters > 2
    }
}

extension EntityRegister.DaySum {
    mutating func add(articles: Int, times: Int) {
        self.articles += articles
        self.times += times
    }
}
