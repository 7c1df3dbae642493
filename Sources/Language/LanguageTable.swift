/// The trained table of language identification, read in place from its bytes.
///
/// Layout, little endian: 512 bytes of text (source and licence); UInt32 languages, slots, entries; Float32 sharpness; 8 bytes for each language (code of 4
/// bytes, UInt32 bit set of its scripts); UInt32 slots (12 bits of check, 20 bits of entry index; 0 = empty); entries of two bytes (language, its
/// upper bit set on a feature's last entry; Int8 weight). A feature's slot is its hash scaled to the number of slots; collisions go to the next slot.
package struct LanguageTable: Sendable {
    /// One language of the table.
    package struct Entry: Sendable {
        package let code: String
        /// Bit n is set where the language is written in the script of raw value n.
        package let scripts: UInt32
    }

    package let languages: [Entry]
    /// Turns a difference of scores into the logarithm of a chance.
    package let sharpness: Float
    let slotCount: Int
    // Addresses, not pointers: bytes that nobody writes may be read from every thread.
    private let slots: UInt
    private let entries: UInt

    private static let headerBytes = 512
    private static let offsetBits: UInt32 = 20
    static let lastBit: UInt8 = 0x80

    /// - Parameter bytes: a whole table, aligned to 4 bytes, which outlives this value (a table linked into the binary does).
    /// Returns nil where the sizes do not fit the bytes.
    package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(bytes)
        guard let base = raw.baseAddress, raw.count >= Self.headerBytes + 16 else { return nil }
        func number(_ offset: Int) -> UInt32 { UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
        var at = Self.headerBytes
        let (count, slotCount, entryCount) = (Int(number(at)), Int(number(at + 4)), Int(number(at + 8)))
        sharpness = Float(bitPattern: number(at + 12))
        at += 16
        guard count <= 127, raw.count == at + count * 8 + slotCount * 4 + entryCount * 2 else { return nil }
        languages = (0..<count).map { index in
            let code = raw[(at + index * 8)..<(at + index * 8 + 4)].prefix { $0 != 0 }
            return Entry(code: String(decoding: code, as: UTF8.self), scripts: number(at + index * 8 + 4))
        }
        at += count * 8
        self.slotCount = slotCount
        slots = UInt(bitPattern: base + at)
        entries = UInt(bitPattern: base + at + slotCount * 4)
    }

    /// Adds a feature's weights to the scores of the languages; whether the table knows it.
    @inline(__always)
    func add(_ hash: UInt32, _ scores: UnsafeMutablePointer<Int32>) -> Bool {
        guard let slots = UnsafePointer<UInt32>(bitPattern: slots), var entry = UnsafePointer<UInt8>(bitPattern: entries) else {
            return false
        }
        var slot = Self.slot(hash, slotCount)
        let check = Self.check(hash)
        while slots[slot] != 0 {
            if slots[slot] >> Self.offsetBits == check {
                entry += Int(slots[slot] & ((1 << Self.offsetBits) - 1)) * 2
                while true {
                    scores[Int(entry[0] & ~Self.lastBit)] &+= Int32(Int8(bitPattern: entry[1]))
                    if entry[0] & Self.lastBit != 0 { return true }
                    entry += 2
                }
            }
            slot += 1
            if slot == slotCount { slot = 0 }
        }
        return false
    }

    @inline(__always)
    private static func slot(_ hash: UInt32, _ count: Int) -> Int { Int((UInt64(hash) &* UInt64(count)) >> 32) }

    /// 12 bits of the hash that do not choose the slot, never 0 so that a full slot is not 0.
    @inline(__always)
    private static func check(_ hash: UInt32) -> UInt32 { max(1, hash & 0xFFF) }
}

extension LanguageTable {
    /// The bytes of a table.
    /// - Parameters:
    ///   - scripts: for each language the letters of each script in its training text.
    ///   - rows: for each hash its languages and weights; weights that round to 0 are left out.
    package static func write(
        header: String, codes: [String], scripts: [[Int]], hashes: [UInt32], rows: [[(language: UInt8, weight: Float)]], sharpness: Float
    ) -> [UInt8] {
        let largest = rows.joined().reduce(Float(1)) { max($0, abs($1.weight)) }
        let scale = 127 / min(largest, weightMax)
        var entries: [UInt8] = []
        var placed: [(hash: UInt32, offset: UInt32)] = []
        for (hash, row) in zip(hashes, rows) {
            let whole = row.map { ($0.language, max(-127, min(127, ($0.weight * scale).rounded()))) }.filter { $0.1 != 0 }
            guard !whole.isEmpty else { continue }
            placed.append((hash, UInt32(entries.count / 2)))
            for (index, (language, weight)) in whole.enumerated() {
                entries.append(index == whole.count - 1 ? language | lastBit : language)
                entries.append(UInt8(bitPattern: Int8(weight)))
            }
        }
        let slotCount = placed.count * 4 / 3 + 1
        var slots = [UInt32](repeating: 0, count: slotCount)
        for (hash, offset) in placed {
            var at = slot(hash, slotCount)
            while slots[at] != 0 { at = at + 1 == slotCount ? 0 : at + 1 }
            slots[at] = check(hash) << offsetBits | offset
        }
        var out = Array(header.utf8.prefix(headerBytes - 1))
        out += Array(repeating: 0x20, count: headerBytes - 1 - out.count) + [0x0A]
        func append(_ value: UInt32) {
            for shift in stride(from: 0, to: 32, by: 8) { out.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
        }
        [UInt32(codes.count), UInt32(slotCount), UInt32(entries.count / 2), (sharpness / scale).bitPattern].forEach(append)
        for (code, letters) in zip(codes, scripts) {
            out += (Array(code.utf8) + [0, 0, 0, 0]).prefix(4)
            append(letters.indices.reduce(UInt32(0)) { isScript(letters, $1) ? $0 | 1 << UInt32($1) : $0 })
        }
        slots.forEach(append)
        return out + entries
    }

    /// Whether at least a fifth of a language's letters are in a script.
    package static func isScript(_ letters: [Int], _ script: Int) -> Bool {
        letters[script] > 0 && letters[script] * 5 >= letters.reduce(0, +)
    }

    /// Weights beyond this are cut, so that the others keep their steps.
    private static let weightMax: Float = 10
}
