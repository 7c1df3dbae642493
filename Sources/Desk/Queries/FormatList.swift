import Formats

/// What `copydesk formats` prints.
public enum FormatList {
    /// One format.
    public struct Row: Codable, Sendable, Equatable {
        public var name: String
        public var summary: String
        public var extensions: [String]
        public var mediaTypes: [String]
        /// What comes out of one file, `nil` for formats that are known but not read.
        public var yields: String?
    }

    /// The names of the formats that are read, family by family.
    public static let families: [(name: String, formats: [String])] = FormatRegistry.families.map { ($0.name, $0.formats.map(\.name)) }

    public static let all = FormatRegistry.all.map {
        Row(
            name: $0.name, summary: $0.summary, extensions: $0.extensions, mediaTypes: $0.mediaTypes, yields: $0.isRead ? $0.yields : nil)
    }
}
