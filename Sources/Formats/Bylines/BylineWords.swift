import CTables

/// What words of bylines are: the table `bylines/words.txt`.
struct BylineWords: Sendable {
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt16
        static let lead = Kinds(rawValue: 1)
        static let leadVerb = Kinds(rawValue: 2)
        static let and = Kinds(rawValue: 4)
        static let andFull = Kinds(rawValue: 8)
        static let place = Kinds(rawValue: 16)
        static let title = Kinds(rawValue: 32)
        static let role = Kinds(rawValue: 64)
        static let field = Kinds(rawValue: 128)
        static let small = Kinds(rawValue: 256)
        static let agency = Kinds(rawValue: 512)
        static let outlet = Kinds(rawValue: 1_024)
        static let suffix = Kinds(rawValue: 2_048)
        static let noise = Kinds(rawValue: 4_096)
    }

    /// By the hash of the word in lower case.
    private var kinds: [UInt64: Kinds] = [:]
    /// Hashes of single words that make a byline more than a name.
    private var telling: Set<UInt64> = []
    /// Roles that are glued to names in scripts without spaces.
    private(set) var gluedRoles: [String] = []

    static let shared: BylineWords = {
        let table = copydesk_byline_words()
        return BylineWords(UnsafeBufferPointer(start: table.start, count: table.count))
    }()

    private static let names: [String: Kinds] = [
        "lead": .lead, "lead-verb": .leadVerb, "and": .and, "and-full": .andFull, "place": .place, "title": .title, "role": .role,
        "field": .field, "small": .small, "agency": .agency, "outlet": .outlet, "suffix": .suffix, "noise": .noise,
    ]

    init(_ text: UnsafeBufferPointer<UInt8>) {
        var lines = DateTableLines(text)
        while let line = lines.next() {
            guard let kind = Self.names[line.name] else { continue }
            for word in line.words {
                let text = String(decoding: word, as: UTF8.self).replacing("_", with: " ")
                kinds[Self.hash(text), default: []].insert(kind)
                if kind != .small, kind != .place { telling.insert(Self.hash(word)) }
                if kind == .role || kind == .lead, let first = text.unicodeScalars.first, first.value >= 0x3000 { gluedRoles.append(text) }
            }
        }
        gluedRoles.sort { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    }

    /// Without a colon behind it.
    func kinds(_ word: Substring) -> Kinds { kinds[Self.hash(word.utf8.last == UInt8(ascii: ":") ? word.dropLast() : word)] ?? [] }

    func kinds(_ word: String) -> Kinds { kinds(word[...]) }

    /// True for a word that is in the table as a lead, a role, an agency and the like; ASCII letters in any case.
    func isTelling(_ word: UnsafeBufferPointer<UInt8>) -> Bool { telling.contains(Self.hash(word)) }

    private static func hash(_ word: some StringProtocol) -> UInt64 {
        let quick = word.utf8.withContiguousStorageIfAvailable { bytes in bytes.allSatisfy { $0 < 0x80 } ? hash(bytes) : nil } ?? nil
        if let quick { return quick }
        var lower = word.lowercased()
        return lower.withUTF8 { hash($0) }
    }

    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte &- 65 < 26 ? byte | 0x20 : byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
