/// A header value with parameters: `text/plain; charset="utf-8"; format=flowed` (RFC 2045 §5.1, RFC 2231).
struct HeaderParameters {
    /// What stands before the first semicolon, lower case.
    var value: String
    private var texts: [String: String] = [:]

    /// The parameter of this lower-case name.
    subscript(_ name: String) -> String? { texts[name] }

    /// - Parameter bytes: the field's unfolded value.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let end = bytes.firstIndex { $0 == UInt8(ascii: ";") } ?? bytes.count
        let first = UnsafeBufferPointer(rebasing: bytes[..<end])
        value = String(decoding: first.prefix { $0 != UInt8(ascii: "(") }, as: UTF8.self).trimmingSpaces.lowercased()
        var at = end
        var pieces: [(name: String, number: Int, isEncoded: Bool, bytes: [UInt8])] = []
        while at < bytes.count, pieces.count < Self.countMax {
            at += 1
            while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
            guard let (name, text) = Self.parameter(bytes, &at) else { continue }
            let steps = name.split(separator: "*", omittingEmptySubsequences: false)
            let key = String(steps.first ?? "")
            if steps.count == 1 {
                if texts[key] == nil { texts[key] = text.withUnsafeBufferPointer { HeaderText.decode($0) } }
            } else if let number = Int(steps[1].isEmpty ? "0" : steps[1]), steps.count <= 3 {
                pieces.append((key, number, steps.count == 3 || steps[1].isEmpty, text))
            }
        }
        join(pieces)
    }

    /// More are not read.
    private static let countMax = 64

    /// `name=value` up to the next semicolon outside quotes; `at` is left there.
    private static func parameter(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> (String, [UInt8])? {
        let start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "="), bytes[at] != UInt8(ascii: ";") { at += 1 }
        guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { return nil }
        let name = String(decoding: bytes[start..<at], as: UTF8.self).trimmingSpaces.lowercased()
        at += 1
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
        var text: [UInt8] = []
        if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
            at += 1
            while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count { at += 1 }
                text.append(bytes[at])
                at += 1
            }
            while at < bytes.count, bytes[at] != UInt8(ascii: ";") { at += 1 }
        } else {
            // Writers forget the quotes around values that need them, so that only a semicolon or a blank ends one.
            while at < bytes.count, bytes[at] != UInt8(ascii: ";"), bytes[at] > 0x20 {
                text.append(bytes[at])
                at += 1
            }
            while at < bytes.count, bytes[at] != UInt8(ascii: ";") { at += 1 }
        }
        return (name, text)
    }

    /// RFC 2231: values in numbered pieces, percent-encoded, with a charset in front.
    private mutating func join(_ pieces: [(name: String, number: Int, isEncoded: Bool, bytes: [UInt8])]) {
        for name in Set(pieces.map(\.name)) where texts[name] == nil {
            var charset: String?
            var all: [UInt8] = []
            for (index, piece) in pieces.filter({ $0.name == name }).sorted(by: { $0.number < $1.number }).enumerated() {
                var rest = piece.bytes[...]
                if piece.isEncoded, index == 0 {
                    let quotes = rest.indices.filter { rest[$0] == UInt8(ascii: "'") }
                    if quotes.count >= 2 {
                        charset = String(decoding: rest[..<quotes[0]], as: UTF8.self)
                        rest = rest[(quotes[1] + 1)...]
                    }
                }
                all += piece.isEncoded ? Self.percentDecoded(rest) : Array(rest)
            }
            texts[name] = all.withUnsafeBufferPointer { HeaderText.decode($0, charset: charset) }
        }
    }

    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.endIndex, let high = TransferEncoding.hex(bytes[at + 1]),
                let low = TransferEncoding.hex(bytes[at + 2])
            {
                out.append(high << 4 | low)
                at += 3
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return out
    }
}
