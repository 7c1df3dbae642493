/// How a term's score is made: the logarithms of tf, idf, length and place, weighed (`FixedLog` units).
///
/// Fitted by hand on the development part of 500N-KPCrowd; each stands on a plateau, where neighbours change F1 by less than its noise.
struct KeywordRules: Sendable {
    var keywordsMax = 10
    /// Of ln(occurrences).
    var count = 1.0
    /// Of ln(idf), the mean of its words.
    var idf = 0.75
    /// Tenths of idf beyond which rarity adds nothing; also what a word in no table has.
    var idfTenthsMax = 100
    /// Of ln(letters of the last word): long words say more, and stand in for idf where a language has no table.
    var letters = 1.0
    var lettersMax = 12
    /// Of ln(1 + words before it / 25), taken off.
    var position = 0.3
    /// Taken off terms of two and of three words.
    var two = 1.65
    var three = 2.3
    /// Times the share of occurrences where it is all that stands between stop words; terms of several words only.
    var whole = 0.9
    /// Times the share of occurrences inside sentences where all its words have capitals; terms of several words only.
    var capitals = 1.0
    /// For a word in common with the headline: ln 1.5.
    var headline = 0.4
}
