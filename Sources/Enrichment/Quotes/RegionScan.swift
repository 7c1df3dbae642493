import Language

/// Pairs quotation marks paragraph by paragraph, by what stands beside each mark first and by its shape second, so that one lost or
/// mistaken mark harms one quotation and not the rest of the article.
struct RegionScan {
    let bytes: UnsafeBufferPointer<UInt8>
    let paragraphs: [TextParagraph]
    let marks: [QuoteMark]
    let traits: SpeechTraits
    /// »…« is the document's style, not «…».
    let isReversed: Bool
    /// Single marks carry the speech (British house style).
    let isSingleStyle: Bool
    /// Quotations that may be open at once; further openers are read as no mark.
    private static let depthMax = 8

    struct Opener {
        var start: Int32
        var end: Int32
        var isDouble: Bool
    }

    /// `marks` must be prepared (`prepare`).
    init(bytes: UnsafeBufferPointer<UInt8>, paragraphs: [TextParagraph], marks: [QuoteMark], traits: SpeechTraits) {
        self.bytes = bytes
        self.paragraphs = paragraphs
        self.marks = marks
        self.traits = traits
        isReversed = Self.isReversed(marks)
        isSingleStyle = Self.isSingleStyle(bytes, marks)
    }

    /// Tells each mark whether a well formed inner quotation follows it; one pass from the right.
    static func prepare(_ marks: inout [QuoteMark]) {
        var paragraph: Int32 = -1
        // Of the marks behind: whether the next closer is followed by a closer before any opener; the next closer; what comes first.
        var nextIsCloser = false
        var nestedAfter = false
        for index in marks.indices.reversed() {
            if marks[index].paragraph != paragraph {
                paragraph = marks[index].paragraph
                nextIsCloser = false
                nestedAfter = false
            }
            marks[index].isNested = nestedAfter
            let mark = marks[index]
            if mark.isPlainCloser {
                nestedAfter = nextIsCloser
                nextIsCloser = true
            } else if mark.isDouble && CodePoint.isWord(mark.after) && (CodePoint.isSpace(mark.before) || mark.before == 0x28) {
                nextIsCloser = false
            }
        }
    }

    private static func isReversed(_ marks: [QuoteMark]) -> Bool {
        var outward = 0
        var inward = 0
        for mark in marks where CodePoint.isSpace(mark.before) || mark.before == 0x28 {
            if mark.point == 0xBB && CodePoint.isWord(mark.after) { inward += 1 }
            if mark.point == 0xAB { outward += 1 }
        }
        return inward > outward
    }

    /// A single-quoted stretch that ends in , . ? or ! exists, and double marks are fewer than twice as many.
    private static func isSingleStyle(_ bytes: UnsafeBufferPointer<UInt8>, _ marks: [QuoteMark]) -> Bool {
        var pairs = 0
        var doubles = 0
        var openAt: Int32 = -1
        var paragraph: Int32 = -1
        for mark in marks {
            if mark.paragraph != paragraph {
                paragraph = mark.paragraph
                openAt = -1
            }
            if mark.isDouble {
                if mark.point == 0x22 || mark.point == 0x201C || mark.point == 0xAB || mark.point == 0x201E { doubles += 1 }
            } else if mark.canOpen && mark.point != 0x2019 && (CodePoint.isUpper(mark.after) || QuoteMark.isDouble(mark.after)) {
                openAt = mark.end
            } else if openAt >= 0, mark.point == 0x27 || mark.point == 0x2019, mark.start - openAt >= 4, mark.start - openAt <= 400,
                mark.before == 0x2C || mark.before == 0x2E || mark.before == 0x3F || mark.before == 0x21,
                CodePoint.isSpace(mark.after) || QuoteMark.isDash(mark.after) || mark.after == 0x29
            {
                pairs += 1
                openAt = -1
            }
        }
        return pairs >= 1 && pairs > doubles / 2
    }

    /// Appends the outermost regions of all paragraphs, from left to right.
    func run(_ regions: inout [QuotedRegion]) {
        var found: [QuotedRegion] = []
        var stack: [Opener] = []
        stack.reserveCapacity(Self.depthMax)
        for index in paragraphs.indices {
            let paragraph = paragraphs[index]
            guard paragraph.marksTo > paragraph.marksFrom else { continue }
            found.removeAll(keepingCapacity: true)
            stack.removeAll(keepingCapacity: true)
            scan(paragraph, &stack, &found)
            closeAtEnd(index, &stack, &found)
            found.removeAll { $0.depth > 0 || $0.end <= $0.start }
            found.sort { $0.start < $1.start }
            for region in found where region.outerStart >= regions.last?.outerEnd ?? 0 { regions.append(region) }
        }
    }

    private func scan(_ paragraph: TextParagraph, _ stack: inout [Opener], _ found: inout [QuotedRegion]) {
        let lastCloser = lastSingleCloser(paragraph)
        for index in Int(paragraph.marksFrom)..<Int(paragraph.marksTo) {
            let mark = marks[index]
            let way =
                mark.isDouble ? doubleDirection(mark, paragraph, isInside: !stack.isEmpty) : singleDirection(mark, stack, lastCloser)
            if way > 0 { open(mark, paragraph, &stack, &found) } else if way < 0 { close(mark, &stack, &found) }
        }
    }

    private func open(_ mark: QuoteMark, _ paragraph: TextParagraph, _ stack: inout [Opener], _ found: inout [QuotedRegion]) {
        if let top = stack.last, top.isDouble == mark.isDouble, !mark.isDouble || !mark.isNested {
            // The mark before was never closed: it is dropped, unless it led the paragraph.
            stack.removeLast()
            if stack.isEmpty, isBlank(paragraph.start, top.start), mark.start - top.end > 20 {
                found.append(region(top, end: mark.start, outerEnd: mark.start, isOpen: false))
            }
        }
        if stack.count < Self.depthMax { stack.append(Opener(start: mark.start, end: mark.end, isDouble: mark.isDouble)) }
    }

    private func close(_ mark: QuoteMark, _ stack: inout [Opener], _ found: inout [QuotedRegion]) {
        guard let index = stack.lastIndex(where: { $0.isDouble == mark.isDouble }) else { return }
        let opener = stack[index]
        stack.removeSubrange(index...)
        var made = region(opener, end: mark.start, outerEnd: mark.end, isOpen: false)
        made.depth = Int32(stack.count { $0.isDouble || isSingleStyle })
        found.append(made)
    }

    /// A quotation that is open at the paragraph's end goes to it where the next paragraph begins with a mark, or where it led its
    /// paragraph or stood behind a colon or comma.
    private func closeAtEnd(_ index: Int, _ stack: inout [Opener], _ found: inout [QuotedRegion]) {
        guard let opener = stack.first(where: { $0.isDouble || isSingleStyle }) else { return }
        let paragraph = paragraphs[index]
        let runsOn = index + 1 < paragraphs.count && beginsWithMark(paragraphs[index + 1])
        guard runsOn || isBlank(paragraph.start, opener.start) || followsColon(opener.start, from: paragraph.start) else { return }
        found.removeAll { $0.outerStart >= opener.start }
        found.append(region(opener, end: paragraph.end, outerEnd: paragraph.end, isOpen: runsOn))
    }
}
