/// Small readings of a page's markup.
public enum HTMLText {
    /// An attribute's value: references resolved, white space around it dropped.
    public static func attribute(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard let base = bytes.baseAddress else { return "" }
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        let cut = UnsafeBufferPointer(rebasing: bytes[start..<end])
        guard cut.contains(where: { $0 == UInt8(ascii: "&") || $0 == 0 }) else { return String(decoding: cut, as: UTF8.self) }
        var out: [UInt8] = []
        out.reserveCapacity(cut.count)
        var at = start
        while at < end {
            if base[at] == UInt8(ascii: "&"), let found = CharacterReference.find(base, at, end, isInAttribute: true) {
                for code in [found.first, found.second] where code != 0 {
                    if let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) { out += encoded }
                }
                at = found.end
            } else {
                if base[at] != 0 { out.append(base[at]) }
                at += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Plain text in one line: references resolved, white space collapsed.
    public static func line(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            let isPlain = !bytes.contains { $0 < 0x20 || $0 == UInt8(ascii: "&") || $0 == 0xC2 }
            if isPlain, bytes.first != 0x20, bytes.last != 0x20, !hasDoubleSpace(bytes) { return String(decoding: bytes, as: UTF8.self) }
            let out = TextBuffer()
            out.write(bytes, isPreformatted: false)
            _ = out.finish(from: 0)
            return String(decoding: out.bytes, as: UTF8.self)
        }
    }

    private static func hasDoubleSpace(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var before: UInt8 = 0
        for byte in bytes {
            if byte == 0x20, before == 0x20 { return true }
            before = byte
        }
        return false
    }

    /// All text of a node in one line, hidden text too, scripts not.
    public static func line(_ tree: HTMLTree, _ node: Int) -> String {
        let out = TextBuffer()
        var index = node
        let nodes = tree.nodes
        let end = Int(nodes[node].end)
        while index < end {
            let tag = nodes[index].tag
            if tag == .text {
                out.write(tree.source(of: index), isPreformatted: false)
            } else if index != node, tag.traits.contains(.silent) {
                index = Int(tree.nodes[index].end)
                continue
            } else if tag == .br || tag.traits.contains(.block) {
                out.isSpacePending = true
            }
            index += 1
        }
        _ = out.finish(from: 0)
        return String(decoding: out.bytes, as: UTF8.self)
    }

    /// True where an element's own attributes hide it: `hidden`, `display:none`, `visibility:hidden`.
    public static func isHidden(_ tree: HTMLTree, _ node: Int) -> Bool {
        let first = Int(tree.nodes[node].firstAttribute)
        for index in first..<first + Int(tree.nodes[node].attributeCount) {
            let attribute = tree.attributes[index]
            if attribute.name == .hidden {
                // hidden="until-found" is found, not shown; hidden="false" hides all the same.
                return true
            }
            if attribute.name == .style, hides(tree.span(attribute.start, attribute.length)) { return true }
        }
        return false
    }

    private static func hides(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
        has("display", "none", style) || has("visibility", "hidden", style)
    }

    /// True where the style sets the property to the value.
    private static func has(_ property: StaticString, _ value: StaticString, _ style: UnsafeBufferPointer<UInt8>) -> Bool {
        let length = property.utf8CodeUnitCount
        var at = 0
        while at + length < style.count {
            guard matches(property, style, at), at == 0 || style[at - 1] == UInt8(ascii: ";") || style[at - 1] <= 0x20 else {
                at += 1
                continue
            }
            at += length
            while at < style.count, style[at] <= 0x20 || style[at] == UInt8(ascii: ":") { at += 1 }
            if matches(value, style, at) { return true }
        }
        return false
    }

    private static func matches(_ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard at + word.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<word.utf8CodeUnitCount where bytes[at + index] | 0x20 != word.utf8Start[index] { return false }
        return true
    }
}
