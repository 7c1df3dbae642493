import Language

/// Names of a text that was cut into tokens already: what the yardstick measures the mentions alone with.
package struct MentionsProbe {
    private let space = MentionWorkspace()
    private var names: [TaggedName] = []

    package init() {}

    /// Names of all types, corrected as in the line, in tokens.
    package mutating func names(_ bytes: UnsafeBufferPointer<UInt8>, _ text: TokenizedText) -> [TaggedName] {
        names.removeAll(keepingCapacity: true)
        text.tokens.withUnsafeBufferPointer { tokens in
            MentionTagger(space: space).tag(bytes, tokens, into: &names)
            var polish = MentionPolish(bytes, tokens)
            polish.apply(to: &names)
        }
        return names
    }
}
