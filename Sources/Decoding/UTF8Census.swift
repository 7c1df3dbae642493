/// How far some bytes are UTF-8.
struct UTF8Census {
    /// Valid sequences of two bytes or more.
    private(set) var goodSequences = 0
    private(set) var badSequences = 0
    private let total: Int

    /// - Parameter isWhole: false where a sequence cut at the end is to be taken as right.
    init(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) {
        total = bytes.count
        var at = 0
        while at < bytes.count {
            if at + 8 <= bytes.count, bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                at += 8
                continue
            }
            switch UTF8Sequence(bytes, at: at) {
            case .valid(let length):
                if length > 1 { goodSequences += 1 }
                at += length
            case .cut(let length):
                if isWhole { badSequences += 1 }
                at += length
            case .bad(let length):
                badSequences += 1
                at += length
            }
        }
    }

    /// True where bad sequences are rare: at most one byte in a hundred, and one for four good ones.
    var isMostlyUTF8: Bool { badSequences <= max(1, total / 100) && goodSequences >= 4 * badSequences }
}
