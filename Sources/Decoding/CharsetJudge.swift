/// Which charset makes the likeliest text of bytes that are not UTF-8.
///
/// Each charset reads the bytes; what comes out costs what its letters are unlikely to follow one another in the language that fits best, and what
/// its marks are unlikely to stand where they do. ASCII letters around them say which language it is. Rare charsets cost something in advance, so
/// that a single byte does not decide for them (naive Bayes with pairs of letters; the pairs are data, see `CharsetModels`).
enum CharsetJudge {
    /// The single-byte sets with what each costs in advance, in nats.
    private static let singles: [(charset: Charset, script: CharsetModels.Script, cost: Float)] = [
        (.windows1252, .latin, 0), (.windows1250, .latin, 2), (.iso8859x2, .latin, 2.5), (.windows1254, .latin, 2.5),
        (.windows1257, .latin, 3), (.iso8859x15, .latin, 3), (.macintosh, .latin, 4), (.ibm850, .latin, 5), (.ibm437, .latin, 5.5),
        (.ibm852, .latin, 4.5), (.macCentralEurope, .latin, 7), (.windows1258, .latin, 5), (.iso8859x13, .latin, 5),
        (.iso8859x16, .latin, 7), (.iso8859x4, .latin, 8), (.iso8859x3, .latin, 9), (.iso8859x10, .latin, 10), (.iso8859x14, .latin, 10),
        (.windows1251, .cyrillic, 10), (.koi8R, .cyrillic, 12), (.koi8U, .cyrillic, 13), (.iso8859x5, .cyrillic, 13),
        (.ibm866, .cyrillic, 12), (.macCyrillic, .cyrillic, 14), (.ibm855, .cyrillic, 16), (.windows1253, .greek, 10),
        (.iso8859x7, .greek, 11), (.windows1255, .hebrew, 10), (.iso8859x8, .hebrew, 11), (.windows1256, .arabic, 10),
        (.iso8859x6, .arabic, 11), (.windows874, .thai, 10),
    ]
    private static let doubleByteCost: Float = 10
    /// What a declaration is worth that is often wrong.
    private static let declaredWorth: Float = 12
    /// Bytes beyond ASCII from which on it says something that they stand alone, or side by side.
    private static let sparseMin = 3
    private static let denseMin = 8
    /// What the ASCII letters may say against a language at most: so much, and so much for each byte beyond ASCII. A page is in two languages,
    /// that of its text and that of its menus.
    private static let plainStart: Float = 6
    private static let plainCost: Float = 2
    /// Costs of one byte beyond ASCII that no text has.
    private static let noiseCost: Float = 15
    private static let noiseStart: Float = 40

    /// - Parameter hint: a charset that is declared, but may only be a habit.
    /// - Returns: `nil` where nothing makes text of the bytes.
    static func decide(_ bytes: UnsafeRawBufferPointer, hint: Charset? = nil) -> Charset? {
        let sample = CharsetSample(bytes)
        if sample.total == 0 { return nil }
        let plain = plainCosts(sample)
        let plainLeast = Float(plain.min() ?? 0) / CharsetModels.unit
        var best: (charset: Charset, cost: Float)?
        func offer(_ charset: Charset, _ cost: Float) {
            let cost = charset == hint ? cost - declaredWorth : cost
            if best.map({ cost < $0.cost }) ?? true { best = (charset, cost) }
        }
        // In Latin text letters beyond ASCII stand alone, in other scripts side by side.
        let isSparse = sample.total >= sparseMin && sample.adjacent * 10 < sample.total
        let isDense = sample.total >= denseMin && sample.adjacent * 10 > sample.total * 6
        for single in singles where single.script == .latin ? !isDense || single.charset == hint : !isSparse {
            let reading = CharsetReading.of(single.charset, single.script)
            let languages = single.script == .latin ? plain : []
            let cost = cost(sample, reading, languages)
            offer(single.charset, single.cost + cost + (single.script == .latin ? 0 : plainLeast))
        }
        if !isSparse {
            for set in CharsetModels.doubleByteSets.indices {
                guard let cost = DoubleByteCost.of(UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, sample.end + 1)]), set) else {
                    continue
                }
                offer(CharsetModels.doubleByteSets[set], doubleByteCost + plainLeast + Float(cost) / CharsetModels.unit)
            }
        }
        guard let best, best.cost - plainLeast < noiseStart + noiseCost * Float(sample.total) else { return nil }
        return best.charset
    }

    /// What the ASCII letters cost in each language of Latin script.
    private static func plainCosts(_ sample: CharsetSample) -> [Int32] {
        let pairs = CharsetModels.shared.pairs(.latin)
        let symbols = [CharsetModels.boundary] + (UInt32(0x61)...0x7A).map { pairs.symbol($0) }
        var sums = [Int32](repeating: 0, count: pairs.lanes)
        sums.withUnsafeMutableBufferPointer { sums in
            guard let base = sums.baseAddress else { return }
            for first in 0..<27 {
                for second in 0..<27 where first + second > 0 {
                    let count = sample.plainPairs[27 * first + second]
                    if count > 0 { pairs.add(symbols[first], symbols[second], times: count, to: base) }
                }
            }
        }
        let most = (sums.min() ?? 0) + Int32(CharsetModels.unit * (plainStart + plainCost * Float(sample.total)))
        return sums.map { min($0, most) }
    }

    /// What the sample costs in one charset, in nats, in the language that fits best.
    /// - Parameter languages: what each language costs in advance; empty for nothing.
    private static func cost(_ sample: CharsetSample, _ reading: CharsetReading, _ languages: [Int32]) -> Float {
        let pairs = CharsetModels.shared.pairs(reading.script)
        var sums = languages.isEmpty ? [Int32](repeating: 0, count: pairs.lanes) : languages
        var beside: Float = 0
        sums.withUnsafeMutableBufferPointer { sums in
            guard let base = sums.baseAddress else { return }
            for context in sample.contexts {
                let count = context.count
                guard reading.kinds[Int(context.byte)].isLetter else {
                    beside += reading.mark(context) * Float(count)
                    continue
                }
                let symbol = reading.symbols[Int(context.byte)]
                pairs.add(reading.symbols[Int(context.before)], symbol, times: count, to: base)
                // A letter beyond ASCII that follows counts this pair itself.
                if context.after < 0x80 || !reading.kinds[Int(context.after)].isLetter {
                    pairs.add(symbol, reading.symbols[Int(context.after)], times: count, to: base)
                }
                beside += reading.place(context) * Float(count)
            }
        }
        return Float(sums.min() ?? 0) / CharsetModels.unit + beside
    }
}
