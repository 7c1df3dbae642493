import Model
import Warehouse

/// `copydesk search`.
public enum Search {
    /// What comes first.
    public enum Order: String, Sendable, CaseIterable {
        /// The latest loaded: quick also where very many articles match.
        case newest
        /// What fits best, by bm25.
        case best
    }

    /// One article that was found.
    public struct Hit: Codable, Sendable, Equatable {
        public var articleID: Int64
        public var day: String
        public var publisher: String?
        public var headline: String?
        public var url: String?
        /// A passage with what was found between `[` and `]`.
        public var passage: String

        public init(articleID: Int64, day: String, publisher: String?, headline: String?, url: String?, passage: String) {
            self.articleID = articleID
            self.day = day
            self.publisher = publisher
            self.headline = headline
            self.url = url
            self.passage = passage
        }

        enum CodingKeys: String, CodingKey {
            case articleID = "articleId"
            case day, publisher, headline, url, passage
        }
    }

    /// - Parameter query: in FTS5's language.
    /// - Throws: `.usage` for a query that is not understood, `.noInput` where there is no warehouse.
    public static func run(_ query: String, order: Order, limit: Int, desk: String, settings: Settings) throws(DeskError) -> [Hit] {
        let reader = try DeskDoor.reader(desk, settings)
        defer { reader.close() }
        do throws(SearchError) {
            return try reader.search(SearchQuery(query, limit: limit, order: order == .best ? .best : .newest)).map {
                Hit(
                    articleID: $0.articleID, day: $0.day, publisher: $0.publisher, headline: $0.headline, url: $0.url, passage: $0.passage)
            }
        } catch {
            switch error {
            case .query(let sentence): throw DeskError(.usage, sentence)
            case .failure(let failure): throw DeskError(failure)
            }
        }
    }
}
