/// Joins the forms of an English word: plural, past and -ing endings are taken off (the first step of Porter's stemmer of 1980, without its
/// exceptions).
///
/// A stem is only a key; keywords are given as the text has them.
enum LightStem {
    /// The hash of the stem of a folded word.
    static func hash(_ folded: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var count = folded.count
        if count > 3 { count = withoutPlural(folded) }
        var isY = false
        if count > 3 {
            count = withoutPastOrIng(folded, count)
            if count > 3 {
                if folded[count - 1] == UInt8(ascii: "e") { count -= 1 }
                isY = folded[count - 1] == UInt8(ascii: "y")
            }
        }
        var hash = WordHash.basis
        for index in 0..<count { hash = WordHash.add(isY && index == count - 1 ? UInt8(ascii: "i") : folded[index], to: hash) }
        return hash
    }

    private static func withoutPlural(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        let count = word.count
        guard word[count - 1] == UInt8(ascii: "s") else { return count }
        switch word[count - 2] {
        case UInt8(ascii: "s"), UInt8(ascii: "u"), UInt8(ascii: "i"), UInt8(ascii: "'"): return count
        case UInt8(ascii: "e"):
            let third = word[count - 3]
            let isSibilant = third == UInt8(ascii: "s") && count > 4 && word[count - 4] == UInt8(ascii: "s")
            return third == UInt8(ascii: "i") || isSibilant ? count - 2 : count - 1
        default: return count - 1
        }
    }

    private static func withoutPastOrIng(_ word: UnsafeBufferPointer<UInt8>, _ count: Int) -> Int {
        var kept = count
        if ends(word, count, "eed") { return count - 1 }
        if ends(word, count, "ed"), hasVowel(word, count - 2) {
            kept = count - 2
        } else if ends(word, count, "ing"), hasVowel(word, count - 3) {
            kept = count - 3
        }
        guard kept < count else { return count }
        // planned, running: the doubled letter is the ending's; fall, pass, buzz keep theirs.
        let last = word[kept - 1]
        let keepsDouble = last == UInt8(ascii: "l") || last == UInt8(ascii: "s") || last == UInt8(ascii: "z") || isVowel(last)
        if kept > 2, last == word[kept - 2], !keepsDouble { kept -= 1 }
        return kept
    }

    private static func ends(_ word: UnsafeBufferPointer<UInt8>, _ count: Int, _ ending: StaticString) -> Bool {
        let length = ending.utf8CodeUnitCount
        guard count > length else { return false }
        for index in 0..<length where word[count - length + index] != ending.utf8Start[index] { return false }
        return true
    }

    private static func hasVowel(_ word: UnsafeBufferPointer<UInt8>, _ count: Int) -> Bool {
        for index in 0..<count where isVowel(word[index]) || (word[index] == UInt8(ascii: "y") && index > 0) { return true }
        return false
    }

    private static func isVowel(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
        default: false
        }
    }
}
