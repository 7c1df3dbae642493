/// Text with the count of what was no text.
public struct DecodedText: Sendable, Equatable {
    public var text: String
    /// Bytes that were no characters in the charset and became U+FFFD.
    public var replacedBytes: Int = 0
    /// Stray bytes in UTF-8 that were read as windows-1252 (repair `windows-1252-bytes`).
    public var windows1252Bytes: Int = 0

    public init(text: String, replacedBytes: Int = 0, windows1252Bytes: Int = 0) {
        self.text = text
        self.replacedBytes = replacedBytes
        self.windows1252Bytes = windows1252Bytes
    }
}

/// Bytes of a known charset to text. Never fails: what is no character becomes U+FFFD and is counted.
public enum TextDecoder {
    /// The text of whole bytes, byte order mark left out.
    public static func decode(_ bytes: [UInt8], _ guess: CharsetGuess) -> DecodedText { bytes.withUnsafeBytes { decode($0, guess) } }

    /// The text of bytes in a charset that is known otherwise.
    public static func decode(_ bytes: [UInt8], _ charset: Charset) -> DecodedText {
        decode(bytes, CharsetGuess(charset: charset, from: .declared))
    }

    /// The text of whole bytes, byte order mark left out.
    public static func decode(_ bytes: UnsafeRawBufferPointer, _ guess: CharsetGuess) -> DecodedText {
        let input = UnsafeRawBufferPointer(rebasing: bytes[min(guess.bomBytes, bytes.count)...])
        if input.isEmpty { return DecodedText(text: "") }
        if guess.charset == .utf8, let text = String(validating: input, as: UTF8.self) { return DecodedText(text: text) }
        let transcoder = Transcoder(guess.charset, readsStrayBytes: guess.hasStrayBytes)
        let room = input.count * Transcoder.growth + Transcoder.slack
        let text = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { buffer in
            var out = UTF8Cursor(buffer)
            _ = transcoder.convert(input, isLast: true, &out)
            return String(decoding: UnsafeBufferPointer(rebasing: buffer[..<out.count]), as: UTF8.self)
        }
        return DecodedText(text: text, replacedBytes: transcoder.replacedBytes, windows1252Bytes: transcoder.windows1252Bytes)
    }
}
