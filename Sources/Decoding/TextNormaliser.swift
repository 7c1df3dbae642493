import Model

/// Text into the one shape that the warehouse keeps: Unicode's normal form C, plain line ends, no controls, no white space that means nothing,
/// mojibake undone (`Mojibake`), no dirt (`Residue`).
///
/// Text that has the shape already is only looked at, and given back as it is. Applying a function twice changes nothing more.
public enum TextNormaliser {
    /// The kinds of repair that are counted here, besides those of `Mojibake`.
    public static let controlCharacters = "control-characters"
    public static let combiningRun = "combining-run"
    public static let softHyphens = "soft-hyphens"
    public static let zeroWidth = "zero-width"
    public static let byteOrderMarks = "byte-order-marks"
    public static let noBreakSpaces = "no-break-spaces"
    public static let ligatures = "ligatures"
    public static let mixedLineEnds = "mixed-line-ends"

    /// A field of one line: every run of white space is one space, none at the ends.
    /// - Parameter repairs: grows by what was taken out.
    /// - Returns: `nil` where nothing is left.
    public static func line(_ text: String, repairs: inout [String: Int]) -> String? {
        let text = shaped(text, .line, combiningRunMax: Limits().combiningRunMax, &repairs)
        return text.isEmpty ? nil : text
    }

    /// A text of many lines: lines end in `\n` and in no blanks, paragraphs are separated by exactly one empty line, nothing empty at the ends.
    /// U+0000 never remains (promise P6).
    /// - Parameters:
    ///   - combiningRunMax: marks in a row that are kept on one character.
    ///   - repairs: grows by what was taken out.
    public static func body(_ text: String, combiningRunMax: Int, repairs: inout [String: Int]) -> String {
        shaped(text, .body, combiningRunMax: combiningRunMax, &repairs)
    }

    private static func shaped(_ text: String, _ shape: TextShape, combiningRunMax: Int, _ repairs: inout [String: Int]) -> String {
        var text = text
        // What a repair joins may be mojibake in its turn: a second or third look makes sure that nothing is left for a later one.
        for _ in 0..<roundsMax {
            guard let better = reshaped(text, shape, combiningRunMax: combiningRunMax, &repairs) else { return text }
            text = better
        }
        return text
    }

    private static let roundsMax = 4

    /// One round, `nil` where the text is as it should be.
    private static func reshaped(_ text: String, _ shape: TextShape, combiningRunMax: Int, _ repairs: inout [String: Int]) -> String? {
        var text = text
        var scan = NormalScan(shape, combiningRunMax: combiningRunMax)
        return text.withUTF8 { bytes -> String? in
            let isNormal = scan.isNormal(bytes)
            if isNormal, !scan.mayBeMojibake { return nil }
            let mended = Mojibake.repaired(bytes, &repairs)
            if isNormal, mended == nil { return nil }
            var rewriter = NormalRewriter(shape, combiningRunMax: combiningRunMax, room: bytes.count)
            if let mended { mended.withUnsafeBufferPointer { rewriter.add($0) } } else { rewriter.add(bytes) }
            let result = rewriter.finish()
            for (kind, count) in rewriter.repairs where count > 0 { repairs[kind, default: 0] += count }
            return String(decoding: result, as: UTF8.self)
        }
    }
}

/// Which rules for white space hold.
enum TextShape { case line, body }
