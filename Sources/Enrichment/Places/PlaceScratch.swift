/// One namesake that a name may mean.
struct PlaceCandidate {
    var place: Int32
    var kind: PlaceClass
    var country: UInt16
    var admin: UInt16
    /// Hundredths of a degree.
    var latitude: Int32
    var longitude: Int32
    /// How likely it is without the article.
    var prior: Float
    /// Its people has the name: "Kazakh".
    var isDemonym = false
    /// What the text next to its mentions says for it.
    var container: Float = 0
    /// What the source's home says for it.
    var home: Float = 0
    /// What the article's other places say for it, in the last round.
    var context: Float = 0

    @inline(__always) var fixed: Float { prior + container + home }
    @inline(__always) var total: Float { fixed + context }
}

/// One name of an article, with all its mentions: they mean one place.
struct PlaceName {
    var hash: UInt64
    var candidates: Range<Int>
    var mentions: Int = 1
    /// Index of the candidate that is chosen now; −1 where there is none.
    var chosen: Int = -1
    /// How far the chosen one leads.
    var lead: Float = 0
    /// At least one mention is a place for sure: the name has a vote.
    var isFirm = false
    /// What it weighs among the voters.
    var voice: Float = 0
    /// The whole name is in no list: a word was left out of it.
    var isPartial: Bool
    /// The article describes a thing by it: "the North Beach", which is a beach to the north.
    var isDescribed = false
}

/// One stretch of text that names a place.
struct PlaceMention {
    var tokens: Range<Int>
    var bytes: Range<Int>
    /// Index in `PlaceScratch.names`.
    var name: Int
    var source: Source
    /// Index in `EnrichedArticle.entities`; −1 for none.
    var entity: Int = -1

    /// What the article must say for the name, where it is no place for sure; 0 where it is.
    var threshold: Float = 0

    enum Source { case name, people, organisation, list }
}

/// The linker's memory for one article, used again from article to article.
struct PlaceScratch {
    /// Without memory: what stands in while the scratch is in use.
    static let none = PlaceScratch(slots: [], divisionVotes: [], countryVotes: [])

    var names: [PlaceName] = []
    var mentions: [PlaceMention] = []
    var candidates: [PlaceCandidate] = []
    /// Names by hash: slots of indices + 1, and those in use.
    var slots: [Int32]
    var usedSlots: [Int] = []
    /// Votes by division, and by country (two letters as a number below 676), with what is in use.
    var divisionVotes: [Float]
    var countryVotes: [Float]
    var usedDivisions: [Int] = []
    var usedCountries: [Int] = []
    /// A name of the gazetteer.
    var nameBytes: [UInt8] = []
    /// All votes.
    var votes: Float = 0
    /// Type of the recognised name that each token belongs to; 0 none.
    var types: [UInt8] = []
    /// Words of persons' names.
    var personWords: Set<UInt32> = []
    var anchors: [PlaceCandidate] = []
    var anchorNames: [Int] = []
    var anchorWeights: [Float] = []
    var containers: [PlaceCandidate] = []
    /// Where the containers are named behind a place.
    var containerTokens: Range<Int>?

    init() {
        self.init(
            slots: [Int32](repeating: 0, count: 1 << 12), divisionVotes: [Float](repeating: 0, count: 1 << 12),
            countryVotes: [Float](repeating: 0, count: 26 * 26))
    }

    private init(slots: [Int32], divisionVotes: [Float], countryVotes: [Float]) {
        self.slots = slots
        self.divisionVotes = divisionVotes
        self.countryVotes = countryVotes
    }

    /// Begins an article.
    mutating func clear() {
        names.removeAll(keepingCapacity: true)
        mentions.removeAll(keepingCapacity: true)
        candidates.removeAll(keepingCapacity: true)
        for slot in usedSlots { slots[slot] = 0 }
        usedSlots.removeAll(keepingCapacity: true)
    }

    /// Index of the name with this hash; −1 where there is none. At most `probesMax` slots are looked at.
    func name(_ hash: UInt64) -> Int {
        var slot = Int(hash >> 40) & (slots.count - 1)
        for _ in 0..<Self.probesMax {
            let index = Int(slots[slot]) - 1
            if index < 0 { return -1 }
            if names[index].hash == hash { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return -1
    }

    /// Adds a name under its hash; nothing where the article has too many.
    mutating func add(_ name: PlaceName) -> Int {
        var slot = Int(name.hash >> 40) & (slots.count - 1)
        guard usedSlots.count < Self.namesMax else { return -1 }
        for _ in 0..<Self.probesMax {
            if slots[slot] == 0 {
                names.append(name)
                slots[slot] = Int32(names.count)
                usedSlots.append(slot)
                return names.count - 1
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return -1
    }

    /// Distinct names of an article; those beyond are not looked up.
    static let namesMax = 256
    private static let probesMax = 64
}
