/// What a key of a JSON object, a header line or front matter may stand for.
enum ArticleField: UInt8, CaseIterable {
    case headline, subheadline, body, markupBody, summary, authors, published, modified, publisher, section, language, url, sourceID
    case keywords, image, dateline, caption
    /// Not to be published before; what may be done with it (ninjs `pubstatus`).
    case embargo, status
    /// The element's kind: `@type`, `type`.
    case type
    /// `version` of a JSON Feed.
    case version
    /// An object whose keys count as the record's own: `fields`, `_source`, `attributes`.
    case transparent
    /// May hold the list of articles: `articles`, `results`.
    case list
    /// May hold an object that holds the list: `response`, `data`.
    case envelope
    /// schema.org's `@graph`.
    case graph
}

extension ArticleField {
    /// The field's name in `extract` and `explain`, `nil` for what is no field of a record.
    var recordName: String? {
        switch self {
        case .headline: "headline"
        case .subheadline: "subheadline"
        case .body, .markupBody, .summary: "body"
        case .authors: "authors"
        case .published: "published"
        case .modified: "modified"
        case .publisher: "publisher"
        case .section: "section"
        case .language: "language"
        case .url: "url"
        case .sourceID: "source_id"
        case .keywords: "keywords"
        case .image: "image_url"
        case .caption: "image_caption"
        case .dateline: "dateline"
        case .embargo: "embargo_until"
        case .status, .type, .version, .transparent, .list, .envelope, .graph: nil
        }
    }
}

/// The names under which sources give their fields, matched in lower case without `_`, `-`, `.` and spaces.
///
/// A field's names stand in order of trust: where a record has several, the first in the list wins. The same key twice:
/// the last one that is not empty, as JSON parsers do.
enum ArticleKeys {
    struct Entry {
        var field: ArticleField
        var rank: UInt8
    }

    /// The entry for a key's bytes, `nil` for keys that mean nothing to an article.
    @inline(__always)
    static func entry(_ key: UnsafeBufferPointer<UInt8>) -> Entry? {
        guard key.count <= bytesMax, key.count > 0 else { return nil }
        return table.find(hash(key))
    }

    static func entry(_ key: String) -> Entry? {
        var key = key
        return key.withUTF8 { entry($0) }
    }

    private static let bytesMax = 40

    /// The rank of `name` among the headline's names: it is one only in company.
    static let nameRank: UInt8 = entry("name")?.rank ?? 0

    /// FNV-1a over the folded bytes: 64 bits, so that equal hashes are taken for equal keys.
    @inline(__always)
    static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key {
            var folded = byte
            if byte &- 0x41 < 26 { folded = byte | 0x20 }
            if folded == UInt8(ascii: "_") || folded == UInt8(ascii: "-") || folded == UInt8(ascii: ".") || folded == 0x20 { continue }
            hash = (hash ^ UInt64(folded)) &* 0x100_0000_01B3
        }
        return hash
    }

    private static let names: [(ArticleField, String)] = [
        (
            .headline,
            "headline headlines title mainheadline articletitle heading hl1 storyheadline headlinetext webtitle displaytitle posttitle titre titel name"
        ),
        (.subheadline, "subheadline subtitle subhead alternativeheadline deck standfirst dek hl2 kicker"),
        (
            .body,
            "articlebody bodytext fulltext articletext maintext body text content contenttext plaintext textbody storytext bodies story newstext articlecontent textcontent"
        ),
        (.markupBody, "bodyhtml bodyxhtml contenthtml html articlehtml texthtml contentencoded"),
        (.summary, "description abstract summary leadparagraph trailtext excerpt snippet descriptiontext descriptions lead"),
        (.authors, "author authors byline by bylines creator dccreator writer writers reporter articleauthor authorname contributor"),
        (
            .published,
            "datepublished publishedat publishdate publisheddate datepublish published publicationdate pubdate firstpublished dateissued webpublicationdate versioncreated date dateandtime publishtime publishedtime timestamp createdat datecreated firstcreated pubtime time datetime"
        ),
        (.modified, "datemodified modifiedat modified updatedat updated lastmodified dateupdated moddate lastupdated versionupdated"),
        (
            .publisher,
            "publisher publication publishername publicationname sourcename source newsoutlet outlet newspaper sitename site copyrightholder infosources infosource provider sourcedomain medium media feedtitle sectionsource domain"
        ),
        (.section, "section articlesection sectionname category categories rubric desk ressort sectiontitle"),
        (.language, "inlanguage language lang languagecode locale articlelanguage"),
        (.url, "canonicalurl canonical url link weburl articleurl permalink mainentityofpage href sourceurl pageurl originalurl uri"),
        (.sourceID, "id guid uuid articleid docid documentid storyid newsid itemid identifier sourceid"),
        (.keywords, "keywords tags tag keyword topics subjects"),
        (.image, "image imageurl urltoimage thumbnailurl topimage mainimage photo"),
        (.dateline, "dateline datelinelocation located"),
        (.caption, "imagecaption caption"),
        (.embargo, "embargoed embargo embargountil embargoeduntil embargodate"),
        (.status, "pubstatus publicationstatus managementstatus"),
        (.type, "@type type"),
        (.version, "version"),
        (.transparent, "fields attributes article _source document doc post newsarticle newsitem"),
        (
            .list,
            "articles items results docs entries records documents stories posts news articleslist newsitems rows list hits data feed values"
        ),
        (.envelope, "response data hits result feed channel rss body payload"),
        (.graph, "@graph"),
    ]

    private static let table: HashTable = {
        var table = HashTable()
        // Envelopes and lists first: a name that is also a field of its own is known by the field; the value's kind decides later.
        for (field, line) in names.reversed() {
            for (rank, name) in line.split(separator: " ").enumerated() {
                var name = String(name)
                table.insert(name.withUTF8 { hash($0) }, Entry(field: field, rank: UInt8(rank)))
            }
        }
        return table
    }()

    /// The name that has this rank among a field's names, in lower case without marks.
    static func name(_ field: ArticleField, rank: UInt8) -> String {
        let line = names.first { $0.0 == field }?.1.split(separator: " ") ?? []
        return Int(rank) < line.count ? String(line[Int(rank)]) : "?"
    }

    /// True if the key may name the list of articles of an envelope.
    static func isList(_ key: UnsafeBufferPointer<UInt8>) -> Bool { lists.contains(hash(key)) }

    /// True if the key may name an object with the list inside.
    static func isEnvelope(_ key: UnsafeBufferPointer<UInt8>) -> Bool { envelopes.contains(hash(key)) }

    private static let lists = hashes(of: .list)
    private static let envelopes = hashes(of: .envelope)

    private static func hashes(of field: ArticleField) -> Set<UInt64> {
        var all: Set<UInt64> = []
        for (candidate, line) in names where candidate == field {
            for name in line.split(separator: " ") {
                var name = String(name)
                all.insert(name.withUTF8 { hash($0) })
            }
        }
        return all
    }

    /// Open addressing over a power of two: one multiplication less than `Dictionary` and no hashing of the hash.
    private struct HashTable {
        private var keys = [UInt64](repeating: 0, count: 1_024)
        private var entries = [Entry](repeating: Entry(field: .headline, rank: 0), count: 1_024)

        @inline(__always)
        func find(_ hash: UInt64) -> Entry? {
            var slot = Int(truncatingIfNeeded: hash & 1_023)
            while keys[slot] != 0 {
                if keys[slot] == hash { return entries[slot] }
                slot = (slot + 1) & 1_023
            }
            return nil
        }

        mutating func insert(_ hash: UInt64, _ entry: Entry) {
            var slot = Int(truncatingIfNeeded: hash & 1_023)
            while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & 1_023 }
            keys[slot] = hash
            entries[slot] = entry
        }
    }
}
