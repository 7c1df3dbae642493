import CTables

/// The words of a language that are written together with the next one, with an apostrophe between them; read from `elisions.txt`.
struct Elisions: Sendable {
    private let words: Set<UInt64>
    /// Bytes before the apostrophe at most.
    private static let bytesMax = 6

    /// The elisions of all languages that have some, by ISO 639-1 code.
    static let all: [String: Elisions] = {
        var all: [String: Elisions] = [:]
        for line in TableText.lines(copydesk_elisions()) {
            let words = line.split(separator: " ")
            if let language = words.first {
                all[String(language)] = Elisions(words: Set(words.dropFirst().map { WordHash.hash(String($0)) }))
            }
        }
        return all
    }()

    /// Bytes of a folded word that are an elided word with its apostrophe; 0 where none stands before something.
    func length(in folded: UnsafeBufferPointer<UInt8>) -> Int {
        for index in 1..<max(2, min(folded.count - 1, Self.bytesMax + 1)) where index < folded.count && folded[index] == UInt8(ascii: "'") {
            return words.contains(WordHash.hash(UnsafeBufferPointer(rebasing: folded[0..<index]))) ? index + 1 : 0
        }
        return 0
    }
}
