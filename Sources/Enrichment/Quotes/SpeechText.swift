/// The units of one article with what is known of them, for the rules to ask. Valid only while the scratch that owns the memory is.
struct SpeechText {
    let bytes: UnsafeBufferPointer<UInt8>
    let units: UnsafeBufferPointer<SpeechUnit>
    let regions: UnsafeMutableBufferPointer<QuotedRegion>
    let lexicon: SpeechLexicon
    /// Verb forms show by suffixes (English).
    let hasSuffixes: Bool
    /// Every noun has a capital (German).
    let hasNounCapitals: Bool
    let isVerbSecond: Bool
    let isBare: Bool

    init(
        bytes: UnsafeBufferPointer<UInt8>, units: UnsafeBufferPointer<SpeechUnit>, regions: UnsafeMutableBufferPointer<QuotedRegion>,
        lexicon: SpeechLexicon
    ) {
        self.bytes = bytes
        self.units = units
        self.regions = regions
        self.lexicon = lexicon
        hasSuffixes = lexicon.traits.contains(.suffixes)
        hasNounCapitals = lexicon.traits.contains(.nounCapitals)
        isVerbSecond = lexicon.traits.contains(.verbSecond)
        isBare = lexicon.traits.contains(.bare)
    }

    /// The quotation that unit `index` is; it must be one.
    @inline(__always)
    func region(_ index: Int) -> QuotedRegion { regions[Int(units[index].region)] }

    @inline(__always)
    func isTaken(_ index: Int) -> Bool { regions[Int(units[index].region)].isTaken }

    @inline(__always)
    func take(_ index: Int) { regions[Int(units[index].region)].isTaken = true }

    /// Byte where the words of unit `index` begin: inside the marks of a quotation.
    @inline(__always)
    func start(_ index: Int) -> Int32 { units[index].isQuote ? region(index).start : units[index].start }

    /// Byte behind the words of unit `index`.
    @inline(__always)
    func end(_ index: Int) -> Int32 { units[index].isQuote ? region(index).end : units[index].end }

    /// The first unit that begins at byte `start` or behind it.
    func firstUnit(_ start: Int32) -> Int {
        var low = 0
        var high = units.count
        while low < high {
            let middle = (low + high) / 2
            if units[middle].start < start { low = middle + 1 } else { high = middle }
        }
        return low
    }

    @inline(__always)
    func bytes(_ range: UnitRange) -> ByteSpan { ByteSpan(start: units[range.lowerBound].start, end: units[range.upperBound - 1].end) }

    /// A headline in capitals: most longer words have one.
    func isTitleCase(_ range: UnitRange) -> Bool {
        var words = 0
        var capitals = 0
        for index in range where units[index].isWord && units[index].has(.long) {
            words += 1
            if units[index].has(.upper) { capitals += 1 }
        }
        return words >= 4 && words <= 16 && 4 * capitals >= 3 * words
    }
}

/// Bytes of the text, end exclusive.
struct ByteSpan: Hashable, Sendable {
    var start: Int32
    var end: Int32
}
