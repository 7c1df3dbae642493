/// A text's tokens and sentences, in memory that is used again from text to text.
///
/// Offsets of tokens are bytes of the text that was read; `CodePointIndex` turns them into the warehouse's code points. Every byte that is no blank lies
/// in exactly one token, and tokens stand in the order of the text.
public struct TokenizedText: Sendable {
    public private(set) var tokens: [Token] = []
    /// For each sentence the index of its first token.
    public private(set) var sentenceStarts: [Int] = []

    public init() {}

    /// Reads a text anew, in one pass for the tokens and one for the ends of sentences.
    /// - Parameters:
    ///   - bytes: UTF-8 of at most 4 GiB; bytes that are no UTF-8 give senseless tokens, but tokens.
    ///   - language: ISO 639-1; it chooses the abbreviations. English where it is nil or has no list.
    public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, language: String? = nil) {
        tokens.removeAll(keepingCapacity: true)
        sentenceStarts.removeAll(keepingCapacity: true)
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        let abbreviations = AbbreviationTable.table(of: language)
        var tokenizer = Tokenizer(bytes: base, end: bytes.count, abbreviations: abbreviations)
        while let token = tokenizer.next() { tokens.append(token) }
        tokens.withUnsafeMutableBufferPointer { tokens in
            let rules = SentenceRules(bytes: base, tokens: tokens, abbreviations: abbreviations)
            for index in tokens.indices where rules.startsSentence(index) {
                tokens[index].flags.insert(.sentenceStart)
                sentenceStarts.append(index)
            }
        }
    }

    public var sentenceCount: Int { sentenceStarts.count }

    /// Indices of the tokens of sentence `index`.
    public func tokens(ofSentence index: Int) -> Range<Int> {
        sentenceStarts[index]..<(index + 1 < sentenceStarts.count ? sentenceStarts[index + 1] : tokens.count)
    }

    /// The bytes of sentence `index`, from its first token to its last.
    public func bytes(ofSentence index: Int) -> Range<Int> {
        let range = tokens(ofSentence: index)
        return Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound - 1].end)
    }
}
