/// The header of an .lzma file, xz's predecessor: 13 bytes without a magic number (LZMA SDK, lzma.txt).
enum LZMAHeader {
    /// The dictionary that the data needs in bytes; `nil` for everything that is no such file.
    static func dictionaryBytes(_ head: [UInt8]) -> Int? {
        // The usual parameters, and the range coder's first byte, which is always 0.
        guard head.count >= 18, head[0] == 0x5D, head[13] == 0 else { return nil }
        let dictionary = head[1..<5].reversed().reduce(0) { $0 << 8 | Int($1) }
        // Encoders write 2^n or 2^n + 2^(n-1).
        let top = dictionary == 0 ? 0 : 1 << (Int.bitWidth - 1 - dictionary.leadingZeroBitCount)
        guard dictionary >= 4 << 10, dictionary == top || dictionary == top + top / 2 else { return nil }
        let size = head[5..<13]
        // Not told, or less than 256 GiB.
        return size.allSatisfy { $0 == 0xFF } || size.suffix(3).allSatisfy { $0 == 0 } ? dictionary : nil
    }
}
