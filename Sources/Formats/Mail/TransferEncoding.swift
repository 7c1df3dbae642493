/// Content transfer encodings of MIME (RFC 2045 §6), read as leniently as mail readers do: what is no code stands for itself or is passed over.
enum TransferEncoding {
    case identity, quotedPrintable, base64

    /// - Parameter name: as in the header, any case; unknown names mean that nothing was encoded.
    init(_ name: String) {
        switch name.trimmingSpaces.lowercased() {
        case "quoted-printable", "quotedprintable", "qp": self = .quotedPrintable
        case "base64": self = .base64
        default: self = .identity
        }
    }

    /// The bytes behind the encoding.
    func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        switch self {
        case .identity: Array(bytes)
        case .quotedPrintable: Self.quotedPrintable(bytes)
        case .base64: Self.base64(bytes)
        }
    }

    /// Quoted-printable; in headers (`isHeader`, RFC 2047 §4.2) `_` is a space and no line is soft.
    static func quotedPrintable(_ bytes: UnsafeBufferPointer<UInt8>, isHeader: Bool = false) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count) { out, count in
            guard let base = bytes.baseAddress, let target = out.baseAddress else { return }
            var at = 0
            while at < bytes.count {
                let byte = base[at]
                if byte == UInt8(ascii: "=") {
                    if at + 2 < bytes.count, let high = hex(base[at + 1]), let low = hex(base[at + 2]) {
                        target[count] = high << 4 | low
                        count += 1
                        at += 3
                        continue
                    }
                    if let next = softBreak(base, at + 1, bytes.count) {
                        at = next
                        continue
                    }
                }
                target[count] = isHeader && byte == UInt8(ascii: "_") ? 0x20 : byte
                count += 1
                at += 1
            }
        }
    }

    /// Behind a soft line break: `=`, blanks that a gateway added, a line end; `nil` where the sign is none.
    private static func softBreak(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        var at = from
        while at < end, base[at] == 0x20 || base[at] == 0x09 { at += 1 }
        if at >= end { return end }
        if base[at] == 0x0A { return at + 1 }
        if base[at] == 0x0D { return at + 1 < end && base[at + 1] == 0x0A ? at + 2 : at + 1 }
        return nil
    }

    /// Base64 with anything else in between; an incomplete last group gives the bytes that it holds whole.
    static func base64(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count / 4 * 3 + 3) { out, count in
            guard let target = out.baseAddress else { return }
            var bits: UInt32 = 0
            var held = 0
            for byte in bytes {
                let value = base64Values[Int(byte)]
                if value >= 64 {
                    // Padding ends a group; pieces that were encoded one by one follow each other.
                    if byte == UInt8(ascii: "="), held > 0 {
                        flush(bits, held, target, &count)
                        (bits, held) = (0, 0)
                    }
                    continue
                }
                bits = bits << 6 | UInt32(value)
                held += 1
                if held == 4 {
                    target[count] = UInt8(truncatingIfNeeded: bits >> 16)
                    target[count + 1] = UInt8(truncatingIfNeeded: bits >> 8)
                    target[count + 2] = UInt8(truncatingIfNeeded: bits)
                    count += 3
                    held = 0
                }
            }
            flush(bits, held, target, &count)
        }
    }

    private static func flush(_ bits: UInt32, _ held: Int, _ target: UnsafeMutablePointer<UInt8>, _ count: inout Int) {
        guard held >= 2 else { return }
        target[count] = UInt8(truncatingIfNeeded: held == 2 ? bits >> 4 : bits >> 10)
        if held == 3 { target[count + 1] = UInt8(truncatingIfNeeded: bits >> 2) }
        count += held - 1
    }

    private static let base64Values: [UInt8] = {
        var table = [UInt8](repeating: 64, count: 256)
        for (value, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            table[Int(byte)] = UInt8(value)
        }
        return table
    }()

    /// The value of a hexadecimal digit.
    static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
