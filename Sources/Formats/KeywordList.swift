/// Keywords in one line of text, between commas or semicolons.
enum KeywordList {
    /// Further ones are left out and counted (`ByteRepairs.leftOut`): nobody chose that many for an article.
    static let wordsMax = 100

    /// - Parameter leftOut: grows by the keywords beyond `wordsMax`.
    /// - Returns: the keywords in order, none of them empty.
    static func words(_ text: String, leftOut: inout Int) -> [String] {
        var words: [String] = []
        var rest = Substring(text)
        while words.count < wordsMax, !rest.isEmpty {
            let end = rest.firstIndex { $0 == "," || $0 == ";" } ?? rest.endIndex
            if let word = String(rest[..<end]).nonEmpty { words.append(word) }
            rest = end == rest.endIndex ? "" : rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { leftOut += 1 + rest.utf8.count { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") } }
        return words
    }
}
