/// Every format that copydesk knows, in the order in which ties are decided. A new format is one line here.
public enum FormatRegistry {
    public static let all: [any Format] = read + unread

    /// Formats whose records are loaded.
    public static let read: [any Format] = families.flatMap(\.formats)

    /// Formats that people would name together.
    public struct Family: Sendable {
        public var name: String
        public var formats: [any Format]
    }

    /// The formats that are read, by family.
    public static let families: [Family] = [
        Family(
            name: "JSON",
            formats: [
                JSONFormat(layout: .lines),
                JSONFormat(layout: .document),
                JSONFormat(layout: .sequence),
            ]),
        Family(
            name: "Agencies",
            formats: [
                NITFMapping.format,
                NewsMLG2Mapping.format,
                NewsMLG2ContentMapping.format,
                NewsML1Mapping.format,
                ReutersFormat(),
                WireFormat(layout: .iptc7901),
                WireFormat(layout: .anpa1312),
            ]),
        Family(
            name: "Feeds",
            formats: [
                RSSMapping.format,
                AtomMapping.format,
            ]),
        Family(
            name: "Mail",
            formats: [
                MailFormat(layout: .message),
                MailFormat(layout: .mailbox),
                MailFormat(layout: .page),
            ]),
        Family(
            name: "Web",
            formats: [
                WebArchiveFormat(layout: .warc),
                WebArchiveFormat(layout: .arc),
                HTMLFormat(),
            ]),
        Family(
            name: "Research exports",
            formats: [
                FactivaXMLMapping.format,
                ExportFormat(layout: .lexisText),
                ExportFormat(layout: .lexisPage),
                ExportFormat(layout: .factivaText),
                ExportFormat(layout: .factivaPage),
                ExportFormat(layout: .proquestText),
                ExportFormat(layout: .proquestPage),
                ExportFormat(layout: .europressePage),
            ]),
        Family(
            name: "Tables",
            formats: [
                TableFormat()
            ]),
        Family(
            name: "Documents",
            formats: [
                WordFormat(),
                OpenTextFormat(),
                BookFormat(),
                RichTextFormat(),
                PDFFormat(),
            ]),
        Family(
            name: "Text",
            formats: [
                MarkdownFormat(),
                PlainTextFormat(),
            ]),
    ]

    /// Formats that are recognised so that people are told what they dropped.
    public static let unread: [any Format] = XMLListFormat.all + UnreadFormat.all
}
