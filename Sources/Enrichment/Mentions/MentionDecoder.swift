/// Finds the best sequence of labels for each run of active tokens (Viterbi), from the sums of their features' rows.
struct MentionDecoder {
    let weights: MentionWeights
    let space: MentionWorkspace

    /// Labels of all runs from the workspace's emissions.
    func decode(_ features: MentionFeatures, changed: (Int, Int) -> Bool = { _, _ in true }) {
        weights.transitions.withUnsafeBufferPointer { transitions in
            guard let moves = transitions.baseAddress else { return }
            var at = 0
            while at < space.activeCount {
                let end = features.runEnd(at)
                if changed(at, end) { decode(at, end, moves) }
                at = end
            }
        }
    }

    /// Sums the rows of every active token's features.
    func emit(_ features: MentionFeatures) {
        let out = space.features
        for at in 0..<space.activeCount {
            let count = features.features(at, out)
            var sum = SIMD16<Int16>(repeating: 0)
            for index in 0..<count { weights.add(out[index], to: &sum) }
            space.emissions[at] = sum
        }
    }

    private func decode(_ start: Int, _ end: Int, _ moves: UnsafePointer<SIMD16<Int32>>) {
        var score = moves[0] &+ SIMD16<Int32>(truncatingIfNeeded: space.emissions[start])
        for at in (start + 1)..<max(end, start + 1) {
            var best = SIMD16<Int32>(repeating: .min)
            var from = SIMD16<Int32>(repeating: 0)
            for label in 0..<MentionLabel.count {
                let candidate = moves[label] &+ SIMD16<Int32>(repeating: score[label])
                let isBetter = candidate .> best
                best.replace(with: candidate, where: isBetter)
                from.replace(with: SIMD16<Int32>(repeating: Int32(label)), where: isBetter)
            }
            space.pointers[at - start] = SIMD16<UInt8>(truncatingIfNeeded: from)
            score = best &+ SIMD16<Int32>(truncatingIfNeeded: space.emissions[at])
        }
        var label = 0
        var most = Int32.min
        for last in 0..<MentionLabel.count where MentionLabel.mayEnd(last) {
            let total = score[last] &+ moves[last][0]
            if total > most {
                most = total
                label = last
            }
        }
        var at = end - 1
        while true {
            space.labels[at] = UInt8(label)
            if at == start { break }
            label = Int(space.pointers[at - start][label])
            at -= 1
        }
    }
}
