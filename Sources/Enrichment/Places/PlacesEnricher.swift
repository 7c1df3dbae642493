import Language
import Model

/// Finds the places that an article names on the map: GeoNames' number, country, division, coordinates and population.
///
/// Every article is linked alone. Where `reprocess` gives the home of its source, it is linked a second time with it: what the home decided is
/// told (`via`), and what the article alone would have said is kept (`placesAlone`), so that no home is learned from what a home said. In
/// languages that the recogniser of names does not read,
/// only well-known names of the gazetteer are found.
struct PlacesEnricher: Enricher {
    static let name = "places"
    static let version = 1

    private let gazetteer = Gazetteer.shared
    private let weights: PlaceWeights

    init() { weights = .standard }
    init(weights: PlaceWeights) { self.weights = weights }

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        guard let home = scratch.home else { return link(&article, scratch) }
        var alone = article
        let names = scratch.names
        scratch.home = nil
        link(&alone, scratch)
        scratch.home = home
        scratch.names = names
        link(&article, scratch)
        compare(&article, alone.places.filter(\.isNamed))
    }

    /// Says of each place whether the home decided it, and keeps what the article alone was sure of and is sure of no more.
    /// - Parameter alone: the places that the article names without the home.
    private func compare(_ article: inout EnrichedArticle, _ alone: [Place]) {
        let before = Dictionary(alone.map { ($0.id, $0) }) { first, _ in first }
        var sure: Set<Int?> = []
        for index in article.places.indices where article.places[index].isNamed {
            let place = article.places[index]
            if place.isSure { sure.insert(place.id) }
            guard let same = before[place.id], same.isSure || !place.isSure else {
                article.places[index].via = .home
                continue
            }
            if place.via == .home { article.places[index].via = same.via }
        }
        article.placesAlone = alone.filter { $0.isSure && !sure.contains($0.id) }
    }

    private func link(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        var stretches: [PlaceStretch] = []
        article.places = places(article, scratch, given: nil, &stretches)
        if article.places.isEmpty { return }
        var merging = PlaceMerging(article, scratch, stretches)
        merging.apply(to: &article)
    }

    /// The places of an article.
    /// - Parameters:
    ///   - given: the mentions to be linked as ranges of bytes, instead of those that are found.
    ///   - stretches: gets where the places that the list has are named.
    func places(
        _ article: EnrichedArticle, _ scratch: EnrichmentScratch, given: [Range<Int>]?, _ stretches: inout [PlaceStretch]
    ) -> [Place] {
        guard let gazetteer else { return [] }
        var space = scratch.places
        scratch.places = PlaceScratch.none
        defer { scratch.places = space }
        space.clear()
        let home = scratch.home.map { HomeWeights($0) }
        let text = scratch.text
        return text.tokens.withUnsafeBufferPointer { tokens in
            let dateline = Self.dateline(text, scratch.head)
            var linker = PlaceLinker(scratch.head, tokens, gazetteer, weights: weights, home: home)
            if let given {
                for bytes in given { linker.addGiven(bytes, &space) }
            } else {
                let language = LanguageTag.primary(of: article.language)
                var finder = PlaceFinder(linker: linker, isRecognised: language == "en", agency: Self.agency(tokens, dateline))
                finder.find(scratch.names, &space)
                linker = finder.linker
            }
            linker.readCues(&space)
            linker.resolve(&space)
            if given == nil { linker.removeDoubtful(&space) }
            return PlaceFacts(linker: linker, space: space, scratch: scratch, dateline: dateline, isGiven: given != nil)
                .places(&stretches)
        }
    }

    /// Tokens of the dateline behind its bracket, where the agency stands: "(Tidewater News)".
    private static func agency(_ tokens: UnsafeBufferPointer<Token>, _ dateline: Range<Int>) -> Range<Int> {
        guard let bracket = dateline.first(where: { tokens[$0].mark == 0x28 }) else { return 0..<0 }
        return bracket + 1..<dateline.upperBound
    }

    /// Tokens of the dateline among the first sentences; empty where there is none.
    private static func dateline(_ text: TokenizedText, _ head: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let opening = StoryOpening(text: text, bytes: head)
        for sentence in 0..<min(3, text.sentenceCount) {
            let range = text.tokens(ofSentence: sentence)
            let end = opening.behindDateline(range)
            if end > range.lowerBound { return range.lowerBound..<end }
        }
        return 0..<0
    }
}

extension PlaceLinker {
    /// Adds a mention that is given in bytes: the tokens that it touches are its tokens.
    mutating func addGiven(_ stretch: Range<Int>, _ space: inout PlaceScratch) {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if Int(tokens[middle].end) <= stretch.lowerBound { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < tokens.count, Int(tokens[end].start) < stretch.upperBound { end += 1 }
        if end > low { addMention(low..<end, bytes: stretch, source: .name, &space) }
    }
}
