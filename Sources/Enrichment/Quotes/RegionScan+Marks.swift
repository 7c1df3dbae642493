import Language

extension RegionScan {
    /// Where a double mark points. What stands beside it decides; its shape only breaks ties.
    private func pointing(_ mark: QuoteMark, isInside: Bool) -> Int {
        switch mark.point {
        case 0x201C: traits.contains(.lowCloser) ? (isInside ? -1 : 1) : 1
        case 0x60, 0x2018: 1
        case 0x201D, 0x301E, 0x2019: -1
        default: 0
        }
    }

    /// +1 opens, -1 closes, 0 is no mark of a quotation.
    func doubleDirection(_ mark: QuoteMark, _ paragraph: TextParagraph, isInside: Bool) -> Int {
        let onlyOpens = mark.canOpen && !mark.canClose
        let onlyCloses = mark.canClose && !mark.canOpen
        switch mark.point {
        case 0x300C, 0x300E, 0x201E, 0x201F, 0x301D: return 1
        case 0x300D, 0x300F: return -1
        case 0xAB, 0xBB:
            if onlyOpens && !isInside { return 1 }
            if onlyCloses && isInside { return -1 }
            return (mark.point == 0xAB) != isReversed ? 1 : -1
        default: break
        }
        let shape = pointing(mark, isInside: isInside)
        if isInside {
            if onlyCloses { return -1 }
            if onlyOpens { return 1 }
            return shape != 0 ? shape : -1
        }
        if onlyOpens { return 1 }
        if onlyCloses { return shape == 1 && mark.start == paragraph.start ? 1 : 0 }
        return shape != 0 ? shape : 1
    }

    /// +1 opens, -1 closes, 0 is an apostrophe. ’ never opens; ‘ and ' open only before a word that is no elision and no year, only if a
    /// closer follows in the paragraph, and only inside double marks, or as ‘ or ‚, or in a document of single marks.
    func singleDirection(_ mark: QuoteMark, _ stack: [Opener], _ lastCloser: Int32) -> Int {
        let isInSingle = stack.last.map { !$0.isDouble } ?? false
        if mark.point == 0x2039 || mark.point == 0x203A { return isInSingle ? -1 : 1 }
        if isInSingle {
            guard mark.canClose else { return 0 }
            // s’ before a word in lower case is a possessive.
            let isAfterS = mark.before == 0x73 || mark.before == 0x53
            return isAfterS && CodePoint.isSpace(mark.after) && !isAtLineEnd(mark.end) ? 0 : -1
        }
        guard mark.point != 0x2019, mark.canOpen, lastCloser > mark.start else { return 0 }
        guard CodePoint.isWord(mark.after), !CodePoint.isDigit(mark.after), !isElision(Int(mark.end)) else { return 0 }
        return isSingleStyle || mark.point == 0x2018 || mark.point == 0x201A || !stack.isEmpty ? 1 : 0
    }

    private func isAtLineEnd(_ at: Int32) -> Bool {
        var index = Int(at)
        while index < bytes.count && bytes[index] == 0x20 { index += 1 }
        return index >= bytes.count || bytes[index] == 0x0A
    }

    /// 'em, 'til, '90s: an apostrophe at a word's start.
    func isElision(_ at: Int) -> Bool {
        var end = at
        var word: UInt64 = 0
        while end < bytes.count && end - at < 7 && CodePoint.isASCIILetter(UInt32(bytes[end])) {
            word = word << 8 | UInt64(bytes[end] | 0x20)
            end += 1
        }
        return Self.elisions.contains(word)
    }

    /// em til tis twas cause n bout round cos: the letters of each, one byte a letter.
    private static let elisions: Set<UInt64> = Set(
        ["em", "til", "tis", "twas", "cause", "n", "bout", "round", "cos"].map { $0.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } })

    /// The last single mark of the paragraph that can close a quotation: byte offset, -1 where there is none.
    func lastSingleCloser(_ paragraph: TextParagraph) -> Int32 {
        var index = Int(paragraph.marksTo) - 1
        while index >= Int(paragraph.marksFrom) {
            let mark = marks[index]
            if !mark.isDouble && mark.canClose && mark.point != 0x201A { return mark.start }
            index -= 1
        }
        return -1
    }

    /// Nothing but blanks from `start` to `end`.
    func isBlank(_ start: Int32, _ end: Int32) -> Bool {
        for at in Int(start)..<Int(max(start, end)) where !CodePoint.isSpace(UInt32(bytes[at])) { return false }
        return true
    }

    func followsColon(_ at: Int32, from start: Int32) -> Bool {
        var index = Int(at) - 1
        while index >= Int(start) && CodePoint.isSpace(UInt32(bytes[index])) { index -= 1 }
        return index >= Int(start) && (bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: ","))
    }

    func beginsWithMark(_ paragraph: TextParagraph) -> Bool {
        guard paragraph.marksTo > paragraph.marksFrom else { return false }
        return isBlank(paragraph.start, marks[Int(paragraph.marksFrom)].start)
    }

    /// The region from an opener to the mark (or end) at `end`; blanks inside the marks are left out.
    func region(_ opener: Opener, end: Int32, outerEnd: Int32, isOpen: Bool) -> QuotedRegion {
        var first = Int(opener.end)
        var last = Int(end)
        while first < last, let width = blank(at: first) { first += width }
        while last > first, let width = blank(before: last) { last -= width }
        return QuotedRegion(
            outerStart: opener.start, outerEnd: outerEnd, start: Int32(first), end: Int32(last), isOpen: isOpen,
            last: point(before: last, from: first))
    }

    private func blank(at index: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let (point, length) = CodePoint.decode(base, index, bytes.count)
        return CodePoint.isSpace(point) ? length : nil
    }

    private func blank(before index: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var start = index - 1
        while start > 0 && bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return CodePoint.isSpace(CodePoint.decode(base, start, bytes.count).value) ? index - start : nil
    }

    private func point(before index: Int, from first: Int) -> UInt32 {
        guard index > first, let base = bytes.baseAddress else { return 0 }
        var start = index - 1
        while start > 0 && bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return CodePoint.decode(base, start, bytes.count).value
    }
}
