extension ColumnDictionary {
    /// Tables of what the articles say.
    static let facts = """
        entities.* | one row for each name of a person, organisation or place: the same full name and kind is one row, which proves no identity; a person named by one word alone has a row for each article; places are told apart by outside_id
        entities.entity_id | number of the entity, local to this warehouse | 88
        entities.kind | person, organisation, place or other | person
        entities.name | the fullest form met; of places on the map the name in the gazetteer | Antony Blinken
        entities.description | role that most articles give it (see roles) | Secretary of State
        entities.country | ISO 3166-1 code of two letters, for places (and where known) | AF
        entities.region | GeoNames' code of the country's first-level division, for places | 13
        entities.latitude | degrees north, for places | 34.53
        entities.longitude | degrees east, for places | 69.17
        entities.population | inhabitants, for countries and towns | 3043532
        entities.outside_id | number in a gazetteer, for places on the map: GeoNames', or the own one of what GeoNames lacks (airports, copydesk:2000428), which holds for one version of the enricher | geonames:1138958
        entities.articles | articles that name it, in the whole warehouse | 1200
        entities.times | times it is named | 5300
        entities.quotes | quotations of it | 310
        entities.first_day | day of the first article that names it | 2021-01-04
        entities.last_day | day of the last | 2021-12-30
        aliases.* | other names of an entity, as articles use them
        aliases.entity_id | the entity | 88
        aliases.alias | the other name: WHERE alias = 'nato' COLLATE NOCASE | Blinken
        aliases.articles | articles in which it stands for this entity | 310
        roles.* | titles and offices that articles give an entity
        roles.entity_id | the entity | 88
        roles.role | as written | Secretary of State
        roles.articles | articles that give it | 210
        mentions.* | one row for each article and entity named in it
        mentions.entity_id | the entity | 88
        mentions.day | day of the article | 2021-08-13
        mentions.article_id | the article | 100256
        mentions.kind | as entities.kind | person
        mentions.times | how often it is named in headline and body | 3
        mentions.role | role given with the name in this article | Secretary of State
        mentions.aliases | JSON array of other names that the article uses for it, in the order of the text; NULL where none | ["Blinken"]
        mentions.spans | where in texts.body: start+length in characters, start from 0, space between (the view mention_spans makes rows of it) | 120+14 533+7
        quotes.* | one row for each quotation or reported statement
        quotes.quote_id | number of the quotation | 9001
        quotes.article_id | the article | 100256
        quotes.day | day of the article | 2021-08-13
        quotes.kind | direct (in quotation marks), mixed (partly) or reported (in the reporter's words) | direct
        quotes.utterance_id | quotations of one article with the same number are parts of one utterance, from 1 | 1
        quotes.speaker | full name where it could be resolved, else the words that name the speaker; NULL where nobody is named | António Guterres
        quotes.speaker_id | the speaker's entity | 88
        quotes.cue | word that says that somebody speaks | told
        quotes.quote | without the outer marks |
        quotes.start | where it begins in texts.body, in characters from 0: substr(body, start + 1, length) | 533
        quotes.length | its length in characters | 120
        quotes.speaker_start | where the speaker is named | 500
        quotes.speaker_length | length of that | 14
        quotes.cue_start | where the cue stands | 515
        quotes.cue_length | length of that | 13
        quotes.rule | how quotation and speaker were found | after
        times.* | expressions of time
        times.article_id | the article | 100256
        times.number | order in the article, from 1 | 1
        times.start | where it begins in texts.body, in characters from 0 | 40
        times.length | its length in characters | 13
        times.expression | as written | today, Friday
        times.type | TIMEX3 type: DATE, TIME, DURATION or SET | DATE
        times.value | TIMEX3 value; NULL where it could not be resolved | 2021-08-13
        times.earliest | first day or time that it can mean; NULL where it could not be resolved | 2021-08-13
        times.latest | last day or time that it can mean | 2021-08-13
        amounts.* | numbers with what they count or measure
        amounts.article_id | the article | 100256
        amounts.number | order in the article, from 1 | 1
        amounts.day | day of the article | 2021-08-13
        amounts.start | where it begins in texts.body, in characters from 0 | 77
        amounts.length | its length in characters | 12
        amounts.expression | as written | $4.2 million
        amounts.kind | money, percent, measure, count, number, fraction, ratio or age | money
        amounts.value | in units, not millions; NULL for a range | 4200000
        amounts.low | lower end of a range or bound | 4000000
        amounts.high | upper end |
        amounts.approximate | 1 where it says about, nearly, dozens of … | 0
        amounts.unit | ISO 4217 for money, the unit's name for measures, % for shares, year for ages | USD
        amounts.iso_code | ISO 4217 code, for money | USD
        amounts.noun | what is counted | troops
        amounts.organisation_id | organisation nearest to it in the same sentence | 88
        amounts.sentence_start | where its sentence begins in texts.body, in characters from 0 | 12
        amounts.sentence_length | length of that | 143
        amounts.sentence | the sentence, cut from texts.body |
        amounts.si_value | value in si_unit; NULL where the unit is none of the SI and can mean several things (ton, gallon) | 16093.44
        amounts.si_low | low in si_unit |
        amounts.si_high | high in si_unit |
        amounts.si_unit | the unit of the SI for what is measured | metre
        units.* | measures in units of the SI
        units.unit | name of a unit as in amounts.unit | mile
        units.si_unit | name of the unit of the SI | metre
        units.factor | how many of those it is | 1609.344
        amount_spans.* | the table under the view amounts: all but the sentence itself
        amount_spans < amounts: article_id number day start length expression kind value low high approximate unit iso_code noun
        amount_spans < amounts: organisation_id sentence_start sentence_length
        places.* | places of an article that are on the map: named themselves, not by their people or inside the name of something else
        places.country | ISO 3166-1 code of two letters; ZZ for what lies in no country, seas and continents | AF
        places.day | day of the article | 2021-08-13
        places.article_id | the article | 100256
        places.entity_id | the place | 88
        places.times | how often it is named in headline and body | 3
        places.is_dateline | 1 where the article was written there | 1
        places.score | certainty of the resolution, 0 to 1: the lead over the next place of that name | 0.93
        places.via | what decided among places of this name: name (no other), container (the text says in what it lies), dateline, context (other places of the article), home (the article alone would have given another place or none, or not for sure: see learned_sources), population | container
        sketches.* | samples of the texts, by which near-copies are found; copies of the very same text have that of the first only
        sketches.article_id | the article | 100256
        sketches.scheme | version of how samples are made | 1
        sketches.prints | hashes of runs of five words, four bytes each, little-endian, ascending |
        sketch_keys.* | the part of each sample under which its text is looked up
        sketch_keys.key | one of the hashes, read as a signed number | -1203943
        sketch_keys.article_id | the article | 100256
        entity_days.* | sums by entity and day: top lists and timelines without counting mentions
        entity_days.kind | as entities.kind | person
        entity_days.day | day | 2021-08-13
        entity_days.entity_id | the entity | 88
        entity_days.articles | articles of the day that name it | 12
        entity_days.times | times it is named | 40
        entity_days.quotes | quotations of it | 5
        country_days.* | sums by country and day
        country_days.country | as places.country | AF
        country_days.day | day | 2021-08-13
        country_days.articles | articles of the day with a place in it | 31
        country_days.times | times such a place is named | 90
        """

    /// Views.
    static let views = """
        article_full.* | articles with their texts |
        article_full < articles: *
        article_full < texts: body
        articles_current.* | articles without those that were corrected since, withdrawn by their source, or are still under embargo |
        articles_current < articles: *
        reprints.* | the same or nearly the same text from another publisher |
        reprints < articles: story_id day published_at publisher headline similarity article_id reprint_of
        reprints.first_publisher | publisher of the story's oldest article | Reuters
        reprints.first_published_at | when that was published |
        reprints.hours_later | hours between the two, where both are known | 3.5
        coverage_by_day.* | what came from whom, by day |
        coverage_by_day < articles: day publisher language
        coverage_by_day.articles | number of articles | 120
        coverage_by_day.words | words in them | 61000
        coverage_by_day.reprints | how many of them are reprints | 14
        source_lag.* | how late each publisher's articles reach us |
        source_lag < articles: publisher day
        source_lag.articles | articles with a known time of publication | 120
        source_lag.mean_hours | hours from publication to arrival, on average | 1.25
        source_lag.worst_hours | the longest | 9.0
        articles_per_hour.* | articles by hour of arrival |
        articles_per_hour.hour | hour, UTC | 2021-08-13T20:00Z
        articles_per_hour.articles | number of articles | 420
        who_said_what.* | quotations with their articles |
        who_said_what < quotes: speaker quote cue day kind article_id quote_id speaker_id
        who_said_what < articles: publisher headline url
        people.* | persons by name, with totals over the whole warehouse |
        people < entities: name description articles times quotes first_day last_day entity_id
        organisations.* | organisations by name, with totals over the whole warehouse |
        organisations < entities: name description country articles times quotes first_day last_day entity_id
        places_named.* | places with coordinates, and the articles that name them |
        places_named < entities: name region latitude longitude population
        places_named < places: country day times is_dateline score via article_id entity_id
        places_named < articles: publisher headline
        mentions_named.* | who and what is named in which article |
        mentions_named < entities: name
        mentions_named < mentions: kind role day times article_id entity_id
        mentions_named < articles: publisher headline language
        mention_spans.* | one row for each time that an entity is named in a body |
        mention_spans < mentions: article_id entity_id
        mention_spans < entities: name
        mention_spans.start | where in texts.body, in characters from 0: substr(body, start + 1, length) | 120
        mention_spans.length | its length in characters | 14
        amounts_named.* | amounts near an organisation |
        amounts_named.organisation | its name | NATO
        amounts_named < amounts: value unit noun expression sentence day article_id
        top_by_week.* | entities by ISO week: WHERE kind = 'person' AND week = '2021-W33' ORDER BY articles DESC |
        top_by_week.week | ISO week | 2021-W33
        top_by_week < entity_days: kind articles times quotes entity_id
        top_by_week < entities: name
        timeline.* | one entity by day |
        timeline < entities: name
        timeline < mentions: day times entity_id kind
        timeline.articles | articles of the day that name it | 3
        dead_letters.* | files that could not be understood |
        dead_letters < files: reason source detail item line byte_offset attempts received_at finished_at format bytes discarded_at file_id
        dead_letters.name | name as dropped, as text | reuters/2021-08-13.txt
        rejects_by_reason.* | what could not be loaded, by reason and source |
        rejects_by_reason < rejects: reason
        rejects_by_reason < files: source
        rejects_by_reason.records | number of records | 12
        rejects_by_reason.files | number of files they are in | 3
        rejects_by_reason.latest | when the last of these files came, UTC |
        rejects_by_reason.example | one of the sentences | string not closed
        desk_health.* | where the files are |
        desk_health < file_counts: status files articles repeats rejected bytes
        desk_health.notable_time | working: the longest under way; retry: the next due; dead: the latest; UTC |
        """
}
