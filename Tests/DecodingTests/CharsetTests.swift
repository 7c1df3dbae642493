import Foundation
import Model
import Testing

@testable import Decoding

@Suite struct CharsetTests {
    /// A text of our own in each of the scripts that old charsets were made for.
    static let samples: [(Charset, String)] = [
        (
            .windows1252,
            "Le conseil a voté vendredi l’extension du port. « C’est une journée pour le quartier », a déclaré la maire, très émue."
        ),
        (
            .windows1250,
            "Rada města v pátek schválila rozšíření přístavu. „Je to dobrý den pro celou čtvrť,“ řekla starostka žákům a učitelům."
        ),
        (
            .iso8859x2,
            "Rada miasta przyjęła w piątek rozbudowę portu. Burmistrz powiedziała, że będzie to dobry dzień dla całej społeczności."
        ),
        (
            .windows1251,
            "Совет проголосовал в пятницу за расширение порта. «Это хороший день для всего района», сказала мэр города журналистам."
        ),
        (.koi8R, "Совет проголосовал в пятницу за расширение порта. Это хороший день для всего района, сказала мэр города журналистам."),
        (
            .iso8859x5,
            "Совет проголосовал в пятницу за расширение порта. Это хороший день для всего района, сказала мэр города журналистам."
        ),
        (
            .windows1253,
            "Το συμβούλιο ψήφισε την Παρασκευή την επέκταση του λιμανιού. Είναι μια καλή μέρα για τη γειτονιά, είπε η δήμαρχος."
        ),
        (.windows1255, "המועצה הצביעה ביום שישי בעד הרחבת הנמל. זה יום טוב לכל השכונה, אמרה ראש העיר לעיתונאים שהמתינו בחוץ."),
        (.gb18030, "港口委员会星期五投票通过了扩建计划。市长说，这对整个社区来说是美好的一天，工程将于五月开始。"),
        (.big5, "港口委員會星期五投票通過了擴建計畫。市長說，這對整個社區來說是美好的一天，工程將於五月開始。"),
        (.shiftJIS, "港湾委員会は金曜日、港の拡張を賛成多数で可決した。市長は「地域にとって良い日だ」と述べた。工事は五月に始まる。"),
        (.eucJP, "港湾委員会は金曜日、港の拡張を賛成多数で可決した。市長は「地域にとって良い日だ」と述べた。工事は五月に始まる。"),
        (.iso2022JP, "港湾委員会は金曜日、港の拡張を賛成多数で可決した。市長は「地域にとって良い日だ」と述べた。工事は五月に始まる。"),
        (.eucKR, "항만 위원회는 금요일에 항구 확장을 표결로 통과시켰다. 시장은 지역 사회에 좋은 날이라고 말했다. 공사는 오월에 시작된다."),
    ]

    /// The text in a charset, by the C library.
    static func encode(_ text: String, _ charset: Charset) -> [UInt8] {
        let descriptor = iconv_open(charset.iconvName, "UTF-8")
        defer { iconv_close(descriptor) }
        var input = Array(text.utf8).map { CChar(bitPattern: $0) }
        var out = [CChar](repeating: 0, count: input.count * 4 + 64)
        let room = out.count
        var left = room
        input.withUnsafeMutableBufferPointer { source in
            out.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var fromLeft = source.count
                var to = target.baseAddress
                #expect(iconv(descriptor, &from, &fromLeft, &to, &left) == 0)
                iconv(descriptor, nil, nil, &to, &left)
            }
        }
        return out[..<(room - left)].map { UInt8(bitPattern: $0) }
    }

    @Test("legacy charsets are detected without a declaration and decode to the text", arguments: CharsetTests.samples)
    func legacy(charset: Charset, text: String) {
        let bytes = Self.encode(text, charset)
        let guess = CharsetDetector.detect(bytes, isWhole: true)
        #expect(guess.from == .detected)
        #expect(TextDecoder.decode(bytes, guess) == DecodedText(text: text), "taken for \(guess.charset)")
        #expect(TextDecoder.decode(bytes, charset) == DecodedText(text: text))
    }

    @Test("a right declaration is believed where the bytes are not UTF-8", arguments: CharsetTests.samples)
    func declared(charset: Charset, text: String) {
        let bytes = Self.encode(text, charset)
        let guess = CharsetDetector.detect(bytes, declared: charset.rawValue, isWhole: true)
        #expect(guess.charset == charset)
    }

    @Test("UTF-8 beats every declaration")
    func utf8() {
        let bytes = Array("L’été à Kyōto 東京".utf8)
        for label in ["iso-8859-1", "windows-1251", "Shift_JIS", "utf-16", "nonsense"] {
            #expect(CharsetDetector.detect(bytes, declared: label, isWhole: true) == CharsetGuess(charset: .utf8, from: .utf8))
        }
        #expect(CharsetDetector.detect([], isWhole: true).charset == .utf8)
        // A head that ends inside a character is still UTF-8 where more follows.
        #expect(CharsetDetector.detect(Array(bytes.dropLast()), isWhole: false) == CharsetGuess(charset: .utf8, from: .utf8))
    }

    @Test("byte order marks decide and belong to no text", arguments: [Charset.utf8, .utf16LE, .utf16BE, .utf32LE, .utf32BE])
    func marks(charset: Charset) {
        let text = "Совет, 東京, 😀 and ASCII"
        let bytes = Self.encode("\u{FEFF}" + text, charset)
        let guess = CharsetDetector.detect(bytes, isWhole: true)
        #expect(guess.charset == charset && guess.from == .bom && guess.bomBytes > 0)
        #expect(TextDecoder.decode(bytes, guess) == DecodedText(text: text))
    }

    @Test(
        "UTF-16 and UTF-32 are known without a mark, in Latin and other scripts",
        arguments: [Charset.utf16LE, .utf16BE, .utf32LE, .utf32BE])
    func wide(charset: Charset) {
        for (_, text) in Self.samples {
            let bytes = Self.encode(text, charset)
            #expect(TextDecoder.decode(bytes, CharsetDetector.detect(bytes, isWhole: true)).text == text)
        }
    }

    @Test("a few stray windows-1252 bytes in UTF-8 are read one by one and counted")
    func stray() {
        var bytes = Array("Été, naïve, café, déjà vu, crème brûlée; ".utf8)
        bytes = bytes + bytes + bytes + [0x93] + Array("quoted".utf8) + [0x94] + bytes
        let guess = CharsetDetector.detect(bytes, isWhole: true)
        #expect(guess == CharsetGuess(charset: .utf8, from: .utf8, hasStrayBytes: true))
        let decoded = TextDecoder.decode(bytes, guess)
        #expect(decoded.text.contains("“quoted”") && decoded.windows1252Bytes == 2 && decoded.replacedBytes == 0)
    }

    @Test("bytes that are no characters become U+FFFD and are counted")
    func replaced() {
        #expect(
            TextDecoder.decode([0x61, 0xC3, 0x28, 0xF0, 0x9F, 0x98, 0x62], .utf8)
                == DecodedText(text: "a\u{FFFD}(\u{FFFD}b", replacedBytes: 4))
        #expect(TextDecoder.decode([0xED, 0xA0, 0x80], .utf8) == DecodedText(text: "\u{FFFD}\u{FFFD}\u{FFFD}", replacedBytes: 3))
        #expect(TextDecoder.decode([0x61, 0x81, 0x62], .windows1252) == DecodedText(text: "a\u{FFFD}b", replacedBytes: 1))
        #expect(TextDecoder.decode([0x61, 0, 0x00, 0xD8, 0x62, 0], .utf16LE) == DecodedText(text: "a\u{FFFD}b", replacedBytes: 2))
        #expect(TextDecoder.decode([0x61, 0, 0x62], .utf16LE) == DecodedText(text: "a\u{FFFD}", replacedBytes: 1))
        #expect(TextDecoder.decode([0, 0, 0xD8, 0], .utf32BE) == DecodedText(text: "\u{FFFD}", replacedBytes: 4))
        let japanese = TextDecoder.decode([0x93, 0x8C, 0xFD, 0xFE, 0x8B, 0x9E, 0x93], .shiftJIS)
        #expect(japanese.text.first == "東" && japanese.text.contains("京") && japanese.replacedBytes == 3)
    }

    @Test("Latin-1 declared and Latin detected stays Latin-1; another script is believed")
    func latin1() {
        let french = Self.encode("Un café très fréquenté à l’aube.", .windows1252)
        #expect(CharsetDetector.detect(french, declared: "ISO-8859-1", isWhole: true).charset == .windows1252)
        let russian = Self.encode(Self.samples[3].1, .windows1251)
        #expect(CharsetDetector.detect(russian, declared: "ISO-8859-1", isWhole: true).charset == .windows1251)
    }

    @Test("labels are those of the Encoding Standard, case-blind")
    func labels() {
        let table: [(String, Charset?)] = [
            ("latin1", .windows1252), (" UTF8 ", .utf8), ("GB2312", .gb18030), ("x-sjis", .shiftJIS), ("ks_c_5601-1987", .eucKR),
            ("ISO-8859-9", .windows1254), ("TIS-620", .windows874), ("\"windows-1251\"", .windows1251), ("x-nonsense", nil), ("", nil),
        ]
        for (label, charset) in table { #expect(Charset(label: label) == charset, "\(label)") }
        for charset in Charset.allCases { #expect(Charset(label: charset.rawValue) == charset) }
    }

    @Test("every charset has a conversion on this system", arguments: Charset.allCases)
    func conversions(charset: Charset) {
        let ascii = "News, 12 May."
        #expect(TextDecoder.decode(Self.encode(ascii, charset), charset) == DecodedText(text: ascii))
    }

    @Test("a transcoding stream gives the same text in pieces of any size", arguments: [1, 2, 3, 7, 40_000])
    func streaming(step: Int) throws {
        for (charset, text) in Self.samples + [(.utf16LE, "a😀б"), (.utf16BE, "a😀б"), (.utf32LE, "a😀б")] {
            let long = String(repeating: text, count: 200)
            let bytes = Self.encode(long, charset)
            let stream = TranscodingStream(DribblingStream(bytes, step: step), guess: CharsetGuess(charset: charset, from: .declared))
            #expect(try Unwrapped.readAll(stream) == Array(long.utf8))
            #expect(stream.replacedBytes == 0)
        }
    }

    @Test("a transcoding stream cuts the mark, passes UTF-8, and mends stray bytes")
    func streamingUTF8() throws {
        let marked = TranscodingStream(
            MemoryStream([0xEF, 0xBB, 0xBF, 0x61, 0xFF]), guess: CharsetGuess(charset: .utf8, from: .bom, bomBytes: 3))
        #expect(try Unwrapped.readAll(marked) == [0x61, 0xFF])
        let guess = CharsetGuess(charset: .utf8, from: .utf8, hasStrayBytes: true)
        let mended = TranscodingStream(DribblingStream([0xC3, 0xA9, 0x93, 0xC3], step: 1), guess: guess)
        #expect(String(decoding: try Unwrapped.readAll(mended), as: UTF8.self) == "é“Ã")
        #expect(mended.windows1252Bytes == 2)
    }

    @Test("random bytes never crash a decoder and give valid text", arguments: Charset.allCases)
    func fuzz(charset: Charset) {
        for seed in 1...20 as ClosedRange<UInt64> {
            let decoded = TextDecoder.decode(noise(Int(seed) * 17, seed: seed), charset)
            #expect(!decoded.text.isEmpty)
            _ = CharsetDetector.detect(noise(Int(seed) * 17, seed: seed), declared: charset.rawValue, isWhole: seed % 2 == 0)
        }
    }
}
