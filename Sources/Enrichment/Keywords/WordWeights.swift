import CTables

/// How much a word of a language weighs as a keyword, from its frequency in general text; the table that deploy/tables/word_weights.py
/// makes.
///
/// The table is read where it lies in the binary: sorted keys that are spread evenly over 32 bits, so that a word is found by guessing its
/// place.
struct WordWeights: Sendable {
    /// What the table says of a word.
    enum Weight: Equatable {
        /// A word that no keyword holds.
        case stop
        /// Tenths of the background idf.
        case tenths(UInt8)
        /// In no table: rare, foreign or a name.
        case unknown
    }

    /// Where the keys begin in the table; the weights follow them.
    private let offset: Int
    private let count: Int

    /// The table of a language (ISO 639), nil where there is none.
    init?(language: String?) {
        guard let language, let found = Self.places[language] else { return nil }
        (offset, count) = found
    }

    /// What the table says of a word with this `WordHash`.
    func weight(_ hash: UInt64) -> Weight {
        let table = copydesk_word_weights().start
        let keys = UnsafeRawPointer(table + offset)
        @inline(__always) func key(_ index: Int) -> UInt32 {
            UInt32(littleEndian: keys.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        }
        let wanted = WordHash.key(hash)
        var at = Int((UInt64(wanted) * UInt64(count)) >> 32)
        // The first guess is off by the square root of the count or so; its own error says where to look instead.
        for _ in 0..<2 { at = min(max(at + ((Int(wanted) - Int(key(at))) * count) >> 32, 0), count - 1) }
        while at > 0, key(at) > wanted { at -= 1 }
        while at < count, key(at) < wanted { at += 1 }
        guard at < count, key(at) == wanted else { return .unknown }
        let value = table[offset + 4 * count + at]
        return value == 0 ? .stop : .tenths(value)
    }

    /// Every language of the file with where its table lies and how many words it has.
    private static let places: [String: (offset: Int, count: Int)] = {
        let table = copydesk_word_weights()
        let raw = UnsafeRawBufferPointer(start: table.start, count: table.count)
        func number(_ at: Int) -> Int { Int(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt32.self))) }
        guard let headerEnd = raw.firstIndex(of: 0) else { return [:] }
        var places: [String: (offset: Int, count: Int)] = [:]
        for index in 0..<number(headerEnd + 1) {
            let entry = headerEnd + 5 + 16 * index
            let tag = String(decoding: raw[entry..<entry + 8].prefix { $0 != 0 }, as: UTF8.self)
            places[tag] = (number(entry + 8), number(entry + 12))
        }
        return places
    }()
}
