extension ColumnDictionary {
    /// Tables about files, batches and the warehouse itself.
    static let ledger = """
        files.* | the ledger: one row for each file that was taken, and what became of it
        files.file_id | number of the file, never given twice; its copy in done/ or dead-letter/ is named NUMBER__NAME | 4711
        files.name | name as dropped, relative to the inbox, as bytes: CAST(name AS TEXT) reads it | reuters/2021-08-13.txt
        files.source | sub-folder of the inbox that it came through; empty for the inbox itself | reuters
        files.status | claiming, working or retry while it is on its way; then loaded, partial (some records rejected), duplicate (same bytes as another file), ignored, dead or withdrawn (taken back or changed by its dropper) | loaded
        files.reason | why, as a stable code (docs/ERRORS.md); for partial the first reject or what ended the reading | gzip-truncated
        files.detail | the same as a sentence for a person | the gzip data ends before its end mark
        files.item | member and record that the reason is about | a/one.json#3
        files.byte_offset | byte in the member where it happened, from 0, after decompression | 20480
        files.line | line where it happened, from 1 | 17
        files.context | the bytes around it, made printable | {"headline": "Bri
        files.format | format as recognised from the content | json-lines+gzip
        files.charset | encoding that the text was in | windows-1252
        files.articles | articles that have a row of their own | 250
        files.repeats | records whose article was already there (see sightings) | 3
        files.rejected | records that could not be loaded (see rejects) | 1
        files.received_at | when it was taken, UTC | 2021-08-13T20:11:09Z
        files.finished_at | when its outcome was committed, UTC; NULL while it is on its way | 2021-08-13T20:11:09Z
        files.bytes | size as dropped | 20480
        files.sha256 | hash of its bytes, 32 bytes (hex(sha256) shows it); NULL where it was not read to its end |
        files.device | device of its file system, as fstat gives it |
        files.inode | inode, as fstat gives it |
        files.mtime_ns | time of its last change, nanoseconds since 1970 |
        files.ctime_ns | time of its last change of content or attributes, before it was taken, nanoseconds since 1970 |
        files.proof | how it was known to be complete: marker, lease (no program had it open for writing), quiet (unchanged for a while), given (named on the command line) | lease
        files.suspect | 1 while it runs alone, because it was in work when the program ended abnormally | 0
        files.solo_crashes | abnormal ends in a row while it ran alone; the third makes it dead | 0
        files.attempts | failed attempts so far | 0
        files.retry_at | when it is tried again, UTC; set with status retry | 2021-08-13T20:16:09Z
        files.duplicate_of | the file whose bytes these are; set with status duplicate | 17
        files.previous_file_id | the row that this one took over from, because the file changed after it was taken |
        files.discarded_at | when this dead letter's original was thrown away on request, UTC |
        rejects.* | records (lines, members, parts) of otherwise good files that could not be loaded
        rejects.file_id | the file | 4711
        rejects.item | member and record | #17
        rejects.reason | stable code (docs/ERRORS.md) | json-truncated
        rejects.detail | the same as a sentence | string not closed
        rejects.line | line, from 1 | 17
        rejects.byte_offset | byte in the member, from 0 | 20480
        rejects.context | the bytes around it, made printable |
        batches.* | one row for each commit of the loader: the change feed, and the order of loading
        batches.batch_id | ever growing: articles.batch_id > N is everything that is new or changed since N | 4711
        batches.committed_at | UTC | 2021-08-13T20:11:09Z
        batches.articles | new articles in it | 256
        batches.sightings | new sightings in it | 2
        batches.rejects | new rejects in it | 1
        batches.files | files that got their outcome in it | 12
        batches.file_ids | JSON array: the files with something in it, in load order | [17,18,21]
        batches.last_article_id | highest article_id given so far | 100256
        file_counts.* | sums over files by status, kept by triggers: read this instead of counting files
        file_counts.status | as in files | loaded
        file_counts.files | number of files | 100000
        file_counts.articles | sum of files.articles | 250000
        file_counts.repeats | sum of files.repeats | 300
        file_counts.rejected | sum of files.rejected | 12
        file_counts.bytes | sum of files.bytes | 1048576
        tombstones.* | articles removed with copydesk forget; neither the same record nor the same text is loaded again
        tombstones.uid | articles.uid of the removed article |
        tombstones.fingerprint | hash of its text; NULL where other texts with this hash may be loaded |
        tombstones.forgotten_at | when, UTC | 2024-05-01T12:00:00Z
        tombstones.why | what was given as reason | court order 12/24
        tombstones.batch_id | the commit that removed it |
        _columns.* | this dictionary: every column of every table and view
        _columns.table_name | table or view | articles
        _columns.column_name | column; * for the table as a whole | day
        _columns.meaning | what it says |
        _columns.example | a value |
        _questions.* | questions that people ask, with the SQL that answers them, ready to paste
        _questions.question | in words | Which stories were reprinted most often?
        _questions.sql | one statement |
        """
}
