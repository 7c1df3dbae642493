/// Why a scan stopped before the end of a value.
enum JSONFault: Equatable {
    /// The bytes end inside the value: more may come.
    case incomplete
    /// This byte does not belong here (position in the scanned bytes).
    case syntax(Int)
    /// Deeper than the limit.
    case depth(Int)
}

/// A string's bytes between its quotes.
struct JSONStringSpan {
    var start: Int
    var end: Int
    var hasEscapes: Bool
    var count: Int { end - start }
}

/// Walks JSON (RFC 8259) on bytes, 8 at a time inside strings, without recursion and without making anything.
///
/// It is stricter than most readers where that finds damage early (a line end inside a string is an error) and more patient where
/// nothing is lost by it: tabs in strings, bytes that are no UTF-8 and numbers of any size pass.
struct JSONScanner {
    let bytes: UnsafePointer<UInt8>
    let end: Int
    var at: Int
    let depthMax: Int
    private(set) var fault: JSONFault = .incomplete

    init(_ bytes: UnsafePointer<UInt8>, from: Int, end: Int, depthMax: Int) {
        self.bytes = bytes
        self.end = end
        self.at = from
        self.depthMax = depthMax
    }

    @inline(__always)
    mutating func skipSpace() {
        while at < end {
            let byte = bytes[at]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            at += 1
        }
    }

    /// The byte at the cursor after white space; `nil`, with `fault` set, at the end.
    @inline(__always)
    mutating func peek() -> UInt8? {
        skipSpace()
        if at < end { return bytes[at] }
        fault = .incomplete
        return nil
    }

    mutating func fail(_ position: Int) -> Bool {
        fault = .syntax(position)
        return false
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The string whose opening quote is at the cursor; leaves the cursor behind its closing quote.
    @inline(__always)
    mutating func string() -> JSONStringSpan? {
        let start = at + 1
        var position = start
        var hasEscapes = false
        while true {
            // Eight bytes at a time until one is a quote, a backslash or a control byte (the classic zero-byte test, Bit Twiddling Hacks).
            while position &+ 8 <= end {
                let word = UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self).littleEndian
                let quote = word ^ (Self.ones &* 0x22)
                let slash = word ^ (Self.ones &* 0x5C)
                let hit =
                    ((quote &- Self.ones) & ~quote | (slash &- Self.ones) & ~slash | (word &- Self.ones &* 0x20) & ~word) & Self.highs
                if hit != 0 {
                    position &+= hit.trailingZeroBitCount >> 3
                    break
                }
                position &+= 8
            }
            guard position < end else {
                fault = .incomplete
                return nil
            }
            let byte = bytes[position]
            if byte == 0x22 {
                at = position + 1
                return JSONStringSpan(start: start, end: position, hasEscapes: hasEscapes)
            }
            if byte == 0x5C {
                hasEscapes = true
                guard let next = escape(position) else { return nil }
                position = next
            } else if byte < 0x20, byte != 0x09 {
                fault = .syntax(position)
                return nil
            } else {
                position &+= 1
            }
        }
    }

    /// Checks the escape at `position`. Returns where it ends.
    private mutating func escape(_ position: Int) -> Int? {
        guard position + 1 < end else {
            fault = .incomplete
            return nil
        }
        switch bytes[position + 1] {
        case 0x22, 0x5C, 0x2F, UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return position + 2
        case UInt8(ascii: "u"):
            for index in position + 2..<position + 6 {
                guard index < end else {
                    fault = .incomplete
                    return nil
                }
                guard JSONText.hexValue(bytes[index]) != nil else {
                    fault = .syntax(index)
                    return nil
                }
            }
            return position + 6
        default:
            fault = .syntax(position + 1)
            return nil
        }
    }

    /// Passes over one value, whatever it is. `depth`: how many containers are open around it.
    /// - Returns: false with `fault` set where the value is damaged, unfinished or too deep.
    mutating func skipValue(depth: Int) -> Bool {
        var open = JSONNesting()
        while true {
            guard let byte = peek() else { return false }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard depth + open.count < depthMax else {
                    fault = .depth(at)
                    return false
                }
                open.push(isObject: byte == UInt8(ascii: "{"))
                at += 1
                guard let next = peek() else { return false }
                // `}` and `]` each stand two places behind their opening bracket in ASCII.
                if next == byte + 2 {
                    at += 1
                    open.pop()
                    break
                }
                if byte == UInt8(ascii: "{"), !key() { return false }
                continue
            case 0x22: if string() == nil { return false }
            default: if !scalar() { return false }
            }
            guard let more = afterValue(&open) else { return false }
            if !more { return true }
        }
    }

    /// Behind a value: closes what closes, and stops before the next value. `false`: everything is closed; `nil`: a fault.
    private mutating func afterValue(_ open: inout JSONNesting) -> Bool? {
        while open.count > 0 {
            guard let byte = peek() else { return nil }
            if byte == UInt8(ascii: ",") {
                at += 1
                if open.isObject {
                    guard peek() != nil, key() else { return nil }
                }
                return true
            }
            guard byte == (open.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                fault = .syntax(at)
                return nil
            }
            at += 1
            open.pop()
        }
        return false
    }

    /// A key and its colon.
    private mutating func key() -> Bool {
        guard bytes[at] == 0x22 else { return fail(at) }
        guard string() != nil else { return false }
        guard let colon = peek() else { return false }
        guard colon == UInt8(ascii: ":") else { return fail(at) }
        at += 1
        return true
    }

    /// A number, `true`, `false` or `null`.
    mutating func scalar() -> Bool {
        let start = at
        while at < end, Self.isScalarByte(bytes[at]) { at += 1 }
        // A scalar that touches the end may go on behind it.
        guard at < end || isComplete(start) else {
            fault = start == at ? .syntax(at) : .incomplete
            return false
        }
        return isComplete(start) ? true : fail(start)
    }

    private static func isScalarByte(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
    }

    private func isComplete(_ start: Int) -> Bool {
        let length = at - start
        guard length > 0 else { return false }
        switch bytes[start] {
        case UInt8(ascii: "t"): return length == 4 && matches(start, "true")
        case UInt8(ascii: "f"): return length == 5 && matches(start, "false")
        case UInt8(ascii: "n"): return length == 4 && matches(start, "null")
        default: return isNumber(start)
        }
    }

    private func matches(_ start: Int, _ word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount where bytes[start + index] != word.utf8Start[index] { return false }
        return true
    }

    private func isNumber(_ start: Int) -> Bool {
        var p = start
        func digits() -> Int {
            var q = p
            while q < at, bytes[q] &- 48 < 10 { q += 1 }
            return q - p
        }
        if bytes[p] == UInt8(ascii: "-") { p += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[p] != UInt8(ascii: "0") else { return false }
        p += whole
        if p < at, bytes[p] == UInt8(ascii: ".") {
            p += 1
            let fraction = digits()
            guard fraction > 0 else { return false }
            p += fraction
        }
        if p < at, bytes[p] | 0x20 == UInt8(ascii: "e") {
            p += 1
            if p < at, bytes[p] == UInt8(ascii: "+") || bytes[p] == UInt8(ascii: "-") { p += 1 }
            let exponent = digits()
            guard exponent > 0 else { return false }
            p += exponent
        }
        return p == at
    }
}
