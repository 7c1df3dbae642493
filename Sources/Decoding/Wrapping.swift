/// What a stream is wrapped in, recognised by its first bytes and never by its name.
enum Wrapping: String {
    case gzip, bzip2, xz, lzma, zstd, zip, tar

    /// Bytes that `recognise` wants to see.
    static let headBytes = 512

    /// Archives have members with names; the others are pure compressors.
    var isArchive: Bool { self == .zip || self == .tar }

    /// The wrapping that these first bytes show, `nil` for none (research: the formats' own magic numbers; tar by POSIX ustar and v7).
    static func recognise(_ head: [UInt8]) -> Wrapping? {
        if head.starts(with: [0x1F, 0x8B]) { return .gzip }
        if head.starts(with: [0x42, 0x5A, 0x68]), head.count >= 10, (0x31...0x39).contains(head[3]) {
            let magic = head[4..<10]
            if magic.elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) || magic.elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90]) {
                return .bzip2
            }
        }
        if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return .xz }
        if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
            || (head.count >= 8 && head[0] & 0xF0 == 0x50 && head[1...3].elementsEqual([0x2A, 0x4D, 0x18]))
        {
            return .zstd
        }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) { return .zip }
        if LZMAHeader.dictionaryBytes(head) != nil { return .lzma }
        return isTar(head) ? .tar : nil
    }

    /// A tar header: the ustar mark, or the sum of its bytes as v7 wrote it.
    private static func isTar(_ head: [UInt8]) -> Bool {
        guard head.count >= 512, head[0] != 0 else { return false }
        if head[257..<262].elementsEqual("ustar".utf8) { return true }
        var written = 0
        var digits = 0
        for byte in head[148..<156] {
            if (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) {
                written = written * 8 + Int(byte - UInt8(ascii: "0"))
                digits += 1
            } else if byte != 0x20 && byte != 0 {
                return false
            }
        }
        guard digits >= 3 else { return false }
        var sum = 0
        for (index, byte) in head[..<512].enumerated() { sum += (148..<156).contains(index) ? 0x20 : Int(byte) }
        return sum == written
    }
}
