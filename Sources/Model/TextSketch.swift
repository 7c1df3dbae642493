/// What is kept of a text to find its near-duplicates: a sample of the hashes of its runs of five words, the same for every copy that has
/// those words.
///
/// **What the warehouse stores**: for each article `bytes` (a blob of four bytes a print) and one row `(key, article)` for each of `keys`
/// (about a quarter of the prints, 15 rows for a 600-word text). **What it asks** for a new article: the articles that share a key, then
/// `overlap` with the sketch of each; those for which `isNearDuplicate` holds tell the same text. Both steps are symmetric and look at two
/// texts only, so that the groups that links make do not depend on the order of arrival (promise P7), as long as no key is left out. A key
/// with hundreds of articles is boilerplate; leaving it out of the look-up is the one exception, and rarely matters, since copies share
/// many keys.
///
/// Selection is winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003). Unlike MinHash, containment of prints sees a text that was cut or
/// put into a longer one. The numbers are a file format: `scheme` is raised when they change.
public struct TextSketch: Hashable, Sendable {
    /// Version of how prints and keys are made.
    public static let scheme = 1

    /// Ascending, distinct; empty for a text that is too short to be sketched.
    public let prints: [UInt32]

    /// A text without prints, near to no other.
    public static let empty = TextSketch(prints: [])

    /// - Parameter prints: in any order; repeats are dropped.
    public init(prints: [UInt32]) {
        var sorted = prints
        sorted.sort()
        var kept = 0
        for index in sorted.indices where index == 0 || sorted[index] != sorted[kept - 1] {
            sorted[kept] = sorted[index]
            kept += 1
        }
        sorted.removeLast(sorted.count - kept)
        self.prints = sorted
    }
}

extension TextSketch {
    /// One print in `keyShare` is a key.
    private static let keyShare: UInt32 = 4
    /// A text has at least that many keys, if it has as many prints.
    private static let keysMin = 4

    /// The prints under which the text is looked up, ascending: the same choice in every text that has them, and the four lowest by another
    /// measure.
    public var keys: [UInt32] {
        var keys = prints.filter { ($0 >> 7) % Self.keyShare == 0 }
        let lowest = prints.sorted { (Self.rank($0), $0) < (Self.rank($1), $1) }.prefix(Self.keysMin)
        for print in lowest where (print >> 7) % Self.keyShare != 0 { keys.append(print) }
        return keys.sorted()
    }

    private static func rank(_ print: UInt32) -> UInt32 { (print >> 7) & 0xFFFF }

    /// Four bytes a print, little-endian, as stored.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * prints.count)
        for print in prints { for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: print >> shift)) } }
        return bytes
    }

    /// The sketch that was stored as `bytes`; a rest of fewer than four bytes is left out.
    public init(bytes: some Collection<UInt8>) {
        var prints: [UInt32] = []
        prints.reserveCapacity(bytes.count / 4)
        var value: UInt32 = 0
        var count: UInt32 = 0
        for byte in bytes {
            value |= UInt32(byte) << (8 * count)
            count += 1
            if count == 4 {
                prints.append(value)
                (value, count) = (0, 0)
            }
        }
        self.init(prints: prints)
    }

    /// What two texts have in common. Takes time in proportion to their prints.
    public func overlap(with other: TextSketch) -> Overlap {
        var shared = 0
        var here = 0
        var there = 0
        while here < prints.count, there < other.prints.count {
            let (left, right) = (prints[here], other.prints[there])
            if left == right { shared += 1 }
            if left <= right { here += 1 }
            if right <= left { there += 1 }
        }
        return Overlap(shared: shared, prints: prints.count, otherPrints: other.prints.count)
    }

    /// What the text has in common with one whose sketch was stored as these `bytes`, without making a copy of it.
    public func overlap(withStored bytes: UnsafeRawBufferPointer) -> Overlap {
        let count = bytes.count / 4
        var shared = 0
        var here = 0
        var there = 0
        while here < prints.count, there < count {
            let left = prints[here]
            let right = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: there * 4, as: UInt32.self))
            if left == right { shared += 1 }
            if left <= right { here += 1 }
            if right <= left { there += 1 }
        }
        return Overlap(shared: shared, prints: prints.count, otherPrints: count)
    }

    /// The similarity of two texts, 0 … 1: the share of common prints among all of both.
    public static func similarity(_ first: TextSketch, _ second: TextSketch) -> Double { first.overlap(with: second).similarity }

    /// How much of two texts is the same.
    public struct Overlap: Hashable, Sendable {
        /// Prints that both have.
        public let shared: Int
        public let prints: Int
        public let otherPrints: Int

        /// Common prints among all (Jaccard), 0 … 1; 1 for the same text.
        public var similarity: Double { shared == 0 ? 0 : Double(shared) / Double(prints + otherPrints - shared) }

        /// Common prints among those of the shorter text, 0 … 1; near 1 where it lies in the other.
        public var containment: Double { shared == 0 ? 0 : Double(shared) / Double(min(prints, otherPrints)) }

        /// The texts tell the same story in the same words, one perhaps cut, edited or longer than the other.
        ///
        /// Containment finds cut and edited copies, similarity keeps out a long text that has a paragraph or two of a short one.
        public var isNearDuplicate: Bool { shared >= 2 && containment >= 0.42 && similarity >= 0.19 }
    }
}
