import Language

/// What the search for keywords knows of a distinct word.
struct WordFact {
    /// The hash under which its forms are one.
    var stem: UInt64
    /// Tenths of its idf, capped.
    var idfTenths: Int32
    /// Code points.
    var letters: Int32
    /// Ends a term: a stop word, a number, a single letter.
    var isStop: Bool
    /// Folded bytes of an elided word before it, apostrophe included: 2 of "l'homme".
    var elided: Int32 = 0
    /// Stands in the headline too.
    var isInHeadline = false
}

/// Makes the facts of words for one language.
struct WordFactMaker {
    private let weights: WordWeights?
    private let isEnglish: Bool
    private let elisions: Elisions?
    private let idfTenthsMax: Int
    /// Where a language has no table, words with fewer letters are stop words.
    private static let lettersMin = 4

    /// - Parameter language: ISO 639; nil where it is not known.
    init(language: String?, rules: KeywordRules) {
        weights = WordWeights(language: language)
        isEnglish = language == "en"
        elisions = language.flatMap { Elisions.all[$0] }
        idfTenthsMax = rules.idfTenthsMax
    }

    /// The facts of a folded word.
    func fact(of hash: UInt64, _ folded: UnsafeBufferPointer<UInt8>) -> WordFact {
        guard let elided = elisions?.length(in: folded), elided > 0 else { return plain(hash, folded) }
        let rest = UnsafeBufferPointer(rebasing: folded[elided...])
        var fact = plain(WordHash.hash(rest), rest)
        fact.elided = Int32(elided)
        return fact
    }

    private func plain(_ hash: UInt64, _ folded: UnsafeBufferPointer<UInt8>) -> WordFact {
        var letters = 0
        var hasLetter = false
        for byte in folded {
            if byte & 0xC0 != 0x80 { letters += 1 }
            if byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 { hasLetter = true }
        }
        var tenths = idfTenthsMax
        var isStop = letters < 2 || !hasLetter
        switch weights?.weight(hash) {
        case .stop: isStop = true
        case .tenths(let value): tenths = min(Int(value), idfTenthsMax)
        case .unknown: break
        case nil: if letters < Self.lettersMin { isStop = true }
        }
        return WordFact(
            stem: isEnglish && !isStop ? LightStem.hash(folded) : hash, idfTenths: Int32(tenths), letters: Int32(letters), isStop: isStop)
    }
}
