import Glibc
import Language

/// The tokens of a text as strings.
func words(of text: String, language: String? = nil) -> [String] {
    reading(text, language) { read, bytes in read.tokens.map { String(decoding: bytes[$0.bytes], as: UTF8.self) } }
}

/// The sentences of a text as strings.
func sentences(of text: String, language: String? = nil) -> [String] {
    reading(text, language) { read, bytes in
        (0..<read.sentenceCount).map { String(decoding: bytes[read.bytes(ofSentence: $0)], as: UTF8.self) }
    }
}

/// Runs `body` with the tokens of a text and its bytes.
func reading<Result>(_ text: String, _ language: String? = nil, _ body: (TokenizedText, UnsafeBufferPointer<UInt8>) throws -> Result)
    rethrows
    -> Result
{
    var read = TokenizedText()
    var text = text
    return try text.withUTF8 { bytes in
        read.read(bytes, language: language)
        return try body(read, bytes)
    }
}

/// CPU time of `body` on this thread, in nanoseconds.
func cpuNs(_ body: () -> Void) -> UInt64 {
    func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
    let begin = now()
    body()
    return now() - begin
}

/// Random texts: pieces that tokenisers trip over, and code points from everywhere.
struct TextMaker {
    var state: UInt64

    mutating func next(_ below: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 11) % below
    }

    static let pieces = [
        "U.S.", "a.m", "Mr.", "O'Brien", "’s", "'ll", "https://a.b/", "www.", "x@y.z", "3,000", "2.5", "--", "...", "…", "\n", "\n\n",
        "\r\n", " ", "\u{A0}",
        "\u{2028}", "\u{2029}", "“", "”", "«", "»", "。", "、", "「", "」", "[3]", "(", ")", "*", "AT&T", "-", "‐", "_", "\u{0}", "\u{1}",
        "\u{85}", "\u{FEFF}",
        "e\u{301}", "\u{301}", "漢字", "かな", "한국", "ไทย", "العربية", "עברית", "हिन्दी", "👩‍👩‍👧", "🇩🇪", "𝒜", "\u{10FFFF}", "A", "z", "7", ".", ",", "'",
        "#",
    ]

    mutating func scalar() -> Unicode.Scalar {
        let ranges: [Range<Int>] = [
            0..<0x80, 0x80..<0x250, 0x300..<0x370, 0x370..<0x700, 0x900..<0xE80, 0x2000..<0x2070, 0x3000..<0x3100, 0x4E00..<0x4F00,
            0xFE00..<0x10000,
            0x1F600..<0x1F700, 0x10000..<0x110000,
        ]
        while true {
            let range = ranges[next(ranges.count)]
            if let scalar = Unicode.Scalar(UInt32(range.lowerBound + next(range.count))) { return scalar }
        }
    }

    mutating func text(_ length: Int) -> String {
        var text = ""
        for _ in 0..<length {
            switch next(3) {
            case 0: text.unicodeScalars.append(scalar())
            case 1: text += Self.pieces[next(Self.pieces.count)]
            default: text += ["word", "Word", " ", " the ", "x"][next(5)]
            }
        }
        return text
    }
}
