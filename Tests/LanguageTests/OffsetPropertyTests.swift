import Language
import Testing

/// P6: offsets are true.
@Suite struct OffsetPropertyTests {
    static let seeds: [UInt64] = (1...40).map { $0 &* 0x9E37_79B9_7F4A_7C15 }

    @Test("P6: a token's span in code points is its bytes, over random Unicode", arguments: seeds)
    func spansAreTrue(seed: UInt64) {
        var maker = TextMaker(state: seed)
        let text = maker.text(40 + maker.next(400))
        let scalars = Array(text.unicodeScalars)
        reading(text) { read, bytes in
            var index = CodePointIndex()
            index.read(bytes)
            #expect(index.count == scalars.count, "seed \(seed)")
            for token in read.tokens {
                let start = index.codePointOffset(ofByte: Int(token.start))
                let end = index.codePointOffset(ofByte: Int(token.end))
                // What substr(body, start + 1, end - start) gives in SQLite: code points, counted one by one.
                let cut = String(String.UnicodeScalarView(scalars[start..<end]))
                #expect(Array(cut.utf8) == Array(bytes[token.bytes]), "seed \(seed), bytes \(token.bytes)")
            }
        }
    }

    @Test("P6: tokens cover every byte that is no blank exactly once, in order", arguments: seeds)
    func tokensCoverTheText(seed: UInt64) {
        var maker = TextMaker(state: seed ^ 0x5555)
        let text = maker.text(40 + maker.next(400))
        reading(text) { read, bytes in
            var at = 0
            for token in read.tokens {
                #expect(token.start < token.end && Int(token.start) >= at, "seed \(seed)")
                let gap = String(decoding: bytes[at..<Int(token.start)], as: UTF8.self)
                #expect(
                    gap.unicodeScalars.allSatisfy { CodePoint.isSpace($0.value) }, "seed \(seed): \(gap.debugDescription) lies in no token")
                #expect(token.has(.blankBefore) == (!gap.isEmpty || token == read.tokens.first), "seed \(seed)")
                at = Int(token.end)
            }
            let rest = String(decoding: bytes[at...], as: UTF8.self)
            #expect(rest.unicodeScalars.allSatisfy { CodePoint.isSpace($0.value) }, "seed \(seed)")
        }
    }

    @Test("sentences are runs of whole tokens that follow each other", arguments: seeds)
    func sentencesCoverTheTokens(seed: UInt64) {
        var maker = TextMaker(state: seed ^ 0xAAAA)
        let languages = ["en", "de", "ru", "xx"]
        reading(maker.text(300), languages[maker.next(4)]) { read, _ in
            var at = 0
            for sentence in 0..<read.sentenceCount {
                let tokens = read.tokens(ofSentence: sentence)
                #expect(tokens.lowerBound == at && !tokens.isEmpty, "seed \(seed)")
                #expect(tokens.allSatisfy { read.tokens[$0].has(.sentenceStart) == ($0 == at) }, "seed \(seed)")
                at = tokens.upperBound
            }
            #expect(at == read.tokens.count, "seed \(seed)")
        }
    }

    @Test("no bytes at all make the tokeniser or the identifier trap", arguments: seeds)
    func anyBytesAreRead(seed: UInt64) {
        var maker = TextMaker(state: seed)
        let bytes = (0..<500).map { _ in UInt8(maker.next(3) == 0 ? 0x80 + maker.next(0x80) : maker.next(0x80)) }
        bytes.withUnsafeBufferPointer { bytes in
            var read = TokenizedText()
            read.read(bytes)
            #expect(read.tokens.last.map { Int($0.end) <= bytes.count } ?? true, "seed \(seed)")
            let found = LanguageIdentifier.shared.identify(bytes)
            #expect(found.map { (0...1).contains($0.confidence) } ?? true, "seed \(seed)")
        }
    }
}

@Suite struct HostileTextTests {
    static let pieces = [
        "\"", "'", "“", "’", "A", "A ", "1", "1.", "1,", ".", ". ", "a.", "A.", "a@", "www.a ", "http://", "a-", "a's", "[a", "x] ", "[3] ",
        "\" ", "( A", ") ",
        "\u{1}", "漢", "ก", "\n", "e\u{301}", "\u{301}", "😀", "Mr. ", "l’", "*", "* * ", "-", "A&", "The ", "Tuesday, ",
    ]

    @Test("60 KB of one thing take a time that grows with its length only", arguments: pieces)
    func timeIsLinear(piece: String) {
        func time(_ bytes: Int) -> UInt64 {
            let text = String(repeating: piece, count: bytes / piece.utf8.count)
            return cpuNs { reading(text) { read, _ in #expect(read.tokens.count > 0 || piece == "\n") } }
        }
        _ = time(1000)
        // The least of three, so that a busy machine does not count.
        let short = (0..<3).map { _ in time(15_000) }.min() ?? 0
        let long = (0..<3).map { _ in time(60_000) }.min() ?? 0
        #expect(long < 50_000_000 || long < short * 12, "15 KB \(short) ns, 60 KB \(long) ns")
        #expect(long < short * 12 + 2_000_000, "15 KB \(short) ns, 60 KB \(long) ns")
    }
}
