import Model

extension LedgerRow {
    /// The columns that `init(_:)` reads, in its order.
    static let columns = """
        file_id, name, source, device, inode, bytes, mtime_ns, ctime_ns, proof, status, reason, detail, item, byte_offset, line, context, sha256, \
        format, charset, suspect, solo_crashes, attempts, retry_at, articles, repeats, rejected, duplicate_of, previous_file_id, received_at, \
        finished_at, discarded_at
        """

    /// Reads the current row of a query that selects `columns`.
    init(_ row: Statement) {
        fileID = row.integer(0)
        name = row.blob(1)
        source = row.text(2)
        facts = FileFacts(
            device: UInt64(bitPattern: row.integer(3)), inode: UInt64(bitPattern: row.integer(4)), bytes: row.integer(5),
            mtimeNs: row.integer(6),
            ctimeNs: row.integer(7))
        proof = Proof(rawValue: row.text(8)) ?? .given
        // The CHECK of the column lets nothing else in.
        status = FileStatus(rawValue: row.text(9)) ?? .withdrawn
        reason = row.optionalText(10).flatMap(FailureCode.init(rawValue:))
        detail = row.optionalText(11)
        item = row.optionalText(12)
        byteOffset = row.optionalInt(13)
        line = row.optionalInt(14)
        context = row.optionalText(15)
        sha256 = row.optionalBlob(16)
        format = row.optionalText(17)
        charset = row.optionalText(18)
        isSuspect = row.int(19) != 0
        soloCrashes = row.int(20)
        attempts = row.int(21)
        retryAt = row.optionalText(22)
        articles = row.int(23)
        repeats = row.int(24)
        rejected = row.int(25)
        duplicateOf = row.isNull(26) ? nil : row.integer(26)
        previousFileID = row.isNull(27) ? nil : row.integer(27)
        receivedAt = row.text(28)
        finishedAt = row.optionalText(29)
        discardedAt = row.optionalText(30)
    }
}
