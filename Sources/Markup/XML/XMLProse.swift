/// The text of an element as people read it: paragraphs, without what stands beside the story (pictures, notes, scripts).
///
/// Knows the block elements of XHTML and of NITF. Walks the flat tree once, with a stack of its own.
public enum XMLProse {
    enum Kind: UInt8 {
        case inline, block, line, cell, silent, literal
    }

    /// - Returns: paragraphs separated by an empty line, white space collapsed as a browser would.
    public static func text(_ element: XMLElement) -> String {
        var pass = Pass(element.tree)
        return pass.run(element)
    }

    private static let kinds: [String: Kind] = {
        var kinds: [String: Kind] = [:]
        let blocks = """
            p div section article header footer h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote table tr caption hr figure aside main nav form body \
            html center address hl1 hl2 hedline block bq credit byline dateline datasource abstract nitf body.content body.head summary details \
            fieldset tbody thead tfoot
            """
        for name in blocks.split(separator: " ") { kinds[String(name)] = .block }
        let silent = """
            script style head title media media-caption media-reference note footnote fn figcaption noscript template svg math iframe object embed \
            applet frameset frame docdata tagline bibliography body.end nitf-table-metadata custom-table map select textarea button video audio
            """
        for name in silent.split(separator: " ") { kinds[String(name)] = .silent }
        kinds["br"] = .line
        kinds["td"] = .cell
        kinds["th"] = .cell
        kinds["pre"] = .literal
        return kinds
    }()

    private struct Pass {
        private let tree: XMLTree
        private var out: [UInt8] = []
        private var blocks: [UInt8] = []
        private var isSpacePending = false
        /// Literal elements that are open.
        private var literals = 0

        init(_ tree: XMLTree) { self.tree = tree }

        mutating func run(_ root: XMLElement) -> String {
            let range = root.textRange
            blocks.reserveCapacity(range.count + 64)
            var open: [(end: Int, index: Int, kind: Kind)] = []
            var position = range.lowerBound
            var index = root.index + 1
            let last = Int(root.node.end)
            while true {
                while let top = open.last, top.end <= index {
                    open.removeLast()
                    emit(position..<Int(tree.nodes[top.index].textEnd))
                    position = Int(tree.nodes[top.index].textEnd)
                    if top.kind == .block || top.kind == .literal { flush() }
                    if top.kind == .literal { literals -= 1 }
                }
                if index >= last { break }
                let node = tree.nodes[index]
                emit(position..<Int(node.textStart))
                position = Int(node.textStart)
                let kind = XMLProse.kinds[tree.names.all[Int(node.name)].local] ?? .inline
                switch kind {
                case .silent:
                    position = Int(node.textEnd)
                    index = Int(node.end)
                    continue
                case .block: flush()
                case .literal:
                    flush()
                    literals += 1
                case .line: breakLine()
                case .cell: isSpacePending = true
                case .inline: break
                }
                open.append((Int(node.end), index, kind))
                index += 1
            }
            emit(position..<range.upperBound)
            flush()
            return String(decoding: blocks, as: UTF8.self)
        }

        private mutating func emit(_ range: Range<Int>) {
            guard !range.isEmpty else { return }
            tree.text.withUnsafeBufferPointer { bytes in
                if literals > 0 { return emitLiteral(UnsafeBufferPointer(rebasing: bytes[range])) }
                var at = range.lowerBound
                while at < range.upperBound {
                    if bytes[at] <= 0x20 {
                        isSpacePending = true
                        at += 1
                        continue
                    }
                    // Up to white space that must change: all but single spaces between words.
                    var end = at + 1
                    while end < range.upperBound {
                        let byte = bytes[end]
                        if byte <= 0x20, byte != 0x20 || end + 1 == range.upperBound || bytes[end + 1] <= 0x20 { break }
                        end += 1
                    }
                    if isSpacePending, !out.isEmpty, out.last != 0x0A { out.append(0x20) }
                    isSpacePending = false
                    out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<end]))
                    at = end
                }
            }
        }

        /// Lines as they are; empty ones part paragraphs.
        private mutating func emitLiteral(_ bytes: UnsafeBufferPointer<UInt8>) {
            for byte in bytes {
                if byte == 0x0A {
                    while out.last == 0x20 { out.removeLast() }
                    if out.last == 0x0A { flush() } else if !out.isEmpty { out.append(0x0A) }
                } else if byte > 0x20 || !out.isEmpty {
                    out.append(byte < 0x20 ? 0x20 : byte)
                }
            }
        }

        private mutating func breakLine() {
            while out.last == 0x20 { out.removeLast() }
            // Two in a row part paragraphs.
            if out.last == 0x0A { flush() } else if !out.isEmpty { out.append(0x0A) }
            isSpacePending = false
        }

        private mutating func flush() {
            isSpacePending = false
            while let last = out.last, last <= 0x20 { out.removeLast() }
            if !isBlank() {
                if !blocks.isEmpty { blocks.append(contentsOf: [0x0A, 0x0A]) }
                blocks.append(contentsOf: out)
            }
            out.removeAll(keepingCapacity: true)
        }

        /// Nothing, or no-break spaces only, with which editors make room.
        private func isBlank() -> Bool {
            guard let first = out.first, first == 0xC2 || out.isEmpty else { return out.isEmpty }
            var at = 0
            while at < out.count {
                if out[at] <= 0x20 {
                    at += 1
                } else if out[at] == 0xC2, at + 1 < out.count, out[at + 1] == 0xA0 {
                    at += 2
                } else {
                    return false
                }
            }
            return true
        }
    }
}
