import CTables
import Language

/// What a word can be in a name.
struct NameFlags: OptionSet, Sendable {
    let rawValue: UInt16
    @inline(__always) init(rawValue: UInt16) { self.rawValue = rawValue }

    static let title = NameFlags(rawValue: 1 << 0)
    static let man = NameFlags(rawValue: 1 << 1)
    static let woman = NameFlags(rawValue: 1 << 2)
    static let titleLink = NameFlags(rawValue: 1 << 3)
    static let small = NameFlags(rawValue: 1 << 4)
    static let company = NameFlags(rawValue: 1 << 5)
    static let generic = NameFlags(rawValue: 1 << 6)
    static let placeEnd = NameFlags(rawValue: 1 << 7)
    static let placeStart = NameFlags(rawValue: 1 << 8)
    static let facility = NameFlags(rawValue: 1 << 9)
    static let roleStop = NameFlags(rawValue: 1 << 10)

    /// By the class that begins a line of the file.
    static let classes: [String: NameFlags] = [
        "title": .title, "man": .man, "woman": .woman, "titlelink": .titleLink, "small": .small, "company": .company, "generic": .generic,
        "placeend": .placeEnd, "placestart": .placeStart, "facility": .facility,
        "rolestop": .roleStop,
    ]
}

/// Word classes, aliases and nicknames of names, read once from `Sources/CTables/data/mentions/names.txt`.
struct NameTables: Sendable {
    private var flags = KeyTable()
    private var nicknames = KeyTable()
    private var aliases = KeyTable()
    /// Words of the names that aliases stand for.
    private(set) var aliasWords: [ArraySlice<NameWord>] = []
    private var sameNames: [UInt64] = []

    static let shared: NameTables = {
        let table = copydesk_mention_names()
        return NameTables(UnsafeBufferPointer(start: table.start, count: table.count))
    }()

    init(_ text: UnsafeBufferPointer<UInt8>) {
        for line in text.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
            let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            guard let name = words.first else { continue }
            switch name {
            case "alias": addAlias(words.dropFirst().joined(separator: " "))
            case "nickname": addNicknames(words.dropFirst().map { NameWord.hash($0) })
            default:
                guard let kind = NameFlags.classes[name] else { continue }
                for word in words.dropFirst() {
                    let hash = NameWord.hash(word)
                    flags[hash] = Int32(self[hash].union(kind).rawValue)
                }
            }
        }
    }

    private mutating func addAlias(_ text: String) {
        let sides = text.split(separator: "=").map(String.init)
        guard sides.count == 2 else { return }
        var words: [NameWord] = []
        for side in sides {
            var side = side
            side.withUTF8 { NameWord.split($0, 0..<$0.count, into: &words) }
            if side == sides[0] {
                aliases[NameWord.key(words[...])] = Int32(aliasWords.count)
                words.removeAll()
            }
        }
        aliasWords.append(words[...])
    }

    private mutating func addNicknames(_ hashes: [UInt64]) {
        guard let first = hashes.first else { return }
        for hash in hashes where nicknames[hash] < 0 {
            nicknames[hash] = Int32(sameNames.count)
        }
        sameNames.append(first)
    }

    /// The classes of a word.
    @inline(__always)
    subscript(hash: UInt64) -> NameFlags {
        let value = flags[hash]
        return value < 0 ? [] : NameFlags(rawValue: UInt16(truncatingIfNeeded: value))
    }

    /// One hash for all forms of a given name: that of "thomas" for "tom".
    @inline(__always)
    func sameName(_ hash: UInt64) -> UInt64 {
        let value = nicknames[hash]
        return value < 0 ? hash : sameNames[Int(value)]
    }

    /// The words that a name of that key stands for.
    @inline(__always)
    func alias(_ key: UInt64) -> ArraySlice<NameWord>? {
        let value = aliases[key]
        return value < 0 ? nil : aliasWords[Int(value)]
    }
}
