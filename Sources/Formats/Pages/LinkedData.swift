/// What a page says of its article in JSON-LD (schema.org): the best of its article objects.
struct LinkedData {
    var headline: String?
    var alternativeHeadline: String?
    var description: String?
    var published: String?
    var created: String?
    var modified: String?
    var authors: [String] = []
    /// True where the authors are organisations, all of them.
    var areAuthorsOrganisations = false
    var publisher: String?
    var section: String?
    var keywords: [String] = []
    var imageURL: String?
    var imageCaption: String?
    var language: String?
    var url: String?
    /// `articleBody`: the text without its paragraphs.
    var body: String?
    /// False where the page says that it is not free.
    var isFree = true
    /// True where an article object was found.
    var isArticle = false
    /// The kinds of all objects, lower case: `itemlist`, `collectionpage`.
    var kinds: Set<String> = []

    private static let objectsMax = 400
    private static let scriptBytesMax = 1 << 20

    private static let articleKinds: Set<String> = [
        "article", "newsarticle", "blogposting", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
        "backgroundnewsarticle", "reviewnewsarticle", "liveblogposting", "techarticle", "scholarlyarticle", "report", "socialmediaposting",
        "advertisercontentarticle", "satiricalarticle", "review", "recipe", "askpublicnewsarticle", "medicalscholarlyarticle",
    ]

    /// - Parameter scripts: the contents of the page's `application/ld+json` scripts.
    init(_ scripts: [UnsafeBufferPointer<UInt8>]) {
        var objects: [JSONTree] = []
        for script in scripts where script.count <= Self.scriptBytesMax {
            if Self.saysPaid(script) { isFree = false }
            guard let tree = Self.parse(script) else { continue }
            Self.collect(tree, &objects)
        }
        guard !objects.isEmpty else { return }
        var named: [String: JSONTree] = [:]
        var best: (object: JSONTree, score: Int)?
        for object in objects {
            if let id = object.member("@id")?.plain, object.member("name") != nil { named[id] = object }
            let kinds = Self.kinds(object)
            self.kinds.formUnion(kinds)
            guard !kinds.isDisjoint(with: Self.articleKinds) else { continue }
            let score = ["headline", "datePublished", "author"].count { object.member($0) != nil }
            if best.map({ score > $0.score }) ?? true { best = (object, score) }
        }
        guard let article = best?.object else { return }
        isArticle = true
        take(article, named)
    }

    private mutating func take(_ article: JSONTree, _ named: [String: JSONTree]) {
        func line(_ key: String) -> String? { article.member(key)?.plain.flatMap { PageText.line($0).nonEmpty } }
        headline = line("headline")
        alternativeHeadline = line("alternativeHeadline")
        description = line("description")
        published = line("datePublished")
        created = line("dateCreated") ?? line("uploadDate")
        modified = line("dateModified")
        authors = Self.names(article.member("author") ?? .nothing, named)
        if authors.isEmpty { authors = Self.names(article.member("creator") ?? .nothing, named) }
        let authorObjects = article.member("author")?.elements ?? []
        areAuthorsOrganisations =
            !authorObjects.isEmpty
            && authorObjects.allSatisfy { author in
                let kinds = Self.kinds(author.member("@type") == nil ? author.member("@id")?.plain.flatMap { named[$0] } ?? author : author)
                return kinds.contains("organization") || kinds.contains("newsmediaorganization")
            }
        publisher = Self.names(article.member("publisher") ?? .nothing, named).first
        section = article.member("articleSection")?.elements.lazy.compactMap(\.plain).first.flatMap { PageText.line($0).nonEmpty }
        keywords =
            article.member("keywords")?.elements.compactMap(\.plain).flatMap { text in
                var leftOut = 0
                return KeywordList.words(PageText.line(text), leftOut: &leftOut)
            } ?? []
        if let image = (article.member("image") ?? article.member("thumbnailUrl"))?.elements.first {
            imageURL = image.plain ?? image.member("url")?.plain ?? image.member("contentUrl")?.plain
            imageCaption = (image.member("caption") ?? image.member("description"))?.plain.flatMap { PageText.line($0).nonEmpty }
            if imageURL == nil, let id = image.member("@id")?.plain { imageURL = named[id]?.member("url")?.plain }
        }
        language = article.member("inLanguage").flatMap { $0.plain ?? $0.member("alternateName")?.plain }
        url = line("url") ?? article.member("mainEntityOfPage").flatMap { $0.plain ?? $0.member("@id")?.plain }
        body = article.member("articleBody")?.plain
    }

    private static func kinds(_ object: JSONTree) -> Set<String> {
        Set((object.member("@type")?.elements ?? []).compactMap { $0.plain?.split(separator: "/").last.map { $0.lowercased() } })
    }

    /// Objects in lists, graphs and where a page points to its main thing; breadth first, so many and no more.
    private static func collect(_ tree: JSONTree, _ objects: inout [JSONTree]) {
        var queue = [tree]
        var next = 0
        while next < queue.count, objects.count < objectsMax, next < objectsMax * 4 {
            let value = queue[next]
            next += 1
            switch value {
            case .list(let list): queue += list.prefix(objectsMax)
            case .object:
                objects.append(value)
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "item", "itemListElement", "liveBlogUpdate"] {
                    if let inner = value.member(key) {
                        if case .object = inner { queue.append(inner) }
                        if case .list = inner, key != "liveBlogUpdate" { queue.append(inner) }
                    }
                }
            default: break
            }
        }
    }

    /// Names of persons or organisations: texts, objects with a name, pointers to such objects, and lists of all of these.
    private static func names(_ value: JSONTree, _ named: [String: JSONTree]) -> [String] {
        var names: [String] = []
        var queue = [value]
        while let first = queue.first, names.count < Byline.authorsMax {
            queue.removeFirst()
            switch first {
            case .text(let text): if let line = PageText.line(text).nonEmpty { names.append(line) }
            case .list(let list): queue = list.prefix(Byline.authorsMax) + queue
            case .object:
                if let name = first.member("name") ?? first.member("@id")?.plain.flatMap({ named[$0]?.member("name") }) {
                    if case .object = name { continue }
                    queue.insert(name, at: 0)
                }
            default: break
            }
        }
        return names
    }

    /// True where `isAccessibleForFree` is false, as a literal or a text.
    private static func saysPaid(_ script: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = script.baseAddress else { return false }
        let name = Array("isAccessibleForFree".utf8)
        var at = 0
        while let hit = ByteSearch.first(UInt8(ascii: "i"), base, at, script.count - name.count) {
            at = hit + 1
            guard script[hit..<hit + name.count].elementsEqual(name) else { continue }
            var value = hit + name.count
            while value < script.count, script[value] <= 0x20 || script[value] == 0x22 || script[value] == UInt8(ascii: ":") { value += 1 }
            if value < script.count, script[value] | 0x20 == UInt8(ascii: "f") { return true }
        }
        return false
    }

    // MARK: JSON as pages have it

    /// Reads JSON that is whole, else what remains after what pages do to it is undone: comments and CDATA marks around it, line ends in
    /// strings, commas before closing brackets, semicolons behind it.
    private static func parse(_ script: UnsafeBufferPointer<UInt8>) -> JSONTree? {
        var start = 0
        while start < script.count, script[start] != UInt8(ascii: "{"), script[start] != UInt8(ascii: "[") { start += 1 }
        // `<![CDATA[` has a bracket of its own.
        if start + 6 < script.count, script[start] == UInt8(ascii: "["), script[start + 1] == UInt8(ascii: "C") {
            start += 7
            while start < script.count, script[start] != UInt8(ascii: "{"), script[start] != UInt8(ascii: "[") { start += 1 }
        }
        let rest = UnsafeBufferPointer(rebasing: script[start...])
        if let tree = whole(rest) { return tree }
        let repaired = repaired(rest)
        return repaired.withUnsafeBufferPointer { whole($0) }
    }

    private static func whole(_ bytes: UnsafeBufferPointer<UInt8>) -> JSONTree? {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return nil }
        var scanner = JSONScanner(base, from: 0, end: bytes.count, depthMax: 256)
        guard scanner.skipValue(depth: 0) else { return nil }
        var repairs = ByteRepairs()
        return JSONTree.parse(base, from: 0, end: scanner.at, repairs: &repairs)
    }

    private static func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var isInString = false
        var isEscape = false
        for byte in bytes {
            if isInString {
                if isEscape {
                    // An escape that JSON does not know is the letter itself.
                    if !"\"\\/bfnrtu".utf8.contains(byte) { out.removeLast() }
                    isEscape = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscape = true
                } else if byte == 0x22 {
                    isInString = false
                }
                out.append(byte < 0x20 ? 0x20 : byte)
                continue
            }
            if byte == 0x22 { isInString = true }
            if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                while let last = out.last, last <= 0x20 { out.removeLast() }
                if out.last == UInt8(ascii: ",") { out.removeLast() }
            }
            out.append(byte < 0x20 ? 0x20 : byte)
        }
        return out
    }
}

extension JSONTree {
    /// The member of an object under exactly this key.
    func member(_ key: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    /// The text of a value that is a text or a number.
    var plain: String? {
        switch self {
        case .text(let text): text
        case .number(_, let text): text
        default: nil
        }
    }
}
