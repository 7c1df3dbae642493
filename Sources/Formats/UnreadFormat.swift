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
        UnreadFormat("ole2", "Microsoft's OLE2 (.doc, .xls, .msg)", ["doc", "xls", "msg"], "application/x-ole-storage") {
            $0.begins(with: [0xD0, 0xCF, 0x11, 0xE0]) ? 98 : 0
        },
        UnreadFormat("package", "A document package (.xlsx, .pptx, .ods)", ["xlsx", "pptx", "ods", "odp"], "application/zip") {
            $0.begins(with: [0x50, 0x4B, 0x03, 0x04]) ? 60 : 0
        },
        UnreadFormat("picture", "A picture", ["jpg", "jpeg", "png", "gif", "webp", "tif", "bmp"], "image/*", Pictures.score),
        UnreadFormat("media", "A sound or film file", ["mp3", "mp4", "wav", "ogg", "mkv"], "video/*", Pictures.mediaScore),
        UnreadFormat("sqlite", "An SQLite database", ["sqlite", "db"], "application/vnd.sqlite3") {
            $0.begins(with: Array("SQLite format 3".utf8)) ? 98 : 0
        },
        UnknownXMLFormat(),
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
