/// Messages: header lines of mail in front.
enum MailShape {
    private static let names: Set<String> = [
        "from", "date", "subject", "mime-version", "received", "message-id", "return-path", "delivered-to", "content-type", "to",
        "reply-to",
    ]
    /// Lines that plain text's own header blocks have as well; they do not make a mail alone.
    private static let shared: Set<String> = ["date", "subject", "from", "to"]

    @Sendable static func score(_ view: HeadView) -> Int {
        guard view.isText else { return 0 }
        if view.textBegins("from "), fromLine(view) { return 92 }
        var hits: Set<String> = []
        for line in view.text[view.start...].prefix(8_192).split(
            maxSplits: 40, omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A })
        {
            if line.isEmpty || line.elementsEqual([0x0D]) { break }
            if line.first == 0x20 || line.first == 0x09 { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return 0 }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            guard !name.contains(" ") else { return 0 }
            if names.contains(name) { hits.insert(name) }
        }
        let isMail = hits.count >= 2 && (hits.contains("from") || hits.contains("received") || !hits.isSubset(of: shared))
        return isMail ? 88 : 0
    }

    /// `From x@y Day Mon …`: the first line of a mailbox.
    private static func fromLine(_ view: HeadView) -> Bool {
        let line = view.text[view.start...].prefix { $0 != 0x0A }
        let words = line.split(separator: 0x20)
        return words.count >= 6 && line.contains(UInt8(ascii: ":"))
            && ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(String(decoding: words[2].prefix(3), as: UTF8.self).lowercased())
    }
}
