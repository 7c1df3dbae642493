/// The statements of `_questions`. Dates and names in them are examples to be replaced; conditions of partial indexes are repeated, so
/// that each answers in less than half a second on a million articles.
enum Questions {
    static let all: [(question: String, sql: String)] = [
        (
            "Who said what in August 2021? One person's quotations in a period",
            """
            SELECT day, quote, cue, publisher, headline FROM who_said_what
            WHERE speaker = 'Antony Blinken' COLLATE NOCASE AND day BETWEEN '2021-08-01' AND '2021-08-31' ORDER BY day LIMIT 500
            """
        ),
        (
            "Which people were most written about in one week, and how much were they quoted?",
            """
            SELECT e.name, sum(d.articles) AS articles, sum(d.times) AS times, sum(d.quotes) AS quotes
            FROM entity_days d JOIN entities e USING(entity_id)
            WHERE d.kind = 'person' AND d.day BETWEEN '2021-08-09' AND date('2021-08-09', '+6 days')
            GROUP BY d.entity_id ORDER BY articles DESC LIMIT 20
            """
        ),
        (
            "In which articles are two people named together, newest first?",
            """
            SELECT a.day, a.publisher, a.headline, m1.times + m2.times AS times
            FROM mentions m1 JOIN mentions m2 ON m2.article_id = m1.article_id AND m2.day = m1.day JOIN articles a ON a.article_id = m1.article_id
            WHERE m1.entity_id = (SELECT entity_id FROM entities WHERE name = 'Antony Blinken' COLLATE NOCASE AND kind = 'person' LIMIT 1)
              AND m2.entity_id = (SELECT entity_id FROM entities WHERE name = 'Ashraf Ghani' COLLATE NOCASE AND kind = 'person' LIMIT 1)
            ORDER BY a.day DESC LIMIT 200
            """
        ),
        (
            "How many articles a day were about one country?",
            "SELECT day, articles, times FROM country_days WHERE country = 'AF' AND day BETWEEN '2021-01-01' AND '2021-12-31' ORDER BY day"
        ),
        (
            "Which countries were in the news in one quarter?",
            """
            SELECT country, sum(articles) AS articles FROM country_days WHERE day BETWEEN '2021-07-01' AND '2021-09-30' AND country <> 'ZZ'
            GROUP BY country ORDER BY articles DESC
            """
        ),
        (
            "Which articles contain this phrase? Newest first, with the passage",
            """
            SELECT a.day, a.publisher, a.headline, snippet(search, 1, '[', ']', ' … ', 16) AS passage
            FROM search JOIN articles a ON a.article_id = search.rowid
            WHERE search MATCH '"civilian footprint"' ORDER BY search.rowid DESC LIMIT 20
            """
        ),
        (
            "How many articles a month contain two words?",
            """
            SELECT substr(a.day, 1, 7) AS month, count(*) AS articles FROM search JOIN articles a ON a.article_id = search.rowid
            WHERE search MATCH 'government AND report' GROUP BY month
            """
        ),
        (
            "Which stories were reprinted most often in a month, and how long did they take to spread?",
            """
            SELECT story_id, count(*) AS reprints, count(DISTINCT publisher) AS publishers, max(hours_later) AS hours, min(headline) AS headline
            FROM reprints WHERE day BETWEEN '2021-08-01' AND '2021-08-31' GROUP BY story_id ORDER BY reprints DESC LIMIT 20
            """
        ),
        (
            "How do publishers compare: articles, mean length, quotations, share of reprints, tone?",
            """
            SELECT publisher, count(*) AS articles, round(avg(word_count)) AS words, round(avg(quote_count), 2) AS quotes,
              round(100.0 * count(reprint_of) / count(*), 1) AS reprint_percent, round(avg(tone), 3) AS tone
            FROM articles WHERE day BETWEEN '2021-07-01' AND '2021-09-30' GROUP BY publisher ORDER BY articles DESC
            """
        ),
        (
            "Which amounts above ten million dollars are mentioned near one organisation?",
            """
            SELECT m.day, m.expression, m.sentence, a.publisher, a.headline FROM amounts m JOIN articles a USING(article_id)
            WHERE m.organisation_id = (SELECT entity_id FROM entities WHERE name = 'NATO' COLLATE NOCASE AND kind = 'organisation' LIMIT 1)
              AND m.unit = 'USD' AND m.value > 1e7 ORDER BY m.value DESC LIMIT 100
            """
        ),
        (
            "One person or organisation week by week",
            """
            SELECT strftime('%Y-W%W', m.day) AS week, count(*) AS articles, sum(m.times) AS times FROM mentions m
            WHERE m.entity_id = (SELECT entity_id FROM entities WHERE name = 'NATO' COLLATE NOCASE LIMIT 1) GROUP BY week
            """
        ),
        (
            "Which files could not be loaded, by reason?",
            """
            SELECT reason, count(*) AS files, max(received_at) AS latest, min(detail) AS example FROM files WHERE status = 'dead'
            GROUP BY reason ORDER BY files DESC
            """
        ),
        (
            "Which records were rejected, and where do they stand?",
            """
            SELECT CAST(f.name AS TEXT) AS file, r.item, r.line, r.reason, r.detail FROM rejects r JOIN files f USING(file_id)
            ORDER BY f.file_id DESC LIMIT 100
            """
        ),
        (
            "How many articles came in per hour over one week?",
            """
            SELECT substr(seen_at, 1, 13) AS hour, count(*) AS articles FROM articles
            WHERE seen_at BETWEEN '2021-08-09' AND date('2021-08-09', '+7 days') GROUP BY hour
            """
        ),
        (
            "How late do articles arrive, by publisher?",
            """
            SELECT publisher, count(*) AS articles, round(avg(julianday(seen_at) - julianday(published_at)) * 24, 2) AS mean_hours,
              round(max(julianday(seen_at) - julianday(published_at)) * 24, 2) AS worst_hours
            FROM articles WHERE day BETWEEN '2021-07-01' AND '2021-09-30' GROUP BY publisher
            """
        ),
        (
            "Who was most written about in the whole warehouse?",
            "SELECT name, articles, quotes, first_day, last_day FROM people ORDER BY articles DESC LIMIT 20"
        ),
        (
            "Which people, organisations and places have a name that begins so?",
            "SELECT entity_id, kind, name, description FROM entities WHERE name LIKE 'Ann%' ORDER BY name COLLATE NOCASE LIMIT 20"
        ),
        (
            "Who goes by this name, in full or in short?",
            """
            SELECT entity_id, kind, name, description, articles FROM entities WHERE name = 'Blinken' COLLATE NOCASE
            UNION SELECT e.entity_id, e.kind, e.name, e.description, a.articles FROM aliases a JOIN entities e USING(entity_id)
            WHERE a.alias = 'Blinken' COLLATE NOCASE ORDER BY articles DESC LIMIT 20
            """
        ),
        (
            "Which keywords had a month?",
            """
            SELECT k.value AS keyword, count(*) AS articles FROM articles, json_each(keywords) k
            WHERE day BETWEEN '2021-08-01' AND '2021-08-31' GROUP BY keyword ORDER BY articles DESC LIMIT 20
            """
        ),
        (
            "Where do the places named in an article lie?",
            "SELECT name, country, latitude, longitude, times, is_dateline FROM places_named WHERE article_id = 1 ORDER BY times DESC"
        ),
        (
            "Which file does an article come from, and where is the original?",
            """
            SELECT a.headline, a.item, CAST(f.name AS TEXT) AS dropped_as, 'done/' || replace(substr(f.finished_at, 1, 10), '-', '/') || '/' AS folder, f.file_id
            FROM articles a JOIN files f USING(file_id) WHERE a.article_id = 1
            """
        ),
        ("How is the desk?", "SELECT status, files, articles, rejected, notable_time FROM desk_health WHERE files > 0"),
    ]
}
