/// What a look at a text says of how it may have been misread.
struct MojibakeTrace {
    /// The codecs (one bit each) in which two neighbours look like the beginning of a sequence of UTF-8.
    private(set) var codecs: UInt16 = 0
    /// C1 controls.
    private(set) var hasControls = false
    /// Code points beyond ASCII.
    private(set) var marked = 0

    private var last: UInt32 = 0

    /// - Parameter bytes: valid UTF-8.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let codecs = MojibakeCodecs.shared
        var at = 0
        while at < bytes.count {
            if bytes[at] < 0x80 {
                last = 0
                at += 1
                continue
            }
            let (value, length) = UTF8Scan.scalar(bytes, at: at)
            take(value, codecs)
            at += length
        }
    }

    init(_ text: [UInt32]) {
        let codecs = MojibakeCodecs.shared
        for value in text { if value < 0x80 { last = 0 } else { take(value, codecs) } }
    }

    private mutating func take(_ value: UInt32, _ table: MojibakeCodecs) {
        marked += 1
        if value < 0xA0 { hasControls = true }
        let mask = table.mask(value)
        codecs |= UInt16(truncatingIfNeeded: last & (mask >> 16))
        last = mask & 0xFFFF
    }

    // MARK: controls

    /// U+0080 to U+009F are what Latin-1 has for the marks of windows-1252; no text holds them. U+0085 ends lines on some machines, hence it
    /// is an ellipsis only beside others.
    /// - Returns: how many were named.
    static func nameControls(_ text: inout [UInt32]) -> Int {
        var others = 0
        for value in text where value >= 0x80 && value < 0xA0 && value != 0x85 && isNamed(value) { others += 1 }
        guard others > 0 else { return 0 }
        let table = SingleByteTable.of(.windows1252)
        var count = 0
        for index in text.indices where text[index] >= 0x80 && text[index] < 0xA0 && isNamed(text[index]) {
            guard let scalar = table.scalar(UInt8(text[index])) else { continue }
            text[index] = scalar.value
            count += 1
        }
        return count
    }

    private static func isNamed(_ value: UInt32) -> Bool { ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(value) }
}
