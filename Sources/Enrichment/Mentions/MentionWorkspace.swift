import Language

/// What features say of a token, looked up once.
package struct TokenTrait {
    /// The token's own hash (folded bytes).
    var hash: UInt32
    /// Hash of its outline: `Xx` for "Kabul", `XX` for "NATO", `0` for "2021", at most two of a kind in a row.
    var shape: UInt32
    /// `WordFlags` of the word list.
    var flags: UInt16
    /// Class of meaning and likely sex.
    var meaning: UInt16

    /// What stands outside a sentence.
    @inline(__always) static var outside: TokenTrait { TokenTrait(hash: 1, shape: 1, flags: 0, meaning: 0) }
}

/// A token that may be part of a name: it has a capital, or connects such tokens.
package struct ActiveToken {
    /// Index of the token.
    package var index: Int32
    /// 1 with a capital, 2 a connector, a number behind a name, or a lower-case part of a hyphenated name.
    package var gate: UInt8
    /// 0 no capital, 1 one inside, 3 at the start.
    package var capital: UInt8
    /// Place name of several words that it is part of: kind × 4 + (0 first, 1 inside, 2 last); 0 none.
    package var phrase: UInt8 = 0
    /// Hash of the bytes as they are.
    package var exact: UInt32 = 0
    /// Hash of the first and last word of the chain of names and connectors that it stands in; 0 for commas and the like.
    package var first: UInt32 = 0
    package var last: UInt32 = 0
    /// Tokens where that chain begins and behind its end; equal where there is none.
    package var chainStart: Int32 = 0
    package var chainEnd: Int32 = 0
}

/// How often a word was taken for what in this text, for the second pass.
struct WordVotes {
    var exact: UInt32 = 0
    var counts: (UInt16, UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0, 0)
    /// Where it stands: the first four active tokens, and how many are known.
    var places = SIMD4<Int32>(repeating: -1)
    var placesCount: Int32 = 0
}

/// Memory of the tagger, used again from text to text; about 2 MB, whatever the text. One for each worker.
package final class MentionWorkspace {
    /// Tokens that are tagged together; longer texts are cut where a sentence ends.
    package static let tokensMax = 16_384
    /// Active tokens that are decoded together.
    static let runMax = 512
    /// Features of one token at most.
    package static let featuresMax = 80
    static let votesMax = 32_768

    let traits = UnsafeMutablePointer<TokenTrait>.allocate(capacity: tokensMax)
    let gate = UnsafeMutablePointer<UInt8>.allocate(capacity: tokensMax)
    let active = UnsafeMutablePointer<ActiveToken>.allocate(capacity: tokensMax)
    let emissions = UnsafeMutablePointer<SIMD16<Int16>>.allocate(capacity: tokensMax)
    let labels = UnsafeMutablePointer<UInt8>.allocate(capacity: tokensMax)
    let firstLabels = UnsafeMutablePointer<UInt8>.allocate(capacity: tokensMax)
    let votes = UnsafeMutablePointer<WordVotes>.allocate(capacity: votesMax)
    let features = UnsafeMutablePointer<UInt32>.allocate(capacity: featuresMax)
    let pointers = UnsafeMutablePointer<SIMD16<UInt8>>.allocate(capacity: runMax)
    var activeCount = 0
    var votesMask = 0

    package init() {}

    deinit {
        traits.deallocate()
        gate.deallocate()
        active.deallocate()
        emissions.deallocate()
        labels.deallocate()
        firstLabels.deallocate()
        votes.deallocate()
        features.deallocate()
        pointers.deallocate()
    }
}
