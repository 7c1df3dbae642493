/// Month names in all languages of the tables.
enum MonthNames {
    /// 1…12 for a name or an abbreviation without its dot; where a word is a month's name in several languages, that of the language
    /// with more news.
    static func month(_ word: String) -> Int? {
        var word = word
        return word.withUTF8 { bytes in
            let tokens = DateTokens(bytes)
            guard tokens.count == 1, tokens[0].isWord else { return nil }
            var hash = DateTokens.PhraseHash()
            tokens.add(tokens[0], to: &hash)
            var best: DateLexicon.Sense?
            DateLexicon.shared.each(hash.value) { sense in
                if sense.kind == .month, sense.language < best?.language ?? .max { best = sense }
            }
            return best.map { Int($0.value) }
        }
    }
}
