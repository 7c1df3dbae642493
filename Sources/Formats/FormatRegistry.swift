/// Every format that copydesk knows, in the order in which ties are decided. A new format is one line here.
public enum FormatRegistry {
    public static let all: [any Format] = read + unread

    /// Formats whose records are loaded.
    public static let read: [any Format] = [
        JSONFormat(layout: .lines),
        JSONFormat(layout: .document),
        JSONFormat(layout: .sequence),
        NITFMapping.format,
        NewsMLG2Mapping.format,
        NewsMLG2ContentMapping.format,
        NewsML1Mapping.format,
        RSSMapping.format,
        AtomMapping.format,
        FactivaXMLMapping.format,
        ReutersFormat(),
        WireFormat(layout: .iptc7901),
        WireFormat(layout: .anpa1312),
        MailFormat(layout: .message),
        MailFormat(layout: .mailbox),
        MailFormat(layout: .page),
        WebArchiveFormat(layout: .warc),
        WebArchiveFormat(layout: .arc),
        HTMLFormat(),
        MarkdownFormat(),
        ExportFormat(layout: .lexisText),
        ExportFormat(layout: .lexisPage),
        ExportFormat(layout: .factivaText),
        ExportFormat(layout: .factivaPage),
        ExportFormat(layout: .proquestText),
        ExportFormat(layout: .proquestPage),
        ExportFormat(layout: .europressePage),
        TableFormat(),
        WordFormat(),
        OpenTextFormat(),
        BookFormat(),
        RichTextFormat(),
        PDFFormat(),
        PlainTextFormat(),
    ]

    /// Formats that are recognised so that people are told what they dropped.
    public static let unread: [any Format] = XMLListFormat.all + UnreadFormat.all
}
