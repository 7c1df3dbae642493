import ArgumentParser
import Enrichment
import Language

/// Texts with gold names, as features and labels of their runs: what the trainer of names reads.
struct MentionCorpus {
    /// A stretch of active tokens, `tokens` counted over the whole corpus.
    struct Run {
        var tokens: Range<Int>
        var document: Int
        var weight: Float
    }

    struct Document {
        var text: String
        var source: String
        /// Gold names in code points.
        var names: [(start: Int, end: Int, type: Int)]
        /// Its active tokens, counted over the whole corpus.
        var tokens = 0..<0
    }

    private(set) var documents: [Document] = []
    private(set) var runs: [Run] = []
    /// For each active token its gold label.
    private(set) var gold: [UInt8] = []
    /// For each active token where its features begin in `features`; one more at the end.
    private(set) var firstFeature: [Int] = [0]
    /// Hashes, later numbers, of all features of all active tokens.
    var features: [UInt32] = []
    private(set) var namesTotal = 0
    /// Names that tokens and gate cannot express.
    private(set) var namesLost = 0

    /// How much a source counts: what is far from news counts little, what is small and near counts double.
    static func weight(of source: String, withoutNews: Bool) -> Float {
        switch source {
        case "crossner": withoutNews ? 1 : 0.15
        case "worldwide": 1
        default: 2
        }
    }

    /// Reads gold records `{"id", "source", "text", "mentions": [{"start", "end", "type"}]}`.
    /// - Parameter leftOut: sources that are not read.
    static func documents(_ path: String, leftOut: Set<String> = []) throws -> [Document] {
        try GoldRecord.read(path).compactMap { record in
            let source = record.string("source") ?? ""
            if leftOut.contains(source) { return nil }
            let names = (record.fields["mentions"] as? [[String: Any]] ?? []).compactMap { name -> (start: Int, end: Int, type: Int)? in
                guard let start = name["start"] as? Int, let end = name["end"] as? Int, let type = name["type"] as? String else {
                    return nil
                }
                return (start, end, ["PER": 1, "ORG": 2, "LOC": 3][type] ?? 4)
            }
            return Document(text: record.text, source: source, names: names.sorted { ($0.start, $0.end) < ($1.start, $1.end) })
        }
    }

    init(_ documents: [Document], withoutNews: Bool) {
        let space = MentionWorkspace()
        self.documents = documents
        for index in documents.indices { read(index, space, withoutNews: withoutNews) }
    }

    private mutating func read(_ number: Int, _ space: MentionWorkspace, withoutNews: Bool) {
        let document = documents[number]
        let begin = gold.count
        let weight = Self.weight(of: document.source, withoutNews: withoutNews)
        Self.open(document.text, space) { features, tokens, index in
            let labels = project(document, features, tokens, index)
            let out = UnsafeMutablePointer<UInt32>.allocate(capacity: MentionWorkspace.featuresMax)
            defer { out.deallocate() }
            var at = 0
            while at < features.activeCount {
                let end = features.runEnd(at)
                runs.append(Run(tokens: begin + at..<begin + end, document: number, weight: weight))
                for token in at..<end {
                    let count = features.features(token, out)
                    self.features.append(contentsOf: UnsafeBufferPointer(start: out, count: count))
                    firstFeature.append(self.features.count)
                    gold.append(labels[token])
                }
                at = end
            }
        }
        documents[number].tokens = begin..<gold.count
    }

    /// Tokens and active tokens of a text's first block.
    static func open(
        _ text: String, _ space: MentionWorkspace, _ body: (MentionFeatures, UnsafeBufferPointer<Token>, CodePointIndex) -> Void
    ) {
        var text = text
        var read = TokenizedText()
        var index = CodePointIndex()
        text.withUTF8 { bytes in
            read.read(bytes)
            index.read(bytes)
            read.tokens.withUnsafeBufferPointer { tokens in
                guard let base = bytes.baseAddress, let first = tokens.baseAddress else { return }
                let features = MentionFeatures(bytes: base, tokens: first, count: MentionTagger.blockEnd(tokens, 0), space: space)
                features.prepare()
                body(features, tokens, index)
            }
        }
    }

    /// Gold labels of a text's active tokens.
    private mutating func project(
        _ document: Document, _ features: MentionFeatures, _ tokens: UnsafeBufferPointer<Token>, _ index: CodePointIndex
    ) -> [UInt8] {
        var labels = [UInt8](repeating: 0, count: features.activeCount)
        var runs: [Int] = []
        var at = 0
        while at < features.activeCount {
            let end = features.runEnd(at)
            runs += Array(repeating: at, count: end - at)
            at = end
        }
        let starts = (0..<features.activeCount).map { index.codePointOffset(ofByte: Int(tokens[features.tokenIndex($0)].start)) }
        let ends = (0..<features.activeCount).map { index.codePointOffset(ofByte: Int(tokens[features.tokenIndex($0)].end)) }
        var all = tokens.startIndex
        for name in document.names {
            namesTotal += 1
            while all > 0, index.codePointOffset(ofByte: Int(tokens[all - 1].end)) > name.start { all -= 1 }
            while all < tokens.count, index.codePointOffset(ofByte: Int(tokens[all].end)) <= name.start { all += 1 }
            var length = 0
            while all + length < tokens.count, index.codePointOffset(ofByte: Int(tokens[all + length].start)) < name.end { length += 1 }
            let inside = starts.indices.filter { starts[$0] < name.end && ends[$0] > name.start }
            guard let first = inside.first, inside.count == length, inside.allSatisfy({ labels[$0] == 0 && runs[$0] == runs[first] }) else {
                namesLost += 1
                continue
            }
            for (part, token) in inside.enumerated() { labels[token] = MentionLabel.label(type: name.type, index: part, count: length) }
        }
        return labels
    }
}
