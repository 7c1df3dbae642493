import Model

/// A name in a text, in bytes, for grouping.
struct NameSpan: Sendable {
    var bytes: Range<Int>
    /// 1 person, 2 organisation, 3 place.
    var type: Int
}

/// An entity while it is being gathered.
struct NameGroup {
    /// The words it is compared by, of its longest form: titles and a leading "the" left out, an alias replaced by what it stands for.
    var full: Range<Int>
    /// The words as written of the form that acronyms are compared with.
    var written: Range<Int>
    var whole: Range<Int>
    var key: UInt64
    var type: Int
    /// By a title ("Mr", "King"), or told by a title in another mention.
    var sex: GenderHint = .unknown
    /// By a given name.
    var likelySex: GenderHint = .unknown
    /// One bit for each title that stood with it (hashed to 64).
    var titles: UInt64 = 0
    /// Number of its last mention: among equal candidates the last named wins.
    var lastMention: Int
    /// The last mention that looked at it.
    var seenBy: Int = -1
    /// Votes for person, organisation, place.
    var types: SIMD4<Int32> = SIMD4(repeating: 0)
    /// Bytes of the longest form, and how many words it has.
    var best: Range<Int>
    var bestWords: Int

    /// What most of its mentions were taken for; the first at equal numbers.
    var kind: EntityKind {
        let people = types[1]
        let organisations = types[2]
        let places = types[3]
        if people > organisations, people > places || (people == places && type == 1) { return .person }
        if people == organisations, people >= places, type == 1 { return .person }
        if organisations > places || (organisations == places && type != 3) { return .organisation }
        return .place
    }
}

/// A mention prepared for comparison.
struct NameForm {
    /// Words that are compared.
    var words: Range<Int>
    /// Words as written, titles left out.
    var written: Range<Int>
    /// The same with what goes on behind it, for acronyms.
    var whole: Range<Int>
    var key: UInt64
    var type: Int
    var sex: GenderHint
    var likelySex: GenderHint
    /// A bit for each title, and the hash of the nearest.
    var title: UInt64
    var titleHash: UInt64 = 0
}
