import Foundation
import Model

/// The `.error.json` beside a dead letter or a file in retry/: everything promise P5 asks for.
struct ErrorReport: Codable, Equatable {
    var fileID: FileID
    var name: String
    var source: String
    var status: String
    var code: String
    var kind: String
    /// What happened here.
    var sentence: String
    /// What the code means in general.
    var meaning: String
    var advice: String
    /// Member and record: `a/one.json#1`.
    var address: String?
    var byteOffset: Int?
    var line: Int?
    var context: String?
    var attempts: Int
    var retryAt: String?
    var sha256: String?
    var at: String
    /// The desk's log lines about this file's attempts, oldest first, each behind its time.
    var log: [String]

    enum CodingKeys: String, CodingKey {
        case fileID = "file_id"
        case name, source, status, code, kind, sentence, meaning, advice, address
        case byteOffset = "byte_offset"
        case line, context, attempts
        case retryAt = "retry_at"
        case sha256, at, log
    }

    init(
        claim: Claim, status: FileStatus, failure: Failure, attempts: Int, retryAt: String? = nil, sha256: [UInt8]? = nil, at: String,
        log: [String] = []
    ) {
        fileID = claim.fileID
        name = String(decoding: claim.name, as: UTF8.self)
        source = claim.source
        self.status = status.rawValue
        code = failure.code.rawValue
        kind = failure.code.kind.rawValue
        sentence = failure.sentence
        meaning = failure.code.entry.meaning
        advice = failure.code.entry.advice
        address = failure.address?.description
        byteOffset = failure.byteOffset
        line = failure.line
        context = failure.context
        self.attempts = attempts
        self.retryAt = retryAt
        self.sha256 = sha256.map { $0.map { byte in String(format: "%02x", byte) }.joined() }
        self.at = at
        self.log = log
    }

    /// The report that an attempt before has written; `nil` for anything else.
    init?(json: [UInt8]) {
        guard let report = try? JSONDecoder().decode(ErrorReport.self, from: Data(json)) else { return nil }
        self = report
    }

    /// Sorted keys and indented, so that people and diff can read it.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(self) else { return Array("{}".utf8) }
        return Array(bytes) + [UInt8(ascii: "\n")]
    }
}
