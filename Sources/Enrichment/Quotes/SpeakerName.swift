/// A name of the text with what the enrichers before know of its bearer: what a speaker is resolved to.
struct SpeakerName {
    /// The name without its title, in bytes of the text.
    var span: ByteSpan
    /// Index of the entity in the article.
    var entity: Int
    var isPerson: Bool
    var gender: SpeakerBook.Gender
}
