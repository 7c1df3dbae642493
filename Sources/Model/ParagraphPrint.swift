/// Hashes of a body's paragraphs, by which a paragraph is known again in other articles: white space and the case of ASCII letters do not count.
///
/// The hash is FNV-1a of 64 bits. It is stored (`learned_sources.boilerplate`): same bytes in, same number out, on every machine.
public enum ParagraphPrint {
    /// Paragraphs of a body that are looked at; what stands in every article stands at the end of short ones too.
    private static let paragraphsMax = 1_024

    /// Calls `body` with the bytes of each paragraph, in order, and its hash.
    /// - Parameter bytes: UTF-8; one empty line separates paragraphs.
    public static func forEach(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>, UInt64) -> Void) {
        var start = 0
        var count = 0
        while start < bytes.count, count < paragraphsMax {
            var end = start
            while end < bytes.count, !(bytes[end] == 0x0A && end + 1 < bytes.count && bytes[end + 1] == 0x0A) { end += 1 }
            if end > start {
                body(start..<end, hash(UnsafeBufferPointer(rebasing: bytes[start..<end])))
                count += 1
            }
            start = end + 2
        }
    }

    /// The hash of one text.
    public static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var isAfterBlank = true
        for byte in bytes {
            let isBlank = byte == 0x20 || (byte >= 9 && byte <= 13)
            if isBlank && isAfterBlank { continue }
            let isCapital = byte >= 0x41 && byte <= 0x5A
            hash = (hash ^ UInt64(isBlank ? 0x20 : isCapital ? byte | 0x20 : byte)) &* 0x0000_0100_0000_01B3
            isAfterBlank = isBlank
        }
        return hash
    }
}
