/// Abbreviations of time zones, from the table `dates/zones.txt`.
enum ZoneNames {
    /// Minutes east of UTC for a name in any case, `nil` where it is not known or means summer or winter time by the date.
    static func minutes(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        if name.count <= 3, let universal = universal(name) { return universal }
        let tokens = DateTokens(name)
        guard tokens.count > 0, tokens.count <= DateTokens.syllablesMax else { return nil }
        var hash = DateTokens.PhraseHash()
        for index in 0..<tokens.count {
            guard tokens[index].isWord else { return nil }
            tokens.add(tokens[index], to: &hash)
        }
        var found: Int?
        DateLexicon.shared.each(hash.value) { sense in
            if sense.kind == .zone, abs(Int(sense.value)) < 5_000 { found = Int(sense.value) }
        }
        return found
    }

    /// `GMT`, `UTC`, `UT` and `Z` without a look at the table: most headers have one of them.
    private static func universal(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        var key: UInt32 = 0
        for byte in name { key = key << 8 | UInt32(byte & 0xDF) }
        switch key {
        case 0x47_4D54, 0x55_5443, 0x5554, 0x5A: return 0
        default: return nil
        }
    }
}
