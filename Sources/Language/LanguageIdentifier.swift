import CTables
import Glibc

/// What a text's language was found to be.
public struct IdentifiedLanguage: Sendable, Equatable {
    /// ISO 639-1; Norwegian as `nb` or `nn`.
    public let code: String
    /// The chance that this is right as the counts see it, 0…1. Near languages (Bosnian and Croatian) give low values.
    public let confidence: Double

    public init(code: String, confidence: Double) {
        self.code = code
        self.confidence = confidence
    }
}

/// Tells the language of a text from at most 2 KB of it: the script first; where several languages share it, the sequences of letters in its words.
public struct LanguageIdentifier: Sendable {
    /// Bytes of a text that are read at most.
    public static let bytesMax = 2048
    /// The identifier over the table that is linked into the binary.
    public static let shared = LanguageIdentifier()

    private let table: LanguageTable?

    private static let windows = 8
    /// Windows that are read before an early answer, and how sure it must be.
    private static let windowsMin = 2
    private static let enoughMargin: Float = 14
    /// Features that must be known, or letters of a script with one language that must be there.
    private static let featuresMin = 6
    private static let weightMin = 30
    /// Letters of a shared script that must be there.
    private static let lettersMin = 4

    init() {
        let bytes = copydesk_languages()
        table = LanguageTable(UnsafeBufferPointer(start: bytes.start, count: bytes.count))
    }

    /// An identifier over another table, for the trainer's trials.
    package init(table: LanguageTable?) { self.table = table }

    /// The language of a text, nil where it cannot be told: no letters, too few, or letters that fit nothing.
    public func identify(_ bytes: UnsafeBufferPointer<UInt8>) -> IdentifiedLanguage? {
        guard let table, !bytes.isEmpty else { return nil }
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: table.languages.count) { scores in
            scores.initialize(repeating: 0)
            return LanguageFeatures.with { features in identify(bytes, table, &features, scores) }
        }
    }

    /// The language of a text.
    public func identify(_ text: String) -> IdentifiedLanguage? {
        var text = text
        return text.withUTF8 { identify($0) }
    }

    private func identify(
        _ bytes: UnsafeBufferPointer<UInt8>, _ table: LanguageTable, _ features: inout LanguageFeatures,
        _ scores: UnsafeMutableBufferPointer<Int32>
    ) -> IdentifiedLanguage? {
        guard let base = scores.baseAddress else { return nil }
        var known = 0
        var result: IdentifiedLanguage?
        for (done, window) in Self.order.enumerated() {
            features.read(bytes, Self.window(window, of: bytes)) { if table.add($0, base) { known += 1 } }
            if done + 1 < Self.windowsMin { continue }
            let answer = answer(table, features.letters, scores, known)
            result = answer.language
            if answer.margin >= Self.enoughMargin { break }
        }
        return result
    }

    /// Windows from all over the text before those between them.
    private static let order = [0, 4, 2, 6, 1, 5, 3, 7]

    /// The bytes of one of eight windows over the text; it begins behind a blank where it does not begin the text.
    private static func window(_ index: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let count = bytes.count
        if count <= bytesMax { return start(count * index / windows, bytes)..<start(count * (index + 1) / windows, bytes) }
        let first = start((count - bytesMax / windows) * index / (windows - 1), bytes)
        return first..<min(count, first + bytesMax / windows)
    }

    /// The next beginning of a word from `offset` on, or of a code point where no blank is near.
    private static func start(_ offset: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard offset > 0 else { return 0 }
        for at in offset..<min(bytes.count, offset + 48) where bytes[at - 1] <= 0x20 { return at }
        var at = offset
        while at < bytes.count, bytes[at] & 0xC0 == 0x80 { at += 1 }
        return at
    }

    /// The best language so far, and by how much (in logarithms of chances) it leads.
    private func answer(
        _ table: LanguageTable, _ letters: [Int], _ scores: UnsafeMutableBufferPointer<Int32>, _ known: Int
    ) -> (language: IdentifiedLanguage?, margin: Float) {
        var script = WritingSystem.other
        var most = 0
        var all = 0
        for candidate in WritingSystem.allCases {
            let weight = letters[Int(candidate.rawValue)] * candidate.weight
            all += weight
            if weight > most { (script, most) = (candidate, weight) }
        }
        let kana = letters[Int(WritingSystem.kana.rawValue)]
        if script == .han, kana * 12 > letters[Int(WritingSystem.han.rawValue)] { script = .kana }
        if script == .kana { most += letters[Int(WritingSystem.han.rawValue)] * WritingSystem.han.weight }
        let share = all > 0 ? min(1, Float(most) / Float(all)) : 0
        if !script.isShared {
            guard let code = script.language, most >= Self.weightMin else { return (nil, 0) }
            return (IdentifiedLanguage(code: code, confidence: Double(share)), share > 0.8 ? .infinity : 0)
        }
        guard known >= Self.featuresMin, letters[Int(script.rawValue)] >= Self.lettersMin else { return (nil, 0) }
        var best = -1
        var second = -1
        for (index, language) in table.languages.enumerated() where language.scripts >> UInt32(script.rawValue) & 1 != 0 {
            if best < 0 || scores[index] > scores[best] {
                second = best
                best = index
            } else if second < 0 || scores[index] > scores[second] {
                second = index
            }
        }
        guard best >= 0, scores[best] > 0 else { return (nil, 0) }
        let margin = second < 0 ? 20 : Float(scores[best] - scores[second]) * table.sharpness
        let confidence = 1 / (1 + exp(Double(-margin))) * Double(share)
        return (IdentifiedLanguage(code: table.languages[best].code, confidence: confidence), margin)
    }
}
