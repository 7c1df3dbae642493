/// The words of one language that the quotation stage knows: speech verbs with their classes, function words, given names.
///
/// Words are found by their folded bytes (lower case, ’ as ') in an open-addressing table; each has a number, so that word
/// sequences ("according to") are compared as numbers.
struct SpeechLexicon: Sendable {
    /// What one known word is.
    struct Entry: Sendable {
        var classes: SpeechClass = []
        /// Index into `cues`, 0 where the word alone is no cue.
        var cue: UInt16 = 0
        /// First and last + 1 index into `sequences` of those that begin with this word.
        var sequencesFrom: UInt16 = 0
        var sequencesTo: UInt16 = 0
        var keyStart: UInt32 = 0
        var keyEnd: UInt32 = 0
        var hash: UInt32 = 0
    }

    /// What one form of a speech verb is.
    struct CueForm: Sendable {
        var kind: CueKind
        var traits: CueTraits
    }

    /// A cue of several words.
    struct Sequence: Sendable {
        var words: [UInt16]
        var cue: UInt16
    }

    let language: String
    let traits: SpeechTraits
    /// Entry 0 stands for every unknown word.
    private(set) var entries: [Entry]
    /// Cue 0 stands for none.
    let cues: [CueForm]
    let sequences: [Sequence]
    private let keys: [UInt8]
    private let slots: [UInt16]
    private let mask: Int

    init(language: String, traits: SpeechTraits, entries: [Entry], cues: [CueForm], sequences: [Sequence], keys: [UInt8]) {
        self.language = language
        self.traits = traits
        self.entries = entries
        self.cues = cues
        self.sequences = sequences
        self.keys = keys
        var size = 64
        while size < entries.count * 3 { size *= 2 }
        mask = size - 1
        var slots = [UInt16](repeating: 0, count: size)
        for index in entries.indices.dropFirst() {
            var slot = Int(entries[index].hash) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt16(index)
        }
        self.slots = slots
    }

    /// Number of the word whose folded bytes are `key` with FNV-1a `hash`; 0 where it is unknown.
    @inline(__always)
    func find(_ key: UnsafeBufferPointer<UInt8>, hash: UInt32) -> UInt16 {
        var slot = Int(hash) & mask
        while true {
            let index = slots[slot]
            if index == 0 { return 0 }
            let entry = entries[Int(index)]
            if entry.hash == hash && matches(entry, key) { return index }
            slot = (slot + 1) & mask
        }
    }

    /// The folded bytes of word `number`.
    func word(_ number: Int) -> ArraySlice<UInt8> { keys[Int(entries[number].keyStart)..<Int(entries[number].keyEnd)] }

    private func matches(_ entry: Entry, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
        guard Int(entry.keyEnd - entry.keyStart) == key.count else { return false }
        for index in 0..<key.count where keys[Int(entry.keyStart) + index] != key[index] { return false }
        return true
    }

    @inline(__always)
    static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in key { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return hash
    }
}
