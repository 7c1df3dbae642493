import Language

extension AtomReader {
    /// Cuts a token that holds digits into runs of digits, runs of letters, and marks.
    mutating func addPieces(_ base: UnsafePointer<UInt8>, _ token: Token, _ flags: Atom.Flags, _ lexicon: Lexicon) {
        let end = Int(token.end)
        var at = Int(token.start)
        var flags = flags
        while at < end {
            let start = at
            let kind = Self.kind(base, &at, end)
            switch kind {
            case .number:
                let group: UInt8 = lexicon.style.hasDecimalComma ? 0x2E : 0x2C
                at = Self.digitsEnd(base, start, end, group)
                addNumber(base, start, at, flags)
            default: addPiece(base, start, at, kind, flags, lexicon)
            }
            if at < end { flags = pieceFlags(base, at) }
        }
    }

    func pieceFlags(_ base: UnsafePointer<UInt8>, _ at: Int) -> Atom.Flags {
        base[at] &- 0x41 < 26 ? [.glued, .initialCapital, .capital] : .glued
    }

    /// What begins at `at`; moves behind a run of letters or behind one mark.
    private static func kind(_ base: UnsafePointer<UInt8>, _ at: inout Int, _ end: Int) -> Atom.Kind {
        if base[at] &- 0x30 < 10 { return .number }
        let start = at
        while at < end {
            let (point, length) = CodePoint.decode(base, at, end)
            if CodePoint.isDigit(point) || !CodePoint.isWord(point) || point == 0x5F { break }
            at += length
        }
        if at > start { return .word }
        at += max(1, CodePoint.decode(base, at, end).length)
        return .mark
    }

    /// Where the digits that begin at `start` end, groups of thousands (3,000; 1,00,000) included.
    private static func digitsEnd(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ group: UInt8) -> Int {
        func digits(_ from: Int) -> Int {
            var at = from
            while at < end, base[at] &- 0x30 < 10 { at += 1 }
            return at - from
        }
        var at = start + digits(start)
        guard at - start <= 3, base[start] != 0x30 else { return at }
        while at < end, base[at] == group {
            let next = digits(at + 1)
            if next == 3 {
                at += 4
            } else if next == 2, group == 0x2C, at - start <= 2 || (at - start) % 3 == 2, at + 3 < end, base[at + 3] == group {
                at += 3
            } else {
                break
            }
        }
        return at
    }

    private mutating func addNumber(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ flags: Atom.Flags) {
        var atom = Atom(start: UInt32(start), end: UInt32(end), kind: .number, flags: flags)
        var value = 0.0
        var count = 0
        for at in start..<end {
            let digit = base[at] &- 0x30
            if digit < 10 {
                value = value * 10 + Double(digit)
                count += 1
            } else {
                atom.flags.insert(.grouped)
            }
        }
        atom.number = value
        atom.digits = UInt8(min(count, 255))
        if joinsLast(base, atom) { return }
        atoms.append(atom)
    }

    /// "10 000" with a hard or thin blank, "10’000": three digits that go on with the number before them.
    private mutating func joinsLast(_ base: UnsafePointer<UInt8>, _ atom: Atom) -> Bool {
        guard atom.digits == 3, !atom.flags.contains(.grouped), let last = atoms.last, last.kind == .number else { return false }
        let gap = Int(atom.start) - Int(last.end)
        guard last.flags.contains(.grouped) || last.digits <= 3, Int(last.end) - Int(last.start) < 24 else { return false }
        let at = Int(last.end)
        let isHard =
            gap == 2 && base[at] == 0xC2 && base[at + 1] == 0xA0
            || gap == 3 && base[at] == 0xE2 && base[at + 1] == 0x80 && (base[at + 2] == 0xAF || base[at + 2] == 0x89)
        guard isHard else { return false }
        var merged = last
        merged.end = atom.end
        merged.number = last.number * 1000 + atom.number
        merged.digits = UInt8(min(255, Int(last.digits) + 3))
        merged.flags.insert(.grouped)
        atoms[atoms.count - 1] = merged
        return true
    }
}
