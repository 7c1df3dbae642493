import Model
import Testing

@testable import Enrichment

@Suite("The lede") struct LedeTests {
    static let cases: [(body: String, headline: String?, lede: String?)] = [
        (
            "The council met for six hours on Monday and decided nothing. It meets again.", nil,
            "The council met for six hours on Monday and decided nothing."
        ),
        (
            "It snowed. Trains between the two towns stopped at noon and stayed where they were.", nil,
            "It snowed. Trains between the two towns stopped at noon and stayed where they were."
        ),
        ("It snowed.\n\nTrains between the two towns stopped at noon.", nil, "It snowed."),
        (
            "PORT ELSWICK, March 5, 2024 (Tidewater News) - The night ferry between the islands returns to service on Friday evening.", nil,
            "The night ferry between the islands returns to service on Friday evening."
        ),
        (
            "KERLOAZ (Presse du Ponant) — Après dix-huit mois de travaux, le phare de Kerloaz a été rallumé jeudi soir.", nil,
            "Après dix-huit mois de travaux, le phare de Kerloaz a été rallumé jeudi soir."
        ),
        (
            "SAN AURELIO, 22 de abril de 2023 (La Gaceta del Río) - El mercado viejo celebró el sábado sus cien años con música.", nil,
            "El mercado viejo celebró el sábado sus cien años con música."
        ),
        (
            "KERLOAZ, 14 septembre 2023 — Après dix-huit mois de travaux, le phare a été rallumé jeudi soir.", nil,
            "Après dix-huit mois de travaux, le phare a été rallumé jeudi soir."
        ),
        (
            "NASA's 14 astronauts return - and none of them had expected to be back so soon.", nil,
            "NASA's 14 astronauts return - and none of them had expected to be back so soon."
        ),
        (
            "By Ines Calloway\n\nThe night ferry between the islands returns to service on Friday evening, its owner said.", nil,
            "The night ferry between the islands returns to service on Friday evening, its owner said."
        ),
        (
            "By Ines Calloway and Tom Reyes\nPORT ELSWICK, March 5 (Tidewater News) -\nThe night ferry between the islands returns to service on Friday.",
            nil,
            "The night ferry between the islands returns to service on Friday."
        ),
        (
            "Night Ferry Returns\n\nThe ferry between the islands returns to service on Friday evening, its owner said.",
            "Night Ferry Returns",
            "The ferry between the islands returns to service on Friday evening, its owner said."
        ),
        (
            "By noon the square was full of people who had come to see the clock.", nil,
            "By noon the square was full of people who had come to see the clock."
        ),
        (
            "NATO - the alliance of thirty-two countries - meets in the old town hall today.", nil,
            "the alliance of thirty-two countries - meets in the old town hall today."
        ),
        ("By Ines Calloway", nil, "By Ines Calloway"),
        ("* * *", nil, "* * *"),
        ("", "Only a headline", nil),
    ]

    @Test("is the first sentence that tells something", arguments: cases)
    func lede(body: String, headline: String?, lede: String?) {
        let span = Articles.enriched(body, headline: headline).lede
        #expect(span.map { Articles.text($0, of: body) } == lede)
    }
}
