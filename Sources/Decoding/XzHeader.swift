/// The first block header of an xz file (xz file format 1.2, §2.1 and §3.1), read for one thing: the memory it asks for.
enum XzHeader {
    /// What `xz -9` uses. A larger dictionary would be resident while the file is read, against the bound that every input must keep.
    static let dictionaryBytesMax = 64 << 20

    /// The dictionary of the first block's LZMA2 filter in bytes, `nil` where the header does not tell.
    static func dictionaryBytes(_ head: [UInt8]) -> Int? {
        // 12 bytes of stream header, the block header's size, its flags.
        guard head.count > 24, head[12] != 0 else { return nil }
        let flags = head[13]
        let end = min(head.count, 12 + (Int(head[12]) + 1) * 4)
        var at = 14
        func skipNumber() {
            while at < end, head[at] >= 0x80 { at += 1 }
            at += 1
        }
        if flags & 0x40 != 0 { skipNumber() }
        if flags & 0x80 != 0 { skipNumber() }
        for _ in 0...(flags & 3) {
            guard at + 2 < end else { return nil }
            let filter = head[at]
            if filter == 0x21 {
                let bits = Int(head[at + 2] & 0x3F)
                return bits >= 40 ? Int(UInt32.max) : (2 | (bits & 1)) << (bits / 2 + 11)
            }
            skipNumber()
            guard at < end else { return nil }
            at += Int(head[at]) + 1
        }
        return nil
    }
}
