import Language

extension UnitBuilder {
    /// Appends the word that begins with token `first`, with the clitics and hyphens that hang on it; gives the index behind it.
    func word(_ first: Int, _ borderEnd: Int32, _ units: inout [SpeechUnit]) -> Int {
        var last = first
        var next = first + 1
        var isPossessive = tokens[first].has(.clitic)
        while next < tokens.count {
            let token = tokens[next]
            guard !token.has(.blankBefore), Int32(token.start) < borderEnd, token.start == tokens[last].end else { break }
            if token.has(.clitic) {
                last = next
                isPossessive = bytes[Int(token.end) - 1] | 0x20 == UInt8(ascii: "s")
            } else if CodePoint.isApostrophe(UInt32(token.mark)), endsPossessive(last, next) {
                last = next
                isPossessive = true
            } else if token.mark == 0x2D || token.mark == 0x2E || token.mark == 0x26 || CodePoint.isApostrophe(UInt32(token.mark)) {
                guard next + 1 < tokens.count, tokens[next + 1].has(.word), !tokens[next + 1].has(.blankBefore),
                    token.length == 1 || token.mark > 0x7F,
                    Int32(tokens[next + 1].start) < borderEnd
                else { break }
                if let subject = cliticSubject(next) {
                    append(first, last, isPossessive, &units)
                    append(subject, subject, false, &units)
                    return subject + 1
                }
                last = next + 1
                isPossessive = false
            } else {
                break
            }
            next = last + 1
        }
        append(first, last, isPossessive, &units)
        return last + 1
    }

    /// The apostrophe of "farmers' union": behind an s, before a blank and a word.
    private func endsPossessive(_ word: Int, _ mark: Int) -> Bool {
        let isAfterS = bytes[Int(tokens[word].end) - 1] | 0x20 == UInt8(ascii: "s")
        return isAfterS && mark + 1 < tokens.count && tokens[mark + 1].has(.blankBefore) && tokens[mark + 1].has(.word)
    }

    /// The subject pronoun behind the hyphen at token `hyphen` ("dit-il", "a-t-il"), where the language hangs it there.
    private func cliticSubject(_ hyphen: Int) -> Int? {
        guard hasCliticSubject, tokens[hyphen].mark == 0x2D else { return nil }
        if isSubject(hyphen + 1) { return hyphen + 1 }
        let isT = tokens[hyphen + 1].length == 1 && bytes[Int(tokens[hyphen + 1].start)] == UInt8(ascii: "t")
        guard isT, hyphen + 3 < tokens.count, tokens[hyphen + 2].mark == 0x2D, tokens[hyphen + 3].has(.joined) else { return nil }
        return isSubject(hyphen + 3) ? hyphen + 3 : nil
    }

    private func isSubject(_ index: Int) -> Bool {
        let number = find(Int(tokens[index].start), Int(tokens[index].end)).word
        return lexicon.entries[Int(number)].classes.contains(.subject)
    }

    /// The lists that hold token `index`.
    func classes(_ index: Int) -> SpeechClass { lexicon.entries[Int(find(Int(tokens[index].start), Int(tokens[index].end)).word)].classes }

    /// Whether token `index` is a form of a speech verb.
    func isCue(_ index: Int) -> Bool { lexicon.entries[Int(find(Int(tokens[index].start), Int(tokens[index].end)).word)].cue != 0 }

    private func append(_ first: Int, _ last: Int, _ isPossessive: Bool, _ units: inout [SpeechUnit]) {
        let token = tokens[first]
        let end = Int(tokens[last].end)
        var start = Int(token.start)
        var shape = positionOfWord(token)
        if isElided, let stem = elidedEnd(start, Int(token.end)) {
            var unit = SpeechUnit(start: Int32(start), end: Int32(stem), shape: shape)
            if token.has(.initialCapital) { unit.shape.insert(.upper) }
            look(&unit)
            units.append(unit)
            start = stem
            shape = [.word]
        }
        var unit = SpeechUnit(start: Int32(start), end: Int32(end), shape: shape)
        if start > Int(token.start) {
            if let base = bytes.baseAddress, CodePoint.isUpper(CodePoint.decode(base, start, bytes.count).value) {
                unit.shape.insert(.upper)
            }
            unit.shape.insert(.letter)
        } else if token.has(.initialCapital) {
            unit.shape.insert(.upper)
        }
        if token.has(.letter) { unit.shape.insert(.letter) }
        if tokens[last].has(.abbreviation) { unit.shape.insert(.abbreviation) }
        if isPossessive { unit.shape.insert(.possessive) }
        if CodePoint.isDigit(UInt32(bytes[start])) {
            unit.shape.insert(token.has(.letter) || first != last ? .digit : [.digit, .allDigits])
        }
        look(&unit)
        units.append(unit)
    }

    private func positionOfWord(_ token: Token) -> UnitShape {
        var shape: UnitShape = [.word]
        if token.has(.blankBefore) { shape.insert(.blankBefore) }
        if token.has(.sentenceStart) { shape.insert(.sentenceStart) }
        if token.has(.paragraphBefore) || (token.has(.lineBefore) && !(token.has(.letter) && !token.has(.initialCapital))) {
            shape.insert(.line)
        }
        return shape
    }

    /// l', d', qu': where the elided word that begins at `start` ends, nil where none does.
    private func elidedEnd(_ start: Int, _ end: Int) -> Int? {
        var at = start
        while at < min(end, start + 10) {
            if bytes[at] == 0x27 || (bytes[at] == 0xE2 && at + 2 < end && bytes[at + 2] == 0x99) {
                let stop = at + (bytes[at] == 0x27 ? 1 : 3)
                guard stop < end else { return nil }
                let number = find(start, stop).word
                return lexicon.entries[Int(number)].classes.contains(.elided) ? stop : nil
            }
            at += 1
        }
        return nil
    }

    /// Looks the unit's word up and notes its endings.
    private func look(_ unit: inout SpeechUnit) {
        let (word, stem, endings) = find(Int(unit.start), Int(unit.end))
        let entry = lexicon.entries[Int(word)]
        unit.word = word
        unit.classes = entry.classes
        unit.cue = entry.cue
        unit.shape.formUnion(endings)
        if unit.has(.possessive), word == 0 { unit.classes = lexicon.entries[Int(stem)].classes.intersection(.nouns) }
        if stem != 0 && lexicon.entries[Int(stem)].classes.contains(.subject) { unit.shape.insert(.subjectStem) }
    }

    /// The number of the word at these bytes, of what stands before its apostrophe, and its endings.
    private func find(_ start: Int, _ end: Int) -> (word: UInt16, stem: UInt16, endings: UnitShape) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.keyMax) { key in
            var count = 0
            var at = start
            var hash: UInt32 = 2_166_136_261
            var stem: UInt16 = 0
            var hasSmall = false
            var before: UInt8 = 0
            while at < end && count < Self.keyMax {
                var byte = bytes[at]
                at += 1
                if byte &- 0x41 < 26 {
                    byte |= 0x20
                } else if byte == 0xE2 && at + 1 < end && bytes[at] == 0x80 && bytes[at + 1] == 0x99 || byte == 0x27 {
                    if byte != 0x27 { at += 2 }
                    byte = 0x27
                    if stem == 0 { stem = lexicon.find(UnsafeBufferPointer(rebasing: key[..<count]), hash: hash) }
                } else if before == 0xC3 && byte &- 0x80 < 0x1F && byte != 0x97 {
                    byte |= 0x20
                } else if byte &- 0x61 < 26 {
                    hasSmall = true
                }
                before = byte
                key[count] = byte
                hash = (hash ^ UInt32(byte)) &* 16_777_619
                count += 1
            }
            var endings: UnitShape = []
            if !hasSmall && count >= 3 { endings.insert(.allUpper) }
            if count > 3 { endings.insert(.long) }
            if hasSuffixes && count >= 2 { endings.formUnion(Self.endings(key, count)) }
            if at < end { return (0, stem, endings) }
            return (lexicon.find(UnsafeBufferPointer(rebasing: key[..<count]), hash: hash), stem, endings)
        }
    }

    private static func endings(_ key: UnsafeMutableBufferPointer<UInt8>, _ count: Int) -> UnitShape {
        let last = key[count - 1]
        let before = key[count - 2]
        switch last {
        case UInt8(ascii: "d"): return before == UInt8(ascii: "e") ? .endsED : []
        case UInt8(ascii: "g"):
            return before == UInt8(ascii: "n") && count >= 4 && key[count - 3] == UInt8(ascii: "i") ? .endsING : []
        case UInt8(ascii: "y"): return before == UInt8(ascii: "l") ? .endsLY : []
        case UInt8(ascii: "s"):
            let isNoVerb = before == UInt8(ascii: "s") || before == UInt8(ascii: "u") || before == 0x27
            return isNoVerb ? [.endsS, .endsSS] : .endsS
        default: return []
        }
    }
}
