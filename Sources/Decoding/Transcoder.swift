/// Turns bytes of one charset into UTF-8, piece by piece, and counts what was no text.
final class Transcoder {
    /// Output bytes that one input byte can become, and the room that must be free beyond that.
    static let growth = 3
    static let slack = 16

    private let charset: Charset
    private let readsStrayBytes: Bool
    private let table: [UInt32]
    private let iconv: Iconv?
    private(set) var replacedBytes = 0
    private(set) var windows1252Bytes = 0

    /// - Parameter readsStrayBytes: UTF-8 only: bytes that are no UTF-8 are read as windows-1252.
    init(_ charset: Charset, readsStrayBytes: Bool) {
        self.charset = charset
        self.readsStrayBytes = readsStrayBytes
        switch charset.shape {
        case .singleByte: table = SingleByteTable.of(charset).entries
        case .utf8 where readsStrayBytes: table = SingleByteTable.of(.windows1252).entries
        default: table = []
        }
        iconv = charset.shape == .multiByte ? Iconv(charset) : nil
    }

    /// Converts as much as can be.
    /// - Parameters:
    ///   - isLast: no bytes follow: a character cut at the end is no character.
    ///   - out: with `growth` bytes of room for each byte of input, and `slack`.
    /// - Returns: the number of input bytes used; up to three stay behind where `isLast` is false.
    func convert(_ input: UnsafeRawBufferPointer, isLast: Bool, _ out: inout UTF8Cursor) -> Int {
        switch charset.shape {
        case .utf8: utf8(input, isLast: isLast, &out)
        case .utf16: utf16(input, isLast: isLast, &out)
        case .utf32: utf32(input, isLast: isLast, &out)
        case .singleByte: singleByte(input, &out)
        case .multiByte: iconv?.convert(input, isLast: isLast, &out, &replacedBytes) ?? 0
        }
    }

    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    private func singleByte(_ input: UnsafeRawBufferPointer, _ out: inout UTF8Cursor) -> Int {
        var at = 0
        var replaced = 0
        table.withUnsafeBufferPointer { table in
            while at < input.count {
                while at + 8 <= input.count {
                    let word = input.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                    let high = word & Self.highBits
                    if high != 0 {
                        // The ASCII bytes before the first other one.
                        let ascii = high.trailingZeroBitCount >> 3
                        for index in 0..<ascii { out.byte(input[at + index]) }
                        at += ascii
                        break
                    }
                    out.word(word)
                    at += 8
                }
                if at == input.count { break }
                let entry = table[Int(input[at])]
                at += 1
                if entry >> 24 != 0 {
                    out.entry(entry)
                } else {
                    out.replacement()
                    replaced += 1
                }
            }
        }
        replacedBytes += replaced
        return at
    }

    private func utf8(_ input: UnsafeRawBufferPointer, isLast: Bool, _ out: inout UTF8Cursor) -> Int {
        var at = 0
        while at < input.count {
            if at + 8 <= input.count {
                let word = input.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                if word & Self.highBits == 0 {
                    out.word(word)
                    at += 8
                    continue
                }
            }
            let sequence = UTF8Sequence(input, at: at)
            switch sequence {
            case .valid(let length):
                for index in 0..<length { out.byte(input[at + index]) }
                at += length
            case .cut(let length) where !isLast && at + length == input.count: return at
            case .cut(let length), .bad(let length):
                if readsStrayBytes, table[Int(input[at])] >> 24 != 0 {
                    out.entry(table[Int(input[at])])
                    windows1252Bytes += 1
                    at += 1
                } else {
                    out.replacement()
                    replacedBytes += length
                    at += length
                }
            }
        }
        return at
    }

    private func utf16(_ input: UnsafeRawBufferPointer, isLast: Bool, _ out: inout UTF8Cursor) -> Int {
        let isBig = charset == .utf16BE
        var at = 0
        func unit(_ index: Int) -> UInt32 {
            let unit = input.loadUnaligned(fromByteOffset: index, as: UInt16.self)
            return UInt32(isBig ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit))
        }
        while at + 2 <= input.count {
            let first = unit(at)
            if first & 0xF800 != 0xD800 {
                out.scalar(first)
            } else if first < 0xDC00, at + 4 > input.count, !isLast {
                return at
            } else if first < 0xDC00, at + 4 <= input.count, unit(at + 2) & 0xFC00 == 0xDC00 {
                out.scalar(0x10000 + ((first & 0x3FF) << 10 | (unit(at + 2) & 0x3FF)))
                at += 2
            } else {
                out.replacement()
                replacedBytes += 2
            }
            at += 2
        }
        return finish(input, at, isLast: isLast, &out)
    }

    private func utf32(_ input: UnsafeRawBufferPointer, isLast: Bool, _ out: inout UTF8Cursor) -> Int {
        let isBig = charset == .utf32BE
        var at = 0
        while at + 4 <= input.count {
            let unit = input.loadUnaligned(fromByteOffset: at, as: UInt32.self)
            let value = isBig ? UInt32(bigEndian: unit) : UInt32(littleEndian: unit)
            if value < 0x110000, value & 0xFFFF_F800 != 0xD800 {
                out.scalar(value)
            } else {
                out.replacement()
                replacedBytes += 4
            }
            at += 4
        }
        return finish(input, at, isLast: isLast, &out)
    }

    /// Bytes that are too few for a unit at the very end.
    private func finish(_ input: UnsafeRawBufferPointer, _ at: Int, isLast: Bool, _ out: inout UTF8Cursor) -> Int {
        guard isLast, at < input.count else { return at }
        out.replacement()
        replacedBytes += input.count - at
        return input.count
    }
}
