/// A line of text as a page shows it: what stands between two borders of block elements.
public struct HTMLBlock: Sendable {
    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Hidden by its markup: `hidden`, `display:none`, `visibility:hidden`.
        public static let hidden = Flags(rawValue: 1)
        /// Shown only where scripts don't run.
        public static let noscript = Flags(rawValue: 2)
        /// Its white space is its own.
        public static let preformatted = Flags(rawValue: 4)
        public static let caption = Flags(rawValue: 8)
        /// Begins behind a line break, not a border.
        public static let afterBreak = Flags(rawValue: 16)
    }

    /// Where its text lies in `HTMLBlocks.text`: UTF-8, single spaces, line breaks as LF.
    public var start: Int32
    public var length: Int32
    /// The innermost block element around it.
    public var node: Int32
    /// Bytes of its text that are links, and that are bold.
    public var linkLength: Int32
    public var boldLength: Int32
    /// Links that begin in it.
    public var linkCount: Int32
    public var flags: Flags
}
