import Synchronization

/// Tells single-byte charsets apart that a statistical detector mixes up: each rival decodes the bytes, and what comes out is judged as
/// text. Only bytes of 0x80 and above are looked at, each with its neighbours: letters must be those of one language, capitals begin words,
/// quotation marks stand outside of words, controls stand nowhere (research: 0.95 of 1,710 texts without, 0.99 with it).
enum CharsetRivals {
    /// Rivals among the sets of Latin letters and of Greek ones, the likeliest first: it wins where two are worth the same.
    private static let latin: [Charset] = [
        .windows1252, .windows1250, .iso8859x2, .iso8859x15, .windows1254, .windows1257, .macintosh, .ibm850, .ibm852, .ibm437,
    ]
    private static let greek: [Charset] = [.windows1253, .iso8859x7]

    /// What the detector's own answer is given in advance, by the character.
    private static let foundWorth: Float = 0.08
    private static let firstWorth: Float = 0.02
    /// Characters that are judged at most.
    private static let charactersMax = 4_096

    /// - Parameter found: the detector's answer, `nil` where it has none.
    /// - Returns: the charset that makes the best text; `found` where it has no rivals.
    static func decide(_ bytes: UnsafeRawBufferPointer, found: Charset?) -> Charset? {
        var rivals: [Charset]
        if let found {
            guard found.isLatin || greek.contains(found) else { return found }
            rivals = greek.contains(found) ? greek : latin
            if !rivals.contains(found) { rivals.append(found) }
        } else {
            rivals = latin
        }
        let words = CharsetLetters.shared.wordCounts(bytes)
        var best: (charset: Charset, worth: Float)?
        for rival in rivals {
            var worth = Reading.of(rival).worth(bytes, words)
            // ISO-8859-16 differs from its elders in Romanian by the shape of two commas, and hardly any text is in it.
            if rival == found, rival != .iso8859x16 { worth += foundWorth }
            if rival == rivals[0] { worth += firstWorth }
            if best.map({ worth > $0.worth + 1e-5 }) ?? true { best = (rival, worth) }
        }
        return best?.charset
    }

    /// What a byte is in one charset, as far as its place in a text goes.
    private enum Kind: UInt8 {
        case space, lower, upper, caseless, digit, mark
        /// Marks beyond ASCII.
        case apostrophe, opening, closing, either, free, noBreakSpace
        case ordinal, other, bad
        var isLetter: Bool { self == .lower || self == .upper || self == .caseless }
    }

    /// One charset's bytes, judged in advance.
    private struct Reading: Sendable {
        private var kinds = [Kind](repeating: .mark, count: 256)
        /// True for letters beyond Latin.
        private var isBeyondLatin = [Bool](repeating: false, count: 256)
        /// For the byte's upper half and each language: what its letter is worth there.
        private var letterWorths: [Float] = []

        private static let made = Mutex<[Charset: Reading]>([:])

        static func of(_ charset: Charset) -> Reading {
            made.withLock { readings in
                if let reading = readings[charset] { return reading }
                let reading = Reading(charset)
                readings[charset] = reading
                return reading
            }
        }

        private init(_ charset: Charset) {
            let letters = CharsetLetters.shared
            let table = SingleByteTable.of(charset)
            letterWorths = [Float](repeating: 0, count: 128 * letters.languageCount)
            for byte in 0..<256 {
                guard let scalar = table.scalar(UInt8(byte)) else {
                    kinds[byte] = .bad
                    continue
                }
                kinds[byte] = byte < 0x80 ? Self.plain(UInt8(byte)) : Self.kind(scalar)
                isBeyondLatin[byte] = kinds[byte].isLetter && scalar.value > 0x24F && !(0x1E00...0x1EFF).contains(scalar.value)
                guard byte >= 0x80, kinds[byte].isLetter else { continue }
                let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
                for language in 0..<letters.languageCount {
                    let worth = max(letters.worth(scalar.value, language: language), letters.worth(lower.value, language: language))
                    letterWorths[(byte - 128) * letters.languageCount + language] = worth
                }
            }
        }

        private static func plain(_ byte: UInt8) -> Kind {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
            case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
            case 0...0x20: .space
            default: .mark
            }
        }

        private static func kind(_ scalar: Unicode.Scalar) -> Kind {
            switch scalar {
            case "’": return .apostrophe
            case "“", "«": return .either
            case "„", "‘", "‚", "¿", "¡": return .opening
            case "”", "»", "…": return .either
            case "–", "—", "•", "·", "°", "©", "®", "™", "€", "£", "§", "½", "¼", "¾", "²", "³", "×": return .free
            case "\u{A0}": return .noBreakSpace
            case "ª", "º": return .ordinal
            default: break
            }
            switch scalar.properties.generalCategory {
            case .lowercaseLetter: return .lower
            case .uppercaseLetter, .titlecaseLetter: return .upper
            case .otherLetter, .modifierLetter: return .caseless
            case .control, .unassigned, .privateUse: return .bad
            default: return .other
            }
        }

        /// What the bytes are worth as text, by the character beyond ASCII.
        /// - Parameter words: short words of each language in them.
        func worth(_ bytes: UnsafeRawBufferPointer, _ words: [Float]) -> Float {
            var counts = [Int](repeating: 0, count: 128)
            var letters = 0
            var seen = 0
            var sum: Float = 0
            for (at, byte) in bytes.enumerated() where byte >= 0x80 {
                seen += 1
                if seen > charactersMax { break }
                let before = at > 0 ? Int(bytes[at - 1]) : 0x20
                let after = at + 1 < bytes.count ? Int(bytes[at + 1]) : 0x20
                if kinds[Int(byte)].isLetter {
                    counts[Int(byte) - 128] += 1
                    letters += 1
                    sum += letter(Int(byte), before, after)
                } else {
                    sum += mark(kinds[Int(byte)], kinds[before], kinds[after])
                }
            }
            if letters > 0 { sum += Float(letters) * language(counts, letters, words) }
            return sum / Float(max(1, min(seen, charactersMax)))
        }

        private func letter(_ byte: Int, _ before: Int, _ after: Int) -> Float {
            var sum: Float = 0
            if kinds[byte] == .upper, kinds[before] == .lower { sum -= 1.5 }
            if kinds[before].isLetter, isBeyondLatin[byte] != isBeyondLatin[before] { sum -= 1.3 }
            if kinds[after].isLetter, after < 0x80, isBeyondLatin[byte] { sum -= 0.6 }
            return sum
        }

        private func mark(_ kind: Kind, _ before: Kind, _ after: Kind) -> Float {
            let isInside = before.isLetter && after.isLetter
            switch kind {
            case .bad: return -3
            case .apostrophe: return before.isLetter || (before != .space && after == .space) ? 0.3 : isInside ? 0 : -0.3
            case .opening: return !before.isLetter && after.isLetter ? 0.3 : isInside ? -1.5 : -0.3
            case .either:
                let opens = !before.isLetter && after != .space
                let closes = before != .space && !after.isLetter
                return isInside ? -1.5 : opens || closes ? 0.3 : -0.3
            case .closing: return before != .space && !after.isLetter ? 0.3 : isInside ? -1.5 : -0.3
            case .free: return isInside ? -1.5 : 0.1
            case .noBreakSpace: return isInside ? -0.8 : 0.1
            case .ordinal: return before == .digit || before == .mark ? 0.1 : -0.8
            default: return before.isLetter || after.isLetter ? -1.5 : -0.5
            }
        }

        /// The letters' worth in the language that fits them and the words best.
        private func language(_ counts: [Int], _ letters: Int, _ words: [Float]) -> Float {
            let total = words.reduce(3, +)
            var sums = [Float](repeating: 0, count: words.count)
            for index in counts.indices where counts[index] > 0 {
                let count = Float(counts[index])
                for language in sums.indices { sums[language] += count * letterWorths[index * sums.count + language] }
            }
            var best: Float = -.infinity
            for language in sums.indices { best = max(best, sums[language] / Float(letters) + 1.2 * words[language] / total) }
            return best
        }
    }
}
