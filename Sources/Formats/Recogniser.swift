import Decoding
import Model

/// Decides which format some bytes are.
public enum Recogniser {
    /// What was decided, and how the formats compared.
    public struct Verdict: Sendable {
        /// `nil` where nothing fits.
        public var format: (any Format)?
        /// Every format with a score above 0, best first.
        public var scores: [(name: String, score: Int)]
        public var charset: CharsetGuess
        /// False for bytes that are no text in any charset.
        public var isText: Bool
    }

    /// - Parameters:
    ///   - head: the first bytes of a member, 64 KiB or all of it.
    ///   - fileName: the member's own name; it only breaks ties.
    ///   - formats: those to choose from; the order decides what scores alike.
    ///   - declaredCharset: what the settings say of the source, if anything.
    public static func recognise(
        _ head: Head, fileName: [UInt8], formats: [any Format] = FormatRegistry.all, declaredCharset: String? = nil
    ) -> Verdict {
        // Looking for the charset of what is no text costs ten times what reading a document does.
        let isMarked = isMarkedBinary(head.bytes)
        let guess =
            isMarked
            ? CharsetGuess(charset: .windows1252, from: .fallback)
            : CharsetDetector.detect(head.bytes, declared: declaredCharset ?? XMLHead.encoding(head.bytes), isWhole: head.isWhole)
        let isText = !isMarked && looksLikeText(head, guess)
        let text: [UInt8]? =
            if guess.charset == .utf8 {
                guess.bomBytes > 0 ? Array(head.bytes.dropFirst(guess.bomBytes)) : nil
            } else {
                isText ? Array(TextDecoder.decode(head.bytes, guess).text.utf8) : nil
            }
        let view = HeadView(raw: head.bytes, text: text, isWhole: head.isWhole, isText: isText, fileName: fileName)
        var scored: [(format: any Format, score: Int)] = []
        for format in formats {
            let score = format.score(view)
            if score > 0 { scored.append((format, score + (format.extensions.contains(view.suffix) ? 1 : 0))) }
        }
        let ordered = scored.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
        return Verdict(format: ordered.first?.format, scores: ordered.map { ($0.format.name, $0.score) }, charset: guess, isText: isText)
    }

    /// True for bytes that begin as a zip archive, a PDF or an OLE2 file does: no text begins so.
    private static func isMarkedBinary(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: "%PDF-".utf8) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    /// False where more than three in ten bytes are controls or zeros and no wide charset explains them.
    static func looksLikeText(_ head: Head, _ guess: CharsetGuess) -> Bool {
        switch guess.charset {
        case .utf16LE, .utf16BE, .utf32LE, .utf32BE: return true
        default: break
        }
        let sample = head.bytes.prefix(Self.sampleBytes)
        var controls = 0
        for byte in sample where byte < 0x20 && !(byte >= 0x09 && byte <= 0x0D) && byte != 0x1B && byte != 0x1E { controls += 1 }
        if guess.from == .fallback || guess.from == .detected {
            // Bytes of no certain charset: a twentieth of controls is noise, not text, and so are a handful of values again and again.
            if sample.count >= Self.variedBytesMin, Set(sample).count < Self.valuesMin { return false }
            return controls * 20 <= sample.count
        }
        return controls * 10 <= sample.count * 3
    }

    private static let sampleBytes = 16 << 10
    /// A text so long has more different bytes than this.
    private static let variedBytesMin = 256
    private static let valuesMin = 8
}
