import Decoding
import Markup
import Model

/// A page out of an archive or a saved file, as one article: its own metadata, its article element as text.
struct WebPage {
    /// As stored.
    var bytes: [UInt8]
    /// What the carrier declares: HTTP, MIME.
    var charset: String?
    /// Where the page was found; the page's own canonical address goes before it.
    var url: String?

    /// The page as a record, or `no-text`.
    func item(_ address: ItemAddress) -> ReadItem {
        let guess = CharsetDetector.detect(bytes, declared: charset ?? Self.declaredCharset(bytes), isWhole: true)
        let decoded = TextDecoder.decode(bytes, guess)
        var record = record(html: decoded.text, address)
        record.replacedBytes = decoded.replacedBytes
        record.windows1252Bytes = decoded.windows1252Bytes
        if record.headline == nil, record.body.isEmpty {
            return .reject(Failure(.noText, "the page holds no words", address: address))
        }
        return .record(record)
    }

    /// The record of a page's source text.
    func record(html: String, _ address: ItemAddress) -> Record {
        var record = Record(address: address)
        var html = html
        html.withUTF8 { source in
            let head = PageHead(source)
            let site = head["og:site_name"]
            record.headline = head["og:title"] ?? head.title.map { Self.withoutSite($0, site) }
            record.publisher = site
            record.authors = head.authors
            record.published = (head["article:published_time"] ?? head["date"]).flatMap { HeaderDate.field($0) }
            record.language = head.language.flatMap(LanguageTag.normalise)
            record.url = head.canonical ?? head["og:url"] ?? url
            record.body = Self.body(source, headline: record.headline)
        }
        if !record.authors.isEmpty { record.byline = record.authors.joined(separator: ", ") }
        return record
    }

    /// `charset=` in the first bytes of a page, in whichever of its two spellings.
    private static func declaredCharset(_ bytes: [UInt8]) -> String? {
        var rest = bytes.prefix(4_096)[...]
        let word = Array("charset".utf8)
        while let hit = rest.firstIndex(where: { $0 | 0x20 == word[0] }) {
            rest = rest[hit...]
            guard rest.count > word.count, zip(rest, word).allSatisfy({ $0 | 0x20 == $1 }) else {
                rest = rest.dropFirst()
                continue
            }
            let value = rest.dropFirst(word.count).drop { $0 <= 0x20 || $0 == UInt8(ascii: "=") || $0 == 0x22 || $0 == 0x27 }
            let name = value.prefix {
                $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x27 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: ";")
            }
            return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
        }
        return nil
    }

    /// `Title | Site` without the site.
    private static func withoutSite(_ title: String, _ site: String?) -> String {
        guard let site, title.hasSuffix(site) else { return title }
        let rest = String(title.dropLast(site.count)).trimmingSpaces
        guard let mark = rest.last, "|–—-·:»".contains(mark) else { return title }
        return String(rest.dropLast()).nonEmpty ?? title
    }

    /// The text of the article element, else of the main one, else of the page; without the headline in front.
    private static func body(_ source: UnsafeBufferPointer<UInt8>, headline: String?) -> String {
        let range =
            PageHead.element("article", source) ?? PageHead.element("main", source) ?? PageHead.element("body", source) ?? 0..<source.count
        let text = InlineMarkup.text(String(decoding: UnsafeBufferPointer(rebasing: source[range]), as: UTF8.self))
        guard let headline, text.utf8.starts(with: headline.utf8) else { return text }
        let rest = text.utf8.dropFirst(headline.utf8.count)
        return rest.isEmpty || rest.first == 0x0A ? String(decoding: rest.drop { $0 <= 0x20 }, as: UTF8.self) : text
    }
}
