import Glibc
import Model

extension WarehouseReader {
    /// Writes a copy of one state of the warehouse to a new file, while others read and write. The copy is complete, synced and read-only
    /// (0444) when it gets its name.
    /// - Throws: `io-error` where the file is already there.
    public func writeSnapshot(to target: String) throws(Failure) {
        guard access(target, F_OK) != 0 else { throw Failure(.ioError, "\(target) is there already: name another file") }
        let unfinished = target + ".part"
        unlink(unfinished)
        do throws(Failure) {
            try connections.run { connection throws(Failure) in try connection.run("VACUUM INTO ?", [.text(unfinished)]) }
            try Self.seal(unfinished)
            guard rename(unfinished, target) == 0 else { throw Self.failure("rename", target) }
        } catch {
            unlink(unfinished)
            throw error
        }
        // The name is durable with its folder.
        let folder = target.lastIndex(of: "/").map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if fd >= 0 {
            fsync(fd)
            Glibc.close(fd)
        }
    }

    private static func seal(_ path: String) throws(Failure) {
        let fd = open(path, O_RDONLY | O_CLOEXEC)
        guard fd >= 0 else { throw failure("open", path) }
        defer { Glibc.close(fd) }
        guard fchmod(fd, 0o444) == 0, fsync(fd) == 0 else { throw failure("sync", path) }
    }

    private static func failure(_ call: String, _ path: String) -> Failure {
        let code = errno
        return Failure(code == ENOSPC || code == EDQUOT ? .diskFull : .ioError, "\(call) \(path): \(String(cString: strerror(code)))")
    }

    /// The warehouse's content as lines of text: equal bytes for equal content, whatever the numbers of rows and the times of loading
    /// (promises P3 and P7). Each line is a JSON array that begins with the kind of row; articles are named by their uid.
    /// - Parameter line: gets each line, without a line end.
    public func canonicalDump(_ line: (String) throws(Failure) -> Void) throws(Failure) {
        let hasLearnings = try hasLearnings()
        try snapshot { connection throws(Failure) in
            for sql in Self.dump + (hasLearnings ? Self.dumpOfLearning : []) {
                let sql = hasLearnings ? sql : sql.replacing("a.learned", with: "NULL")
                try connection.forEach(sql) { row throws(Failure) in try line(row.text(0)) }
            }
        }
    }

    private static let dump = [
        """
        SELECT json_array('article', hex(a.uid), a.headline, a.subheadline, a.byline, a.authors, a.dateline, a.publisher, a.source, a.section, a.language,
          a.published_at, a.published_precision, a.published_from, a.published_zone, a.modified_at, a.day, a.url, a.source_id, a.image_url,
          a.image_caption, a.word_count, a.sentence_count, a.quote_count, a.lede_start, a.lede_length, a.tone, a.positive, a.negative,
          a.keywords, a.themes, a.theme_groups, a.people, a.organisations, a.similarity, a.revision, a.corrected_at, a.killed_at, a.embargo_until,
          a.repairs, a.enrichments, a.learned, a.fingerprint, a.item, a.byte_offset,
          (SELECT hex(s.uid) FROM articles s WHERE s.article_id = a.story_id), (SELECT hex(r.uid) FROM articles r WHERE r.article_id = a.reprint_of),
          (SELECT hex(p.uid) FROM articles p WHERE p.article_id = a.replaces), t.searchable, t.spaceless, t.body)
        FROM articles a LEFT JOIN texts t USING(article_id) ORDER BY a.uid
        """,
        """
        SELECT json_array('sighting', hex(a.uid), hex(s.uid), s.item, s.publisher, s.source, s.published_at, s.url)
        FROM sightings s JOIN articles a USING(article_id) ORDER BY a.uid, s.uid, s.item
        """,
        """
        SELECT json_array('mention', hex(a.uid), e.kind, e.name, e.outside_id, m.times, m.role, m.aliases, m.spans)
        FROM mentions m JOIN articles a USING(article_id) JOIN entities e USING(entity_id) ORDER BY a.uid, e.kind, e.name, e.outside_id, m.spans
        """,
        """
        SELECT json_array('quote', hex(a.uid), q.start, q.length, q.kind, q.utterance_id, q.speaker, e.name, q.cue, q.quote, q.speaker_start,
          q.speaker_length, q.cue_start, q.cue_length, q.rule)
        FROM quotes q JOIN articles a USING(article_id) LEFT JOIN entities e ON e.entity_id = q.speaker_id ORDER BY a.uid, q.start, q.length, q.kind
        """,
        """
        SELECT json_array('time', hex(a.uid), x.number, x.start, x.length, x.expression, x.type, x.value, x.earliest, x.latest)
        FROM times x JOIN articles a USING(article_id) ORDER BY a.uid, x.number
        """,
        """
        SELECT json_array('amount', hex(a.uid), x.number, x.start, x.length, x.expression, x.kind, x.value, x.low, x.high, x.approximate, x.unit,
          x.iso_code, x.noun, e.name, x.sentence_start, x.sentence_length)
        FROM amount_spans x JOIN articles a USING(article_id) LEFT JOIN entities e ON e.entity_id = x.organisation_id ORDER BY a.uid, x.number
        """,
        """
        SELECT json_array('place', hex(a.uid), p.country, e.name, e.outside_id, p.times, p.is_dateline, p.score, p.via)
        FROM places p JOIN articles a USING(article_id) JOIN entities e USING(entity_id) ORDER BY a.uid, p.country, e.name, e.outside_id
        """,
        """
        SELECT json_array('entity', e.kind, e.name, e.outside_id, e.description, e.country, e.region, e.latitude, e.longitude, e.population, e.articles,
          e.times, e.quotes, e.first_day, e.last_day,
          (SELECT json_group_array(json_array(alias, articles)) FROM (SELECT alias, articles FROM aliases a WHERE a.entity_id = e.entity_id ORDER BY alias)),
          (SELECT json_group_array(json_array(role, articles)) FROM (SELECT role, articles FROM roles r WHERE r.entity_id = e.entity_id ORDER BY role)))
          AS line
        FROM entities e ORDER BY line
        """,
        """
        SELECT json_array('reject', hex(f.sha256), r.item, r.reason, r.detail, r.line, r.byte_offset)
        FROM rejects r JOIN files f USING(file_id) ORDER BY f.sha256, r.item, r.reason, r.detail, r.line, r.byte_offset
        """,
        "SELECT json_array('tombstone', hex(uid), fingerprint, why) FROM tombstones ORDER BY uid",
    ]

    private static let dumpOfLearning = [
        """
        SELECT json_array('place-alone', hex(a.uid), x.number, x.name, x.country, x.region, x.latitude, x.longitude)
        FROM places_alone x JOIN articles a USING(article_id) ORDER BY a.uid, x.number
        """,
        """
        SELECT json_array('learned', origin, generation, articles, countries, divisions, latitude, longitude, centre_percent,
          boilerplate) FROM learned_sources ORDER BY origin, generation
        """,
    ]
}
