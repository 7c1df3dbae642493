import Model

/// Speech over several paragraphs, each opened by a mark and only the last one closed.
extension QuoteFinder {
    /// Joins the paragraphs of one utterance, and gives those in front the speaker that the last one names.
    mutating func joinParagraphs() {
        guard text.regions.contains(where: { $0.isOpen }) else { return }
        var quoteOfRegion = [Int](repeating: -1, count: text.regions.count)
        for index in found.indices where found[index].kind == .direct {
            let region = region(at: found[index].span.start)
            if region >= 0 { quoteOfRegion[region] = index }
        }
        for region in text.regions.indices.dropLast().reversed() where text.regions[region].isOpen {
            let (first, second) = (quoteOfRegion[region], quoteOfRegion[region + 1])
            guard first >= 0, second >= 0, found[first].rule == .carried, found[second].rule != .carried else { continue }
            found[first].speaker = found[second].speaker
            found[first].cue = found[second].cue
            found[first].rule = found[second].rule
        }
        joinUtterances(quoteOfRegion)
    }

    private mutating func joinUtterances(_ quoteOfRegion: [Int]) {
        var parents = Array(0..<utterances)
        for region in text.regions.indices.dropLast() where text.regions[region].isOpen {
            let (first, second) = (quoteOfRegion[region], quoteOfRegion[region + 1])
            guard first >= 0, second >= 0, found[first].speaker == found[second].speaker else { continue }
            parents[found[second].utterance] = parents[found[first].utterance]
        }
        for index in found.indices { found[index].utterance = parents[found[index].utterance] }
    }

    /// The region that holds byte `start`, -1 where none does.
    private func region(at start: Int32) -> Int {
        var low = 0
        var high = text.regions.count
        while low < high {
            let middle = (low + high) / 2
            if text.regions[middle].outerStart <= start { low = middle + 1 } else { high = middle }
        }
        return low > 0 && start < text.regions[low - 1].outerEnd ? low - 1 : -1
    }
}
