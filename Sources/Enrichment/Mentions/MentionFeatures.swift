import Language

/// Turns active tokens into features: 32-bit hashes of what the token and its neighbours are. The trainer and the tagger share this code.
///
/// Templates after common practice for named entities (Ratinov and Roth 2009; Lample et al. are not needed at this size): words, outlines, prefixes and
/// suffixes, word-list flags and classes of meaning within two tokens, place names of several words, and the ends of the chain of names.
package struct MentionFeatures {
    let bytes: UnsafePointer<UInt8>
    let tokens: UnsafePointer<Token>
    let count: Int
    let words: WordLexicon
    let space: MentionWorkspace

    let sentenceStart = TokenFlags.sentenceStart.rawValue
    private let blankBefore = TokenFlags.blankBefore.rawValue

    package init(
        bytes: UnsafePointer<UInt8>, tokens: UnsafePointer<Token>, count: Int, words: WordLexicon = .shared, space: MentionWorkspace
    ) {
        self.bytes = bytes
        self.tokens = tokens
        self.count = count
        self.words = words
        self.space = space
    }

    /// Active tokens, once prepared.
    package var activeCount: Int { space.activeCount }
    /// The token behind an active token.
    package func tokenIndex(_ at: Int) -> Int { Int(space.active[at].index) }

    /// Fills the workspace's active tokens and the traits of their neighbours.
    package func prepare() {
        let total = MentionGate(bytes: bytes, tokens: tokens, count: count, words: words, gate: space.gate).mark()
        space.activeCount = total
        var filled = 0
        var at = 0
        var index = 0
        while at < total {
            if space.gate[index] == 0 {
                index += 1
                continue
            }
            filled = max(filled, index - 2)
            while filled < min(index + 3, count) {
                space.traits[filled] = trait(filled)
                filled += 1
            }
            let flags = tokens[index].flags
            let capital: UInt8 = flags.contains(.initialCapital) ? 3 : flags.contains(.capital) ? 1 : 0
            space.active[at] = ActiveToken(index: Int32(index), gate: space.gate[index], capital: capital, exact: exactHash(index))
            at += 1
            index += 1
        }
        at = 0
        while at < total {
            let end = runEnd(at)
            markPlaces(at, end)
            markChains(at, end)
            at = end
        }
        collectPlaces()
    }

    /// Where the run of active tokens side by side inside one sentence that begins at `start` ends.
    @inline(__always)
    package func runEnd(_ start: Int) -> Int {
        var end = start + 1
        let most = min(space.activeCount, start + MentionWorkspace.runMax)
        while end < most, space.active[end].index == space.active[end - 1].index + 1,
            tokens[Int(space.active[end].index)].flags.rawValue & sentenceStart == 0
        {
            end += 1
        }
        return end
    }

    private func trait(_ index: Int) -> TokenTrait {
        let token = tokens[index]
        let entry = words[token.hash]
        return TokenTrait(hash: token.hash, shape: shape(token), flags: entry.flags, meaning: entry.meaning)
    }

    /// FNV-1a of the token's outline.
    private func shape(_ token: Token) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        var last: UInt8 = 0
        var run = 0
        var at = Int(token.start)
        let end = Int(token.end)
        while at < end {
            let byte = bytes[at]
            var outline: UInt8
            if byte < 0x80 {
                at += 1
                if byte &- 0x61 < 26 || byte == 0x5F {
                    outline = 0x78
                } else if byte &- 0x41 < 26 {
                    outline = 0x58
                } else if byte &- 0x30 < 10 {
                    outline = 0x30
                } else {
                    outline = byte == 0x2E || byte == 0x2D || byte == 0x27 ? byte : 0x70
                }
            } else {
                let (point, length) = CodePoint.decode(bytes, at, end)
                at += length
                outline = CodePoint.isUpper(point) ? 0x58 : CodePoint.isWord(point) ? 0x78 : point == 0x2019 ? 0x27 : 0x70
            }
            run = outline == last ? run + 1 : 1
            last = outline
            if run <= 2 { hash = (hash ^ UInt32(outline)) &* 16_777_619 }
        }
        return hash
    }

    private func exactHash(_ index: Int) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        let token = tokens[index]
        for at in Int(token.start)..<min(Int(token.end), Int(token.start) + 200) { hash = (hash ^ UInt32(bytes[at])) &* 16_777_619 }
        return hash == 0 ? 1 : hash
    }

    /// Marks the longest place names of several words in a run.
    private func markPlaces(_ start: Int, _ end: Int) {
        var at = start
        while at < end {
            guard space.active[at].capital != 0, at + 1 < end else {
                at += 1
                continue
            }
            var hash: UInt32 = 0
            var length = 0
            var kind = 0
            for next in at..<min(end, at + 5) {
                hash = WordLexicon.phraseHash(hash, tokens[Int(space.active[next].index)].hash)
                guard next > at else { continue }
                let found = words.place(hash)
                if found > 0 {
                    length = next - at + 1
                    kind = found
                }
            }
            for part in 0..<length { space.active[at + part].phrase = UInt8(kind * 4 + (part == 0 ? 0 : part == length - 1 ? 2 : 1)) }
            at += max(1, length)
        }
    }

    /// Gives every token of a chain of words, hyphens and `&` the chain's first and last word.
    private func markChains(_ start: Int, _ end: Int) {
        var at = start
        while at < end {
            var stop = at
            while stop < end, space.active[stop].gate == 1 || isLink(Int(space.active[stop].index)) { stop += 1 }
            if stop > at {
                let first = tokens[Int(space.active[at].index)].hash
                let last = tokens[Int(space.active[stop - 1].index)].hash
                for part in at..<stop {
                    space.active[part].first = first
                    space.active[part].last = last
                    space.active[part].chainStart = space.active[at].index
                    space.active[part].chainEnd = space.active[stop - 1].index + 1
                }
            }
            at = max(stop, at + 1)
        }
    }

    @inline(__always)
    private func isLink(_ index: Int) -> Bool {
        let token = tokens[index]
        return (token.mark == 0 && token.flags.rawValue & TokenFlags.clitic.rawValue == 0) || token.mark == 0x2D || token.mark == 0x26
    }
}

extension MentionFeatures {
    /// One feature: `kind` is the template, `left` and `right` what it holds.
    @inline(__always)
    static func mix(_ kind: UInt32, _ left: UInt32, _ right: UInt32) -> UInt32 {
        var mixed = UInt64(left &+ kind &* 0x9E37_79B9) &* 0xFF51_AFD7_ED55_8CCD
        mixed ^= UInt64(right) &* 0xC4CE_B9FE_1A85_EC53 &+ UInt64(kind)
        mixed ^= mixed >> 29
        mixed &*= 0xBF58_476D_1CE4_E5B9
        return UInt32(truncatingIfNeeded: mixed >> 32)
    }

    /// Writes the features of active token `at` to `out` and gives their number, at most `MentionWorkspace.featuresMax`.
    @inline(__always)
    package func features(_ at: Int, _ out: UnsafeMutablePointer<UInt32>) -> Int {
        var total = 0
        @inline(__always) func add(_ kind: UInt32, _ left: UInt32, _ right: UInt32) {
            out[total] = Self.mix(kind, left, right)
            total &+= 1
        }
        let active = space.active[at]
        let index = Int(active.index)
        let flags = tokens[index].flags.rawValue
        let isFirst = flags & sentenceStart != 0 || index < 1
        let isLast = index + 1 >= count || tokens[index + 1].flags.rawValue & sentenceStart != 0
        let own = space.traits[index]
        let before = isFirst ? .outside : space.traits[index - 1]
        let before2 =
            isFirst || index < 2 || tokens[index - 1].flags.rawValue & sentenceStart != 0 ? .outside : space.traits[index - 2]
        let after = isLast ? .outside : space.traits[index + 1]
        let after2 =
            isLast || index + 2 >= count || tokens[index + 2].flags.rawValue & sentenceStart != 0 ? .outside : space.traits[index + 2]
        let capital = UInt32(active.capital)
        add(1, 0, 0)
        add(2, active.exact, 0)
        add(3, own.hash, 0)
        add(4, before.hash, 0)
        add(5, after.hash, 0)
        add(6, before2.hash, 0)
        add(7, after2.hash, 0)
        add(8, before.hash, own.hash)
        add(9, own.hash, after.hash)
        add(10, before.hash, after.hash)
        add(11, before2.hash, before.hash)
        add(12, after.hash, after2.hash)
        add(13, own.shape, 0)
        add(14, before.shape, own.shape)
        add(15, own.shape, after.shape)
        add(16, before.shape &* 31 &+ own.shape, after.shape)
        total = affixes(index, capital, out, total)
        add(23, before.hash, own.shape)
        add(24, after.hash, own.shape)
        if own.meaning != 0 { add(25, UInt32(own.meaning), 0) }
        if before.meaning != 0 { add(26, UInt32(before.meaning), 0) }
        if after.meaning != 0 { add(27, UInt32(after.meaning), 0) }
        if before2.meaning != 0 { add(28, UInt32(before2.meaning), 0) }
        if after2.meaning != 0 { add(29, UInt32(after2.meaning), 0) }
        add(30, UInt32(before.meaning), UInt32(own.meaning))
        add(31, UInt32(own.meaning), UInt32(after.meaning))
        add(32, UInt32(own.flags), capital)
        add(33, UInt32(before.flags), capital)
        add(34, UInt32(after.flags), capital)
        add(35, UInt32(before.flags), UInt32(own.flags))
        add(36, UInt32(own.flags), UInt32(after.flags))
        add(37, UInt32(own.flags >> 14), own.shape &* 2 &+ (isFirst ? 1 : 0))
        if active.first != 0 {
            add(38, active.first, UInt32(active.gate))
            add(39, active.last, UInt32(active.gate))
            // Of a chain of one word they are its neighbours, which are features already.
            if active.chainEnd - active.chainStart > 1 {
                let start = Int(active.chainStart)
                let end = Int(active.chainEnd)
                let isStart = start == 0 || tokens[start].flags.rawValue & sentenceStart != 0
                let isEnd = end >= count || tokens[end].flags.rawValue & sentenceStart != 0
                let outer = isStart ? .outside : space.traits[start - 1]
                let next = isEnd ? .outside : space.traits[end]
                add(45, next.hash, 0)
                add(46, outer.hash, 0)
            }
        }
        let blank: UInt32 = flags & blankBefore != 0 ? 4 : 0
        let blankAfter: UInt32 = !isLast && tokens[index + 1].flags.rawValue & blankBefore != 0 ? 2 : 0
        add(40, blank + blankAfter + (active.gate == 2 ? 1 : 0), capital)
        let phrase = UInt32(active.phrase)
        let phraseBefore = isFirst || at == 0 || space.active[at - 1].index != active.index - 1 ? 0 : UInt32(space.active[at - 1].phrase)
        let phraseAfter =
            isLast || at + 1 >= space.activeCount || space.active[at + 1].index != active.index + 1
            ? 0 : UInt32(space.active[at + 1].phrase)
        if phrase != 0 {
            add(41, phrase, 0)
            add(42, phrase, UInt32(after.flags))
        }
        if phraseBefore != 0 { add(43, phraseBefore, phrase) }
        if phraseAfter != 0 { add(44, phraseAfter, phrase) }
        if active.gate == 1 { total += placeFeatures(at, out + total) }
        return total
    }

    /// Prefixes and suffixes of 2, 3 and 4 bytes of the folded word.
    @inline(__always)
    private func affixes(_ index: Int, _ capital: UInt32, _ out: UnsafeMutablePointer<UInt32>, _ before: Int) -> Int {
        var total = before
        let start = Int(tokens[index].start)
        let length = min(Int(tokens[index].end) - start, 200)
        for size in 2...4 where length >= size {
            var prefix = UInt32(7 + size)
            var suffix = UInt32(77 + size)
            for offset in 0..<size {
                prefix = (prefix ^ UInt32(Self.fold(bytes[start + offset]))) &* 16_777_619
                suffix = (suffix ^ UInt32(Self.fold(bytes[start + length - size + offset]))) &* 16_777_619
            }
            out[total] = Self.mix(UInt32(15 + size), prefix, 0)
            out[total + 1] = Self.mix(UInt32(18 + size), suffix, capital)
            total += 2
        }
        return total
    }

    @inline(__always)
    private static func fold(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte &- 0x30 < 10 ? 0x30 : byte }
}
