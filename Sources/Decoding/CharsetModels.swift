import CTables

/// What text is likely to hold, by script and language (Sources/CTables/data/charsets/models.bin; deploy/tables/charset_models.py says how it is
/// laid out and made). Costs are negative logarithms of probabilities, in eighths of a nat.
struct CharsetModels: Sendable {
    /// The scripts, in the order of the file.
    enum Script: Int, CaseIterable, Sendable { case latin, cyrillic, greek, hebrew, arabic, thai }
    /// The double-byte sets, in the order of the file.
    static let doubleByteSets: [Charset] = [.gb18030, .big5, .shiftJIS, .eucJP, .eucKR]

    /// Eighths of a nat in a nat.
    static let unit: Float = 8
    /// The symbols of a letter of another script and of what is no letter.
    static let foreign = 0
    static let boundary = 1

    /// Pairs of letters of one script.
    struct Pairs: Sendable {
        /// Languages; more than there are, those that are none cost 255.
        let lanes: Int
        private let symbols: [UInt32: Int]
        private let symbolCount: Int
        private let indexOffset: Int
        private let rowOffset: Int

        fileprivate init(_ reader: inout Reader) {
            lanes = reader.number()
            symbolCount = reader.number()
            let rows = reader.number()
            var symbols: [UInt32: Int] = [:]
            for symbol in 0..<symbolCount {
                let letter = UInt32(reader.number())
                if symbol > CharsetModels.boundary { symbols[letter] = symbol }
            }
            self.symbols = symbols
            indexOffset = reader.skip(2 * symbolCount * symbolCount)
            rowOffset = reader.skip(rows * lanes)
        }

        /// The symbol of a letter in lower case.
        func symbol(_ letter: UInt32) -> Int { symbols[letter] ?? CharsetModels.foreign }

        /// Adds what the second letter costs behind the first, for each language.
        @inline(__always)
        func add(_ first: Int, _ second: Int, times count: Int32, to sums: UnsafeMutablePointer<Int32>) {
            let base = UnsafeRawPointer(copydesk_charset_models().start)
            let row = base.loadUnaligned(fromByteOffset: indexOffset + 2 * (first * symbolCount + second), as: UInt16.self)
            let costs = base.advanced(by: rowOffset + Int(UInt16(littleEndian: row)) * lanes).assumingMemoryBound(to: UInt8.self)
            for lane in 0..<lanes { sums[lane] &+= Int32(costs[lane]) &* count }
        }
    }

    let scripts: [Pairs]
    /// For each double-byte set what each pair of bytes costs.
    private let doubles: [[UInt8]]

    static let shared = CharsetModels()

    private init() {
        var reader = Reader()
        scripts = (0..<reader.number()).map { _ in Pairs(&reader) }
        doubles = (0..<reader.number()).map { _ in Self.double(&reader) }
    }

    func pairs(_ script: Script) -> Pairs { scripts[script.rawValue] }

    /// What each pair of bytes (lead × 256 + trail) costs in a double-byte set.
    func costs(_ set: Int) -> [UInt8] { doubles[set] }

    private static func double(_ reader: inout Reader) -> [UInt8] {
        let leads = reader.skip(256)
        let count = reader.number()
        let codes = reader.at
        let costs = codes + 2 * count
        _ = reader.skip(3 * count)
        let base = UnsafeRawPointer(copydesk_charset_models().start)
        var table = [UInt8](repeating: 0, count: 0x10000)
        for code in table.indices { table[code] = base.load(fromByteOffset: leads + code >> 8, as: UInt8.self) }
        for index in 0..<count {
            let code = UInt16(littleEndian: base.loadUnaligned(fromByteOffset: codes + 2 * index, as: UInt16.self))
            table[Int(code)] = base.load(fromByteOffset: costs + index, as: UInt8.self)
        }
        return table
    }

    /// Walks through the file; blocks begin at multiples of four.
    fileprivate struct Reader {
        private(set) var at = 0

        init() {
            let table = copydesk_charset_models()
            while at < table.count, table.start[at] != 0 { at += 1 }
            _ = skip(1)
        }

        mutating func number() -> Int {
            let value = UnsafeRawPointer(copydesk_charset_models().start).loadUnaligned(fromByteOffset: at, as: UInt32.self)
            at += 4
            return Int(UInt32(littleEndian: value))
        }

        /// Goes over bytes and gives where they begin.
        mutating func skip(_ count: Int) -> Int {
            let start = at
            at = (at + count + 3) & ~3
            return start
        }
    }
}
