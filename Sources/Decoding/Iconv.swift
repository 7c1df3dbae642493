import Glibc

/// A conversion to UTF-8 by glibc's iconv, for the charsets of more than one byte a character.
final class Iconv {
    private let descriptor: iconv_t?
    private let isStateful: Bool

    init(_ charset: Charset) {
        let opened = iconv_open("UTF-8", charset.iconvName)
        // iconv_open answers (iconv_t)-1 where the C library lacks the set.
        descriptor = opened == UnsafeMutableRawPointer(bitPattern: -1) ? nil : opened
        isStateful = charset == .iso2022JP || charset == .iso2022KR || charset == .iso2022CN
    }

    deinit { if let descriptor { iconv_close(descriptor) } }

    /// One byte alone, empty where it is no character.
    func decodeOne(_ byte: UInt8) -> [UInt8] {
        var replaced = 0
        return [UInt8](unsafeUninitializedCapacity: 16) { out, count in
            var cursor = UTF8Cursor(out)
            withUnsafeBytes(of: byte) { _ = convert($0, isLast: true, &cursor, &replaced) }
            count = replaced == 0 ? cursor.count : 0
        }
    }

    /// Converts as much as can be.
    /// - Parameters:
    ///   - isLast: no bytes follow, so that a character cut at the end is no character.
    ///   - out: with room for three bytes for each byte of input, and a few.
    ///   - replaced: grows by the number of bytes that became U+FFFD.
    /// - Returns: the number of bytes used.
    func convert(_ input: UnsafeRawBufferPointer, isLast: Bool, _ out: inout UTF8Cursor, _ replaced: inout Int) -> Int {
        guard let descriptor, let base = input.baseAddress else {
            // Without the conversion there are no characters at all.
            if !input.isEmpty { out.replacement() }
            replaced += input.count
            return input.count
        }
        var from: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base).assumingMemoryBound(to: CChar.self)
        var left = input.count
        while left > 0 {
            let status = step(descriptor, &from, &left, &out)
            if status != -1 { break }
            let reason = errno
            if reason == EINVAL && !isLast { break }
            if reason == E2BIG { break }
            let used = input.count - left
            let skip = reason == EINVAL ? left : skipped(input, at: used)
            out.replacement()
            replaced += skip
            from = from.map { $0 + skip }
            left -= skip
        }
        if isLast {
            var none: UnsafeMutablePointer<CChar>?
            var zero = 0
            _ = step(descriptor, &none, &zero, &out)
        }
        return input.count - left
    }

    private func step(
        _ descriptor: iconv_t, _ from: inout UnsafeMutablePointer<CChar>?, _ left: inout Int, _ out: inout UTF8Cursor
    ) -> Int {
        var to: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(out.end).assumingMemoryBound(to: CChar.self)
        let room = out.room
        var roomLeft = room
        // (size_t)-1, the sign of an error, is imported as -1.
        let status = iconv(descriptor, &from, &left, &to, &roomLeft)
        out.count += room - roomLeft
        return status
    }

    /// How many bytes a bad sequence takes: a lead byte and a trail byte that is no ASCII go together (WHATWG Encoding Standard).
    private func skipped(_ input: UnsafeRawBufferPointer, at index: Int) -> Int {
        if isStateful || input[index] < 0x81 || index + 1 >= input.count { return 1 }
        return input[index + 1] < 0x80 ? 1 : 2
    }
}
