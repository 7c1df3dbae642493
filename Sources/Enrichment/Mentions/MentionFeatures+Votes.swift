/// What the same words were taken for elsewhere in the text: the second pass's features (after Chieu and Ng 2002, one sense a text).
extension MentionFeatures {
    /// Notes where each capitalised word stands.
    func collectPlaces() {
        var slots = 64
        while slots < space.activeCount * 2 { slots *= 2 }
        space.votesMask = min(slots, MentionWorkspace.votesMax) - 1
        space.votes.initialize(repeating: WordVotes(), count: space.votesMask + 1)
        var used = 0
        for at in 0..<space.activeCount where space.active[at].gate == 1 {
            let slot = voteSlot(space.active[at].exact)
            if space.votes[slot].exact == 0 {
                if used * 4 > space.votesMask * 3 { continue }
                used += 1
                space.votes[slot].exact = space.active[at].exact
            }
            let known = space.votes[slot].placesCount
            if known < 4 {
                space.votes[slot].places[Int(known)] = Int32(at)
                space.votes[slot].placesCount = known + 1
            }
        }
    }

    /// Writes the words before and behind the other occurrences of active token `at`; gives their number.
    @inline(__always)
    func placeFeatures(_ at: Int, _ out: UnsafeMutablePointer<UInt32>) -> Int {
        let vote = space.votes[voteSlot(space.active[at].exact)]
        var total = 0
        for known in 0..<Int(vote.placesCount) where vote.places[known] != Int32(at) && total < 12 {
            let index = Int(space.active[Int(vote.places[known])].index)
            let isFirst = index == 0 || tokens[index].flags.rawValue & sentenceStart != 0
            let isLast = index + 1 >= count || tokens[index + 1].flags.rawValue & sentenceStart != 0
            let before = isFirst ? .outside : space.traits[index - 1]
            let after = isLast ? .outside : space.traits[index + 1]
            out[total] = Self.mix(50, before.hash, 0)
            out[total + 1] = Self.mix(51, after.hash, 0)
            out[total + 2] = Self.mix(52, UInt32(before.meaning), UInt32(before.flags))
            out[total + 3] = Self.mix(53, UInt32(after.meaning), UInt32(after.flags))
            total += 4
        }
        return total
    }

    /// Counts the types that the labels of the first pass give to each capitalised word.
    package func collectVotes(_ labels: UnsafePointer<UInt8>) {
        for at in 0..<space.activeCount where space.active[at].gate == 1 {
            let slot = voteSlot(space.active[at].exact)
            withUnsafeMutableBytes(of: &space.votes[slot].counts) { counts in
                counts.withMemoryRebound(to: UInt16.self) { $0[MentionLabel.type(labels[at])] &+= 1 }
            }
        }
    }

    @inline(__always)
    private func voteSlot(_ exact: UInt32) -> Int {
        var slot = Int(exact) & space.votesMask
        while space.votes[slot].exact != 0, space.votes[slot].exact != exact { slot = (slot + 1) & space.votesMask }
        return slot
    }

    /// Writes the features that the *other* occurrences of active token `at` give, none where there are none; gives their number (0 or 3).
    @inline(__always)
    package func voteFeatures(_ at: Int, _ labels: UnsafePointer<UInt8>, _ out: UnsafeMutablePointer<UInt32>) -> Int {
        let active = space.active[at]
        guard active.gate == 1 else { return 0 }
        var counts = space.votes[voteSlot(active.exact)].counts
        return withUnsafeMutableBytes(of: &counts) { raw -> Int in
            let counts = raw.assumingMemoryBound(to: UInt16.self)
            let own = MentionLabel.type(labels[at])
            if counts[own] > 0 { counts[own] -= 1 }
            var total = 0
            var best = 0
            for type in 0..<5 {
                total += Int(counts[type])
                if counts[type] > counts[best] { best = type }
            }
            if total == 0 { return 0 }
            var other = 0
            for type in 1..<4 where type != best && counts[type] > (other == 0 ? 0 : counts[other]) { other = type }
            let isClear: UInt32 = Int(counts[best]) * 3 >= total * 2 ? 1 : 0
            let view = UInt32(best) * 2 + isClear
            let isFirst: UInt32 = tokens[Int(active.index)].flags.contains(.sentenceStart) ? 1 : 0
            out[0] = Self.mix(60, view, UInt32(min(total, 3)))
            out[1] = Self.mix(61, view, UInt32(active.capital) * 2 + isFirst)
            out[2] = Self.mix(62, view, UInt32(other))
            return 3
        }
    }

    /// All features that `voteFeatures` can give; the trainer keeps them whatever their number.
    package static var allVoteFeatures: [UInt32] {
        (0..<10).flatMap { view -> [UInt32] in
            let view = UInt32(view)
            return (1...3).map { mix(60, view, $0) } + (0..<8).map { mix(61, view, $0) } + (0..<4).map { mix(62, view, $0) }
        }
    }
}
