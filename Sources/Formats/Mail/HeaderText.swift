import Decoding

/// The text of a header field: encoded words (RFC 2047), raw bytes beyond ASCII in whatever charset they are.
enum HeaderText {
    /// - Parameters:
    ///   - bytes: the field's unfolded value.
    ///   - charset: what the message's body declares; for raw bytes that are not UTF-8.
    /// - Returns: the text without white space at its ends.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, charset: String? = nil) -> String {
        var pieces = Pieces(charset)
        var at = 0
        var plainStart = 0
        while at + 1 < bytes.count {
            guard bytes[at] == UInt8(ascii: "="), bytes[at + 1] == UInt8(ascii: "?"), let word = Word(bytes, at) else {
                at += 1
                continue
            }
            pieces.plain(UnsafeBufferPointer(rebasing: bytes[plainStart..<at]), isBeforeWord: true)
            pieces.word(word)
            at = word.end
            plainStart = at
        }
        pieces.plain(UnsafeBufferPointer(rebasing: bytes[plainStart...]), isBeforeWord: false)
        return pieces.finish()
    }

    /// `=?charset*language?Q?text?=`.
    private struct Word {
        var charset: String
        var bytes: [UInt8]
        var end: Int

        init?(_ all: UnsafeBufferPointer<UInt8>, _ start: Int) {
            let mark = UInt8(ascii: "?")
            let limit = min(all.count, start + HeaderText.wordBytesMax)
            guard let second = all[(start + 2)..<limit].firstIndex(of: mark), second + 2 < limit, all[second + 2] == mark else {
                return nil
            }
            let name = all[(start + 2)..<second].prefix { $0 != UInt8(ascii: "*") }
            guard !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
            var close = second + 3
            while close + 1 < limit, !(all[close] == mark && all[close + 1] == UInt8(ascii: "=")) { close += 1 }
            guard close + 1 < limit else { return nil }
            let text = UnsafeBufferPointer(rebasing: all[(second + 3)..<close])
            switch all[second + 1] | 0x20 {
            case UInt8(ascii: "q"): bytes = TransferEncoding.quotedPrintable(text, isHeader: true)
            case UInt8(ascii: "b"): bytes = TransferEncoding.base64(text)
            default: return nil
            }
            charset = String(decoding: name, as: UTF8.self).lowercased()
            end = close + 2
        }
    }

    /// RFC 2047 allows 75; writers that fold nothing make longer ones.
    private static let wordBytesMax = 16 << 10

    /// What has been put together so far. Bytes of neighbouring words in one charset are decoded together: writers cut inside characters.
    private struct Pieces {
        private var text = ""
        private var held: [UInt8] = []
        private var heldCharset = ""
        private var afterWord = false
        private let declared: String?

        init(_ declared: String?) { self.declared = declared }

        mutating func plain(_ bytes: UnsafeBufferPointer<UInt8>, isBeforeWord: Bool) {
            if afterWord, isBeforeWord, bytes.allSatisfy({ $0 <= 0x20 }) { return }
            guard !bytes.isEmpty else { return }
            flush()
            text += HeaderText.charactersOf(bytes, declared)
        }

        mutating func word(_ word: Word) {
            if word.charset != heldCharset { flush() }
            heldCharset = word.charset
            held += word.bytes
            afterWord = true
        }

        private mutating func flush() {
            if !held.isEmpty { text += held.withUnsafeBufferPointer { HeaderText.charactersOf($0, heldCharset) } }
            held = []
            afterWord = false
        }

        mutating func finish() -> String {
            flush()
            return text.trimmingSpaces
        }
    }

    /// Bytes of a declared or undeclared charset as text.
    private static func charactersOf(_ bytes: UnsafeBufferPointer<UInt8>, _ charset: String?) -> String {
        // An escape means ISO-2022, which is ASCII to the eye.
        if !bytes.contains(where: { $0 >= 0x80 || $0 == 0x1B }) { return String(decoding: bytes, as: UTF8.self) }
        let array = Array(bytes)
        return TextDecoder.decode(array, CharsetDetector.detect(array, declared: charset, isWhole: true)).text
    }
}
