import CTables

/// Places of the world by name, looked up where the table is linked, without reading it first.
///
/// The file (`Sources/CTables/data/places/gazetteer.bin`, made by `yardstick make-gazetteer`) holds places in the order of their names' hashes, so that
/// a place's own name needs no index; other names point to places. Columns one after the other, see `GazetteerWriter`.
package struct Gazetteer: Sendable {
    /// The words at the beginning of the file.
    package static let title = "copydesk gazetteer 1"
    /// Bits of a hash that choose a bucket; the next 16 tell the places' own names of one bucket apart, the next 24 other names.
    package static let placeBits = 13
    package static let aliasBits = 12
    /// Names between two offsets of the column of names.
    package static let namesPerBlock = 32
    /// Degrees are kept in hundredths, about a kilometre.
    package static let unitsPerDegree = 100.0

    /// One name of one place.
    package struct Match: Sendable {
        package var place: Int
        /// A name that is not the place's own in the first line: counts less.
        package var isAlternate: Bool
        /// The people's name: "Afghan".
        package var isDemonym: Bool
    }

    package let count: Int
    package let letters: LetterTable
    private let placeStarts: TableBytes
    private let placeMarks: TableBytes
    private let ids: Bytes24
    private let latitudes: TableBytes
    private let longitudes: TableBytes
    private let populations: TableBytes
    private let kinds: TableBytes
    private let aliasStarts: TableBytes
    private let aliasMarks: Bytes24
    private let aliasTargets: Bytes24
    private let admins: TableBytes
    private let codeStarts: TableBytes
    private let codeBytes: TableBytes
    private let nameStarts: TableBytes
    private let names: TableBytes
    /// The code of a name's end alone.
    private let endCode: UInt8

    /// The gazetteer that is linked into the binary.
    package static let shared: Gazetteer? = {
        let table = copydesk_gazetteer()
        return Gazetteer(TableBytes(UnsafeRawBufferPointer(start: table.start, count: table.count)))
    }()

    /// Reads the heads of a file's columns; nil where the bytes are not such a file.
    package init?(_ bytes: TableBytes) {
        guard var rest = bytes.body(of: Self.title), let head = rest.take(32) else { return nil }
        let count = Int(head.word(0))
        let aliases = Int(head.word(1))
        let letterCount = Int(head.word(3))
        guard let letters = rest.take(letterCount * 6),
            let placeStarts = rest.take(((1 << Self.placeBits) + 1) * 4), let placeMarks = rest.take(count * 2),
            let ids = Bytes24(&rest, count), let latitudes = rest.take(count * 2), let longitudes = rest.take(count * 2),
            let populations = rest.take(count * 2), let kinds = rest.take(count * 2),
            let aliasStarts = rest.take(((1 << Self.aliasBits) + 1) * 4), let aliasMarks = Bytes24(&rest, aliases),
            let aliasTargets = Bytes24(&rest, aliases), let admins = rest.take(Int(head.word(2)) * Self.adminBytes),
            let codeStarts = rest.take(257 * 2), let codeBytes = rest.take(Int(head.word(4))),
            let nameStarts = rest.take((count / Self.namesPerBlock + 1) * 4), let names = rest.take(Int(head.word(5)))
        else { return nil }
        self.count = count
        self.letters = LetterTable(letters, count: letterCount)
        self.placeStarts = placeStarts
        self.placeMarks = placeMarks
        self.ids = ids
        self.latitudes = latitudes
        self.longitudes = longitudes
        self.populations = populations
        self.kinds = kinds
        self.aliasStarts = aliasStarts
        self.aliasMarks = aliasMarks
        self.aliasTargets = aliasTargets
        self.admins = admins
        self.codeStarts = codeStarts
        self.codeBytes = codeBytes
        self.nameStarts = nameStarts
        self.names = names
        endCode = UInt8(head.word(6))
    }

    /// Spreads a key's hash; its upper bits choose the bucket, those behind them tell names apart.
    @inline(__always)
    package static func mixed(_ hash: UInt64) -> UInt64 {
        let folded = (hash ^ (hash >> 29)) &* 0x9E37_79B9_7F4A_7C15
        return folded ^ (folded >> 32)
    }

    /// The 16 bits behind the bucket's of a place's own name.
    @inline(__always)
    package static func mark(_ mixed: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: (mixed << UInt64(placeBits)) >> 48) }
    /// The 24 bits behind the bucket's of another name.
    @inline(__always)
    package static func aliasMark(_ mixed: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: (mixed << UInt64(aliasBits)) >> 40) }

    /// The places whose own name has this key, and with a small chance those of another one (`isName`); the most populous of a name first.
    @inline(__always)
    package func places(_ mixed: UInt64) -> Range<Int> {
        let bucket = Int(mixed >> UInt64(64 - Self.placeBits))
        let mark = Self.mark(mixed)
        var at = Int(placeStarts.word(bucket))
        let end = Int(placeStarts.word(bucket &+ 1))
        while at < end, placeMarks.half(at) != mark { at &+= 1 }
        var behind = at
        while behind < end, placeMarks.half(behind) == mark { behind &+= 1 }
        return at..<behind
    }

    /// Calls `body` with each place that has this key as another name.
    @inline(__always)
    package func eachAlias(_ mixed: UInt64, _ body: (Match) -> Void) {
        let bucket = Int(mixed >> UInt64(64 - Self.aliasBits))
        let mark = Self.aliasMark(mixed)
        for at in Int(aliasStarts.word(bucket))..<Int(aliasStarts.word(bucket &+ 1)) where aliasMarks[at] == mark {
            let target = aliasTargets[at]
            body(
                Match(
                    place: Int(target & Self.placeMask), isAlternate: target & Self.alternateFlag != 0,
                    isDemonym: target & Self.demonymFlag != 0))
        }
    }

    /// GeoNames' number; negative numbers are of other sources: US localities from −1,000,001 on, airports from −2,000,001, regions from −3,000,001.
    package func id(_ place: Int) -> Int { Self.unpackedID(Int(ids[place])) }
    @inline(__always) package func placeClass(_ place: Int) -> PlaceClass { PlaceClass(rawValue: UInt8(kinds.half(place) >> 12)) ?? .town }
    /// Number of the country's division in the table of divisions.
    @inline(__always) package func admin(_ place: Int) -> Int { Int(kinds.half(place) & 0xFFF) }
    /// Hundredths of a degree.
    @inline(__always) package func latitude(_ place: Int) -> Int { Int(Int16(bitPattern: latitudes.half(place))) }
    /// Hundredths of a degree.
    @inline(__always) package func longitude(_ place: Int) -> Int { Int(Int16(bitPattern: longitudes.half(place))) }
    /// Thirteen bits of digits and three of zeros behind them.
    @inline(__always) package func populationParts(_ place: Int) -> (digits: Int, zeros: Int) {
        let packed = Int(populations.half(place))
        return (packed & 0x1FFF, packed >> 13)
    }
    /// Inhabitants, to at least three digits; 0 where it is not known.
    package func population(_ place: Int) -> Int {
        let (digits, zeros) = populationParts(place)
        return (0..<zeros).reduce(digits) { value, _ in value * 10 }
    }
    /// The two letters of the country in one number; 0 where there is none.
    @inline(__always) package func country(_ place: Int) -> UInt16 { admins.half(admin(place) &* (Self.adminBytes / 2)) }
    /// Whether a number of the table of divisions is more than a whole country.
    @inline(__always) package func isDivision(_ admin: Int) -> Bool { admins.byte(admin &* Self.adminBytes &+ 2) != 0 }
    /// GeoNames' code of the division: `13`, `TX`.
    package func adminCode(_ place: Int) -> String? {
        let start = admin(place) * Self.adminBytes + 2
        let bytes = (start..<start + Self.adminBytes - 2).map { admins.byte($0) }.prefix { $0 != 0 }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// Number of divisions, those of countries as a whole among them.
    package var adminCount: Int { admins.count / Self.adminBytes }
    /// Country and code of a division: `US TX`; nil for a country as a whole.
    package func adminName(_ admin: Int) -> String? {
        let start = admin * Self.adminBytes
        guard admins.byte(start) != 0, admins.byte(start + 2) != 0 else { return nil }
        let country = String(decoding: [admins.byte(start), admins.byte(start + 1)], as: UTF8.self)
        let code = (start + 2..<start + Self.adminBytes).map { admins.byte($0) }.prefix { $0 != 0 }
        return country + " " + String(decoding: code, as: UTF8.self)
    }
    /// Numbers of the divisions of the linked gazetteer by country and code: `US TX`.
    static let divisionNumbers: [String: Int] = {
        guard let shared else { return [:] }
        var numbers: [String: Int] = [:]
        for admin in 0..<shared.adminCount { if let name = shared.adminName(admin) { numbers[name] = admin } }
        return numbers
    }()
    /// A country's two letters in one number.
    package static func countryNumber(_ code: String) -> UInt16 {
        let letters = Array(code.utf8)
        return letters.count == 2 ? UInt16(letters[0]) | UInt16(letters[1]) << 8 : 0
    }
    /// The two letters of that number; nil for 0.
    package static func countryCode(_ number: UInt16) -> String? {
        number == 0 ? nil : String(decoding: [UInt8(number & 0xFF), UInt8(number >> 8)], as: UTF8.self)
    }

    /// The place's own name.
    package func name(_ place: Int) -> String {
        var bytes: [UInt8] = []
        readName(place, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The place's own name in UTF-8, instead of what the array held.
    package func readName(_ place: Int, into bytes: inout [UInt8]) {
        let block = place / Self.namesPerBlock
        var at = Int(nameStarts.word(block))
        bytes.removeAll(keepingCapacity: true)
        for _ in block * Self.namesPerBlock...place {
            // A name that is only its end is the name before it once more.
            if names.byte(at) == endCode {
                at += 1
                continue
            }
            bytes.removeAll(keepingCapacity: true)
            at = readName(at: at, into: &bytes)
        }
    }

    /// Appends the name whose codes begin at `start`; gives where the next one's begin.
    private func readName(at start: Int, into bytes: inout [UInt8]) -> Int {
        var at = start
        while at < names.count {
            let code = Int(names.byte(at))
            at += 1
            if code == Self.escape {
                bytes.append(names.byte(at))
                at += 1
                continue
            }
            for index in Int(codeStarts.half(code))..<Int(codeStarts.half(code + 1)) {
                let byte = codeBytes.byte(index)
                if byte == 0 { return at }
                bytes.append(byte)
            }
        }
        return at
    }

    /// Whether the place's own name has this key; `key` and `bytes` are memory to work with. The table itself tells names apart by 30 bits of their
    /// keys only, which one wrong name in some thousands would pass.
    package func isName(_ place: Int, hash: UInt64, _ key: inout PlaceKey, _ bytes: inout [UInt8]) -> Bool {
        readName(place, into: &bytes)
        key.clear()
        bytes.withUnsafeBufferPointer { key.read($0, 0..<$0.count) }
        return key.hash == hash
    }

    /// Numbers as they are kept in 24 bits: 14,000,000 and on for −1,000,000 and on, a million for each million.
    package static func packedID(_ id: Int) -> Int { id >= 0 ? id : 13_000_000 - id }
    package static func unpackedID(_ packed: Int) -> Int { packed < 14_000_000 ? packed : 13_000_000 - packed }

    /// Layout of an alias: the place's number and two flags.
    package static let placeMask: UInt32 = 0x3_FFFF
    package static let alternateFlag: UInt32 = 1 << 18
    package static let demonymFlag: UInt32 = 1 << 19
    /// Two letters of the country, eight of the division's code.
    package static let adminBytes = 10
    /// The code of a name behind which a byte stands as it is.
    package static let escape = 255
}
