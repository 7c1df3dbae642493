import Language
import Model

/// The quotation stage: direct, mixed and reported speech of one article, with speakers and cues.
///
/// Marks, then tokens and sentences outside the quotations, cues, speakers, clauses, entities. Every pass is linear in the text; memory is used
/// again, so a reader serves one article at a time.
struct QuoteReader: ~Copyable {
    /// Raised when the rules change what they find.
    static let version = 1
    private var scratch = QuoteScratch()

    init() {}

    /// The quotations of a text, in its order; none overlaps another.
    /// - Parameters:
    ///   - bytes: the text in UTF-8.
    ///   - tokens: its tokens.
    ///   - language: BCP 47; it chooses the speech verbs. English where it is nil or has no lexicon.
    ///   - index: read from the same bytes.
    ///   - names: of the text, in its order; where there are none, capitalised words are taken for names.
    mutating func quotes(
        _ bytes: UnsafeBufferPointer<UInt8>, tokens: UnsafeBufferPointer<Token>, language: String?, index: CodePointIndex,
        names: [SpeakerName] = []
    ) -> [Quote] {
        scratch.empty()
        let lexicon = SpeechLexicon.of(language)
        guard let scan = QuoteMarkScan(bytes), !tokens.isEmpty else { return [] }
        scan.run(&scratch.paragraphs, &scratch.marks)
        RegionScan.prepare(&scratch.marks)
        RegionScan(bytes: bytes, paragraphs: scratch.paragraphs, marks: scratch.marks, traits: lexicon.traits).run(&scratch.regions)
        let builder = UnitBuilder(bytes: bytes, tokens: tokens, lexicon: lexicon)
        if lexicon.traits.contains(.incise) { builder.splitIncises(&scratch.regions) }
        builder.run(&scratch.regions, &scratch.units)
        guard !scratch.units.isEmpty else { return [] }
        return attribute(bytes, lexicon, index, names)
    }

    private mutating func attribute(
        _ bytes: UnsafeBufferPointer<UInt8>, _ lexicon: SpeechLexicon, _ index: CodePointIndex, _ names: [SpeakerName]
    ) -> [Quote] {
        scratch.units.withUnsafeBufferPointer { units in
            scratch.regions.withUnsafeMutableBufferPointer { regions in
                let text = SpeechText(bytes: bytes, units: units, regions: regions, lexicon: lexicon)
                SentenceCutter(text: text).run(&scratch.sentences)
                let cueFinder = CueFinder(text: text)
                for number in scratch.sentences.indices { cueFinder.run(&scratch.sentences[number], &scratch.cues) }
                return scratch.sentences.withUnsafeMutableBufferPointer { sentences in
                    scratch.cues.withUnsafeMutableBufferPointer { cues in
                        var finder = QuoteFinder(
                            text: text, sentences: sentences, cues: cues, found: scratch.found, quotes: scratch.quoteUnits)
                        scratch.found = []
                        scratch.quoteUnits = []
                        finder.run()
                        scratch.found = finder.found
                        scratch.quoteUnits = finder.quotes
                    }
                    guard !scratch.found.isEmpty else { return [] }
                    scratch.book.read(text, sentences, names)
                    return QuoteWriter(text: text, index: index, sentences: sentences).write(&scratch.found, &scratch.book)
                }
            }
        }
    }
}
