import Model

/// Cuts an export into the pieces that hold one document each, in memory that does not grow with the export.
final class ExportSplitter {
    private let window: ByteWindow
    private let boundary: ExportBoundary
    private let limits: Limits
    /// Nothing before the first boundary is a document.
    private var isInside: Bool
    /// Bytes behind `window.start` in which no boundary was found.
    private var searched = 0

    init(_ stream: any ByteStream, _ boundary: ExportBoundary, _ limits: Limits) {
        window = ByteWindow(stream)
        self.boundary = boundary
        self.limits = limits
        isInside = boundary.isAtEnd
    }

    enum Piece {
        /// Where it begins in the member; the bytes stay until the next call.
        case document(UnsafeBufferPointer<UInt8>, byteOffset: Int)
        case tooLong(byteOffset: Int)
    }

    /// The next piece, `nil` at the end.
    func next() throws(Failure) -> Piece? {
        var isTooLong = false
        while true {
            let found = boundary.find(window.bytes, from: window.start + searched, end: window.end, isAtEnd: window.isAtEnd)
            if let found {
                let start = window.start
                let wasInside = isInside
                isInside = true
                // A boundary in front belongs to the piece behind it.
                let end = boundary.isAtEnd ? found.end : found.start
                searched = boundary.isAtEnd ? 0 : found.end - found.start
                window.consume(to: end)
                guard wasInside, end > start else { continue }
                return piece(start, end, isTooLong)
            }
            searched = max(0, window.end - window.start - ExportBoundary.lengthMax)
            if searched > limits.recordBytesMax {
                isTooLong = isTooLong || isInside
                window.consume(to: window.start + searched)
                searched = 0
            }
            if try window.fill() { continue }
            let start = window.start
            let end = window.end
            guard end > start || isTooLong else { return nil }
            window.consume(to: end)
            searched = 0
            return isInside && !boundary.isAtEnd ? piece(start, end, isTooLong) : nil
        }
    }

    private func piece(_ start: Int, _ end: Int, _ isTooLong: Bool) -> Piece {
        isTooLong || end - start > limits.recordBytesMax
            ? .tooLong(byteOffset: window.offset(start))
            : .document(UnsafeBufferPointer(start: window.bytes + start, count: end - start), byteOffset: window.offset(start))
    }
}

/// What parts the documents of an export.
enum ExportBoundary {
    /// A line `3 of 20 DOCUMENTS`.
    case lexisLine
    /// A line of underscores.
    case ruleLine
    /// A line `Document` with an accession number, which ends a document.
    case accessionLine
    /// A tag with one of these beginnings, in lower case: `<article`.
    case tags([String])

    /// Boundaries are no longer.
    static let lengthMax = 512

    /// True if it stands at the end of its document.
    var isAtEnd: Bool {
        if case .accessionLine = self { return true }
        return false
    }

    func find(_ bytes: UnsafePointer<UInt8>, from: Int, end: Int, isAtEnd: Bool) -> (start: Int, end: Int)? {
        if case .tags(let beginnings) = self { return Self.tag(beginnings, bytes, from, end) }
        var at = from
        // The search begins anywhere in a line, except at the very beginning.
        if from > 0, bytes[from - 1] != 0x0A, bytes[from - 1] != 0x0D {
            guard let hit = ByteSearch.firstLineEnd(bytes, from, end) else { return nil }
            at = hit + 1
        }
        while at < end {
            let hit = ByteSearch.firstLineEnd(bytes, at, end)
            guard let stop = hit ?? (isAtEnd ? end : nil) else { return nil }
            if stop - at <= Self.lengthMax, isBoundary(UnsafeBufferPointer(start: bytes + at, count: stop - at)) {
                return (at, min(end, stop + 1))
            }
            at = stop + 1
        }
        return nil
    }

    private static func tag(_ beginnings: [String], _ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> (start: Int, end: Int)? {
        var at = from
        while let hit = ByteSearch.first(UInt8(ascii: "<"), bytes, at, end) {
            for word in beginnings where hit + word.utf8.count < end {
                let rest = UnsafeBufferPointer(start: bytes + hit, count: word.utf8.count)
                if zip(rest, word.utf8).allSatisfy({ $0 == $1 || ($0 &- 0x41 < 26 && $0 | 0x20 == $1) }) {
                    return (hit, hit + word.utf8.count)
                }
            }
            at = hit + 1
        }
        return nil
    }

    /// Of a line without its end.
    func isBoundary(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .lexisLine: return Self.isLexis(line)
        case .ruleLine: return line.prefix { $0 == UInt8(ascii: "_") }.count >= 40
        case .accessionLine: return Self.isAccession(line)
        case .tags: return false
        }
    }

    private static func isLexis(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard line.count <= 120 else { return false }
        let words = line.split(whereSeparator: { $0 <= 0x20 })
        // "3 of 20 DOCUMENTS", "Dokument 3 von 20", "Document 3 sur 20".
        guard words.count == 4 else { return false }
        let isNumber = words.map { $0.allSatisfy { HeaderDate.isDigit($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") } }
        func folded(_ index: Int) -> String { String(decoding: words[index], as: UTF8.self).lowercased() }
        let between: Set<String> = ["of", "von", "de", "sur", "van", "di"]
        if isNumber[0], isNumber[2], between.contains(folded(1)) {
            let word = folded(3)
            return word.hasPrefix("document") || word.hasPrefix("dokument") || word.hasPrefix("documento")
        }
        let first = folded(0)
        // "Document 3 of 20" is ProQuest's.
        let isOther = first == "dokument" || first == "documento" || (first == "document" && folded(2) != "of")
        return isNumber[1] && isNumber[3] && between.contains(folded(2)) && isOther
    }

    /// `Document XCALD00020240201ek210001x`; the word follows the language of the database's pages.
    static func isAccession(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let words = line.split(whereSeparator: { $0 <= 0x20 })
        guard words.count == 2, let code = words.last, code.count >= 14, code.count <= 40 else { return false }
        let hasLetter = code.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false
        guard hasLetter, code.filter({ HeaderDate.isDigit($0) }).count >= 8 else { return false }
        guard code.allSatisfy({ HeaderDate.isDigit($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }) else { return false }
        let word = String(decoding: words[0], as: UTF8.self).lowercased()
        return ["document", "dokument", "documento", "doc", "文件", "文档", "文書", "документ", "문서"].contains(word)
    }
}
