import Decoding

/// Bytes of a page to UTF-8, by the charset that the line would find.
enum PageDecoder {
    static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        let guess = CharsetDetector.detect(bytes, isWhole: bytes.count <= 64 << 10)
        if guess.charset == .utf8, !guess.hasStrayBytes { return Array(bytes.dropFirst(guess.bomBytes)) }
        return Array(TextDecoder.decode(bytes, guess).text.utf8)
    }
}
