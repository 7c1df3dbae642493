import Foundation
import Testing

@testable import Desk
@testable import Enrichment

/// A desk whose articles look as if a program with older enrichers had loaded them: all the same wrong facts in every table, in keeping with
/// the sums.
enum OutdatedDesk {
    static let signature = "script:1 language:1 tokens:0"

    /// Files with people, places, quotations, times, amounts, a near-copy and a sidecar.
    static func drop(into daemon: DaemonProcess) async throws -> [String] {
        for number in 0..<6 { try daemon.stage("in/a\(number).txt", Array(MixedDrop.article(number).utf8)) }
        try daemon.stage("in/three.jsonl", Array(MixedDrop.lines(0..<3).utf8))
        try daemon.stage("in/wire/copy.txt", Array(MixedDrop.article(0).utf8))
        try daemon.stage("in/wire/talks.txt", Array(talks("The harbour talks").utf8))
        try daemon.stage("in/wire/talks.txt.meta.json", Array("{\"publisher\": \"Harbour Wire\"}".utf8))
        try daemon.stage("in/post/talks.txt", Array((talks("The talks in the harbour") + " It began to rain.").utf8))
        let loaded = try await daemon.command(["ingest", "--move", daemon.desk + ".stage/in"])
        #expect(loaded.code == 0, "\(loaded.complaints)")
        #expect(try daemon.audit() == [])
        return try daemon.canonicalDump()
    }

    /// A text long enough for a sketch.
    private static func talks(_ headline: String) -> String {
        let words = (0..<120).map { "the ferry number \($0) waits for item \($0 * 7 % 31) of the harbour board" }.joined(separator: ", ")
        return
            "\(headline)\n\n\"We will not pay 3,000 dollars,\" said Foreign Secretary Maria Lindqvist in Oslo on Friday. Lindqvist left. \(words).\n"
    }

    /// Takes every fact away and puts wrong ones in its place, among them a person whom nobody names and Oslo as an older map has it.
    static func makeOld(_ daemon: DaemonProcess) throws {
        try DeskDatabase(daemon.warehouse).run(
            """
            BEGIN IMMEDIATE;
            CREATE TEMP TABLE old AS SELECT article_id, day FROM articles;
            UPDATE articles SET enrichments = '\(signature)', quote_count = 1, tone = 0.5, people = '["Olde Name"]', organisations = NULL,
              word_count = 1, language = 'xx', keywords = NULL;
            DELETE FROM times;
            DELETE FROM amount_spans;
            DELETE FROM quotes;
            DELETE FROM places;
            DELETE FROM mentions;
            DELETE FROM entities;
            INSERT INTO entities(entity_id, kind, name) VALUES(999, 'person', 'Olde Name');
            INSERT INTO mentions(entity_id, day, article_id, kind, times, role, aliases, spans)
              SELECT 999, day, article_id, 'person', 2, 'Mayor', '["Olde"]', '0+1 2+1' FROM old;
            INSERT INTO quotes(article_id, day, kind, speaker, speaker_id, quote, start, length)
              SELECT article_id, day, 'direct', 'Olde Name', 999, 'x', 0, 1 FROM old;
            INSERT INTO entities(entity_id, kind, name, country, latitude, longitude, outside_id)
              VALUES(998, 'place', 'Kristiania', 'XX', 1, 2, 'geonames:3143244');
            INSERT INTO mentions(entity_id, day, article_id, kind, times, spans) SELECT 998, day, article_id, 'place', 1, '3+1' FROM old;
            INSERT INTO places(country, day, article_id, entity_id, times) SELECT 'XX', day, article_id, 998, 1 FROM old;
            DELETE FROM country_days;
            INSERT INTO country_days SELECT country, day, count(DISTINCT article_id), sum(times) FROM places GROUP BY 1, 2;
            DELETE FROM aliases; DELETE FROM roles; DELETE FROM entity_days;
            INSERT INTO aliases SELECT entity_id, value, count(*) FROM mentions, json_each(aliases) GROUP BY 1, 2;
            INSERT INTO roles SELECT entity_id, role, count(*) FROM mentions WHERE role IS NOT NULL GROUP BY 1, 2;
            INSERT INTO entity_days SELECT m.kind, m.day, m.entity_id, count(*), sum(m.times),
              (SELECT count(*) FROM quotes q WHERE q.speaker_id = m.entity_id AND q.day = m.day) FROM mentions m GROUP BY m.kind, m.day, m.entity_id;
            UPDATE entities SET (articles, times, first_day, last_day) =
                (SELECT count(*), sum(times), min(day), max(day) FROM mentions m WHERE m.entity_id = entities.entity_id),
              quotes = (SELECT count(*) FROM quotes q WHERE q.speaker_id = entities.entity_id),
              description = (SELECT role FROM roles r WHERE r.entity_id = entities.entity_id ORDER BY articles DESC, role LIMIT 1);
            DROP TABLE old;
            COMMIT;
            """)
    }

    /// Columns of an article that reprocess must leave as they are, with its sightings.
    static func lasting(_ daemon: DaemonProcess) throws -> [String] {
        let database = try DeskDatabase(daemon.warehouse, isReadOnly: true)
        return try database.texts(
            "SELECT json_array(article_id, hex(uid), seen_at, source, file_id, item, byte_offset, story_id, reprint_of, revision) FROM articles ORDER BY 1"
        ) + database.texts("SELECT json_array(file_id, item, article_id, hex(uid), seen_at, batch_id) FROM sightings ORDER BY 1")
            + database.texts("SELECT json_array(file_id, status, reason, finished_at, articles, repeats) FROM files ORDER BY 1")
    }
}
