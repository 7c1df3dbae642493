import Language

/// Makes units of the tokens outside quotations, and one unit of each quotation; counts the words inside them on the way.
struct UnitBuilder {
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<Token>
    let lexicon: SpeechLexicon
    /// Longest word that is looked up, in bytes.
    static let keyMax = 48

    let isElided: Bool
    let hasCliticSubject: Bool
    let hasSuffixes: Bool

    init(bytes: UnsafeBufferPointer<UInt8>, tokens: UnsafeBufferPointer<Token>, lexicon: SpeechLexicon) {
        self.bytes = bytes
        self.tokens = tokens
        self.lexicon = lexicon
        isElided = lexicon.traits.contains(.elision)
        hasCliticSubject = lexicon.traits.contains(.cliticSubject)
        hasSuffixes = lexicon.traits.contains(.suffixes)
    }

    /// Appends the units of the whole text.
    func run(_ regions: inout [QuotedRegion], _ units: inout [SpeechUnit]) {
        var index = 0
        var region = 0
        var borderEnd = regions.first?.outerStart ?? Int32.max
        while index < tokens.count {
            let token = tokens[index]
            if Int32(token.start) >= borderEnd {
                index = quote(region, index, &regions, &units)
                region += 1
                borderEnd = region < regions.count ? regions[region].outerStart : Int32.max
                continue
            }
            if token.has(.word) || token.has(.clitic) {
                index = word(index, borderEnd, &units)
            } else {
                units.append(mark(token, index))
                index += 1
            }
        }
    }

    /// A line end begins a paragraph, unless the text goes on in lower case.
    private func isLineStart(_ token: Token) -> Bool {
        token.has(.paragraphBefore) || (token.has(.lineBefore) && !(token.has(.letter) && !token.has(.initialCapital)))
    }

    private func position(_ token: Token) -> UnitShape {
        var shape: UnitShape = []
        if token.has(.blankBefore) { shape.insert(.blankBefore) }
        if token.has(.sentenceStart) { shape.insert(.sentenceStart) }
        if token.has(.lineBefore) && isLineStart(token) { shape.insert(.line) }
        return shape
    }

    private func mark(_ token: Token, _ index: Int) -> SpeechUnit {
        var shape = position(token)
        switch token.mark {
        case 0x2C, 0x60C, 0x3001, 0xFF0C: shape.insert(.comma)
        case 0x3B: shape.insert(.semicolon)
        case 0x3A: shape.insert(.colon)
        case 0x2D, 0x2013, 0x2014, 0x2015: shape.insert(.dash)
        case 0x2E: shape.formUnion([.stop, .period])
        case 0x21, 0x3F, 0x2026, 0x3002: shape.insert(.stop)
        case 0x28, 0x5B: shape.insert(.opener)
        case 0x29, 0x5D: shape.insert(.closer)
        default: break
        }
        return SpeechUnit(start: Int32(token.start), end: Int32(token.end), shape: shape)
    }

    /// The unit of a quotation, and the index of the first token behind it.
    private func quote(_ number: Int, _ first: Int, _ regions: inout [QuotedRegion], _ units: inout [SpeechUnit]) -> Int {
        let end = UInt32(regions[number].outerEnd)
        var index = first
        var words: Int32 = 0
        var letters: Int32 = 0
        var capitals: Int32 = 0
        while index < tokens.count && tokens[index].start < end {
            let token = tokens[index]
            if token.has(.word) && !token.has(.joined) {
                words += 1
                if token.has(.letter) && !CodePoint.isDigit(UInt32(bytes[Int(token.start)])) {
                    letters += 1
                    if token.has(.initialCapital) { capitals += 1 }
                }
            }
            index += 1
        }
        regions[number].words = words
        regions[number].letterWords = letters
        regions[number].capitalWords = capitals
        var shape = position(tokens[first])
        shape.insert(.quote)
        units.append(
            SpeechUnit(start: regions[number].outerStart, end: regions[number].outerEnd, shape: shape, region: Int32(number)))
        return index
    }
}
