/// Tables: the same separator, equally often, in the first rows, and a header that names fields.
enum TableShape {
    @Sendable static func score(_ view: HeadView) -> Int {
        guard view.isText else { return 0 }
        if view.textBegins("sep=") { return 90 }
        let line = view.text[view.start...].prefix { $0 != 0x0A && $0 != 0x0D }
        guard line.count < 4_096, line.count + view.start < view.text.count else { return 0 }
        for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")] where line.contains(separator) {
            let cells = line.split(separator: separator, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self).trimmingSpaces.filter { $0 != "\"" }
            }
            guard cells.count >= 2 else { continue }
            let known = cells.filter { ArticleKeys.entry($0) != nil }.count
            if known >= 2, known * 2 >= cells.count { return 86 }
        }
        // No header that is known: a table only if the name says so and the second row has as many cells.
        guard ["csv", "tsv", "tab"].contains(view.suffix) else { return 0 }
        let separator: UInt8 = view.suffix == "csv" ? UInt8(ascii: ",") : 0x09
        return line.contains(separator) || line.contains(UInt8(ascii: ";")) ? 50 : 0
    }
}
