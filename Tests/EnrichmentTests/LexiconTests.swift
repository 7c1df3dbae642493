import Foundation
import Language
import Testing

@testable import Enrichment

@Suite("Word lists of times and amounts") struct LexiconTests {
    @Test("Every word that a rule names is in the English list, marks and words of other languages aside")
    func englishHasEveryWord() {
        let known = Set(Lexicon.lexicon(of: "en").entries.map(\.word))
        let marks = Set((0...0xFFFF).map { Word(mark: UInt16($0)) })
        let missing = Word.allCases.filter { !known.contains($0) && !marks.contains($0) }
        #expect(Set(missing) == [.never, .agoBefore, .hourMark, .possessive])
    }

    @Test(
        "Every language has months, weekdays, numbers and units, and knows only words that rules name",
        arguments: ["en", "de", "fr", "es", "pt", "it"])
    func languageIsWhole(language: String) {
        let lexicon = Lexicon.lexicon(of: language)
        #expect(lexicon.language == language)
        func numbers(_ of: WordClass) -> Set<Int> {
            let phrases = lexicon.phrases.values.joined().filter { $0.of == of }.map { Int($0.number) }
            return Set(lexicon.values.filter { $0.of == of }.map { Int($0.number) } + phrases)
        }
        #expect(numbers(.month) == Set(1...12))
        #expect(numbers(.weekday) == Set(1...7))
        #expect(numbers(.cardinal).union(numbers(.tens)).isSuperset(of: Array(0...20) + [30, 40, 50, 60, 70, 80, 90]))
        #expect(numbers(.unit).isSuperset(of: [0, 1, 2, 3, 4, 6, 8].map { $0 }))
        let nameless = lexicon.entries.filter { $0.classes & WordClass.word.bit != 0 && $0.word == .none }
        #expect(
            nameless.isEmpty,
            "\(nameless.map { String(decoding: lexicon.letters[Int($0.letters.lowerBound)..<Int($0.letters.upperBound)], as: UTF8.self) })")
    }

    @Test("A language without lists gets signs and figures, a region its language")
    func fallbacks() {
        #expect(Lexicon.lexicon(of: "sv").language == "common")
        #expect(Lexicon.lexicon(of: nil).language == "common")
        #expect(Lexicon.lexicon(of: "pt-BR").language == "pt")
    }

    @Test(
        "Every word of the lists is found by its hash, so that no two share one", arguments: ["common", "en", "de", "fr", "es", "pt", "it"])
    func hashesAreUnique(language: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/CTables/data/expressions/\(language).tsv")
        let lexicon = Lexicon.lexicon(of: language)
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where line.contains("\t") {
            for word in line.prefix(while: { $0 != "\t" }).split(separator: " ") {
                var word = String(word)
                let entry = word.withUTF8 { bytes in
                    bytes.baseAddress.map { lexicon.find(TokenHash.hash(bytes), $0, bytes.count) } ?? 0
                }
                #expect(entry != 0, "\(word)")
            }
        }
    }
}
