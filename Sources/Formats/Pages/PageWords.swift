import CTables

/// Words about the parts of web pages (Sources/CTables/data/pages/words.txt), by their hash.
struct PageWords: Sendable {
    /// What the words of an element's class, id and role say of it: a bit for each class of words in the order of the file.
    struct Groups: OptionSet, Sendable {
        let rawValue: UInt16
        static let related = Groups(rawValue: 1)
        static let social = Groups(rawValue: 2)
        static let signup = Groups(rawValue: 4)
        static let comment = Groups(rawValue: 8)
        static let ad = Groups(rawValue: 16)
        static let caption = Groups(rawValue: 32)
        static let meta = Groups(rawValue: 64)
        static let nav = Groups(rawValue: 128)
        static let toc = Groups(rawValue: 256)
        static let body = Groups(rawValue: 512)
        /// Begins like something beside the article: comments, related, footer.
        static let apart = Groups(rawValue: 1 << 12)
        /// `itemprop=articleBody`.
        static let articleBody = Groups(rawValue: 1 << 13)
        static let hidden = Groups(rawValue: 1 << 14)
        /// The words name the body itself: `article-body`, `entry-content`.
        static let strong = Groups(rawValue: 1 << 15)
    }

    static let groupCount = 10
    static let phraseCount = 10

    static let shared: PageWords = {
        let table = copydesk_page_words()
        return PageWords(String(decoding: UnsafeBufferPointer(start: table.start, count: table.count), as: UTF8.self))
    }()

    private struct Phrase: Sendable {
        var anywhere: UInt16 = 0
        var start: UInt16 = 0
        /// Longer phrases begin with it.
        var isPrefix = false
    }

    private var classes = HashedWords<UInt16>(0)
    private var strong = HashedWords<Bool>(false)
    private var phrases = HashedWords<Phrase>(Phrase())
    private var apart: [[UInt8]] = []
    private(set) var roles: Set<String> = []
    private(set) var nobodies: Set<String> = []
    private(set) var labels: Set<String> = []
    /// Given names, lower case: those of the quotation stage.
    let given: Set<String> = {
        let table = copydesk_speech()
        let text = String(decoding: UnsafeBufferPointer(start: table.start, count: table.count), as: UTF8.self)
        let lists = text.split(separator: "\n").filter { $0.hasPrefix("list\tgiven_") }
        return Set(lists.flatMap { $0.split(separator: "\t").last?.split(separator: " ").map(String.init) ?? [] })
    }()

    private init(_ text: String) {
        var classCount = 0
        var phraseCount = 0
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count > 1 else { continue }
            switch words[0] {
            case "class":
                for word in words.dropFirst(2) { classes.update(Self.hash(word)) { $0 |= 1 << classCount } }
                classCount += 1
            case "strong": for word in words.dropFirst() { strong.update(Self.hash(word)) { $0 = true } }
            case "apart": apart += words.dropFirst().map { Array($0.utf8) }
            case "role": roles.formUnion(words.dropFirst().map(String.init))
            case "label": labels.formUnion(words.dropFirst().map(String.init))
            case "nobody": nobodies.formUnion(words.dropFirst().map(String.init))
            case "phrase":
                let isStart = words[2] == "start"
                let list = words.dropFirst(isStart ? 3 : 2).joined(separator: " ")
                for phrase in list.split(separator: "|") { add(phrase, 1 << phraseCount, isStart: isStart) }
                phraseCount += 1
            default: break
            }
        }
    }

    private mutating func add(_ phrase: Substring, _ bit: UInt16, isStart: Bool) {
        var bytes = Array(phrase.utf8)
        bytes.append(0x20)
        bytes.withUnsafeBufferPointer { buffer in
            var at = 0
            var hash = Self.seed
            while let word = Self.nextWord(buffer, &at, hash) {
                hash = word
                var probe = at
                let isLast = Self.nextWord(buffer, &probe, hash) == nil
                phrases.update(hash) { entry in
                    if !isLast { entry.isPrefix = true } else if isStart { entry.start |= bit } else { entry.anywhere |= bit }
                }
            }
        }
    }

    // MARK: hashing

    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    private static func hash(_ word: Substring) -> UInt64 { word.utf8.reduce(seed, step) }

    /// True for bytes of words: letters, digits, apostrophes and what is beyond ASCII.
    @inline(__always)
    static func isWordByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- 48 < 10 || byte >= 0x80 || byte == UInt8(ascii: "'")
    }

    /// Goes on with `hash` over the next word, folded to lower case. Leaves `at` behind the word; `nil` where no word follows.
    @inline(__always)
    static func nextWord(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ hash: UInt64) -> UInt64? {
        while at < bytes.count, !isWordByte(bytes[at]) { at &+= 1 }
        guard at < bytes.count else { return nil }
        var hash = step(hash, 0x20)
        while at < bytes.count, isWordByte(bytes[at]) {
            let byte = bytes[at]
            if byte &- 0x41 < 26 {
                hash = step(hash, byte | 0x20)
            } else if byte >= 0xC3, byte <= 0xD1, at + 1 < bytes.count {
                let pair = folded(byte, bytes[at + 1])
                hash = step(step(hash, pair.0), pair.1)
                at &+= 1
            } else {
                hash = step(hash, byte)
            }
            at &+= 1
        }
        return hash
    }

    /// Two-byte letters of Latin-1, Greek and Cyrillic in lower case.
    @inline(__always)
    private static func folded(_ lead: UInt8, _ trail: UInt8) -> (UInt8, UInt8) {
        switch (lead, trail) {
        case (0xC3, 0x80...0x9E): (lead, trail | 0x20)
        case (0xCE, 0x91...0x9F): (lead, trail + 0x20)
        case (0xCE, 0xA0...0xA9): (0xCF, trail - 0x20)
        case (0xD0, 0x90...0x9F): (lead, trail + 0x20)
        case (0xD0, 0xA0...0xAF): (0xD1, trail - 0x20)
        default: (lead, trail)
        }
    }

    // MARK: reading

    /// The phrases in the beginning of a block's text: a bit for each class of phrases.
    func phrases(in text: UnsafeBufferPointer<UInt8>) -> UInt16 {
        let bytes = UnsafeBufferPointer(rebasing: text.prefix(Self.phraseBytesMax))
        var found: UInt16 = 0
        var at = 0
        var isFirst = true
        for _ in 0..<Self.phraseWordsMax {
            guard let first = Self.nextWord(bytes, &at, Self.seed) else { break }
            var hash = first
            var probe = at
            while let phrase = phrases[hash] {
                found |= phrase.anywhere | (isFirst ? phrase.start : 0)
                guard phrase.isPrefix, let longer = Self.nextWord(bytes, &probe, hash) else { break }
                hash = longer
            }
            isFirst = false
        }
        return found
    }

    private static let phraseBytesMax = 300
    private static let phraseWordsMax = 60

    /// What the words of a class, id or role say; words are split at marks and at capitals behind small letters.
    func groups(_ value: UnsafeBufferPointer<UInt8>) -> Groups {
        var found: UInt16 = 0
        var at = 0
        var before: UInt64?
        while at < value.count {
            guard (value[at] | 0x20) &- UInt8(ascii: "a") < 26 else {
                if value[at] <= 0x20 { before = nil }
                at &+= 1
                continue
            }
            let start = at
            var hash = Self.seed
            var pair = before
            repeat {
                hash = Self.step(hash, value[at] | 0x20)
                pair = pair.map { Self.step($0, value[at] | 0x20) }
                at &+= 1
            } while at < value.count && (value[at] | 0x20) &- UInt8(ascii: "a") < 26 && !(value[at] < 0x60 && value[at - 1] >= 0x60)
            found |= classes[hash] ?? 0
            if strong[hash] != nil || (pair.map { strong[$0] != nil } ?? false) { found |= Groups.strong.rawValue }
            if found & Groups.apart.rawValue == 0, isApart(value, start, at - start) { found |= Groups.apart.rawValue }
            before = hash
        }
        return Groups(rawValue: found)
    }

    private func isApart(_ value: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> Bool {
        let first = value[start] | 0x20
        for stem in apart where stem[0] == first && stem.count <= length {
            var index = 1
            while index < stem.count, value[start + index] | 0x20 == stem[index] { index += 1 }
            if index == stem.count { return true }
        }
        return false
    }
}

/// Values by the hash of a word: open addressing, nothing hashed twice. 0 is no hash of a word.
private struct HashedWords<Value: Sendable>: Sendable {
    private static var slots: Int { 4_096 }
    private var hashes = [UInt64](repeating: 0, count: 4_096)
    private var values: [Value]
    private let none: Value

    init(_ none: Value) {
        self.none = none
        values = Array(repeating: none, count: Self.slots)
    }

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(slots - 1)) }

    @inline(__always)
    subscript(hash: UInt64) -> Value? {
        var slot = Self.slot(hash)
        while hashes[slot] != 0 {
            if hashes[slot] == hash { return values[slot] }
            slot = (slot + 1) & (Self.slots - 1)
        }
        return nil
    }

    mutating func update(_ hash: UInt64, _ change: (inout Value) -> Void) {
        var slot = Self.slot(hash)
        while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & (Self.slots - 1) }
        hashes[slot] = hash
        change(&values[slot])
    }
}
