import Decoding
import Markup
import Model

/// Books and magazines as EPUB: a record per chapter, in the order of reading.
struct BookFormat: Format {
    let name = "epub"
    let summary = "A book or magazine (.epub)"
    let extensions = ["epub"]
    let mediaTypes = ["application/epub+zip"]
    let yields = "an article per chapter"
    let wantsUTF8 = false

    func score(_ view: HeadView) -> Int { PackageShape.of(view) == .book ? 97 : 0 }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader { try BookReader(member) }
}

/// Reads the chapters of a book one by one. A part that has no heading of its own goes on with the chapter before.
final class BookReader: RecordReader {
    private let member: MemberText
    private let files: DocumentFiles
    private let contents: BookContents
    private let pages = PageLines()
    private var chapter = 0
    private var ordinal = 0
    private var open: Record?
    private var waiting: ReadItem?
    private var hasEnded = false

    /// - Throws: `epub-structure` where the list of contents cannot be found.
    init(_ member: MemberText) throws(Failure) {
        self.member = member
        files = try DocumentFiles(member, code: .epubStructure)
        contents = try BookContents(files)
    }

    func next() throws(Failure) -> ReadItem? {
        if let item = waiting {
            waiting = nil
            return item
        }
        while chapter < contents.chapters.count {
            let name = contents.chapters[chapter]
            chapter += 1
            do throws(Failure) {
                guard let bytes = try files.bytes(name) else { continue }
                if let ended = take(lines(bytes)) { return .record(ended) }
            } catch {
                guard error.code.kind != .retry, error.code != .sizeLimit, error.code != .ratioLimit else { throw error }
                let ended = finish()
                ordinal += 1
                var failure = error
                failure.address = address
                guard let ended else { return .reject(failure) }
                waiting = .reject(failure)
                return .record(ended)
            }
        }
        if let ended = finish() { return .record(ended) }
        guard !hasEnded else { return nil }
        hasEnded = true
        return ordinal == 0
            ? .reject(Failure(.noText, "no chapter of the book holds words", address: ItemAddress(member: member.path, ordinal: 1))) : nil
    }

    private var address: ItemAddress { ItemAddress(member: member.path, ordinal: ordinal) }

    private func lines(_ bytes: [UInt8]) -> [PageLine] {
        let guess = CharsetDetector.detect(bytes, declared: "UTF-8", isWhole: true)
        if guess.charset == .utf8, guess.bomBytes == 0 { return bytes.withUnsafeBufferPointer { pages.read($0) } }
        var text = TextDecoder.decode(bytes, guess).text
        return text.withUTF8 { pages.read($0) }
    }

    /// Takes a part of the book.
    /// - Returns: the chapter that it ends.
    private func take(_ lines: [PageLine]) -> Record? {
        guard !lines.isEmpty else { return nil }
        // A heading may have an overline or a number above it.
        let heading = lines.prefix(3).firstIndex { $0.block.traits.contains(.heading) }
        if heading == nil, var record = open {
            open = nil
            if !record.body.isEmpty { record.body += "\n\n" }
            record.body += Self.body(lines[...])
            let bytes = record.body.utf8.count
            open = record
            return bytes > member.limits.recordBytesMax ? finish() : nil
        }
        let ended = finish()
        ordinal += 1
        var record = Record(address: address)
        var rest = lines
        if let heading { record.headline = rest.remove(at: heading).text }
        record.body = Self.body(rest[...])
        open = record
        return ended
    }

    private static func body(_ lines: ArraySlice<PageLine>) -> String {
        var body = ""
        for line in lines { body += (body.isEmpty ? "" : line.isContinued ? "\n" : "\n\n") + line.text }
        return body
    }

    private func finish() -> Record? {
        guard var record = open else { return nil }
        open = nil
        // The book's title stands for that of its only chapter.
        if record.headline == nil, ordinal == 1 { record.headline = contents.title }
        record.authors = contents.authors
        record.byline = contents.authors.isEmpty ? nil : contents.authors.joined(separator: ", ")
        record.publisher = contents.publisher
        record.language = contents.language.flatMap(LanguageTag.normalise)
        record.published = contents.published.flatMap { HeaderDate.field($0) }
        record.modified = contents.modified.flatMap { HeaderDate.field($0) }
        return record
    }
}

/// The list of contents of a book (EPUB 3.3 §5: the package document).
struct BookContents {
    /// Members of the package in the order of reading.
    private(set) var chapters: [String] = []
    private(set) var title: String?
    private(set) var authors: [String] = []
    private(set) var publisher: String?
    private(set) var language: String?
    private(set) var published: String?
    private(set) var modified: String?

    init(_ files: DocumentFiles) throws(Failure) {
        let container = BookListReader()
        try Self.read(files, "META-INF/container.xml", container)
        guard let path = container.rootFile, let root = Self.resolve(path, in: ""), files.contains(root) else {
            throw Failure(.epubStructure, "META-INF/container.xml names no list of contents that is there")
        }
        let list = BookListReader()
        try Self.read(files, root, list)
        let folder = root.lastIndex(of: "/").map { String(root[..<$0]) } ?? ""
        chapters = list.spine.compactMap { list.manifest[$0] }.compactMap { Self.resolve($0, in: folder) }
        if chapters.isEmpty { throw Failure(.epubStructure, "the list of contents names no chapter") }
        title = list.metadata["title"]?.first
        authors = (list.metadata["creator"] ?? []).flatMap { Byline.authors($0) }
        publisher = list.metadata["publisher"]?.first
        language = list.metadata["language"]?.first
        published = list.metadata["date"]?.first
        modified = list.metadata["dcterms:modified"]?.first
    }

    private static func read(_ files: DocumentFiles, _ name: String, _ reader: BookListReader) throws(Failure) {
        do throws(Failure) { try files.read(name, to: reader) } catch {
            // Without its lists the book is none, whatever is wrong with them.
            guard error.code == .xmlMalformed || error.code == .xmlTruncated else { throw error }
            throw Failure(.epubStructure, error.detail)
        }
    }

    /// The member that a reference means; `nil` where it leads out of the book.
    private static func resolve(_ reference: String, in folder: String) -> String? {
        var parts = folder.split(separator: "/").map(String.init)
        let path = reference.prefix { $0 != "#" && $0 != "?" }
        guard !path.isEmpty, !path.contains("://") else { return nil }
        if path.hasPrefix("/") { parts = [] }
        for step in path.split(separator: "/") {
            if step == ".." {
                if parts.popLast() == nil { return nil }
            } else if step != "." {
                parts.append(decoded(step))
            }
        }
        return parts.joined(separator: "/")
    }

    /// `%20` and its kin.
    private static func decoded(_ step: Substring) -> String {
        guard step.contains("%") else { return String(step) }
        let bytes = Array(step.utf8)
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count, let high = JSONText.hexValue(bytes[at + 1]),
                let low = JSONText.hexValue(bytes[at + 2])
            {
                out.append(UInt8(high << 4 | low))
                at += 3
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// What `container.xml` and the package document say.
private final class BookListReader: XMLEventHandler {
    private(set) var rootFile: String?
    /// References by identifier.
    private(set) var manifest: [String: String] = [:]
    private(set) var spine: [String] = []
    private(set) var metadata: [String: [String]] = [:]
    private var navigation: Set<String> = []
    private var isInMetadata = false
    private var open: String?
    private var value: [UInt8] = []

    func start(_ name: String, _ attributes: XMLEvents.Attributes) {
        switch name {
        case "rootfile": rootFile = rootFile ?? attributes["full-path"]
        case "item":
            guard let id = attributes["id"], let reference = attributes["href"] else { return }
            let type = attributes["media-type"] ?? ""
            // Pictures and styles are no chapters, the list of contents no text.
            if !type.isEmpty, !type.contains("html"), !type.contains("xml") || type.contains("svg") || type.contains("ncx") { return }
            if attributes["properties"]?.split(separator: " ").contains("nav") == true { return }
            manifest[id] = reference
        case "itemref": if let id = attributes["idref"], attributes["linear"] != "no" { spine.append(id) }
        case "metadata": isInMetadata = true
        default:
            guard isInMetadata else { return }
            open = name == "meta" ? attributes["property"] : name
            value.removeAll(keepingCapacity: true)
        }
    }

    func end(_ name: String) {
        if name == "metadata" { isInMetadata = false }
        guard let open else { return }
        if let text = String(decoding: value, as: UTF8.self).nonEmpty { metadata[open, default: []].append(text) }
        self.open = nil
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) { if open != nil { value.append(contentsOf: bytes) } }
}
