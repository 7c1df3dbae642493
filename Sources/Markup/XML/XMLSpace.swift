/// The vocabularies that news documents are made of, as far as copydesk tells them apart.
public enum XMLSpace: UInt8, Sendable {
    /// No namespace at all.
    case none
    /// A namespace that is not in the list.
    case other
    case rss, rdf, atom, dublinCore, content, media, itunes, wordpress, xhtml, nitf, newsMLG2, xml

    /// What a namespace's address names. Versions differ in years and numbers only, so beginnings decide.
    init(uri: String) {
        if uri.isEmpty {
            self = .none
            return
        }
        let lower = uri.lowercased()
        self = Self.beginnings.first { lower.hasPrefix($0.0) }?.1 ?? .other
    }

    /// What a prefix means that was never declared: feeds are written by hand.
    init(undeclaredPrefix prefix: String) {
        self = prefix.isEmpty ? .none : Self.prefixes[prefix.lowercased()] ?? .other
    }

    private static let beginnings: [(String, XMLSpace)] = [
        ("http://www.w3.org/2005/atom", .atom), ("http://purl.org/atom/ns", .atom), ("http://www.w3.org/1999/xhtml", .xhtml),
        ("http://purl.org/dc/", .dublinCore), ("http://purl.org/rss/1.0/modules/content", .content),
        ("http://purl.org/rss/1.0/modules", .other), ("http://purl.org/rss/1.0", .rss), ("http://purl.org/net/rss1.1", .rss),
        ("http://my.netscape.com/", .rss), ("http://channel.netscape.com/", .rss), ("http://backend.userland.com/", .rss),
        ("http://blogs.law.harvard.edu/tech/rss", .rss), ("http://cyber.law.harvard.edu/rss", .rss), ("http://www.rssboard.org/", .rss),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns", .rdf), ("http://search.yahoo.com/mrss", .media),
        ("http://www.itunes.com/dtds/podcast", .itunes), ("http://wordpress.org/export/", .wordpress),
        ("http://iptc.org/std/nitf", .nitf), ("http://www.nitf.org/", .nitf), ("http://iptc.org/std/nar", .newsMLG2),
        ("http://www.w3.org/xml/1998/namespace", .xml),
    ]

    private static let prefixes: [String: XMLSpace] = [
        "dc": .dublinCore, "dcterms": .dublinCore, "content": .content, "media": .media, "itunes": .itunes, "wp": .wordpress, "atom": .atom,
        "xhtml": .xhtml, "html": .xhtml, "rdf": .rdf, "rss": .rss, "nitf": .nitf, "xml": .xml,
    ]
}

/// The names of a document's elements and attributes, each kept once.
///
/// Names are few and come often: a hash finds them, and what asks for a name compares small strings.
struct XMLNames {
    struct Name {
        /// In lower case, without the prefix.
        var local: String
        var prefix: String
        /// `xmlns` and `xmlns:…`, which declare and are no attributes.
        var isDeclaration: Bool
        /// The vocabulary that was resolved last, and for which state of the scopes.
        var space = XMLSpace.none
        var resolvedFor = -1
    }

    private(set) var all: [Name] = []
    private var indices: [UInt64: Int32] = [:]

    /// Forgets what an unusual document brought along.
    mutating func trim(to countMax: Int) {
        guard all.count > countMax else { return }
        all.removeAll()
        indices.removeAll()
    }

    /// - Parameter name: NUL-terminated UTF-8, as expat gives it.
    mutating func index(of name: UnsafePointer<CChar>) -> Int32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var at = 0
        while name[at] != 0 {
            hash = (hash ^ UInt64(UInt8(bitPattern: name[at]))) &* 0x100_0000_01B3
            at += 1
        }
        if let known = indices[hash] { return known }
        let whole = String(decoding: UnsafeRawBufferPointer(start: name, count: at), as: UTF8.self)
        let colon = whole.utf8.firstIndex(of: UInt8(ascii: ":"))
        let prefix = colon.map { String(whole[..<$0]) } ?? ""
        let local = colon.map { String(whole[whole.utf8.index(after: $0)...]) } ?? whole
        all.append(
            Name(
                local: local.lowercased(), prefix: prefix, isDeclaration: prefix == "xmlns" || (prefix.isEmpty && local == "xmlns")))
        let index = Int32(all.count - 1)
        indices[hash] = index
        return index
    }

    /// The vocabulary of a name, resolved once for each state of the scopes.
    mutating func space(_ index: Int32, generation: Int, resolve: (String) -> XMLSpace) -> XMLSpace {
        let at = Int(index)
        if all[at].resolvedFor == generation { return all[at].space }
        let space = resolve(all[at].prefix)
        all[at].space = space
        all[at].resolvedFor = generation
        return space
    }
}
