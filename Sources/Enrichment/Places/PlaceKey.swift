import Language

/// The one normal form of a place's name, as a hash that grows word by word: used when the gazetteer is made and when it is looked up.
///
/// Lower case without diacritics; apostrophes, full stops and commas dropped; hyphens and slashes as blanks; single blanks; `saint`, `sainte`, `mount`
/// and `fort` as `st`, `st`, `mt`, `ft`. The hash is FNV-1a 64 of that form in UTF-8.
package struct PlaceKey: Sendable {
    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01B3

    /// What letters beyond ASCII become.
    private let letters: LetterTable
    /// The hash of the words before the one in hand, and with it.
    private var before = Self.basis
    private var now = Self.basis
    /// The first eight bytes of the word in hand, and how many it has.
    private var packed: UInt64 = 0
    private var length = 0
    /// Bytes of the whole key so far, blanks left out.
    package private(set) var size = 0

    package init(_ letters: LetterTable) { self.letters = letters }

    /// Begins another name.
    @inline(__always)
    package mutating func clear() {
        before = Self.basis
        now = Self.basis
        packed = 0
        length = 0
        size = 0
    }

    /// Adds bytes of UTF-8; a code point must not be cut.
    @inline(__always)
    package mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        guard let base = bytes.baseAddress else { return }
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = base[at]
            if byte < 0x80 {
                readASCII(byte)
                at &+= 1
            } else {
                let (point, width) = CodePoint.decode(base, at, range.upperBound)
                readBeyond(point)
                at &+= width
            }
        }
    }

    /// A whole name's hash.
    package mutating func hash(of name: String) -> UInt64 {
        clear()
        var name = name
        name.withUTF8 { read($0, 0..<$0.count) }
        return hash
    }

    /// The hash of what was read so far, as if the name ended here.
    @inline(__always)
    package var hash: UInt64 {
        if length == 0 { return before }
        guard let short = Self.shortForm(packed, length) else { return now }
        return Self.add(short.1, Self.add(short.0, size > length ? Self.add(0x20, before) : before))
    }

    @inline(__always)
    private mutating func readASCII(_ byte: UInt8) {
        switch byte {
        case 0x27, 0x60, 0x2E, 0x2C: return
        case 0x2D, 0x2F, 0...0x20: endWord()
        default: add(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
    }

    private mutating func readBeyond(_ point: UInt32) {
        switch point {
        case 0x2019, 0x2018, 0x2BB: return
        case 0x2010, 0x2013, 0xA0, 0x2002...0x200B, 0x202F, 0x3000: endWord()
        default:
            let (first, second) = letters[point]
            addPoint(first)
            addPoint(second)
        }
    }

    private mutating func addPoint(_ point: UInt32) {
        guard point != 0, let scalar = Unicode.Scalar(point) else { return }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { add(byte) }
    }

    @inline(__always)
    private mutating func add(_ byte: UInt8) {
        if length == 0 { now = size > 0 ? Self.add(0x20, before) : before }
        now = Self.add(byte, now)
        if length < 8 { packed |= UInt64(byte) << UInt64(length &* 8) }
        length &+= 1
        size &+= 1
    }

    @inline(__always)
    private mutating func endWord() {
        guard length > 0 else { return }
        before = hash
        packed = 0
        length = 0
    }

    @inline(__always)
    private static func add(_ byte: UInt8, _ hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* prime }

    /// The two letters that stand for a word; packed little-endian: "saint", "sainte", "mount", "fort".
    @inline(__always)
    private static func shortForm(_ packed: UInt64, _ length: Int) -> (UInt8, UInt8)? {
        guard length >= 4, length <= 6 else { return nil }
        switch packed {
        case 0x74_6E69_6173, 0x6574_6E69_6173: return (0x73, 0x74)
        case 0x74_6E75_6F6D: return (0x6D, 0x74)
        case 0x7472_6F66: return (0x66, 0x74)
        default: return nil
        }
    }
}
