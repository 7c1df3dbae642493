extension ColumnDictionary {
    /// Tables about articles and their texts.
    static let articles = """
        articles.* | one row for each distinct article; its text is in texts, both together in the view article_full
        articles.article_id | number of the article | 100256
        articles.uid | 16 bytes made from the file's hash, member and record number: the same record of the same bytes has the same uid in every warehouse |
        articles.headline | as the source gives it | Troops sent to Kabul
        articles.subheadline | second headline |
        articles.byline | as written, without "By" | Jane Roe and John Doe
        articles.authors | JSON array of names, in the source's order | ["Jane Roe","John Doe"]
        articles.dateline | place at the start of the text | KABUL
        articles.publisher | name as the source gives it | Reuters
        articles.source | sub-folder of the inbox that it came through; empty for the inbox itself | reuters
        articles.section | rubric | World
        articles.language | BCP 47: declared by the source, or told from the text; NULL where neither | en
        articles.published_at | with Z (UTC) where the zone is known; without where it is not; the day alone where there is no time; NULL where the source says nothing | 2021-08-13T18:05:00Z
        articles.published_precision | year, month, day, minute or second: how exactly it is known | minute
        articles.published_from | where it was found: field, dateline, file-name or sidecar | field
        articles.published_zone | zone or offset as written | +04:30
        articles.modified_at | when the source says it was changed, spelled as published_at |
        articles.day | day published; where the source gives none the day of the file's last change, or the day seen: never NULL, use it to filter | 2021-08-13
        articles.seen_at | when copydesk first received it, UTC | 2021-08-13T20:11:09Z
        articles.url | its address | https://example.com/a
        articles.source_id | the source's own identifier: guid, urn, doc-id | urn:newsml:example.com:20210813:1
        articles.image_url | address of its picture |
        articles.image_caption | what stands under it |
        articles.word_count | words of the body | 812
        articles.sentence_count | sentences of the body | 34
        articles.quote_count | quotations found (see quotes) | 6
        articles.lede_start | where the opening sentence (and the next, if it is very short) begins in texts.body, in characters from 0: substr(body, lede_start + 1, lede_length) | 0
        articles.lede_length | its length in characters | 143
        articles.tone | from -1 (negative) to 1 (positive) | -0.21
        articles.positive | share of positive words | 0.04
        articles.negative | share of negative words | 0.09
        articles.keywords | JSON array, best first; json_each(keywords) makes rows of it | ["troops","embassy"]
        articles.themes | JSON array of themes, strongest first, at most 10 | ["WAR_ARMED_CONFLICT","ECON_MACRO"]
        articles.theme_groups | JSON array of the groups that its themes belong to, strongest first | ["world","business"]
        articles.people | JSON array of names, most mentioned first, at most 10: readable without a join | ["Antony Blinken"]
        articles.organisations | JSON array of names, most mentioned first, at most 10 | ["NATO"]
        articles.story_id | shared by all versions, copies and near-copies of a text, whoever published them: the article_id of the oldest | 17
        articles.reprint_of | the earlier article that has the same or nearly the same text, from another publisher; NULL for the first | 17
        articles.similarity | to reprint_of (where that is NULL: to the nearest earlier text of the same publisher), 0 to 1; 1 is the same text | 1.0
        articles.revision | 1, and one more for each correction under the same source_id (else url) of one publisher | 2
        articles.replaces | the earlier version that this one corrects | 16
        articles.replaced_by | the later version that corrects this one; NULL for the current | 18
        articles.corrected_at | when a correction notice came for it, UTC |
        articles.killed_at | when the source withdrew it, UTC; the row stays |
        articles.embargo_until | not to be published before, UTC |
        articles.repairs | JSON object: kind and number of repairs made to the text, left-out for list entries beyond what is kept; NULL where none was | {"replaced-bytes":2}
        articles.enrichments | which enrichers ran, with their versions | language:1 tokens:1
        articles.learned | generation of what was learned of its source (learned_sources) and used for it by copydesk reprocess; NULL where the article was read by itself | 3
        articles.fingerprint | 64-bit hash of the text: equal texts have equal hashes; NULL where it was not computed |
        articles.file_id | the file it came from | 4711
        articles.item | member and record in that file | a/one.json#3
        articles.byte_offset | where the record begins in its member, in bytes from 0 | 20480
        articles.batch_id | the commit that wrote it last: > N means new or changed since N | 4711
        texts.* | the texts of the articles
        texts.article_id | the article | 100256
        texts.headline | repeated for the full-text index | Troops sent to Kabul
        texts.body | paragraphs separated by one empty line; Unicode in normal form C |
        texts.spaceless | 1 for languages written without spaces: also in search_cjk | 0
        texts.searchable | 0 where it was loaded with --no-search | 1
        sightings.* | every further arrival of an article that was already there from the same publisher
        sightings.file_id | the file it came in with | 4712
        sightings.item | member and record in that file | #3
        sightings.article_id | the article | 100256
        sightings.uid | what articles.uid would be, had this arrival been the first |
        sightings.seen_at | when it came, UTC | 2021-08-14T06:00:00Z
        sightings.publisher | as this arrival gives it | Reuters
        sightings.source | sub-folder of the inbox that it came through | reuters
        sightings.published_at | as this arrival gives it |
        sightings.url | as this arrival gives it |
        sightings.batch_id | the commit that wrote it |
        search.* | full text: SELECT rowid FROM search WHERE search MATCH '"civilian footprint"'; rowid is article_id |
        search.headline | the headline, searched |
        search.body | the body, searched |
        search.search | write the query here: WHERE search MATCH '…' |
        search.rank | smaller is better: ORDER BY rank |
        search_cjk.* | full text of languages without spaces (Chinese, Japanese, Thai …): any three or more characters in a row |
        search_cjk.headline | the headline, searched |
        search_cjk.body | the body, searched |
        search_cjk.search_cjk | write the query here: WHERE search_cjk MATCH '…' |
        search_cjk.rank | smaller is better: ORDER BY rank |
        search_texts.* | the texts that search holds |
        search_texts < texts: article_id headline body
        search_cjk_texts.* | the texts that search_cjk holds |
        search_cjk_texts < texts: article_id headline body
        """
}
