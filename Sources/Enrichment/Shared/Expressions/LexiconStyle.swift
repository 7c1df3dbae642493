/// How a language writes numbers and builds its expressions, as far as no word list can say it.
struct LexiconStyle: Sendable {
    /// "3,5" is three and a half, "3.500" three thousand five hundred.
    var hasDecimalComma = false
    /// 03/04 is the fourth of March.
    var putsMonthFirst = false
    /// A stop behind digits makes an ordinal: "13. August".
    var hasOrdinalStops = false
    /// "el año pasado", "la semaine dernière": words like last and next stand behind the noun.
    var putsModifiersBehind = false
    /// "3 500" is one number.
    var groupsByBlank = false
    /// "d'août", "l'année": what stands before an apostrophe is a word of its own.
    var hasElision = false
    /// Endings of past verb forms, in lower case ("ed").
    var pastEndings: [[UInt8]] = []
    /// Nouns begin with capitals, so that a capital tells nothing of names (German).
    var capitalisesNouns = false
    /// Month and weekday names begin with small letters.
    var hasSmallNames = false
    /// "50p" is money.
    var hasPenceSign = false
    /// "cento", "mil", "mille" need no one before them.
    var hasBareMultipliers = false
    /// "treinta y uno": "and" stands between tens and units.
    var joinsTensByAnd = false
    /// A spelled number without a noun is one all the same ("two of them"); where it is not, it may be an article or another word.
    var hasLoneNumerals = false
    /// Letters with which a plural noun ends; none where plurals cannot be told.
    var pluralEndings: [UInt8] = []

    /// Takes one line of a list's head: its first word and the rest.
    mutating func set(_ name: String, _ rest: [String]) {
        switch name {
        case "lone-numerals": hasLoneNumerals = true
        case "blank-groups": groupsByBlank = true
        case "pence": hasPenceSign = true
        case "bare-multipliers": hasBareMultipliers = true
        case "and-in-tens": joinsTensByAnd = true
        case "decimal-comma": hasDecimalComma = true
        case "month-first": putsMonthFirst = true
        case "ordinal-stop": hasOrdinalStops = true
        case "modifiers-behind": putsModifiersBehind = true
        case "elision": hasElision = true
        case "capital-nouns": capitalisesNouns = true
        case "small-names": hasSmallNames = true
        case "past-ending": pastEndings += rest.map { Array($0.utf8) }
        case "plural-ending": pluralEndings += rest.compactMap(\.utf8.first)
        default: break
        }
    }
}
