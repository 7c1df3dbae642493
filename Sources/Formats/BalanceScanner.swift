/// Finds where a damaged or over-long JSON value ends by counting brackets outside strings; it can stop at the end of one window
/// and go on in the next, so it needs no memory for what it passes.
struct BalanceScanner {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    enum Result: Equatable {
        /// The value's last bracket is before this position.
        case closed(Int)
        /// No end yet; call again with the bytes that follow.
        case open
        /// A line end inside a string: the quotes do not pair up, brackets say nothing.
        case astray
    }

    /// Goes on from `start` to `end`.
    mutating func scan(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Result {
        var at = start
        while at < end {
            let byte = bytes[at]
            at += 1
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isInString = false
                } else if byte == 0x0A || byte == 0x0D {
                    return .astray
                }
                continue
            }
            switch byte {
            case 0x22: isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { return depth < 0 ? .astray : .closed(at) }
            default: break
            }
        }
        return .open
    }
}
