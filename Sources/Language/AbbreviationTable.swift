import CTables

/// What a word with a full stop behind it tells about the end of a sentence; the classes of the data files.
enum AbbreviationKind: UInt8, Sendable, CaseIterable {
    case none, name, number, inner, either, final

    /// The word that begins the class's lines in the data files.
    var word: String { "\(self)" }
}

/// The abbreviations and sentence openers of one language, read from `Sources/CTables/data/abbreviations`.
///
/// Words are looked up by the hash that a token already has, so nothing is compared byte by byte.
struct AbbreviationTable: Sendable {
    /// Open addressing; 0 is an empty slot (no word of the files has that hash).
    private var keys: [UInt32] = Array(repeating: 0, count: 64)
    private var values: [UInt8] = Array(repeating: 0, count: 64)
    private var used = 0
    /// True where a number with a full stop is an ordinal ("3. Oktober").
    private(set) var hasOrdinalStops = false

    private static let kindMask: UInt8 = 7
    private static let capitalBit: UInt8 = 8
    private static let openerBit: UInt8 = 16
    private static let strongBit: UInt8 = 32
    private static let weekdayBit: UInt8 = 64

    /// The tables of all languages by ISO 639-1 code.
    static let all: [String: AbbreviationTable] = {
        let table = copydesk_abbreviations()
        return parse(UnsafeBufferPointer(start: table.start, count: table.count))
    }()
    /// The table of English, which also serves languages without a file.
    static let english = all["en"] ?? AbbreviationTable()

    /// The table of a language (ISO 639-1), English where it has none.
    static func table(of language: String?) -> AbbreviationTable { language.flatMap { all[$0] } ?? english }

    /// The class of a word, its stop left out. `isCapital` says whether it begins with a capital.
    @inline(__always)
    func kind(_ hash: UInt32, isCapital: Bool) -> AbbreviationKind {
        let value = self[hash]
        if value & Self.capitalBit != 0, !isCapital { return .none }
        return AbbreviationKind(rawValue: value & Self.kindMask) ?? .none
    }

    /// Whether a sentence often begins with the word.
    @inline(__always)
    func isOpener(_ hash: UInt32) -> Bool { self[hash] & Self.openerBit != 0 }

    /// Whether the word begins a sentence even where no mark ends the one before it.
    @inline(__always)
    func isStrongOpener(_ hash: UInt32) -> Bool { self[hash] & Self.strongBit != 0 }

    /// Whether the word is the name of a day.
    @inline(__always)
    func isWeekday(_ hash: UInt32) -> Bool { self[hash] & Self.weekdayBit != 0 }

    private subscript(hash: UInt32) -> UInt8 {
        var slot = Int(hash) & (keys.count - 1)
        while keys[slot] != 0 {
            if keys[slot] == hash { return values[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return 0
    }

    private mutating func add(_ hash: UInt32, _ value: UInt8) {
        if used * 2 >= keys.count { grow() }
        var slot = Int(hash) & (keys.count - 1)
        while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & (keys.count - 1) }
        if keys[slot] == 0 { used += 1 }
        keys[slot] = hash
        values[slot] |= value
    }

    private mutating func grow() {
        let old = zip(keys, values).filter { $0.0 != 0 }
        keys = Array(repeating: 0, count: keys.count * 2)
        values = Array(repeating: 0, count: keys.count)
        used = 0
        for (key, value) in old { add(key, value) }
    }
}

extension AbbreviationTable {
    /// Reads the lines of the data files: comments, `language CODE…`, `ordinals`, and classes with their words.
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> [String: AbbreviationTable] {
        var tables: [String: AbbreviationTable] = [:]
        var codes: [String] = []
        var table = AbbreviationTable()
        for line in text.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
            let words = line.split(separator: 0x20)
            guard let first = words.first else { continue }
            switch String(decoding: first, as: UTF8.self) {
            case "language":
                for code in codes { tables[code] = table }
                codes = words.dropFirst().map { String(decoding: $0, as: UTF8.self) }
                table = AbbreviationTable()
            case "ordinals": table.hasOrdinalStops = true
            case let name: table.add(words.dropFirst(), of: name)
            }
        }
        for code in codes { tables[code] = table }
        return tables
    }

    private static let bits = ["opener": openerBit, "strong": openerBit | strongBit, "weekday": weekdayBit]

    private mutating func add(_ words: ArraySlice<Slice<UnsafeBufferPointer<UInt8>>>, of name: String) {
        for word in words {
            let bytes = UnsafeBufferPointer(rebasing: word)
            let hash = TokenHash.hash(bytes)
            if let bit = Self.bits[name] {
                add(hash, bit)
            } else if let kind = AbbreviationKind.allCases.first(where: { $0.word == name }), self.kind(hash, isCapital: true) == .none {
                let isCapital = bytes.baseAddress.map { CodePoint.isUpper(CodePoint.decode($0, 0, bytes.count).value) } ?? false
                add(hash, kind.rawValue | (isCapital ? Self.capitalBit : 0))
            }
        }
    }
}
