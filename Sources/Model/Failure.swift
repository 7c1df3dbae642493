/// One failure with its address (promise P5): where it happened, its stable code and a sentence for a person.
public struct Failure: Error, Sendable, Equatable {
    public var code: FailureCode
    /// What happened here, in one sentence without the code's general meaning: "string not closed", "member 3 is encrypted".
    public var detail: String
    /// The member and record, `nil` where the whole file is meant.
    public var address: ItemAddress?
    /// 0-based offset in the bytes of the member (after decompression), `nil` where no single byte is to blame.
    public var byteOffset: Int?
    /// 1-based line, for formats that have lines.
    public var line: Int?
    /// Up to 80 bytes around the offset, made printable.
    public var context: String?

    public init(
        _ code: FailureCode, _ detail: String = "", address: ItemAddress? = nil, byteOffset: Int? = nil, line: Int? = nil,
        context: String? = nil
    ) {
        self.code = code
        self.detail = detail
        self.address = address
        self.byteOffset = byteOffset
        self.line = line
        self.context = context
    }

    /// The sentence that people read: the detail if there is one, else the code's meaning, with line and byte.
    public var sentence: String {
        var text = detail.isEmpty ? code.entry.meaning : detail
        if let line {
            text += " (line \(line)" + (byteOffset.map { ", byte \($0))" } ?? ")")
        } else if let byteOffset {
            text += " (byte \(byteOffset))"
        }
        return text
    }
}

/// A record of an otherwise good file that could not be loaded: one row of the table `rejects`.
public typealias Reject = Failure
