import Model

/// A format that is recognised but not read: its files end as `unsupported-format` with its name. When a reader is written, the
/// line here moves to a type of its own.
struct UnreadFormat: Format {
    let name: String
    let summary: String
    let extensions: [String]
    let mediaTypes: [String]
    let fits: @Sendable (HeadView) -> Int

    var yields: String { "" }
    var wantsUTF8: Bool { false }

    func score(_ view: HeadView) -> Int { fits(view) }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader {
        throw Failure(
            .unsupportedFormat, "\(summary) is known but not read by this version.", address: ItemAddress(member: member.path, ordinal: 0))
    }

    init(_ name: String, _ summary: String, _ extensions: [String], _ mediaType: String, _ fits: @escaping @Sendable (HeadView) -> Int) {
        self.name = name
        self.summary = summary
        self.extensions = extensions
        self.mediaTypes = [mediaType]
        self.fits = fits
    }

    static let all: [any Format] = [
        UnreadFormat("pdf", "PDF", ["pdf"], "application/pdf") { view in
            view.raw.prefix(1_024).containsBytes(Array("%PDF-".utf8)) ? 95 : 0
        },
        UnreadFormat("rtf", "Rich Text Format", ["rtf"], "application/rtf") { $0.begins(with: Array("{\\rtf".utf8)) ? 98 : 0 },
        UnreadFormat("ole2", "Microsoft's OLE2 (.doc, .xls, .msg)", ["doc", "xls", "msg"], "application/x-ole-storage") {
            $0.begins(with: [0xD0, 0xCF, 0x11, 0xE0]) ? 98 : 0
        },
        UnreadFormat("package", "A document package (.docx, .odt, .epub)", ["docx", "odt", "epub", "xlsx", "pptx"], "application/zip") {
            $0.begins(with: [0x50, 0x4B, 0x03, 0x04]) ? 60 : 0
        },
        UnreadFormat("picture", "A picture", ["jpg", "jpeg", "png", "gif", "webp", "tif", "bmp"], "image/*", Pictures.score),
        UnreadFormat("media", "A sound or film file", ["mp3", "mp4", "wav", "ogg", "mkv"], "video/*", Pictures.mediaScore),
        UnreadFormat("sqlite", "An SQLite database", ["sqlite", "db"], "application/vnd.sqlite3") {
            $0.begins(with: Array("SQLite format 3".utf8)) ? 98 : 0
        },
        UnreadFormat("warc", "A web archive (WARC)", ["warc"], "application/warc") { $0.begins(with: Array("WARC/".utf8)) ? 98 : 0 },
        UnreadFormat("arc", "A web archive (ARC)", ["arc"], "application/x-ia-arc") { $0.begins(with: Array("filedesc:".utf8)) ? 98 : 0 },
        UnreadFormat("iptc-7901", "IPTC 7901 or ANPA 1312 wire copy", [], "text/x-wire") { view in
            view.begins(with: [0x16, 0x16, 0x01]) || (view.raw.first == 0x01 && view.raw.prefix(256).contains(0x02)) ? 97 : 0
        },
        UnreadFormat("xml", "XML", ["xml", "rss", "atom", "nitf"], "application/xml") { MarkupShape.of($0) == .xml ? 85 : 0 },
        UnreadFormat("sgml", "SGML (Reuters-21578)", ["sgm"], "text/sgml") { MarkupShape.of($0) == .sgml ? 90 : 0 },
        UnreadFormat("mail", "A mail message or mailbox", ["eml", "mbox"], "message/rfc822", MailShape.score),
        UnreadFormat("research-export", "An export of LexisNexis, Factiva or ProQuest", [], "text/plain", ExportShape.score),
        UnreadFormat("csv", "A table (CSV, TSV)", ["csv", "tsv", "tab"], "text/csv", TableShape.score),
    ]
}

extension Collection<UInt8> {
    /// True if `pattern` occurs.
    func containsBytes(_ pattern: [UInt8]) -> Bool {
        guard let first = pattern.first else { return true }
        var rest = self[...]
        while let hit = rest.firstIndex(of: first) {
            if rest[hit...].starts(with: pattern) { return true }
            rest = rest[rest.index(after: hit)...]
        }
        return false
    }
}
