extension Schema {
    static let viewsOfArticles = """
        CREATE VIEW article_full AS
          SELECT a.*, t.body FROM articles a JOIN texts t USING(article_id);
        CREATE VIEW articles_current AS
          SELECT * FROM articles WHERE replaced_by IS NULL AND killed_at IS NULL
            AND (embargo_until IS NULL OR embargo_until <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
        CREATE VIEW reprints AS
          SELECT a.story_id, a.day, a.published_at, a.publisher, a.headline, a.similarity,
                 o.publisher AS first_publisher, o.published_at AS first_published_at,
                 round((julianday(a.published_at) - julianday(o.published_at)) * 24, 1) AS hours_later, a.article_id, a.reprint_of
          FROM articles a JOIN articles o ON o.article_id = a.story_id WHERE a.reprint_of IS NOT NULL;
        CREATE VIEW coverage_by_day AS
          SELECT day, publisher, language, count(*) AS articles, sum(word_count) AS words, count(reprint_of) AS reprints
          FROM articles GROUP BY day, publisher, language;
        CREATE VIEW source_lag AS
          SELECT publisher, day, count(*) AS articles, round(avg(julianday(seen_at) - julianday(published_at)) * 24, 2) AS mean_hours,
                 round(max(julianday(seen_at) - julianday(published_at)) * 24, 2) AS worst_hours
          FROM articles WHERE published_at IS NOT NULL GROUP BY publisher, day;
        CREATE VIEW articles_per_hour AS
          SELECT substr(seen_at, 1, 13) || ':00Z' AS hour, count(*) AS articles FROM articles GROUP BY 1;
        """

    static let viewsOfFacts = """
        CREATE VIEW who_said_what AS
          SELECT q.speaker, q.quote, q.cue, a.publisher, a.headline, q.day, a.url, q.kind, q.article_id, q.quote_id, q.speaker_id
          FROM quotes q JOIN articles a USING(article_id);
        CREATE VIEW people AS
          SELECT name, description, articles, times, quotes, first_day, last_day, entity_id FROM entities WHERE kind = 'person';
        CREATE VIEW organisations AS
          SELECT name, description, country, articles, times, quotes, first_day, last_day, entity_id FROM entities WHERE kind = 'organisation';
        CREATE VIEW places_named AS
          SELECT e.name, p.country, e.region, e.latitude, e.longitude, e.population, p.day, a.publisher, a.headline, p.times, p.is_dateline,
                 p.score, p.via, p.article_id, p.entity_id
          FROM entities e JOIN mentions m USING(entity_id)
            JOIN places p ON p.country = coalesce(e.country, 'ZZ') AND p.day = m.day AND p.article_id = m.article_id AND p.entity_id = m.entity_id
            JOIN articles a ON a.article_id = p.article_id;
        CREATE VIEW mentions_named AS
          SELECT e.name, m.kind, m.role, m.day, a.publisher, a.headline, m.times, m.article_id, m.entity_id, a.language
          FROM entities e JOIN mentions m USING(entity_id) JOIN articles a USING(article_id);
        CREATE VIEW mention_spans AS
          SELECT m.article_id, m.entity_id, e.name, CAST(j.value AS INTEGER) AS start,
                 CAST(substr(j.value, instr(j.value, '+') + 1) AS INTEGER) AS length
          FROM mentions m JOIN entities e USING(entity_id), json_each('["' || replace(m.spans, ' ', '","') || '"]') j;
        CREATE VIEW amounts AS
          SELECT s.*, (SELECT substr(t.body, s.sentence_start + 1, s.sentence_length) FROM texts t WHERE t.article_id = s.article_id) AS sentence,
                 s.value * u.factor AS si_value, s.low * u.factor AS si_low, s.high * u.factor AS si_high, u.si_unit
          FROM amount_spans s LEFT JOIN units u ON u.unit = s.unit AND s.kind = 'measure';
        CREATE VIEW amounts_named AS
          SELECT e.name AS organisation, m.value, m.unit, m.noun, m.expression, m.sentence, m.day, m.article_id
          FROM amounts m JOIN entities e ON e.entity_id = m.organisation_id;
        CREATE VIEW top_by_week AS
          SELECT d.kind, strftime('%Y', date(d.day, '-3 days', 'weekday 4')) ||
                   printf('-W%02d', (strftime('%j', date(d.day, '-3 days', 'weekday 4')) - 1) / 7 + 1) AS week,
                 e.name, sum(d.articles) AS articles, sum(d.times) AS times, sum(d.quotes) AS quotes, d.entity_id
          FROM entity_days d JOIN entities e USING(entity_id) GROUP BY d.kind, week, d.entity_id;
        CREATE VIEW timeline AS
          SELECT e.name, m.day, count(*) AS articles, sum(m.times) AS times, m.entity_id, m.kind
          FROM entities e JOIN mentions m USING(entity_id) GROUP BY m.entity_id, m.day;
        """

    static let viewsOfDesk = """
        CREATE VIEW dead_letters AS
          SELECT reason, CAST(name AS TEXT) AS name, source, detail, item, line, byte_offset, attempts, received_at, finished_at, format, bytes,
                 discarded_at, file_id
          FROM files WHERE status = 'dead';
        CREATE VIEW rejects_by_reason AS
          SELECT r.reason, f.source, count(*) AS records, count(DISTINCT r.file_id) AS files, max(f.received_at) AS latest,
                 min(r.detail) AS example
          FROM rejects r JOIN files f USING(file_id) GROUP BY r.reason, f.source;
        CREATE VIEW desk_health AS
          SELECT status, files, articles, repeats, rejected, bytes,
                 CASE status WHEN 'retry' THEN (SELECT min(retry_at) FROM files WHERE status = 'retry')
                             WHEN 'working' THEN (SELECT min(received_at) FROM files INDEXED BY files_open WHERE finished_at IS NULL AND status = 'working')
                             WHEN 'dead' THEN (SELECT max(received_at) FROM files WHERE status = 'dead') END AS notable_time
          FROM file_counts;
        """
}
