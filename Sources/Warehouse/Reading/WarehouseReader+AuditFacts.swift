extension WarehouseReader {
    /// What the articles say against its sums, and the stories.
    static let checksOfFacts = [
        Check(
            name: "stories", sentence: "articles are not in the story of what they lead to",
            sql: """
                SELECT 'article ' || a.article_id FROM articles a LEFT JOIN articles s ON s.article_id = a.story_id
                LEFT JOIN articles r ON r.article_id = a.reprint_of LEFT JOIN articles p ON p.article_id = a.replaces
                WHERE s.story_id IS NOT s.article_id OR a.story_id > a.article_id OR r.story_id <> a.story_id OR p.story_id <> a.story_id
                """),
        Check(
            name: "sketches", sentence: "texts cannot be found by the sample that is kept of them",
            sql: """
                SELECT 'article ' || article_id FROM sketches WHERE length(prints) = 0 OR length(prints) % 4 <> 0
                UNION ALL
                SELECT 'key ' || key || ' of article ' || article_id FROM sketch_keys WHERE article_id NOT IN (SELECT article_id FROM sketches)
                UNION ALL
                SELECT 'article ' || article_id || ' has no keys' FROM sketches WHERE article_id NOT IN (SELECT article_id FROM sketch_keys)
                """),
        Check(
            name: "quote-counts", sentence: "articles have another number of quotations than their rows say",
            sql: """
                SELECT 'article ' || a.article_id FROM articles a
                LEFT JOIN (SELECT article_id, count(*) AS n FROM quotes GROUP BY article_id) q USING(article_id)
                WHERE a.quote_count <> coalesce(q.n, 0)
                """),
        Check(
            name: "entities", sentence: "entities have other sums than their mentions and quotations give",
            sql: """
                SELECT 'entity ' || e.entity_id FROM entities e
                LEFT JOIN (SELECT entity_id, count(*) AS articles, sum(times) AS times, min(day) AS first, max(day) AS last FROM mentions GROUP BY entity_id) m
                  USING(entity_id)
                LEFT JOIN (SELECT speaker_id AS entity_id, count(*) AS n FROM quotes WHERE speaker_id IS NOT NULL GROUP BY speaker_id) q USING(entity_id)
                WHERE (e.articles, e.times, e.quotes, e.first_day, e.last_day) IS NOT (m.articles, m.times, coalesce(q.n, 0), m.first, m.last)
                """),
        Check(
            name: "aliases", sentence: "other names of entities are counted otherwise than their mentions have them",
            sql: """
                SELECT 'entity ' || entity_id || ' as ' || alias FROM (
                  SELECT entity_id, alias, articles FROM aliases
                  EXCEPT SELECT m.entity_id, j.value, count(*) FROM mentions m, json_each(m.aliases) j GROUP BY m.entity_id, j.value)
                UNION ALL
                SELECT 'entity ' || entity_id || ' as ' || alias FROM (
                  SELECT m.entity_id, j.value AS alias, count(*) FROM mentions m, json_each(m.aliases) j GROUP BY m.entity_id, j.value
                  EXCEPT SELECT entity_id, alias, articles FROM aliases)
                """),
        Check(
            name: "roles", sentence: "roles of entities are counted otherwise than their mentions have them",
            sql: """
                SELECT 'entity ' || entity_id || ' as ' || role FROM (
                  SELECT entity_id, role, articles FROM roles
                  EXCEPT SELECT entity_id, role, count(*) FROM mentions WHERE role IS NOT NULL GROUP BY entity_id, role)
                UNION ALL
                SELECT 'entity ' || entity_id || ' as ' || role FROM (
                  SELECT entity_id, role, count(*) FROM mentions WHERE role IS NOT NULL GROUP BY entity_id, role
                  EXCEPT SELECT entity_id, role, articles FROM roles)
                """),
        Check(
            name: "entity-days", sentence: "sums by entity and day differ from the mentions and quotations",
            sql: """
                WITH counted AS (
                  SELECT kind, day, entity_id, sum(articles) AS articles, sum(times) AS times, sum(quotes) AS quotes FROM (
                    SELECT kind, day, entity_id, 1 AS articles, times, 0 AS quotes FROM mentions
                    UNION ALL
                    SELECT e.kind, q.day, q.speaker_id, 0, 0, 1 FROM quotes q JOIN entities e ON e.entity_id = q.speaker_id)
                  GROUP BY kind, day, entity_id)
                SELECT 'entity ' || entity_id || ' on ' || day FROM (
                  SELECT kind, day, entity_id, articles, times, quotes FROM entity_days EXCEPT SELECT * FROM counted)
                UNION ALL
                SELECT 'entity ' || entity_id || ' on ' || day FROM (
                  SELECT * FROM counted EXCEPT SELECT kind, day, entity_id, articles, times, quotes FROM entity_days)
                """),
        Check(
            name: "country-days", sentence: "sums by country and day differ from the places",
            sql: """
                SELECT country || ' on ' || day FROM (
                  SELECT country, day, articles, times FROM country_days
                  EXCEPT SELECT country, day, count(DISTINCT article_id), sum(times) FROM places GROUP BY country, day)
                UNION ALL
                SELECT country || ' on ' || day FROM (
                  SELECT country, day, count(DISTINCT article_id), sum(times) FROM places GROUP BY country, day
                  EXCEPT SELECT country, day, articles, times FROM country_days)
                """),
    ]
}
