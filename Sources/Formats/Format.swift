import Decoding
import Model

/// One format that copydesk knows: how to recognise it, and how to read it. A new format is one file with a type of this kind and
/// one line in `FormatRegistry`.
public protocol Format: Sendable {
    /// Stable and short, as in `files.format`: `json-lines`.
    var name: String { get }
    /// One line for people: `copydesk formats`.
    var summary: String { get }
    /// Usual extensions without the dot; they only break ties.
    var extensions: [String] { get }
    var mediaTypes: [String] { get }
    /// What comes out of one file: "one article", "an article per line"; empty for formats that are known but not read.
    var yields: String { get }
    /// How the bytes are wanted: as they are, or as UTF-8.
    var wantsUTF8: Bool { get }
    /// Many articles in one text, as research databases export them: where a mail carries one, the articles stand for the mail.
    var isExport: Bool { get }

    /// How well the first bytes fit: 0 not at all, 100 without a doubt.
    func score(_ view: HeadView) -> Int

    /// A reader over one member.
    /// - Throws: `unsupported-format` for formats that are known but not read, and what opening the member meets.
    func reader(for member: MemberText) throws(Failure) -> any RecordReader
}

extension Format {
    public var wantsUTF8: Bool { true }
    public var isExport: Bool { false }
    /// False for formats that are recognised so that people are told what they dropped.
    public var isRead: Bool { !yields.isEmpty }
}

/// Yields the records of one member, one after the other, in memory that does not grow with the member.
///
/// A reader may be taken up again on another thread, but is never used by two at once.
public protocol RecordReader: AnyObject {
    /// The next record, reject or part, `nil` at the end.
    /// - Throws: the failure that ends the member; what was whole before it has been given.
    func next() throws(Failure) -> ReadItem?
}

/// What a reader yields, one after the other.
public enum ReadItem: Sendable {
    case record(Record)
    case reject(Reject)
    /// A document inside this one: it is unwrapped, recognised and read before the reader is asked again.
    case part(Part)
}

/// A document that a record carries: an attachment of a mail, a chapter of a package. It is read like a file of its own.
public struct Part: Sendable {
    /// The member steps of its records' addresses: `#1!story.docx`.
    public var path: String
    /// Its own name, bytes; it only breaks ties.
    public var name: [UInt8]
    public var bytes: [UInt8]
    /// The charset that the carrier declares for it, `nil` where it declares none.
    public var charset: String?
    /// Fields for records of the part that lack them; the date of the mail that carries them.
    public var fields: Record?

    public init(path: String, name: [UInt8] = [], bytes: [UInt8], charset: String? = nil, fields: Record? = nil) {
        self.path = path
        self.name = name
        self.bytes = bytes
        self.charset = charset
        self.fields = fields
    }
}

/// One member as a format reads it.
public struct MemberText {
    /// UTF-8 without a byte order mark if the format wants it so, else the bytes as they are.
    public var stream: any ByteStream
    /// The member steps of the records' addresses, `""` for a plain file.
    public var path: String
    /// The file's or member's own name, bytes; may be empty.
    public var fileName: [UInt8]
    public var limits: Limits
    /// The charset that was found, for formats that decode themselves.
    public var charset: CharsetGuess
    /// What the settings say of the columns of tables.
    public var columns: ColumnNames
    /// Records keep where their fields were found (`Record.origins`).
    public var notesOrigins = false
    /// What the file may cost, for readers that decompress; `nil` for none.
    public var budget: Budget?

    public init(
        stream: any ByteStream, path: String = "", fileName: [UInt8] = [], limits: Limits = Limits(),
        charset: CharsetGuess = CharsetGuess(charset: .utf8, from: .utf8), columns: ColumnNames = ColumnNames(),
        budget: Budget? = nil
    ) {
        self.stream = stream
        self.path = path
        self.fileName = fileName
        self.limits = limits
        self.charset = charset
        self.columns = columns
        self.budget = budget
    }
}

/// What formats look at to recognise themselves: the first bytes of a member, as they are and as UTF-8.
public struct HeadView: Sendable {
    /// At most 64 KiB as they are.
    public var raw: [UInt8]
    /// The same as UTF-8 without a byte order mark; equal to `raw` where that is UTF-8 already. May end inside a character.
    public var text: [UInt8]
    /// True where this is the whole member.
    public var isWhole: Bool
    /// True if the bytes are text in some charset.
    public var isText: Bool
    /// The extension of the name in lower case, without the dot.
    public var suffix: String
    /// Position in `text` after leading white space.
    public var start: Int

    public init(raw: [UInt8], text: [UInt8]? = nil, isWhole: Bool, isText: Bool = true, fileName: [UInt8] = []) {
        self.raw = raw
        self.text = text ?? raw
        self.isWhole = isWhole
        self.isText = isText
        // RFC 7464's record separator is a mark, not white space.
        self.start = self.text.firstIndex { $0 > 0x20 || $0 == 0x1E } ?? self.text.count
        let name = fileName[(fileName.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]
        let dot = name.lastIndex(of: UInt8(ascii: "."))
        suffix = dot.map { String(decoding: name[($0 + 1)...], as: UTF8.self).lowercased() } ?? ""
    }

    /// True if the raw bytes begin with these.
    public func begins(with bytes: [UInt8], at offset: Int = 0) -> Bool { raw.dropFirst(offset).starts(with: bytes) }

    /// True if the text, after white space, begins with these ASCII bytes, capitals or not.
    public func textBegins(_ word: String) -> Bool {
        guard text.count - start >= word.utf8.count else { return false }
        return zip(text[start...], word.utf8).allSatisfy {
            $0 == $1 || ($0 &- 0x41 < 26 && $0 | 0x20 == $1) || ($1 &- 0x41 < 26 && $1 | 0x20 == $0)
        }
    }
}
