/// The parts of a byline: what stands between its commas, bars and "and"s.
struct BylineParts {
    private(set) var parts: [String] = []
    private let words = BylineWords.shared

    /// - Parameter line: one line, without "By".
    init(_ line: String) {
        let blocks = Self.hasMarks(line) ? Self.blocks(Self.withoutBrackets(line)) : [line]
        let areTurned = blocks.count > 1 && blocks.allSatisfy { isTurned($0, wordsMax: 2) }
        for block in blocks {
            // "Doe, Jane": one name as written.
            if areTurned || isTurned(block, wordsMax: 1) {
                parts.append(block)
                continue
            }
            add(block)
        }
    }

    /// False for most bylines: nothing in them but words, commas and full stops.
    private static func hasMarks(_ line: String) -> Bool {
        line.utf8.contains { byte in
            switch byte {
            // The lead bytes are those of punctuation and of the scripts that have marks of their own.
            case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "<"),
                UInt8(ascii: "-"), 0x0A, 0xC2, 0xD8...0xDB, 0xE2, 0xE3, 0xEF:
                true
            default: false
            }
        }
    }

    /// Brackets hold places, agencies and papers: "(Reuters)", "[서울=뉴시스]"; behind a mail address they hold the name.
    private static func withoutBrackets(_ line: String) -> String {
        guard line.contains(where: { "([<（【［".contains($0) }) else { return line }
        var out = ""
        var inside = ""
        var depth = 0
        for character in line {
            if "([<（【［".contains(character) {
                depth += 1
            } else if ")]>）】］".contains(character), depth > 0 {
                depth -= 1
                let outside = out.trimmingSpaces.split(separator: " ").last ?? ""
                if depth == 0, outside.contains("@"), !inside.contains("@") { out += " " + inside }
                if depth == 0 { (inside, out) = ("", out + " ") }
            } else if depth > 0 {
                inside.append(character)
            } else {
                out.append(character)
            }
        }
        // A byline that is all in brackets is what stands in them.
        return out.trimmingSpaces.isEmpty ? line.filter { !"()[]<>（）【】［］".contains($0) } : out
    }

    private static func blocks(_ line: String) -> [String] {
        var blocks: [String] = []
        var current = ""
        var before: Character = " "
        let characters = Array(line)
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            let isSeparator =
                switch character {
                case ";", "|", "\n", "、", "，", "；", "؛", "،", "•", "—", "／", "｜": true
                case "/": !current.hasSuffix(":") && next != "/" && before != "/" && !isInAddress(current)
                // Two Korean names; in Chinese the point stands within a foreign one.
                case "·", "ㆍ": before == " " || Self.isHangul(before)
                case "-", "–": before == " " && next == " "
                default: false
                }
            if isSeparator {
                blocks.append(current)
                current = ""
            } else {
                current.append(character)
            }
            before = character
        }
        blocks.append(current)
        return blocks.map(\.trimmingSpaces).filter { !$0.isEmpty }
    }

    private static func isInAddress(_ text: String) -> Bool {
        let word = text.split(separator: " ").last ?? ""
        return word.contains("://") || word.hasPrefix("www.")
    }

    private static func isHangul(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { (0xAC00...0xD7A3).contains($0.value) } ?? false
    }

    /// True for two sides of a comma that are both names and no more than `wordsMax` words.
    private func isTurned(_ block: String, wordsMax: Int) -> Bool {
        guard block.utf8.contains(UInt8(ascii: ",")) else { return false }
        let sides = block.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmingSpaces }
        guard sides.count == 2 else { return false }
        return sides.allSatisfy { side in
            let count = side.split(separator: " ").count
            guard count >= 1, count <= wordsMax, !side.contains("@"), case .person = BylineName(side).reading else { return false }
            return words.kinds(side).isDisjoint(with: [.agency, .role, .outlet, .suffix])
        }
    }

    private mutating func add(_ block: String) {
        let pieces = block.split(separator: ",").map { String($0).trimmingSpaces }.filter { !$0.isEmpty }
        for (index, text) in pieces.enumerated() {
            // "King, Jr." is one name.
            let first = text.split(separator: " ").first ?? ""
            if index > 0, let last = parts.last, words.kinds(first).contains(.suffix) {
                parts[parts.count - 1] = last + ", " + first
                let rest = text.dropFirst(first.count).drop { $0 == " " }
                if !rest.isEmpty { split(String(rest)) }
                continue
            }
            // "Jane Doe, Kabul": a single word behind whole names is a place or a paper.
            let isPlace = index > 0 && index == pieces.count - 1 && first.count == text.count && first.first?.isCased ?? false
            if isPlace, pieces[..<index].allSatisfy({ $0.contains(" ") }) { continue }
            split(text)
        }
    }

    /// Splits at "and" and its kin.
    private mutating func split(_ text: String) {
        let all = text.split(separator: " ")
        var current: [Substring] = []
        for (index, word) in all.enumerated() {
            let kinds = words.kinds(word)
            if kinds.contains(.and) || (kinds.contains(.andFull) && current.count >= 2 && isName(all[(index + 1)...])) {
                flush(&current)
            } else {
                current.append(word)
            }
        }
        flush(&current)
    }

    /// True for two words or more up to the next "and", the first with a capital letter.
    private func isName(_ words: ArraySlice<Substring>) -> Bool {
        guard let first = words.first?.first, first.isUppercase || !first.isCased else { return false }
        return words.prefix(2).count { !self.words.kinds($0).contains(.and) } == 2
    }

    private mutating func flush(_ current: inout [Substring]) {
        if !current.isEmpty { parts.append(current.joined(separator: " ")) }
        current = []
    }
}
