import Language

/// What the enrichers of times and amounts make of an article's text, in memory that is used again.
struct ExpressionScratch {
    private(set) var lexicon = Lexicon.common
    private(set) var reader = AtomReader()
    /// The expressions of time by their first atom.
    var times: [TimeReader.Found] = []

    /// Reads a text anew.
    mutating func open(_ bytes: UnsafeBufferPointer<UInt8>, _ tokens: [Token], language: String?) {
        lexicon = Lexicon.lexicon(of: language)
        reader.read(bytes, tokens, lexicon)
        times.removeAll(keepingCapacity: true)
    }
}
