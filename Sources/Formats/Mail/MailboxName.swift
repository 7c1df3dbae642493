/// The names in an address field (RFC 5322 §3.4): `"Maud Ellery" <m@x.example>, t@x.example (Tom O'Rourke)`.
enum MailboxName {
    /// - Parameter bytes: the field's unfolded value, undecoded: commas inside encoded words part nothing.
    /// - Returns: the display names in order; mailboxes that are an address and nothing else give none.
    static func all(_ bytes: UnsafeBufferPointer<UInt8>, charset: String?) -> [String] {
        var names: [String] = []
        var phrase: [UInt8] = []
        var comment: [UInt8] = []
        var sawAngle = false
        func finish() {
            let written = sawAngle && phrase.contains(where: { $0 > 0x20 }) ? phrase : comment
            let name = written.withUnsafeBufferPointer { HeaderText.decode($0, charset: charset) }.asOneLine
            if let name = unquoted(name).nonEmpty, !name.contains("@"), names.count < countMax { names.append(name) }
            phrase.removeAll(keepingCapacity: true)
            comment.removeAll(keepingCapacity: true)
            sawAngle = false
        }
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""): quoted(bytes, &at, UInt8(ascii: "\""), into: &phrase)
            case UInt8(ascii: "("): quoted(bytes, &at, UInt8(ascii: ")"), into: &comment)
            case UInt8(ascii: "<"):
                sawAngle = true
                while at < bytes.count, bytes[at] != UInt8(ascii: ">") { at += 1 }
            case UInt8(ascii: ","), UInt8(ascii: ";"): finish()
            default: phrase.append(bytes[at])
            }
            at += 1
        }
        // A name without any address, as exporters write it.
        if !sawAngle, comment.isEmpty, !phrase.contains(UInt8(ascii: "@")) { sawAngle = true }
        finish()
        return names
    }

    private static let countMax = 100

    /// Takes what stands up to `close`, backslashes resolved; `at` is left on `close`.
    private static func quoted(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ close: UInt8, into out: inout [UInt8]) {
        at += 1
        while at < bytes.count, bytes[at] != close {
            if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count { at += 1 }
            out.append(bytes[at])
            at += 1
        }
    }

    /// Quotes that were inside an encoded word.
    private static func unquoted(_ name: String) -> String {
        guard name.utf8.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") else { return name }
        return String(name.dropFirst().dropLast())
    }
}
