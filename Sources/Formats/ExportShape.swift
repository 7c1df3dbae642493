/// Many articles in one text, as research databases export them.
enum ExportShape {
    @Sendable static func score(_ view: HeadView) -> Int {
        guard view.isText, view.start < view.text.count, view.text[view.start] != UInt8(ascii: "{") else { return 0 }
        let text = view.text
        if ByteSearch.contains("DOCUMENTS\n", text), ByteSearch.contains("1 of ", text) { return 86 }
        if ByteSearch.contains("____________________________________________________________", text),
            ByteSearch.contains("Document 1 of ", text)
        {
            return 86
        }
        return ByteSearch.contains("Document ", text) && accession(text) ? 86 : 0
    }

    /// Factiva: a line `Document` and twenty capitals and digits or more.
    private static func accession(_ text: [UInt8]) -> Bool {
        var rest = text[...]
        let word = Array("\nDocument ".utf8)
        while let hit = rest.firstIndex(of: 0x0A) {
            let line = rest[hit...]
            if line.starts(with: word) {
                let code = line.dropFirst(word.count).prefix { ($0 >= 0x41 && $0 <= 0x5A) || HeaderDate.isDigit($0) }
                if code.count >= 20 { return true }
            }
            rest = rest[(hit + 1)...]
        }
        return false
    }
}
