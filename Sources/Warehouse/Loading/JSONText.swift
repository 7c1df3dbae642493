/// Writes the little JSON that columns hold. Keys are sorted: the same facts give the same bytes (promise P7).
enum JSONText {
    /// `["a","b"]`
    static func array(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ",") + "]" }

    /// `{"a":1,"b":2}`
    static func object(_ numbers: [String: Int]) -> String {
        "{" + numbers.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\($0.value)" }.joined(separator: ",") + "}"
    }

    /// The text in quotation marks, escaped.
    static func quoted(_ text: String) -> String {
        String(unsafeUninitializedCapacity: text.utf8.count * 6 + 2) { buffer in
            buffer.baseAddress.map { write(text, to: $0) } ?? 0
        }
    }

    /// Writes the text in quotation marks to an address with room for six bytes for each of its own and two more.
    /// - Returns: bytes written.
    @inline(__always)
    static func write(_ text: String, to address: UnsafeMutablePointer<UInt8>) -> Int {
        var end = 0
        func put(_ byte: UInt8) {
            address[end] = byte
            end += 1
        }
        put(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
                put(byte)
            } else {
                put(UInt8(ascii: "\\"))
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
                case UInt8(ascii: "\n"): put(UInt8(ascii: "n"))
                case UInt8(ascii: "\t"): put(UInt8(ascii: "t"))
                default:
                    for digit in "u00".utf8 { put(digit) }
                    for half in [byte >> 4, byte & 15] { put(half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10) }
                }
            }
        }
        put(UInt8(ascii: "\""))
        return end
    }
}
