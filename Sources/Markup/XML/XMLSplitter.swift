// Longer than a room's usual file: one scanner with its states, which splitting would scatter.
import Glibc
import Model

/// Finds the record elements of an XML stream by their bytes, outside comments and CDATA, in a window that holds one record.
///
/// In XML a `<` stands for itself only in comments, CDATA and processing instructions, so that tags are found without parsing, and a record
/// that is not well-formed costs nothing but itself: the next one begins at the next start tag of a record's name.
public final class XMLSplitter {
    public enum Ending: Sendable {
        /// By its end tag.
        case closed
        /// The next record began.
        case unclosed
        /// The stream ended.
        case cut
    }

    public enum Piece: Sendable {
        /// Its bytes are `record` until the next call.
        case record(byteOffset: Int, ending: Ending)
        /// A record beyond the limit; its bytes are gone.
        case tooLong(byteOffset: Int)
    }

    private enum State {
        case text, comment, cdata, instruction, recordTag, doctype, doctypeComment
    }

    private enum Step {
        case more
        case piece(Piece)
    }

    /// What stands before the first record, at most `prologueBytesMax`: declaration, document type, the elements around the records.
    public private(set) var prologue: [UInt8] = []
    /// True once the end tag of the outermost element was seen, or a record was the outermost element and closed.
    public private(set) var sawEnd = false
    /// The outermost element's name as written, empty before it.
    public private(set) var rootName: [UInt8] = []
    /// Where the outermost element begins: before it in `prologue` stand declaration and document type.
    public private(set) var rootByteOffset = 0

    private static let chunkBytes = 64 << 10
    private static let nameBytesMax = 256
    private static let prologueBytesMax = 1 << 20

    private let stream: any ByteStream
    private let names: [[UInt8]]
    private let recordBytesMax: Int
    /// Records may hold elements of their own name.
    private var nests: Bool

    private var window: [UInt8]
    /// Bytes of the window that are filled.
    private var count = 0
    /// Offset in the stream of the window's first byte.
    private var base = 0
    private var isAtEnd = false
    private var at = 0
    private var state = State.text

    private var recordStart: Int?
    private var recordName = 0
    private var depth = 0
    private var firstNested: Int?
    private var isRootRecord = false
    private var hasRecord = false
    /// The record that is open is too long and was told.
    private var isSkipping = false
    private var found: Range<Int> = 0..<0
    /// The quote that is open in a tag or declaration.
    private var quote: UInt8 = 0
    /// Open `<` of a document type, itself included.
    private var declarations = 0
    private var isInSubset = false

    /// - Parameters:
    ///   - stream: UTF-8.
    ///   - names: the record elements' local names, compared without regard to case.
    ///   - nests: a record may hold elements with a record's name.
    ///   - recordBytesMax: longer records are told as `tooLong` and passed over.
    public init(_ stream: any ByteStream, names: [String], nests: Bool, recordBytesMax: Int) {
        self.stream = stream
        self.names = names.map { Array($0.lowercased().utf8) }
        self.nests = nests
        self.recordBytesMax = recordBytesMax
        window = [UInt8](repeating: 0, count: Self.chunkBytes)
    }

    /// Bytes of the stream that were read.
    public var bytesRead: Int { base + count }

    /// Calls with the bytes of the record that `next` gave last.
    public func withRecord<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        window.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[found])) }
    }

    /// The next record, `nil` at the end.
    public func next() throws(Failure) -> Piece? {
        while true {
            switch window.withUnsafeBufferPointer({ scan(UnsafeBufferPointer(rebasing: $0[..<count])) }) {
            case .piece(let piece): return piece
            case .more:
                if let piece = try more() { return piece }
                if isAtEnd, at >= count, recordStart == nil { return nil }
            }
        }
    }

    // MARK: the window

    /// Reads on; at the end of the stream, or beyond the limit, gives what is open.
    private func more() throws(Failure) -> Piece? {
        if isAtEnd { return cut() }
        if let start = recordStart, !isSkipping, count - start > recordBytesMax { return tooLong(start) }
        if isSkipping { recordStart = min(at, count) }
        drop(before: min(recordStart ?? at, count))
        if window.count - count < Self.chunkBytes / 2 {
            window.append(contentsOf: repeatElement(0, count: max(Self.chunkBytes, window.count)))
        }
        var failure: Failure?
        let stream = self.stream
        let filled = count
        let got = window.withUnsafeMutableBytes { bytes in
            do throws(Failure) { return try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])) } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        if got == 0 { isAtEnd = true }
        count += got
        return nil
    }

    private func drop(before end: Int) {
        guard end > 0 else { return }
        // A window that is mostly wanted stays where it is.
        if end < count / 2, window.count - count >= Self.chunkBytes / 2 { return }
        if !hasRecord { keep(window[..<end]) }
        window.withUnsafeMutableBytes { bytes in
            UnsafeMutableRawBufferPointer(rebasing: bytes[..<(count - end)]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[end..<count]))
        }
        count -= end
        base += end
        at = max(0, at - end)
        recordStart = recordStart.map { $0 - end }
        firstNested = firstNested.map { $0 - end }
    }

    private func keep(_ bytes: ArraySlice<UInt8>) {
        prologue.append(contentsOf: bytes.prefix(max(0, Self.prologueBytesMax - prologue.count)))
    }

    /// The open record at the end of the stream. One that holds a record of its own name was never closed: it ends there.
    private func cut() -> Piece? {
        guard let start = recordStart else {
            if !hasRecord { keep(window[..<count]) }
            hasRecord = true
            at = count
            return nil
        }
        if let nested = firstNested { return endAtNested(start, nested) }
        recordStart = nil
        at = count
        state = .text
        if isSkipping { return nil }
        found = start..<count
        return .record(byteOffset: base + start, ending: .cut)
    }

    private func tooLong(_ start: Int) -> Piece {
        if let nested = firstNested { return endAtNested(start, nested) }
        isSkipping = true
        nests = false
        // What was opened and never closed would hide the next record.
        state = .text
        found = 0..<0
        return .tooLong(byteOffset: base + start)
    }

    private func endAtNested(_ start: Int, _ nested: Int) -> Piece {
        nests = false
        firstNested = nil
        recordStart = nil
        at = nested
        state = .text
        found = start..<nested
        return .record(byteOffset: base + start, ending: .unclosed)
    }

    // MARK: scanning

    private func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Step {
        guard let start = bytes.baseAddress else { return .more }
        while at < bytes.count {
            switch state {
            case .text:
                guard let hit = Self.find(UInt8(ascii: "<"), start, at, bytes.count) else {
                    at = bytes.count
                    return .more
                }
                at = hit
                guard let piece = markup(bytes) else { return .more }
                if case .piece = piece { return piece }
            case .comment: if !pass("-->", bytes) { return .more }
            case .doctypeComment:
                if !pass("-->", bytes) { return .more }
                state = .doctype
            case .doctype: if !passDoctype(bytes) { return .more }
            case .cdata: if !pass("]]>", bytes) { return .more }
            case .instruction: if !pass(">", bytes) { return .more }
            case .recordTag:
                guard let end = tagEnd(bytes) else { return .more }
                if let piece = startTag(bytes, end) { return .piece(piece) }
            }
        }
        return .more
    }

    /// At a `<`. `nil` where more bytes are needed to tell what it is.
    private func markup(_ bytes: UnsafeBufferPointer<UInt8>) -> Step? {
        let left = bytes.count - at
        guard left >= 2 else { return short() }
        switch bytes[at + 1] {
        case UInt8(ascii: "!"):
            if left < 9, !isAtEnd { return nil }
            if starts(bytes, "<!--") {
                state = .comment
                at += 4
            } else if starts(bytes, "<![CDATA[") {
                state = .cdata
                at += 9
            } else if rootName.isEmpty, recordStart == nil {
                state = .doctype
                declarations = 1
                quote = 0
                at += 2
            } else {
                at += 2
            }
            return .more
        case UInt8(ascii: "?"):
            state = .instruction
            at += 2
            return .more
        case UInt8(ascii: "/"): return tag(bytes, nameAt: at + 2, isEnd: true)
        default: return tag(bytes, nameAt: at + 1, isEnd: false)
        }
    }

    /// A token that goes beyond the window's end: `nil` for more bytes, or passed over where there are none.
    private func short() -> Step? {
        guard isAtEnd else { return nil }
        at = count
        return .more
    }

    private func tag(_ bytes: UnsafeBufferPointer<UInt8>, nameAt: Int, isEnd: Bool) -> Step? {
        var end = nameAt
        var local = nameAt
        while end < bytes.count, end - nameAt < Self.nameBytesMax, !Self.endsName(bytes[end]) {
            if bytes[end] == UInt8(ascii: ":") { local = end + 1 }
            end += 1
        }
        if end == bytes.count, end - nameAt < Self.nameBytesMax { return short() }
        guard end > nameAt, Self.beginsName(bytes[nameAt]) else {
            at += 1
            return .more
        }
        if rootName.isEmpty, !isEnd {
            rootName = Array(bytes[nameAt..<end])
            rootByteOffset = base + at
            isRootRecord = true
        } else if recordStart == nil {
            isRootRecord = false
        }
        guard let name = record(bytes, local..<end) else {
            if isEnd, end - nameAt == rootName.count, bytes[nameAt..<end].elementsEqual(rootName) { sawEnd = true }
            at = end
            return .more
        }
        return isEnd ? endTag(bytes, name, end) : beginRecord(bytes, name, end)
    }

    /// The number of the record name in these bytes.
    private func record(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        search: for (index, name) in names.enumerated() where name.count == range.count {
            for offset in 0..<name.count {
                var byte = bytes[range.lowerBound + offset]
                if byte &- 0x41 < 26 { byte |= 0x20 }
                if byte != name[offset] { continue search }
            }
            return index
        }
        return nil
    }

    private func beginRecord(_ bytes: UnsafeBufferPointer<UInt8>, _ name: Int, _ nameEnd: Int) -> Step {
        if let start = recordStart {
            if nests {
                if name == recordName {
                    if firstNested == nil { firstNested = at }
                    depth += 1
                    state = .recordTag
                }
                at = nameEnd
                return .more
            }
            // Still at the start tag: the next call begins with it.
            recordStart = nil
            let wasSkipping = isSkipping
            isSkipping = false
            if !wasSkipping {
                found = start..<at
                return .piece(.record(byteOffset: base + start, ending: .unclosed))
            }
        }
        if !hasRecord {
            keep(window[..<at])
            hasRecord = true
        }
        recordStart = at
        recordName = name
        depth = 1
        firstNested = nil
        isSkipping = false
        state = .recordTag
        at = nameEnd
        return .more
    }

    /// The `>` of a record's start tag was found, or the `<` of the next tag.
    private func startTag(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Piece? {
        state = .text
        let isClosed = bytes[end] == UInt8(ascii: ">")
        at = isClosed ? end + 1 : end
        guard isClosed, bytes[end - 1] == UInt8(ascii: "/") else { return nil }
        depth -= 1
        return depth == 0 ? close() : nil
    }

    private func endTag(_ bytes: UnsafeBufferPointer<UInt8>, _ name: Int, _ nameEnd: Int) -> Step? {
        guard recordStart != nil, name == recordName else {
            at = nameEnd
            return .more
        }
        var end = nameEnd
        while end < bytes.count, bytes[end] <= 0x20, end - nameEnd < Self.nameBytesMax { end += 1 }
        if end == bytes.count, end - nameEnd < Self.nameBytesMax, !isAtEnd { return nil }
        at = end < bytes.count && bytes[end] == UInt8(ascii: ">") ? end + 1 : end
        depth -= 1
        guard depth == 0 else { return .more }
        return close().map { .piece($0) } ?? .more
    }

    /// The open record ends at `at`.
    private func close() -> Piece? {
        guard let start = recordStart else { return nil }
        recordStart = nil
        firstNested = nil
        if isRootRecord { sawEnd = true }
        if isSkipping {
            isSkipping = false
            return nil
        }
        found = start..<at
        return .record(byteOffset: base + start, ending: .closed)
    }

    /// Where a start tag ends: its `>` outside quotes, or a `<`, which no tag can hold.
    private func tagEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "<") || (byte == UInt8(ascii: ">") && quote == 0) {
                quote = 0
                return at
            }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            }
            at += 1
        }
        return nil
    }

    /// Passes a document type with its declarations, in which anything may stand between quotes. False where it does not end in the window.
    private func passDoctype(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        while at < bytes.count {
            let byte = bytes[at]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "<") {
                if bytes.count - at < 4, !isAtEnd { return false }
                if starts(bytes, "<!--") {
                    state = .doctypeComment
                    at += 4
                    return true
                }
                declarations += 1
            } else if byte == 0x22 || byte == 0x27 {
                if declarations != 1 || !isInSubset { quote = byte }
            } else if byte == UInt8(ascii: "["), declarations == 1 {
                isInSubset = true
            } else if byte == UInt8(ascii: "]"), declarations == 1 {
                isInSubset = false
            } else if byte == UInt8(ascii: ">") {
                declarations -= 1
                if declarations <= 0 {
                    at += 1
                    state = .text
                    return true
                }
            }
            at += 1
        }
        return false
    }

    /// Passes what ends with `mark`; false where it does not end in the window.
    private func pass(_ mark: StaticString, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let length = mark.utf8CodeUnitCount
        let last = mark.utf8Start[length - 1]
        var index = at
        while let hit = bytes.baseAddress.flatMap({ Self.find(last, $0, index, bytes.count) }) {
            if hit - at >= length - 1, let base = bytes.baseAddress, memcmp(base + hit - length + 1, mark.utf8Start, length) == 0 {
                at = hit + 1
                state = .text
                return true
            }
            index = hit + 1
        }
        // The mark may have begun.
        at = isAtEnd ? bytes.count : max(at, bytes.count - length + 1)
        return false
    }

    private func starts(_ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        guard let base = bytes.baseAddress, bytes.count - at >= word.utf8CodeUnitCount else { return false }
        return memcmp(base + at, word.utf8Start, word.utf8CodeUnitCount) == 0
    }

    @inline(__always)
    private static func endsName(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "<")
    }

    private static func beginsName(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80 }

    private static func find(_ byte: UInt8, _ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        guard from < end, let hit = memchr(bytes + from, Int32(byte), end - from) else { return nil }
        return UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer(hit))
    }
}
