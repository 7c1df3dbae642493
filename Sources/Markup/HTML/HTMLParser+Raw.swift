/// Ends of elements whose content is not parsed.
extension HTMLParser {
    /// The end tag of raw text: where it begins and what follows it; `nil` where there is none.
    func rawEnd(_ tag: HTMLTag, _ from: Int) -> (start: Int, next: Int)? {
        var at = from
        // `<!--` in a script hides `<script>…</script>` pairs up to `-->`.
        var commentAt: Int?
        var isNested = false
        var plain: (start: Int, next: Int)?
        while let hit = find(UInt8(ascii: "<"), at) {
            at = hit + 1
            guard at < end else { break }
            if let from = commentAt {
                if endsComment(from, hit) { (commentAt, isNested) = (nil, false) } else { commentAt = max(from, hit) }
            }
            if bytes[at] == UInt8(ascii: "/") {
                guard isName(tag, at + 1) else { continue }
                let found = (start: hit, next: find(UInt8(ascii: ">"), at).map { $0 + 1 } ?? end)
                if !isNested { return found }
                // Where no other end comes, this was it.
                plain = plain ?? found
                isNested = false
            } else if tag == .script {
                if commentAt == nil, at + 2 < end, bytes[at] == UInt8(ascii: "!"), bytes[at + 1] == UInt8(ascii: "-"),
                    bytes[at + 2] == UInt8(ascii: "-")
                {
                    commentAt = at + 3
                }
                if commentAt != nil, isName(tag, at) { isNested = true }
            }
        }
        return plain
    }

    /// True if `-->` ends between the two positions.
    private func endsComment(_ from: Int, _ to: Int) -> Bool {
        var at = from
        while let hit = find(UInt8(ascii: ">"), at), hit < to {
            if bytes[hit - 1] == UInt8(ascii: "-"), bytes[hit - 2] == UInt8(ascii: "-") { return true }
            at = hit + 1
        }
        return false
    }

    /// True if the tag's name stands at `position`, whole.
    @inline(__always)
    func isName(_ tag: HTMLTag, _ position: Int) -> Bool {
        let name = Self.rawName(tag)
        let length = name.utf8CodeUnitCount
        guard position + length < end, bytes[position] | 0x20 == name.utf8Start[0] else { return false }
        for index in 1..<length where bytes[position + index] | 0x20 != name.utf8Start[index] { return false }
        let next = bytes[position + length]
        return next <= 0x20 || next == UInt8(ascii: ">") || next == UInt8(ascii: "/")
    }

    /// The names of the elements whose content is not parsed.
    private static func rawName(_ tag: HTMLTag) -> StaticString {
        switch tag {
        case .script: "script"
        case .style: "style"
        case .svg: "svg"
        case .title: "title"
        case .textarea: "textarea"
        case .iframe: "iframe"
        case .noembed: "noembed"
        case .noframes: "noframes"
        case .noscript: "noscript"
        default: "xmp"
        }
    }

    /// What follows a drawing or formula that begins before `from`: behind its own end tag, others of its kind inside it counted.
    /// `nil` where it never ends: then nothing is passed over.
    mutating func foreignEnd(_ from: Int, _ tag: HTMLTag) -> Int? {
        if missingEnds.contains(tag) { return nil }
        var at = from
        var depth = 1
        while let hit = find(UInt8(ascii: "<"), at) {
            at = hit + 1
            guard at < end else { break }
            if bytes[at] == UInt8(ascii: "/"), isName(tag, at + 1) {
                depth -= 1
                guard let close = find(UInt8(ascii: ">"), at) else { break }
                if depth == 0 { return close + 1 }
            } else if isName(tag, at), let close = find(UInt8(ascii: ">"), at), bytes[close - 1] != UInt8(ascii: "/") {
                depth += 1
            }
        }
        missingEnds.insert(tag)
        return nil
    }
}
