/// What a word is to the quotation stage: the lists of `data/speech/*.tsv` that hold it, one bit a list.
struct SpeechClass: OptionSet, Sendable, Hashable {
    let rawValue: UInt64
    @inline(__always) init(rawValue: UInt64) { self.rawValue = rawValue }
    private init(bit: UInt64) { rawValue = 1 << bit }

    static let that = SpeechClass(bit: 0)
    static let auxiliary = SpeechClass(bit: 1)
    static let adverb = SpeechClass(bit: 2)
    static let finite = SpeechClass(bit: 3)
    static let determiner = SpeechClass(bit: 4)
    static let preposition = SpeechClass(bit: 5)
    static let subordinator = SpeechClass(bit: 6)
    static let conjunction = SpeechClass(bit: 7)
    static let relative = SpeechClass(bit: 8)
    static let he = SpeechClass(bit: 9)
    static let she = SpeechClass(bit: 10)
    static let it = SpeechClass(bit: 11)
    static let they = SpeechClass(bit: 12)
    static let first = SpeechClass(bit: 13)
    static let title = SpeechClass(bit: 14)
    static let male = SpeechClass(bit: 15)
    static let female = SpeechClass(bit: 16)
    static let document = SpeechClass(bit: 17)
    static let group = SpeechClass(bit: 18)
    static let titleWord = SpeechClass(bit: 19)
    static let addressee = SpeechClass(bit: 20)
    static let when = SpeechClass(bit: 21)
    static let one = SpeechClass(bit: 22)
    static let modal = SpeechClass(bit: 23)
    static let opening = SpeechClass(bit: 24)
    static let definite = SpeechClass(bit: 25)
    static let role = SpeechClass(bit: 26)
    static let by = SpeechClass(bit: 27)
    static let place = SpeechClass(bit: 28)
    static let article = SpeechClass(bit: 29)
    static let clauseBreak = SpeechClass(bit: 30)
    static let noHeading = SpeechClass(bit: 31)
    static let subject = SpeechClass(bit: 32)
    static let link = SpeechClass(bit: 33)
    static let of = SpeechClass(bit: 34)
    static let possessive = SpeechClass(bit: 35)
    static let and = SpeechClass(bit: 36)
    static let like = SpeechClass(bit: 37)
    static let particle = SpeechClass(bit: 38)
    static let nounCue = SpeechClass(bit: 39)
    static let clitic = SpeechClass(bit: 40)
    static let subjunctive = SpeechClass(bit: 41)
    static let so = SpeechClass(bit: 42)
    static let headlineCue = SpeechClass(bit: 43)
    static let negated = SpeechClass(bit: 44)
    static let be = SpeechClass(bit: 45)
    static let nominal = SpeechClass(bit: 46)
    static let indirect = SpeechClass(bit: 47)
    static let lone = SpeechClass(bit: 48)
    static let askPassive = SpeechClass(bit: 49)
    static let telling = SpeechClass(bit: 50)
    static let infinitiveMark = SpeechClass(bit: 51)
    static let masculine = SpeechClass(bit: 52)
    static let feminine = SpeechClass(bit: 53)
    static let givenMale = SpeechClass(bit: 54)
    static let givenFemale = SpeechClass(bit: 55)
    static let givenEither = SpeechClass(bit: 56)

    static let elided = SpeechClass(bit: 57)
    static let aside = SpeechClass(bit: 59)
    static let period = SpeechClass(bit: 60)
    static let thing = SpeechClass(bit: 62)
    static let condition = SpeechClass(bit: 63)
    static let hollow = SpeechClass(bit: 61)
    /// Begins a cue like "according to"; set while reading, no list.
    static let beginsAccording = SpeechClass(bit: 58)

    static let given: SpeechClass = [.givenMale, .givenFemale, .givenEither]
    /// Lists of nouns: what a word with 's is as well.
    static let nouns: SpeechClass = [.title, .role, .male, .female, .group, .document, .givenMale, .givenFemale, .givenEither]
    static let pronoun: SpeechClass = [.he, .she, .they, .first, .it]

    /// The lists' names in the files.
    static let names: [String: SpeechClass] = [
        "that": .that, "aux": .auxiliary, "adverb": .adverb, "finite": .finite, "det": .determiner, "prep": .preposition,
        "subord": .subordinator, "conj": .conjunction, "rel": .relative, "he": .he, "she": .she, "it": .it, "they": .they, "i": .first,
        "title": .title, "male": .male, "female": .female, "doc": .document, "group": .group, "titleword": .titleWord,
        "addressee": .addressee, "when": .when, "one": .one, "modal": .modal, "opening": .opening, "definite": .definite,
        "role": .role, "by": .by, "place": .place, "article": .article, "clausebreak": .clauseBreak, "noheading": .noHeading,
        "subject": .subject, "link": .link, "of": .of, "poss": .possessive, "and": .and, "as": .like, "particle": .particle,
        "noun_cue": .nounCue, "clitic": .clitic, "subjunctive": .subjunctive, "so": .so, "headcue": .headlineCue, "negated": .negated,
        "be": .be, "nominal": .nominal, "indirect": .indirect, "lone": .lone, "askpassive": .askPassive, "telling": .telling,
        "aboutto": .infinitiveMark, "mr": .masculine, "ms": .feminine, "given_m": .givenMale, "given_f": .givenFemale,
        "given_u": .givenEither, "elided": .elided, "aside": .aside, "period": .period, "condition": .condition, "thing": .thing,
        "hollow": .hollow,
    ]
}

/// What a language does that changes a rule: the `trait` lines of its file.
struct SpeechTraits: OptionSet, Sendable {
    let rawValue: UInt16
    @inline(__always) init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Verb forms show by -ing, -ed and -s, adverbs by -ly.
    static let suffixes = SpeechTraits(rawValue: 1 << 0)
    /// Reported speech may stand without a complementiser.
    static let bare = SpeechTraits(rawValue: 1 << 1)
    /// The verb stands second, its subject right behind it; reported speech without a complementiser is in the subjunctive.
    static let verbSecond = SpeechTraits(rawValue: 1 << 2)
    /// “ closes („…“).
    static let lowCloser = SpeechTraits(rawValue: 1 << 3)
    /// Every noun has a capital.
    static let nounCapitals = SpeechTraits(rawValue: 1 << 4)
    /// Newspapers leave the attribution inside the marks.
    static let incise = SpeechTraits(rawValue: 1 << 5)
    /// l', d', qu' are words of their own.
    static let elision = SpeechTraits(rawValue: 1 << 6)
    /// -t-il, -elle: the subject hangs on the verb.
    static let cliticSubject = SpeechTraits(rawValue: 1 << 7)

    static let names: [String: SpeechTraits] = [
        "suffixes": .suffixes, "bare": .bare, "verb_second": .verbSecond, "low_closer": .lowCloser, "noun_capitals": .nounCapitals,
        "incise": .incise, "elision": .elision, "clitic_subject": .cliticSubject,
    ]
}

/// How a speech verb takes its words (the classes of `data/speech/*.tsv`).
enum CueKind: UInt8, Sendable {
    /// Quotation, bare clause or that-clause: say, argue.
    case say
    /// Quotation or that-clause: announce, deny.
    case announce
    /// Addressee first, then the clause: tell, assure.
    case tell
    /// Beside a quotation only: ask, shout.
    case beside
    /// Before its speaker, without a verb: according to.
    case according
    /// After its speaker, without a verb: zufolge.
    case accordingAfter

    init?(letter: UInt8) {
        switch letter {
        case UInt8(ascii: "S"): self = .say
        case UInt8(ascii: "C"): self = .announce
        case UInt8(ascii: "T"): self = .tell
        case UInt8(ascii: "Q"): self = .beside
        case UInt8(ascii: "A"): self = .according
        case UInt8(ascii: "Z"): self = .accordingAfter
        default: return nil
        }
    }

    /// Say, announce or tell: verbs that can take a reported clause.
    @inline(__always) var takesClause: Bool { self == .say || self == .announce || self == .tell }
}

/// What the rules ask of a cue's form and lemma.
struct CueTraits: OptionSet, Sendable {
    let rawValue: UInt8
    @inline(__always) init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Ends in -ing.
    static let gerund = CueTraits(rawValue: 1 << 0)
    /// Ends in -ed, or is said, told, wrote: a finished act.
    static let past = CueTraits(rawValue: 1 << 1)
    /// Ends in -s.
    static let present = CueTraits(rawValue: 1 << 2)
    /// vow, promise, pledge: a clause with "to".
    static let infinitive = CueTraits(rawValue: 1 << 3)
    /// say, argue, insist: a clause even where no verb form is known.
    static let bareClause = CueTraits(rawValue: 1 << 4)
    /// say, tell, add, write: a time or place may stand before the clause.
    static let plain = CueTraits(rawValue: 1 << 5)
    /// The form is a noun as well.
    static let noun = CueTraits(rawValue: 1 << 6)
    /// asked: in the passive it has no speaker.
    static let passiveAsk = CueTraits(rawValue: 1 << 7)
}
