import Synchronization

/// How one single-byte charset reads each byte: which letter of its script it is, or what kind of mark.
struct CharsetReading: Sendable {
    enum Kind: UInt8 {
        case space, digit, mark, lower, upper, caseless
        // Marks beyond ASCII, by where they stand.
        case apostrophe, opening, either, dash, dots, dot, money, sign, noBreakSpace, softHyphen, ordinal, odd, bad, other

        var isLetter: Bool { self == .lower || self == .upper || self == .caseless }
    }

    let script: CharsetModels.Script
    let kinds: [Kind]
    /// The byte's symbol in the script's table of pairs.
    let symbols: [Int]

    private static let made = Mutex<[Charset: CharsetReading]>([:])

    /// The reading of a single-byte charset; made at its first use.
    static func of(_ charset: Charset, _ script: CharsetModels.Script) -> CharsetReading {
        made.withLock { readings in
            if let reading = readings[charset] { return reading }
            let reading = CharsetReading(charset, script)
            readings[charset] = reading
            return reading
        }
    }

    private init(_ charset: Charset, _ script: CharsetModels.Script) {
        let table = SingleByteTable.of(charset)
        let pairs = CharsetModels.shared.pairs(script)
        var kinds = [Kind](repeating: .bad, count: 256)
        var symbols = [Int](repeating: CharsetModels.boundary, count: 256)
        for byte in UInt8.min...UInt8.max {
            guard let scalar = table.scalar(byte) else { continue }
            let kind = byte < 0x80 ? Self.plain(byte) : Self.kind(scalar)
            kinds[Int(byte)] = kind
            if kind.isLetter {
                let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
                symbols[Int(byte)] = pairs.symbol(lower.value)
            }
        }
        self.script = script
        self.kinds = kinds
        self.symbols = symbols
    }

    private static func plain(_ byte: UInt8) -> Kind {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case 0...0x20: .space
        default: .mark
        }
    }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar {
        case "’": return .apostrophe
        case "“", "«", "”", "»": return .either
        case "„", "‘", "‚", "¿", "¡", "‹", "›": return .opening
        case "–", "—": return .dash
        case "…": return .dots
        case "•", "·": return .dot
        case "€", "£": return .money
        case "°", "§", "©", "®", "™", "½", "¼", "¾", "²", "³", "¹", "×", "±", "µ": return .sign
        case "\u{A0}": return .noBreakSpace
        case "ª", "º": return .ordinal
        case "¢", "¥", "¦", "¨", "¬", "¯", "´", "¶", "¸", "¤", "†", "‡", "ˆ", "‰", "˜": return .odd
        default: break
        }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter: return .lower
        case .uppercaseLetter, .titlecaseLetter: return .upper
        case .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .enclosingMark: return .caseless
        case .control, .unassigned, .privateUse: return .bad
        case .format: return .softHyphen
        case .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation,
            .connectorPunctuation:
            return .odd
        default: return .other
        }
    }

    // MARK: costs beyond the pairs of letters, in nats

    /// What a letter costs for its place.
    func place(_ context: CharsetSample.Context) -> Float {
        let before = kinds[Int(context.before)]
        let kind = kinds[Int(context.byte)]
        let after = kinds[Int(context.after)]
        var cost: Float = 0
        if script != .latin {
            // A word is of one script, and has more than one letter.
            if context.before < 0x80, before.isLetter { cost += 8 }
            if context.after < 0x80, after.isLetter { cost += 8 }
            if !before.isLetter, !after.isLetter { cost += 4 }
        }
        if symbols[Int(context.byte)] == CharsetModels.foreign { cost += 4 }
        if kind == .upper {
            cost += before == .lower ? 5 : after.isLetter ? 1 : 1.5
        } else if kind == .lower, before == .upper, after == .upper {
            cost += 4
        }
        return cost
    }

    /// What a mark costs between its neighbours.
    func mark(_ context: CharsetSample.Context) -> Float {
        let before = kinds[Int(context.before)]
        let after = kinds[Int(context.after)]
        var cost = Self.mark(kinds[Int(context.byte)], before, after)
        // The letters beside it begin and end words.
        if context.after < 0x80, after.isLetter { cost += 2.6 }
        if context.before < 0x80, before.isLetter { cost += 1.5 }
        return cost
    }

    private static func mark(_ kind: Kind, _ before: Kind, _ after: Kind) -> Float {
        let follows = before.isLetter
        let leads = after.isLetter
        let isInside = follows && leads
        switch kind {
        case .bad: return 16
        case .apostrophe: return isInside ? 4.5 : follows || before == .mark ? 6 : before == .digit || before == .space ? 8 : 7
        case .opening: return isInside ? 12 : !follows && after != .space ? 5.5 : 9
        case .either: return isInside ? 12 : (!follows && after != .space) || (before != .space && !leads) ? 5 : 8
        case .dash: return isInside ? 6.5 : follows || leads ? 7.5 : 5.5
        case .dots: return isInside ? 9 : follows ? 7 : 6.5
        case .dot: return follows ? 9 : 6
        case .money: return isInside ? 7 : 5.5
        case .sign: return isInside ? 13 : 8
        case .noBreakSpace: return isInside ? 9 : 5.5
        case .softHyphen: return isInside ? 7 : 11
        case .ordinal: return before == .digit || before == .mark ? 6.5 : 10
        case .odd: return isInside ? 15 : 11
        default: return follows || leads ? 15 : 12
        }
    }
}
