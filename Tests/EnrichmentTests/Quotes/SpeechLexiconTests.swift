import Testing

@testable import Enrichment

@Suite("Speech verbs and function words") struct SpeechLexiconTests {
    private static let lines = String(decoding: SpeechTable.bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }

    @Test("six languages are there")
    func languages() {
        #expect(Set(SpeechLexicon.all.keys) == ["en", "de", "fr", "es", "pt", "it"])
    }

    @Test("every line of the files is understood")
    func lines() {
        for line in Self.lines {
            let fields = line.split(separator: "\t").map(String.init)
            switch fields.first {
            case "language": #expect(fields.count == 2)
            case "trait":
                #expect(
                    fields.count == 2 && fields[1].split(separator: " ").allSatisfy { SpeechTraits.names[String($0)] != nil }, "\(line)")
            case "cue":
                #expect(
                    fields.count == 4 && fields[2].utf8.count == 1 && fields[2].utf8.first.flatMap { CueKind(letter: $0) } != nil, "\(line)"
                )
            case "list":
                let isOfLemmas = ["infinitive", "bareclause", "plain"].contains(fields[1])
                #expect(fields.count == 3 && (isOfLemmas || SpeechClass.names[fields[1]] != nil), "\(line)")
            default: Issue.record("\(line)")
            }
        }
    }

    @Test("every word is found again by its bytes")
    func words() {
        for lexicon in SpeechLexicon.all.values {
            #expect(lexicon.entries.count < Int(UInt16.max))
            for (number, entry) in lexicon.entries.enumerated().dropFirst() {
                let word = lexicon.word(number)
                let found = word.withUnsafeBufferPointer { lexicon.find($0, hash: SpeechLexicon.hash($0)) }
                #expect(Int(found) == number)
                #expect(word.count <= UnitBuilder.keyMax && entry.hash != 0)
            }
        }
    }

    @Test("lists have bits of their own")
    func bits() {
        #expect(Set(SpeechClass.names.values.map(\.rawValue)).count == SpeechClass.names.count)
        #expect(SpeechClass.names.values.allSatisfy { $0.rawValue.nonzeroBitCount == 1 })
    }
}
