import Decoding
import Formats
import Model

/// The records of one claim on their way into batches: each becomes an article or a reject.
final class Parsing {
    private let reader: ClaimReader
    private let maker: ArticleMaker
    private let uidMaker: UIDMaker
    private let batchBytesMax: Int
    private var intake: IntakeFacts
    /// The first record waits until it is known whether another follows: a sidecar's headline and the date in a file's name
    /// are meant for a file of one record only.
    private var first: Record?
    private var hasSeenOther = false
    /// The sidecar gave nothing: told once, with the first batch.
    private var sidecarReject: Reject?

    init(stream: any ByteStream, ticket: Ticket, configuration: Reading.Configuration, budget: Budget, sha256: [UInt8]) {
        let claim = ticket.claim
        let defaults = configuration.sourceDefaults(claim.source)
        reader = ClaimReader(
            stream: stream, fileName: claim.name, limits: configuration.limits, budget: budget,
            source: defaults)
        maker = ArticleMaker(settings: defaults, limits: configuration.limits)
        uidMaker = UIDMaker(fileSHA256: sha256)
        batchBytesMax = configuration.batchBytesMax
        let sidecar = claim.sidecar.flatMap { Sidecar($0) }
        intake = IntakeFacts(
            fileName: claim.name, mtimeNs: claim.facts.mtimeNs, seenDay: claim.seenDay ?? configuration.today(), sidecar: sidecar,
            isSingleRecord: false)
        if claim.sidecar != nil, sidecar == nil {
            sidecarReject = Failure(
                .jsonSyntax, "the sidecar is no JSON object of at most \(Claim.sidecarBytesMax) bytes: none of its fields were taken",
                address: ItemAddress(ordinal: 0))
        }
    }

    /// Puts articles and rejects into the batch until it is full.
    /// - Returns: how reading ended, `nil` where more follows.
    func fill(_ batch: inout ParsedBatch) -> ReadingEnd? {
        if let reject = sidecarReject {
            sidecarReject = nil
            reject.add(to: &batch)
        }
        do throws(Failure) {
            while batch.textBytes < batchBytesMax {
                guard let item = try reader.next() else { return end(&batch, nil) }
                switch item {
                case .record(let record):
                    if !hasSeenOther, first == nil {
                        first = record
                        continue
                    }
                    releaseFirst(&batch, isSingle: false)
                    add(record, &batch)
                case .reject(let reject):
                    // A reject is a record too, as far as the fields of the whole file are concerned.
                    releaseFirst(&batch, isSingle: false)
                    reject.add(to: &batch)
                }
                hasSeenOther = true
            }
            return nil
        } catch { return end(&batch, error) }
    }

    private func end(_ batch: inout ParsedBatch, _ failure: Failure?) -> ReadingEnd {
        releaseFirst(&batch, isSingle: !hasSeenOther)
        return ReadingEnd(
            format: reader.formatName, charset: reader.charsetName, failure: failure, heldOnlyLitter: failure == nil && reader.sawOnlyLitter
        )
    }

    private func releaseFirst(_ batch: inout ParsedBatch, isSingle: Bool) {
        guard let record = first else { return }
        first = nil
        intake.isSingleRecord = isSingle
        add(record, &batch)
        intake.isSingleRecord = false
    }

    private func add(_ record: Record, _ batch: inout ParsedBatch) {
        switch maker.make(record, uidMaker: uidMaker, intake: intake) {
        case .success(let article):
            batch.articles.append(article)
            // What an article costs besides its text counts as well, or a million empty ones would be one batch.
            batch.textBytes += article.record.textBytes + Self.articleBytes
        case .failure(let reject): reject.add(to: &batch)
        }
    }

    static let articleBytes = 512
}

extension Failure {
    fileprivate func add(to batch: inout ParsedBatch) {
        batch.rejects.append(self)
        batch.textBytes += Parsing.articleBytes
    }
}
