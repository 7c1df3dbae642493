import Model

/// Reads the articles of a JSON text: one object, an array, an envelope around an array, one object a line, objects one after the
/// other, or RFC 7464's sequence. One scanner for all; only what parts the records differs.
///
/// A record is scanned in the window; where the window ends inside it, more is read and it is scanned anew (the window doubles,
/// so this stays linear). A damaged record costs itself only, see `JSONReader+Resume`.
final class JSONReader: RecordReader {
    /// What is open around the next record.
    enum Frame {
        /// A list whose elements are the records.
        case list
        /// An envelope: what follows the list in it may hold another.
        case envelope
    }

    /// The role of the value that comes next.
    enum Role {
        /// A value of its own: a line, a whole document.
        case document
        case element
        /// An object inside an envelope, a record only if it has text.
        case inner
    }

    enum Step {
        case item(ReadItem)
        case again
        case end
    }

    let window: ByteWindow
    let limits: Limits
    private let path: String
    private let notesOrigins: Bool
    /// One record a line: a line end is the end of a record, whatever its brackets say.
    let hasLines: Bool
    var frames: [Frame] = []
    var ordinal = 0
    private var inherited = JSONArticle.Inherited()
    /// The `@graph` whose articles are being given, and where the object around it began.
    private var graph: (nodes: JSONGraph, byteOffset: Int)?
    /// True between an element and the comma or bracket behind it.
    var isBehindElement = false
    /// Bytes in which the end of a damaged record was looked for.
    var balancedBytes = 0
    private var hasEnded = false

    init(_ member: MemberText, hasLines: Bool) {
        window = ByteWindow(member.stream)
        limits = member.limits
        path = member.path
        notesOrigins = member.notesOrigins
        self.hasLines = hasLines
    }

    func next() throws(Failure) -> ReadItem? {
        if let record = nextOfGraph() { return .record(record) }
        while !hasEnded {
            let step: Step
            switch frames.last {
            case nil: step = try document()
            case .list: step = try list()
            case .envelope: step = try envelope()
            }
            switch step {
            case .item(let item): return item
            case .again: continue
            case .end:
                hasEnded = true
                if ordinal == 0 { return .reject(Failure(.notAnArticle, "the JSON holds no article", address: address(0))) }
            }
        }
        return nil
    }

    // MARK: steps

    /// A value at the outermost level. RFC 7464's record separators and byte order marks in the middle count as white space.
    private func document() throws(Failure) -> Step {
        guard let byte = try firstByte(alsoSkipping: [0x1E, 0xEF, 0xBB, 0xBF]) else { return .end }
        isBehindElement = false
        if byte == UInt8(ascii: "[") {
            window.consume(to: window.start + 1)
            frames = [.list]
            return .again
        }
        var end = window.end
        if hasLines {
            guard let lineEnd = try lineEnd() else { return try tooLong(.document) }
            end = lineEnd
        }
        if byte == UInt8(ascii: "{") { return try object(.document, end: end) }
        return try other(.document, end: end)
    }

    private func list() throws(Failure) -> Step {
        guard let byte = try firstByte() else {
            frames = []
            return reject(.jsonTruncated, "the list of articles is not closed", at: window.start)
        }
        switch byte {
        case UInt8(ascii: "]"):
            window.consume(to: window.start + 1)
            frames.removeLast()
            isBehindElement = false
            return .again
        case UInt8(ascii: ",") where isBehindElement:
            window.consume(to: window.start + 1)
            isBehindElement = false
            return .again
        case UInt8(ascii: "{"): return try object(.element, end: window.end)
        default: return try other(.element, end: window.end)
        }
    }

    /// Inside an envelope, behind one of its values: looks for a further list, passes over the rest.
    private func envelope() throws(Failure) -> Step {
        while true {
            var scanner = JSONScanner(window.bytes, from: window.start, end: window.end, depthMax: limits.jsonDepthMax)
            if scanner.peek() == UInt8(ascii: "}") {
                window.consume(to: scanner.at + 1)
                frames.removeLast()
                return .again
            }
            if scanner.at < scanner.end, scanner.bytes[scanner.at] == UInt8(ascii: ",") { scanner.at += 1 }
            if scanner.peek() == 0x22, let key = scanner.string(), scanner.peek() == UInt8(ascii: ":") {
                scanner.at += 1
                if let byte = scanner.peek() {
                    let name = UnsafeBufferPointer(start: scanner.bytes + key.start, count: key.count)
                    if byte == UInt8(ascii: "["), ArticleKeys.isList(name) {
                        window.consume(to: scanner.at + 1)
                        frames.append(.list)
                        isBehindElement = false
                        return .again
                    }
                    if byte == UInt8(ascii: "{"), ArticleKeys.isEnvelope(name) {
                        window.consume(to: scanner.at)
                        return try object(.inner, end: window.end)
                    }
                    if scanner.skipValue(depth: frames.count) {
                        // Only a byte behind it proves that a number is whole.
                        if scanner.at < scanner.end || window.isAtEnd {
                            window.consume(to: scanner.at)
                            continue
                        }
                    } else if scanner.fault != .incomplete {
                        return try damaged(scanner.fault, .document)
                    }
                }
            } else if scanner.at < scanner.end {
                return try damaged(.syntax(scanner.at), .document)
            }
            if window.end - window.start >= limits.recordBytesMax { return try tooLong(.document) }
            guard try window.fill() else {
                frames = []
                return reject(.jsonTruncated, "the object around the list of articles is not closed", at: window.start)
            }
        }
    }

    // MARK: values

    /// The object at the start of the window. `end`: where it has to end in any case.
    private func object(_ role: Role, end limit: Int) throws(Failure) -> Step {
        var end = limit
        while true {
            var scan = JSONObjectScan(
                window.bytes, from: window.start, end: end, depthMax: limits.jsonDepthMax - frames.count, mayHoldList: role != .element)
            switch scan.run() {
            case .complete(let stop): return record(scan.candidates, role, stop: stop)
            case .list(let start):
                note(scan.candidates)
                frames += [.envelope, .list]
                isBehindElement = false
                window.consume(to: start + 1)
                return .again
            case .envelope(let start):
                frames.append(.envelope)
                window.consume(to: start)
                return try object(.inner, end: window.end)
            case .fault(.incomplete):
                if hasLines, role == .document { return try damaged(.incomplete, role) }
                if window.end - window.start >= limits.recordBytesMax { return try tooLong(role) }
                guard try window.fill() else { return try damaged(.incomplete, role) }
                end = window.end
            case .fault(let fault): return try damaged(fault, role)
            }
        }
    }

    /// Anything but an object where a record should be.
    private func other(_ role: Role, end limit: Int) throws(Failure) -> Step {
        var end = limit
        while true {
            var scanner = JSONScanner(window.bytes, from: window.start, end: end, depthMax: limits.jsonDepthMax - frames.count)
            if scanner.skipValue(depth: 0) {
                // A number at the very end of the window may go on.
                if scanner.at == end, end == window.end, try window.fill() {
                    end = window.end
                    continue
                }
                let start = window.start
                window.consume(to: scanner.at)
                isBehindElement = true
                return reject(.notAnArticle, "the value is no object", at: start)
            }
            guard scanner.fault == .incomplete, !(hasLines && role == .document) else { return try damaged(scanner.fault, role) }
            if window.end - window.start >= limits.recordBytesMax { return try tooLong(role) }
            guard try window.fill() else { return try damaged(.incomplete, role) }
            end = window.end
        }
    }

    /// A whole object, which ends before `stop`.
    private func record(_ candidates: [JSONCandidate], _ role: Role, stop: Int) -> Step {
        let start = window.start
        window.consume(to: stop)
        isBehindElement = role == .element
        if let graph = candidates.last(where: { $0.field == .graph }) {
            return articles(of: graph, start: start)
        }
        var article = JSONArticle(window.bytes, candidates)
        guard var record = article.record(address(ordinal + 1), inherited) else {
            if role == .inner { return .again }
            let isWhole = role == .document && !hasLines
            return reject(isWhole ? .notAnArticle : .noText, "no headline and no text under a name that is known", at: start)
        }
        ordinal += 1
        record.byteOffset = window.offset(start)
        if notesOrigins { record.origins = article.origins }
        return .item(.record(record))
    }

    /// schema.org's `@graph`: the article nodes in it, references between nodes resolved.
    private func articles(of candidate: JSONCandidate, start: Int) -> Step {
        graph = (JSONGraph(window.bytes, candidate), window.offset(start))
        if let record = nextOfGraph() { return .item(.record(record)) }
        return reject(.notAnArticle, "no node of the graph is an article", at: start)
    }

    private func nextOfGraph() -> Record? {
        while let (bytes, candidates) = graph?.nodes.next() {
            let record = bytes.withUnsafeBufferPointer { buffer -> Record? in
                guard let base = buffer.baseAddress else { return nil }
                var article = JSONArticle(base, candidates)
                var record = article.record(address(ordinal + 1), inherited)
                if notesOrigins { record?.origins = article.origins }
                return record
            }
            guard var record else { continue }
            ordinal += 1
            record.byteOffset = graph?.byteOffset
            return record
        }
        graph = nil
        return nil
    }

    /// The title of a JSON Feed is its items' publisher.
    private func note(_ candidates: [JSONCandidate]) {
        guard candidates.contains(where: { $0.field == .version }) else { return }
        var head = JSONArticle(window.bytes, candidates)
        if let found = head.feed() { inherited = found }
    }

    // MARK: help

    /// The first byte that is no white space; reads on where needed. Consumes what it passes.
    func firstByte(alsoSkipping more: [UInt8] = []) throws(Failure) -> UInt8? {
        while true {
            var at = window.start
            while at < window.end {
                let byte = window.bytes[at]
                guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || more.contains(byte) else {
                    window.consume(to: at)
                    return byte
                }
                at += 1
            }
            window.consume(to: at)
            guard try window.fill() else { return nil }
        }
    }

    /// Where the line at the start of the window ends; `nil` where it is longer than a record may be.
    private func lineEnd() throws(Failure) -> Int? {
        var searched = 0
        while true {
            let from = window.start + searched
            if let hit = ByteSearch.first(0x0A, window.bytes, from, window.end) {
                return hit - window.start > limits.recordBytesMax ? nil : hit
            }
            searched = window.end - window.start
            if searched > limits.recordBytesMax { return nil }
            guard try window.fill() else { return window.end }
        }
    }

    func address(_ ordinal: Int) -> ItemAddress { ItemAddress(member: path, ordinal: ordinal) }

    /// A reject for the record that begins or breaks at `position`, which counts as one.
    func reject(_ code: FailureCode, _ detail: String, at position: Int) -> Step {
        ordinal += 1
        return .item(
            .reject(
                Failure(
                    code, detail, address: address(ordinal), byteOffset: window.offset(position), line: window.line(position),
                    context: window.context(position))))
    }
}
