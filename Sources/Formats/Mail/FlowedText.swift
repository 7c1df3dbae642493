/// `format=flowed` (RFC 3676): lines that end in a blank go on in the next line of the same quotation depth.
enum FlowedText {
    /// - Parameter deletesSpace: `delsp=yes`: the blank at a soft line end is no part of the text.
    static func joined(_ text: String, deletesSpace: Bool) -> String {
        var text = text
        return text.withUTF8 { bytes in
            var out: [UInt8] = []
            out.reserveCapacity(bytes.count)
            var depthBefore = 0
            var isSoft = false
            Paragraphs.forEachLine(bytes) { line in
                var at = line.startIndex
                while at < line.endIndex, line[at] == UInt8(ascii: ">") { at += 1 }
                let depth = at - line.startIndex
                // Space-stuffing: a blank that only guards what follows.
                if at < line.endIndex, line[at] == 0x20 { at += 1 }
                let content = line[at...]
                let isSignature = content.elementsEqual("-- ".utf8)
                if isSoft, depth == depthBefore, !isSignature {
                    if deletesSpace, out.last == 0x20 { out.removeLast() }
                } else {
                    if !out.isEmpty { out.append(0x0A) }
                    for _ in 0..<depth { out.append(UInt8(ascii: ">")) }
                    if depth > 0 { out.append(0x20) }
                }
                out.append(contentsOf: content)
                isSoft = content.last == 0x20 && !isSignature
                depthBefore = depth
            }
            return String(decoding: out, as: UTF8.self)
        }
    }
}
