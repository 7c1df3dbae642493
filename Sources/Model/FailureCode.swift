/// The stable name of everything that can go wrong with a file or a record, as it stands in `files.reason`, `rejects.reason`
/// and `docs/ERRORS.md`. Codes are kebab-case and never change their meaning; `FailureCatalogue` explains each.
public enum FailureCode: String, CaseIterable, Sendable, Hashable {
    // What a dropped thing is.
    case emptyFile = "empty-file"
    case symlink
    case notARegularFile = "not-a-regular-file"
    case marker
    case sidecar
    case lateSidecar = "late-sidecar"
    case nothingInside = "nothing-inside"
    case unknownFormat = "unknown-format"
    case unsupportedFormat = "unsupported-format"
    case binaryData = "binary-data"
    case unreadable
    case checksum
    case changedWhileRead = "changed-while-read"
    case changedAfterClaim = "changed-after-claim"
    case takenBack = "taken-back"

    // Limits.
    case sizeLimit = "size-limit"
    case ratioLimit = "ratio-limit"
    case memberLimit = "member-limit"
    case nestingLimit = "nesting-limit"
    case recordTooLong = "record-too-long"
    case timeLimit = "time-limit"

    // Compression and archives.
    case gzipTruncated = "gzip-truncated"
    case gzipCRC = "gzip-crc"
    case gzipCorrupt = "gzip-corrupt"
    case bzip2Truncated = "bzip2-truncated"
    case bzip2Corrupt = "bzip2-corrupt"
    case xzTruncated = "xz-truncated"
    case xzCorrupt = "xz-corrupt"
    case zstdTruncated = "zstd-truncated"
    case zstdCorrupt = "zstd-corrupt"
    case zipTruncated = "zip-truncated"
    case zipCorrupt = "zip-corrupt"
    case zipCRC = "zip-crc"
    case zipOverlap = "zip-overlap"
    case tarTruncated = "tar-truncated"
    case tarCorrupt = "tar-corrupt"
    case encrypted

    // Formats and content.
    case jsonSyntax = "json-syntax"
    case jsonTruncated = "json-truncated"
    case jsonDepth = "json-depth"
    case xmlMalformed = "xml-malformed"
    case xmlTruncated = "xml-truncated"
    case xmlEntity = "xml-entity"
    case xmlDepth = "xml-depth"
    case xmlAttributes = "xml-attributes"
    case warcHeader = "warc-header"
    case warcLength = "warc-length"
    case warcTruncated = "warc-truncated"
    case httpChunk = "http-chunk"
    case httpBody = "http-body"
    case unsupportedCompression = "unsupported-compression"
    case mailHeader = "mail-header"
    case mailStructure = "mail-structure"
    case noText = "no-text"
    case notAnArticle = "not-an-article"
    case forgotten

    // Tables and documents.
    case csvQuote = "csv-quote"
    case csvColumns = "csv-columns"
    case csvNoTextColumn = "csv-no-text-column"
    case docxStructure = "docx-structure"
    case epubStructure = "epub-structure"
    case rtfStructure = "rtf-structure"
    case pdfUnreadable = "pdf-unreadable"
    case toolMissing = "tool-missing"
    case toolFailed = "tool-failed"

    // The desk and the machine under it.
    case ioError = "io-error"
    case tooManyOpenFiles = "too-many-open-files"
    case outOfMemory = "out-of-memory"
    case crashedTheDesk = "crashed-the-desk"
    case diskFull = "disk-full"
    case readOnly = "read-only"
    case databaseLocked = "database-locked"
    case databaseCorrupt = "database-corrupt"
}

/// What the desk does about a failure.
public enum FailureKind: String, Sendable, CaseIterable {
    /// The file waits in retry/ and is tried again.
    case retry
    /// The file goes to dead-letter/.
    case dead
    /// One record is not loaded; the rest of its file is.
    case reject
    /// The desk itself cannot work: intake pauses, nothing is blamed on a file.
    case outage
    /// The thing is not an article file and never will be; it is recorded and left alone.
    case ignored
    /// The dropper took the file back or changed it.
    case withdrawn
}
