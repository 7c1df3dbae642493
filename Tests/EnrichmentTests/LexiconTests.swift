import Testing

@testable import Enrichment

@Suite("Word lists of times and amounts")
struct LexiconTests {
    @Test("Every word that a rule names is in the English list")
    func englishHasEveryWord() throws {
        let lexicon = Lexicon.lexicon(of: "en")
        let known = Set(lexicon.entries.map(\.word))
        let marks = (0...0xFFFF).map { Word(mark: UInt16($0)) }
        let missing = Word.allCases.filter { !known.contains($0) && !marks.contains($0) }
        #expect(missing == [.never, .agoBefore, .anyWeekend, .hourMark, .possessive])
    }
}
