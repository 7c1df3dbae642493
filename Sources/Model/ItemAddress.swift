/// Where a record stands inside its file: the container members on the way, then the record's number.
///
/// Written as in `rejects.item` and `articles.item`: steps joined by `!`, the record as `#n`: `#3`, `a/one.json#1`,
/// `in/l2.tar.xz!x.jsonl.gz#2`. `#0` is the file or member as a whole. Counting starts at 1 and includes rejected records. The second member
/// of one name in one archive is `a.txt!!2`, the third `a.txt!!3`.
public struct ItemAddress: Hashable, Sendable, CustomStringConvertible {
    /// Members' names from the outside in, percent-encoded and joined by `!`; empty for a plain file.
    public var member: String
    /// 1-based number of the record in the member; 0 = the member as a whole.
    public var ordinal: Int

    public init(member: String = "", ordinal: Int) {
        self.member = member
        self.ordinal = ordinal
    }

    public var description: String { "\(member)#\(ordinal)" }

    /// The member path with one more step. In a name `%`, `!`, `#`, control bytes and bytes that are no UTF-8 are written `%XX`.
    public static func join(_ outer: String, memberName: [UInt8]) -> String {
        let step = encode(memberName)
        return outer.isEmpty ? step : "\(outer)!\(step)"
    }

    /// The path of the `times`-th member with one and the same name. No name is empty, so none can be taken for the mark.
    public static func repetition(of path: String, _ times: Int) -> String { "\(path)!!\(times)" }

    /// The address without the marks of repeated names, as other programs write it.
    public var withoutRepetitions: String {
        guard member.utf8.contains(UInt8(ascii: "!")) else { return description }
        var kept: [Substring] = []
        var isMark = false
        for step in member.split(separator: "!", omittingEmptySubsequences: false) {
            if step.isEmpty, !kept.isEmpty { isMark = true } else if isMark { isMark = false } else { kept.append(step) }
        }
        let plain = kept.joined(separator: "!")
        return "\(plain)#\(ordinal)"
    }

    static func encode(_ name: [UInt8]) -> String {
        let isText = String(validating: name, as: UTF8.self) != nil
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.count)
        let hex = Array("0123456789ABCDEF".utf8)
        for byte in name {
            let mustEncode =
                byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "#")
                || (byte >= 0x80 && !isText)
            if mustEncode { bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]] } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
