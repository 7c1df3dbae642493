import CTables

extension SpeechLexicon {
    /// The lexica that are linked into the program, by language.
    static let all: [String: SpeechLexicon] = {
        var lexica: [String: SpeechLexicon] = [:]
        for lexicon in SpeechLexiconReader.read(SpeechTable.bytes) { lexica[lexicon.language] = lexicon }
        return lexica
    }()

    /// What serves languages without a file of their own.
    static let english =
        all["en"]
        ?? SpeechLexicon(language: "en", traits: [], entries: [Entry()], cues: [CueForm(kind: .say, traits: [])], sequences: [], keys: [])

    /// The lexicon for a BCP 47 tag; English where the language has none or is not known.
    static func of(_ language: String?) -> SpeechLexicon {
        guard let language else { return english }
        return all[String(language.prefix { $0 != "-" && $0 != "_" }).lowercased()] ?? english
    }
}

/// Reads `data/speech/*.tsv`, one file after the other: `language`, `trait`, `cue` and `list` lines, `#` comments.
struct SpeechLexiconReader {
    private struct Words {
        var language = ""
        var traits: SpeechTraits = []
        var ids: [String: UInt16] = [:]
        var entries = [SpeechLexicon.Entry()]
        var keys: [UInt8] = []
        var cues = [SpeechLexicon.CueForm(kind: .say, traits: [])]
        var sequences: [(first: UInt16, sequence: SpeechLexicon.Sequence)] = []
        var lemmaOfCue: [String] = [""]
        var lemmaLists: [(words: Set<String>, trait: CueTraits)] = []
    }

    private var shared: [(list: SpeechClass, words: [String])] = []
    private var languages: [Words] = []
    private var isShared = false

    /// All languages of a table. Lines that it does not understand are left out; a test holds that there are none.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [SpeechLexicon] {
        var reader = SpeechLexiconReader()
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            reader.add(line.split(separator: UInt8(ascii: "\t")).map { String(decoding: $0, as: UTF8.self) })
        }
        return reader.finish()
    }

    private mutating func add(_ fields: [String]) {
        guard let kind = fields.first, fields.count >= 2 else { return }
        if kind == "language" {
            isShared = fields[1] == "*"
            if !isShared {
                languages.append(Words())
                languages[languages.count - 1].language = fields[1]
            }
        } else if isShared {
            if kind == "list", fields.count == 3, let list = SpeechClass.names[fields[1]] { shared.append((list, Self.words(fields[2]))) }
        } else if !languages.isEmpty {
            Self.add(fields, kind, to: &languages[languages.count - 1])
        }
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private static func add(_ fields: [String], _ kind: String, to words: inout Words) {
        switch kind {
        case "trait": for name in Self.words(fields[1]) { words.traits.formUnion(SpeechTraits.names[name] ?? []) }
        case "cue":
            guard fields.count == 4, let letter = fields[2].utf8.first, let cueKind = CueKind(letter: letter) else { return }
            for form in Self.words(fields[3]) { addCue(form, lemma: fields[1], cueKind, to: &words) }
        case "list":
            guard fields.count == 3 else { return }
            let lemmaTraits: [String: CueTraits] = ["infinitive": .infinitive, "bareclause": .bareClause, "plain": .plain]
            if let trait = lemmaTraits[fields[1]] {
                words.lemmaLists.append((Set(Self.words(fields[2])), trait))
            } else if let list = SpeechClass.names[fields[1]] {
                for word in Self.words(fields[2]) { words.entries[Int(id(word, &words))].classes.formUnion(list) }
            }
        default: return
        }
    }

    private static func addCue(_ form: String, lemma: String, _ kind: CueKind, to words: inout Words) {
        let parts = form.split(separator: "_").map { id(String($0), &words) }
        guard let first = parts.first else { return }
        if kind == .according || kind == .accordingAfter { words.entries[Int(first)].classes.insert(.beginsAccording) }
        if parts.count == 1 && words.entries[Int(first)].cue != 0 { return }
        var traits: CueTraits = []
        if words.traits.contains(.suffixes) {
            if form.hasSuffix("ing") { traits.insert(.gerund) }
            if form.hasSuffix("ed") || ["said", "told", "wrote"].contains(form) { traits.insert(.past) }
            if form.hasSuffix("s") { traits.insert(.present) }
        }
        words.cues.append(SpeechLexicon.CueForm(kind: kind, traits: traits))
        words.lemmaOfCue.append(lemma)
        let cue = UInt16(words.cues.count - 1)
        if parts.count == 1 {
            words.entries[Int(first)].cue = cue
        } else {
            words.sequences.append((first, SpeechLexicon.Sequence(words: parts, cue: cue)))
        }
    }

    /// The number of a word, given where it has none yet.
    private static func id(_ word: String, _ words: inout Words) -> UInt16 {
        if let known = words.ids[word] { return known }
        var entry = SpeechLexicon.Entry()
        entry.keyStart = UInt32(words.keys.count)
        words.keys += Array(word.utf8)
        entry.keyEnd = UInt32(words.keys.count)
        entry.hash = Array(word.utf8).withUnsafeBufferPointer { SpeechLexicon.hash($0) }
        words.entries.append(entry)
        let number = UInt16(words.entries.count - 1)
        words.ids[word] = number
        return number
    }

    private mutating func finish() -> [SpeechLexicon] {
        var out: [SpeechLexicon] = []
        for index in languages.indices {
            for (list, names) in shared {
                for name in names { languages[index].entries[Int(Self.id(name, &languages[index]))].classes.formUnion(list) }
            }
            out.append(Self.lexicon(languages[index]))
        }
        return out
    }

    private static func lexicon(_ words: Words) -> SpeechLexicon {
        var words = words
        for (lemmas, trait) in words.lemmaLists {
            for cue in words.cues.indices where lemmas.contains(words.lemmaOfCue[cue]) { words.cues[cue].traits.insert(trait) }
        }
        for entry in words.entries where entry.cue != 0 {
            if entry.classes.contains(.nounCue) { words.cues[Int(entry.cue)].traits.insert(.noun) }
            if entry.classes.contains(.askPassive) { words.cues[Int(entry.cue)].traits.insert(.passiveAsk) }
        }
        // Longest first, in the order of the file: the first that fits is taken.
        let sorted = words.sequences.enumerated().sorted {
            ($0.element.first, -$0.element.sequence.words.count, $0.offset) < (
                $1.element.first, -$1.element.sequence.words.count, $1.offset
            )
        }
        for (position, item) in sorted.enumerated() {
            let first = Int(item.element.first)
            if words.entries[first].sequencesTo == 0 { words.entries[first].sequencesFrom = UInt16(position) }
            words.entries[first].sequencesTo = UInt16(position + 1)
        }
        return SpeechLexicon(
            language: words.language, traits: words.traits, entries: words.entries, cues: words.cues,
            sequences: sorted.map(\.element.sequence),
            keys: words.keys)
    }
}

/// The bytes of `data/speech/*.tsv` in the program.
enum SpeechTable {
    static var bytes: UnsafeBufferPointer<UInt8> {
        let table = copydesk_speech()
        return UnsafeBufferPointer(start: table.start, count: table.count)
    }
}
