/// What bytes cost as text of a double-byte charset.
struct DoubleByteCost {
    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    /// A letter of Latin text that stands beside a character; half-width kana and characters of more than two bytes.
    private static let neighbourCost = 24
    private static let halfCost = 88
    private static let halfNeighbourCost = 40
    private static let longCost = 110
    private static let badCost = 200

    /// The cost in eighths of a nat, `nil` where too much is no character of the set.
    static func of(_ bytes: UnsafeRawBufferPointer, _ set: Int) -> Int? {
        let charset = CharsetModels.doubleByteSets[set]
        let costs = CharsetModels.shared.costs(set)
        var cost = 0
        var good = 0
        var bad = 0
        var at = 0
        while at < bytes.count {
            let lead = bytes[at]
            if lead < 0x80 {
                at += 1
                continue
            }
            let trail = at + 1 < bytes.count ? bytes[at + 1] : 0
            let before = at > 0 && letters.contains(bytes[at - 1] | 0x20)
            let length = length(charset, lead, trail)
            // A character that the end cuts is nobody's fault.
            if at + length > bytes.count || (length == 0 && at + 1 == bytes.count) { break }
            let after = at + length < bytes.count && letters.contains(bytes[at + length] | 0x20)
            switch length {
            case 0:
                bad += 1
                cost += badCost
                if bad > 2 + good / 100 { return nil }
            case 1: cost += halfCost + (before ? halfNeighbourCost : 0) + (after ? halfNeighbourCost : 0)
            case 2: cost += Int(costs[Int(lead) << 8 | Int(trail)]) + (before ? neighbourCost : 0) + (after ? neighbourCost : 0)
            default: cost += longCost
            }
            if length > 0 { good += 1 }
            at += max(1, length)
        }
        return cost
    }

    /// Bytes of the character, 0 where it is none.
    private static func length(_ charset: Charset, _ lead: UInt8, _ trail: UInt8) -> Int {
        let isPair: Bool
        switch charset {
        case .gb18030:
            if (0x30...0x39).contains(trail) { return lead >= 0x81 && lead <= 0xFE ? 4 : 0 }
            isPair = lead >= 0x81 && trail >= 0x40 && trail != 0x7F && trail != 0xFF
        case .big5: isPair = lead >= 0x87 && ((0x40...0x7E).contains(trail) || trail >= 0xA1 && trail <= 0xFE)
        case .shiftJIS:
            if (0xA1...0xDF).contains(lead) { return 1 }
            isPair = lead >= 0x81 && lead <= 0xFC && lead != 0xA0 && trail >= 0x40 && trail != 0x7F && trail <= 0xFC
        case .eucJP:
            if lead == 0x8E { return (0xA1...0xDF).contains(trail) ? 2 : 0 }
            if lead == 0x8F { return trail >= 0xA1 ? 3 : 0 }
            isPair = lead >= 0xA1 && trail >= 0xA1 && trail <= 0xFE
        default: isPair = lead >= 0x81 && ((0x41...0x5A).contains(trail) || (0x61...0x7A).contains(trail) || (0x81...0xFE).contains(trail))
        }
        return isPair && lead <= 0xFE ? 2 : 0
    }
}
