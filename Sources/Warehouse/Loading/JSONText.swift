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
        let written = text.utf8.withContiguousStorageIfAvailable { write($0, to: address) }
        return written ?? Array(text.utf8).withUnsafeBufferPointer { write($0, to: address) }
    }

    private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to address: UnsafeMutablePointer<UInt8>) -> Int {
        address[0] = UInt8(ascii: "\"")
        var end = 1
        for byte in bytes {
            if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
                address[end] = byte
                end += 1
            } else {
                end += escape(byte, to: address + end)
            }
        }
        address[end] = UInt8(ascii: "\"")
        return end + 1
    }

    private static func escape(_ byte: UInt8, to address: UnsafeMutablePointer<UInt8>) -> Int {
        address[0] = UInt8(ascii: "\\")
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): address[1] = byte
        case UInt8(ascii: "\n"): address[1] = UInt8(ascii: "n")
        case UInt8(ascii: "\t"): address[1] = UInt8(ascii: "t")
        default:
            address[1] = UInt8(ascii: "u")
            address[2] = UInt8(ascii: "0")
            address[3] = UInt8(ascii: "0")
            address[4] = hex(byte >> 4)
            address[5] = hex(byte & 15)
            return 6
        }
        return 2
    }

    private static func hex(_ half: UInt8) -> UInt8 { half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10 }
}
