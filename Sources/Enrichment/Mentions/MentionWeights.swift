import CTables

/// The weights of the tagger: for each known feature one row of small integers (one a label), and for each pair of labels the cost of their standing
/// side by side, in the same unit.
///
/// The file (`Sources/CTables/data/mentions/weights.bin`, made by `deploy/train-mentions.sh`) is looked up where it is linked. All sums are integers, so
/// that every machine gives the same labels (promise P7).
package struct MentionWeights: Sendable {
    private let keys: BucketTable
    private let rows: TableBytes
    /// Score of label `to` behind label `from`, one vector for each `from`; what is not allowed is `forbidden`.
    package let transitions: [SIMD16<Int32>]

    /// Below every sum that labels of one run can reach.
    package static let forbidden: Int32 = -50_000_000

    /// The weights that are linked into the binary.
    package static let shared: MentionWeights = {
        let table = copydesk_mention_weights()
        return MentionWeights(TableBytes(UnsafeRawBufferPointer(start: table.start, count: table.count))) ?? .empty
    }()
    /// Weights that know nothing: no token is part of a name.
    package static let empty = MentionWeights()

    private init() {
        keys = .empty
        rows = .empty
        transitions = (0..<MentionLabel.lanes).map { from in
            SIMD16((0..<MentionLabel.lanes).map { MentionLabel.allows(from, $0) ? 0 : Self.forbidden })
        }
    }

    /// Reads the head of a file's bytes, which must stay where they are; nil where they are not such a file.
    package init?(_ bytes: TableBytes) {
        guard var rest = bytes.body(of: "copydesk mention weights 1"), let moves = rest.take(16 * 16 * 4), let keys = BucketTable(&rest),
            let rows = rest.take(keys.count * 16)
        else { return nil }
        self.keys = keys
        self.rows = rows
        transitions = (0..<16).map { from in SIMD16((0..<16).map { Int32(bitPattern: moves.word(from * 16 + $0)) }) }
    }

    /// Adds the row of a feature, where there is one.
    @inline(__always)
    package func add(_ feature: UInt32, to sum: inout SIMD16<Int16>) {
        let at = keys.index(of: feature)
        if at >= 0 { sum &+= SIMD16<Int16>(truncatingIfNeeded: rows.row(at)) }
    }

    /// Features that have a row.
    package var count: Int { keys.count }

    /// The bytes of a file.
    /// - Parameters:
    ///   - head: what the file is, with sources and licences; at most 512 bytes of ASCII.
    ///   - transitions: 16 × 16 scores, from × to.
    ///   - rows: key and 16 weights, keys ascending and different.
    package static func bytes(head: String, transitions: [Int32], rows: [(key: UInt32, weights: [Int8])]) -> [UInt8] {
        var out = Array("copydesk mention weights 1\n\(head)\n".utf8.prefix(TableBytes.headBytes))
        out += Array(repeating: 0x20, count: TableBytes.headBytes - out.count)
        BucketTable.append(transitions, to: &out)
        out += BucketTable.bytes(of: rows.map(\.key))
        for row in rows { out.append(contentsOf: row.weights.map { UInt8(bitPattern: $0) }) }
        return out
    }
}
