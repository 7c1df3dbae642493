import CTables

/// The letters and short words of languages (Sources/CTables/data/charsets/letters.txt), laid out for `CharsetRivals`.
struct CharsetLetters: Sendable {
    /// What a letter is worth that the language does not have.
    static let foreignWorth: Float = -0.8
    static let wordBytesMax = 5

    let languageCount: Int
    /// For each language what each of its letters is worth: 1 for the commonest, falling.
    private let worths: [[UInt32: Float]]
    /// Languages by a short word, packed into a number.
    private let words: [UInt64: [Int]]

    static let shared = CharsetLetters(
        text: {
            let table = copydesk_charset_letters()
            return String(decoding: UnsafeBufferPointer(start: table.start, count: table.count), as: UTF8.self)
        }())

    init(text: String) {
        var worths: [[UInt32: Float]] = []
        var words: [UInt64: [Int]] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ")
            guard parts.count >= 2 else { continue }
            let letters = Array(parts[1].unicodeScalars)
            let slope = max(3, Float(letters.count) / 4)
            var worth: [UInt32: Float] = [:]
            for (rank, letter) in letters.enumerated() { worth[letter.value] = 1 / (1 + Float(rank) / slope) }
            for word in parts.dropFirst(2) where word.utf8.count <= Self.wordBytesMax {
                words[word.utf8.reduce(0) { $0 << 8 | UInt64($1) }, default: []].append(worths.count)
            }
            worths.append(worth)
        }
        self.worths = worths
        self.words = words
        languageCount = worths.count
    }

    func worth(_ letter: UInt32, language: Int) -> Float { worths[language][letter] ?? Self.foreignWorth }

    /// How many short words of each language stand in the bytes.
    func wordCounts(_ bytes: UnsafeRawBufferPointer) -> [Float] {
        var counts = [Float](repeating: 0, count: languageCount)
        var word: UInt64 = 0
        var length = 0
        func end() {
            if length > 0, length <= Self.wordBytesMax, let languages = words[word] { for language in languages { counts[language] += 1 } }
            (word, length) = (0, 0)
        }
        for byte in bytes {
            let lower = byte | 0x20
            if lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") {
                length += 1
                if length <= Self.wordBytesMax { word = word << 8 | UInt64(lower) }
            } else if byte >= 0x80 {
                // A word with other letters in it is none of the short ones.
                length = Self.wordBytesMax + 1
            } else {
                end()
            }
        }
        end()
        return counts
    }
}
