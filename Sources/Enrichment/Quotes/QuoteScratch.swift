import Language

/// Memory of the quotation stage, used again from article to article. One owner at a time.
struct QuoteScratch {
    var paragraphs: [TextParagraph] = []
    var marks: [QuoteMark] = []
    var regions: [QuotedRegion] = []
    var units: [SpeechUnit] = []
    var sentences: [SpeechSentence] = []
    var cues: [Cue] = []
    var found: [FoundQuote] = []
    var quoteUnits: [Int] = []
    var book = SpeakerBook()

    mutating func empty() {
        paragraphs.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        regions.removeAll(keepingCapacity: true)
        units.removeAll(keepingCapacity: true)
        sentences.removeAll(keepingCapacity: true)
        cues.removeAll(keepingCapacity: true)
        found.removeAll(keepingCapacity: true)
    }
}
