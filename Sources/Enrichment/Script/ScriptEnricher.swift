import Language
import Model

/// Says whether a text is written without blanks between words (`isSpaceless`), from its characters alone.
///
/// Such texts also go into the index that is searched by characters. Hangul counts too: Korean words carry their particles, and are
/// searched for without.
struct ScriptEnricher: Enricher {
    static let name = "script"
    static let version = 1

    /// Bytes of the body that are looked at.
    private static let bytesMax = 16_384
    /// The share of spaceless letters among all letters beyond which a text counts as spaceless, as a divisor.
    private static let share = 5

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        var letters = 0
        var spaceless = 0
        Self.count(scratch.body, &letters, &spaceless)
        if let headline = article.article.record.headline {
            headline.utf8.withContiguousStorageIfAvailable { Self.count($0, &letters, &spaceless) }
        }
        article.isSpaceless = spaceless > 0 && spaceless * Self.share >= letters
    }

    /// Counts letters and spaceless letters; eight bytes at a time where they are ASCII, of which every byte counts as a letter.
    private static func count(_ bytes: UnsafeBufferPointer<UInt8>, _ letters: inout Int, _ spaceless: inout Int) {
        guard let base = bytes.baseAddress else { return }
        let raw = UnsafeRawBufferPointer(bytes)
        let end = min(bytes.count, bytesMax)
        var at = 0
        while at < end {
            if at + 8 <= end, raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                letters += 8
                at += 8
                continue
            }
            let (point, length) = CodePoint.decode(base, at, end)
            letters += 1
            if CodePoint.isSpaceless(point) || isHangul(point) { spaceless += 1 }
            at += length
        }
    }

    private static func isHangul(_ point: UInt32) -> Bool { (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0x1100 && point <= 0x11FF) }
}
