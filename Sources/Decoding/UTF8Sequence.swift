/// What stands at a place in bytes that may be UTF-8 (Unicode 3.9, table 3-7; lengths of bad ones are maximal subparts).
enum UTF8Sequence: Equatable {
    case valid(Int)
    case bad(Int)
    /// Right as far as it goes, but the bytes end.
    case cut(Int)

    /// - Parameter at: less than the number of bytes.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, at: Int) {
        let lead = bytes[at]
        if lead < 0x80 {
            self = .valid(1)
            return
        }
        let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
        if length == 0 {
            self = .bad(1)
            return
        }
        for index in 1..<length {
            if at + index >= bytes.count {
                self = .cut(index)
                return
            }
            let byte = bytes[at + index]
            var low: UInt8 = 0x80
            var high: UInt8 = 0xBF
            if index == 1 {
                switch lead {
                case 0xE0: low = 0xA0
                case 0xED: high = 0x9F
                case 0xF0: low = 0x90
                case 0xF4: high = 0x8F
                default: break
                }
            }
            if byte < low || byte > high {
                self = .bad(index)
                return
            }
        }
        self = .valid(length)
    }
}
