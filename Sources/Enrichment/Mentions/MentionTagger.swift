import Language

/// A name in a text, in tokens.
package struct TaggedName: Sendable, Hashable {
    /// Index of the first token.
    package var start: Int
    /// Index behind the last token.
    package var end: Int
    /// 1 person, 2 organisation, 3 place, 4 other (a work, an event, a people).
    package var type: Int

    package init(start: Int, end: Int, type: Int) {
        self.start = start
        self.end = end
        self.type = type
    }
}

/// Finds names of persons, organisations and places: a linear-chain model over hashed features, run over capitalised stretches only, twice.
///
/// The second pass tells each word what the first took its other occurrences for. Recipe and figures: `docs/decisions`.
package struct MentionTagger {
    private let words: WordLexicon
    private let weights: MentionWeights
    private let space: MentionWorkspace

    /// - Parameter space: working memory, used by one tagger at a time.
    package init(words: WordLexicon = .shared, weights: MentionWeights = .shared, space: MentionWorkspace) {
        self.words = words
        self.weights = weights
        self.space = space
    }

    /// Appends the names of a text in order. Work and time grow with the number of capitals; longer texts are tagged block by block.
    package func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ tokens: UnsafeBufferPointer<Token>, into names: inout [TaggedName]) {
        guard let text = bytes.baseAddress, let base = tokens.baseAddress else { return }
        var start = 0
        while start < tokens.count {
            let end = Self.blockEnd(tokens, start)
            let features = MentionFeatures(bytes: text, tokens: base + start, count: end - start, words: words, space: space)
            features.prepare()
            if space.activeCount > 0 {
                label(features)
                collect(start, &names)
            }
            start = end
        }
    }

    /// The end of the block that begins at `start`: the text's end, or else the last start of a sentence that fits.
    package static func blockEnd(_ tokens: UnsafeBufferPointer<Token>, _ start: Int) -> Int {
        if tokens.count - start <= MentionWorkspace.tokensMax { return tokens.count }
        var end = start + MentionWorkspace.tokensMax
        while end > start + MentionWorkspace.tokensMax / 2 {
            if tokens[end].flags.contains(.sentenceStart) { return end }
            end -= 1
        }
        return start + MentionWorkspace.tokensMax
    }

    private func label(_ features: MentionFeatures) {
        let decoder = MentionDecoder(weights: weights, space: space)
        decoder.emit(features)
        decoder.decode(features)
        space.firstLabels.update(from: space.labels, count: space.activeCount)
        features.collectVotes(space.firstLabels)
        for at in 0..<space.activeCount {
            let count = features.voteFeatures(at, space.firstLabels, space.features)
            // The gate has done its work: it now says which tokens learnt something new.
            space.gate[at] = count > 0 ? 1 : 0
            guard count > 0 else { continue }
            var sum = space.emissions[at]
            for index in 0..<count { weights.add(space.features[index], to: &sum) }
            space.emissions[at] = sum
        }
        decoder.decode(features) { start, end in (start..<end).contains { space.gate[$0] != 0 } }
    }

    /// Turns labels into names.
    private func collect(_ offset: Int, _ names: inout [TaggedName]) {
        var at = 0
        while at < space.activeCount {
            let label = space.labels[at]
            guard label != MentionLabel.outside else {
                at += 1
                continue
            }
            let start = Int(space.active[at].index)
            var end = at + 1
            if label >= MentionLabel.otherFirst {
                while end < space.activeCount, space.labels[end] == MentionLabel.otherInside,
                    space.active[end].index == space.active[end - 1].index + 1
                {
                    end += 1
                }
            } else if MentionLabel.isOpen(label) {
                while end < space.activeCount, MentionLabel.isOpen(space.labels[end]) { end += 1 }
                end += 1
            }
            let last = Int(space.active[min(end, space.activeCount) - 1].index)
            names.append(TaggedName(start: offset + start, end: offset + last + 1, type: MentionLabel.type(label)))
            at = end
        }
    }
}
