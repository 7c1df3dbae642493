import Model

/// The name of a claimed file on disk: `FID__NAME`. The id leads back to the ledger; the name is for people and for the case
/// that the ledger is lost.
///
/// NAME is the name as dropped, sub-folders included (so that the source survives too: `reuters%2Fa.txt`), with every byte but ASCII
/// letters, digits and `.-_+,=@` percent-encoded, cut in the middle to at most 120 bytes (`%~` marks the cut); a final `.error.json` is broken up so that no claim looks like an error report.
public enum ClaimName {
    /// Bytes of NAME at most, so that `FID__NAME.error.json.tmp` fits into 255.
    public static let nameBytesMax = 120
    /// Bytes kept at the end of a name that is cut: the extensions.
    static let tailBytesMax = 40
    static let errorSuffix = Array(".error.json".utf8)
    private static let cut = Array("%~".utf8)

    /// - Parameters:
    ///   - fileID: the ledger's row.
    ///   - name: as dropped, relative to the inbox.
    public static func make(_ fileID: FileID, _ name: [UInt8]) -> [UInt8] {
        Array("\(fileID)__".utf8) + encode(name[...])
    }

    /// The id and the decoded NAME (`~` where it was cut), `nil` for anything that is no claim's name.
    public static func parse(_ claimName: [UInt8]) -> (fileID: FileID, name: [UInt8])? {
        var digits = 0
        var fileID: FileID = 0
        for byte in claimName {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { break }
            let (product, overflow) = fileID.multipliedReportingOverflow(by: 10)
            let (sum, more) = product.addingReportingOverflow(FileID(byte - UInt8(ascii: "0")))
            if overflow || more { return nil }
            fileID = sum
            digits += 1
        }
        guard digits > 0, claimName.count > digits + 2, claimName[digits] == UInt8(ascii: "_"), claimName[digits + 1] == UInt8(ascii: "_"),
            !claimName.ends(with: errorSuffix), !claimName.ends(with: errorSuffix + Array(".tmp".utf8))
        else { return nil }
        return (fileID, decode(claimName[(digits + 2)...]))
    }

    static func lastComponent(_ name: [UInt8]) -> ArraySlice<UInt8> {
        guard let slash = name.lastIndex(of: UInt8(ascii: "/")) else { return name[...] }
        return name[(slash + 1)...]
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "="),
            UInt8(ascii: "@"):
            true
        default: false
        }
    }

    private static func append(_ byte: UInt8, to out: inout [UInt8], force: Bool = false) {
        if isPlain(byte) && !force {
            out.append(byte)
        } else {
            out.append(UInt8(ascii: "%"))
            out.append(hexDigits[Int(byte >> 4)])
            out.append(hexDigits[Int(byte & 15)])
        }
    }

    private static func encode(_ name: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(min(name.count * 3, nameBytesMax) + 3)
        let dot = name.ends(with: errorSuffix) ? name.endIndex - errorSuffix.count : -1
        for (index, byte) in zip(name.indices, name) { append(byte, to: &out, force: index == dot) }
        if out.count <= nameBytesMax { return out }
        var tail: [UInt8] = []
        for (index, byte) in zip(name.indices, name).reversed() {
            var unit: [UInt8] = []
            append(byte, to: &unit, force: index == dot)
            if tail.count + unit.count > tailBytesMax { break }
            tail = unit + tail
        }
        var head: [UInt8] = []
        for byte in name {
            var unit: [UInt8] = []
            append(byte, to: &unit)
            if head.count + unit.count > nameBytesMax - cut.count - tail.count { break }
            head += unit
        }
        return head + cut + tail
    }

    private static func decode(_ name: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var index = name.startIndex
        while index < name.endIndex {
            if name[index] == UInt8(ascii: "%"), index + 2 < name.endIndex, let high = hexValue(name[index + 1]),
                let low = hexValue(name[index + 2])
            {
                out.append(high << 4 | low)
                index += 3
            } else {
                if name[index] != UInt8(ascii: "%") { out.append(name[index]) }
                index += 1
            }
        }
        return out
    }

    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

extension Collection where Element: Equatable, Self: BidirectionalCollection {
    func ends(with suffix: [Element]) -> Bool { count >= suffix.count && self.suffix(suffix.count).elementsEqual(suffix) }
}
