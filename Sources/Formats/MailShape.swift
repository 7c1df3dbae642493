/// Messages: header lines of mail in front.
enum MailShape {
    private static let names: Set<String> = [
        "from", "date", "subject", "mime-version", "received", "message-id", "return-path", "delivered-to", "content-type", "to",
        "reply-to",
    ]
    /// Lines that plain text's own header blocks have as well; they do not make a mail alone.
    private static let shared: Set<String> = ["date", "subject", "from", "to"]

    /// One message: two header lines or more, and not only those that plain texts begin with as well.
    static func isMessage(_ view: HeadView) -> Bool {
        guard view.isText else { return false }
        var hits: Set<String> = []
        for line in view.text[view.start...].prefix(headerBytesMax).split(
            maxSplits: 80, omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A })
        {
            if line.isEmpty || line.elementsEqual([0x0D]) { break }
            if line.first == 0x20 || line.first == 0x09 { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { break }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            // Where the empty line is missing, the text begins here.
            guard !name.contains(" ") else { break }
            if names.contains(name) { hits.insert(name) }
        }
        return hits.count >= 2 && (hits.contains("from") || hits.contains("received") || !hits.isSubset(of: shared))
    }

    private static let headerBytesMax = 16 << 10

    /// `From x@y Day Mon …`: the first line of a mailbox.
    static func isMailbox(_ view: HeadView) -> Bool {
        guard view.isText, view.textBegins("from ") else { return false }
        let line = view.text[view.start...].prefix { $0 != 0x0A && $0 != 0x0D }
        guard line.count <= Mailbox.lineBytesMax else { return false }
        return line.withUnsafeBufferPointer { Mailbox.isFromLine($0) }
    }

    /// A message that browsers write: a snapshot's address, or `From: <Saved by …>` above a page.
    static func isPage(_ view: HeadView) -> Bool {
        let head = view.text[view.start...].prefix(headerBytesMax)
        var lines = head.split(maxSplits: 80, omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A }).makeIterator()
        while let line = lines.next(), !(line.isEmpty || line.elementsEqual([0x0D])) {
            let lower = String(decoding: line.prefix(64), as: UTF8.self).lowercased()
            if lower.hasPrefix("snapshot-content-location:") || (lower.hasPrefix("from:") && lower.contains("saved by ")) { return true }
        }
        return false
    }
}
