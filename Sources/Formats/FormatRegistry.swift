/// Every format that copydesk knows, in the order in which ties are decided. A new format is one line here.
public enum FormatRegistry {
    public static let all: [any Format] = read + unread

    /// Formats whose records are loaded.
    public static let read: [any Format] = [
        JSONFormat(layout: .lines),
        JSONFormat(layout: .document),
        JSONFormat(layout: .sequence),
        HTMLFormat(),
        MarkdownFormat(),
        PlainTextFormat(),
    ]

    /// Formats that are recognised so that people are told what they dropped.
    public static let unread: [any Format] = UnreadFormat.all
}
