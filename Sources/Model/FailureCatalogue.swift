/// One entry of the catalogue: what a code means and what a person can do about it.
public struct FailureEntry: Sendable {
    public let code: FailureCode
    public let kind: FailureKind
    /// One sentence: what happened.
    public let meaning: String
    /// One sentence: what to do next.
    public let advice: String
}

extension FailureCode {
    /// The catalogue's entry for this code; `docs/ERRORS.md` is generated from these.
    public var entry: FailureEntry {
        let (kind, meaning, advice) = FailureCatalogue.text(self)
        return FailureEntry(code: self, kind: kind, meaning: meaning, advice: advice)
    }

    public var kind: FailureKind { entry.kind }
}

/// The one list of failures that code, `docs/ERRORS.md` and tests share.
public enum FailureCatalogue {
    public static let entries: [FailureEntry] = FailureCode.allCases.map(\.entry)

    // One switch, long because it is the table itself: the compiler proves that no code is missing.
    static func text(_ code: FailureCode) -> (FailureKind, String, String) {
        switch code {
        case .emptyFile: (.ignored, "The file has no bytes and stayed empty.", "Drop it again with content.")
        case .symlink: (.ignored, "The name is a symbolic link; links are never followed.", "Drop a copy of the file itself.")
        case .notARegularFile:
            (.ignored, "The name is a pipe, socket or device, not a file.", "Drop a regular file; this one was left where it is.")
        case .marker: (.ignored, "The file only marks that another one is complete.", "Nothing.")
        case .sidecar: (.ignored, "The metadata file gave its fields to the article beside it.", "Nothing.")
        case .lateSidecar:
            (
                .ignored, "The metadata file came after its article had been claimed.",
                "Drop article and sidecar together, the sidecar first."
            )
        case .nothingInside:
            (.ignored, "The container holds no file that could be an article.", "Nothing, unless you expected articles in it.")
        case .unknownFormat:
            (.dead, "The bytes fit none of the formats that copydesk reads.", "See `copydesk formats`; convert the file and drop it again.")
        case .unsupportedFormat:
            (
                .dead, "The format is known but not read by this version.",
                "Convert the file to a format in the README's table and drop it again."
            )
        case .binaryData: (.dead, "The bytes are not text.", "Check that the right file was dropped.")
        case .unreadable:
            (
                .retry, "The file may not be read by the daemon's user.",
                "Give the daemon's group read access: chmod g+r, or setfacl -m u:copydesk:r."
            )
        case .checksum:
            (.retry, "The file does not match the checksum that came with it.", "Send the file again with its .md5 or .sha256 marker.")
        case .changedWhileRead: (.retry, "The file changed while it was being read.", "Nothing: it is read again.")
        case .changedAfterClaim:
            (.withdrawn, "The file was changed after it had been claimed; a new row has taken its place.", "Nothing.")
        case .takenBack: (.withdrawn, "The file was removed or replaced before it could be claimed.", "Nothing, or drop it again.")
        case .sizeLimit: (.dead, "More bytes came out of the file than max_output_bytes allows.", "Raise the limit or split the file.")
        case .ratioLimit:
            (
                .dead, "The compressed data expands beyond max_ratio, as archive bombs do.",
                "Raise max_ratio if the file is known to be good."
            )
        case .memberLimit: (.dead, "The archive has more members than max_members.", "Raise the limit or split the archive.")
        case .nestingLimit: (.dead, "Containers are nested deeper than max_depth.", "Unpack the outer layers first.")
        case .recordTooLong: (.reject, "One record is longer than max_record_bytes.", "Raise the limit or split the record.")
        case .timeLimit:
            (.retry, "Reading took longer than max_parse_time.", "It is tried once more, alone; raise the limit if the file is good.")
        case .gzipTruncated: (.dead, "The gzip data ends before its end mark.", "The transfer was cut: send the file again.")
        case .gzipCRC: (.dead, "The gzip checksum does not match the data.", "The file was damaged: send it again.")
        case .gzipCorrupt: (.dead, "The gzip data cannot be decompressed.", "The file was damaged: send it again.")
        case .bzip2Truncated: (.dead, "The bzip2 data ends too early.", "The transfer was cut: send the file again.")
        case .bzip2Corrupt: (.dead, "The bzip2 data cannot be decompressed.", "The file was damaged: send it again.")
        case .xzTruncated: (.dead, "The xz data ends too early.", "The transfer was cut: send the file again.")
        case .xzCorrupt: (.dead, "The xz data cannot be decompressed.", "The file was damaged: send it again.")
        case .zstdTruncated: (.dead, "The zstd data ends too early.", "The transfer was cut: send the file again.")
        case .zstdCorrupt: (.dead, "The zstd data cannot be decompressed.", "The file was damaged: send it again.")
        case .zipTruncated: (.dead, "The zip archive ends too early.", "The transfer was cut: send the file again.")
        case .zipCorrupt: (.dead, "The zip archive cannot be read.", "The file was damaged: send it again.")
        case .zipCRC: (.reject, "A member of the zip archive does not match its checksum.", "Send that member again.")
        case .zipOverlap:
            (.dead, "Members of the zip archive share their bytes, as archive bombs do.", "Make the archive anew.")
        case .tarTruncated: (.dead, "The tar archive ends too early.", "The transfer was cut: send the file again.")
        case .tarCorrupt: (.dead, "The tar archive cannot be read.", "The file was damaged: send it again.")
        case .encrypted: (.dead, "The file or archive is protected by a password.", "Drop it decrypted.")
        case .jsonSyntax: (.reject, "The text is not valid JSON.", "Mend the record at the given line and byte.")
        case .jsonTruncated: (.reject, "The JSON text ends in the middle of a value.", "The transfer was cut: send the file again.")
        case .jsonDepth: (.reject, "JSON values are nested deeper than max_json_depth.", "Flatten the record.")
        case .xmlMalformed: (.reject, "The element is not well-formed XML.", "Mend the element at the given byte.")
        case .xmlTruncated: (.reject, "The XML ends in the middle of an element.", "The transfer was cut: send the file again.")
        case .xmlEntity:
            (
                .reject, "The element uses an entity of its own; only the predefined ones are resolved.",
                "Write the text itself, or a character reference, in its place."
            )
        case .xmlDepth: (.reject, "XML elements are nested deeper than 200.", "Flatten the element.")
        case .xmlAttributes: (.reject, "An XML element has more than 256 attributes.", "Nothing, unless the file is known to be good.")
        case .warcHeader: (.reject, "The header of a web archive's record cannot be read.", "Make the archive anew.")
        case .warcLength: (.reject, "A record of a web archive is not as long as it says.", "Make the archive anew.")
        case .warcTruncated: (.reject, "The web archive ends inside a record.", "The transfer was cut: send the file again.")
        case .httpChunk: (.reject, "The chunks of an archived HTTP response cannot be put together.", "Fetch the page again.")
        case .httpBody: (.reject, "The body of an archived HTTP response cannot be decompressed.", "Fetch the page again.")
        case .unsupportedCompression:
            (.reject, "The compression method is not read by this version.", "Compress it anew with gzip or zstd and drop it again.")
        case .mailHeader: (.reject, "The message has no header.", "Check that the mailbox was exported whole.")
        case .mailStructure:
            (.reject, "The message's parts are nested too deep or are too many.", "Forward its text as a message of its own.")
        case .noText: (.reject, "The record has neither headline nor body.", "Nothing, unless the text stands under an unusual name.")
        case .notAnArticle: (.reject, "The record is valid but is no article.", "Nothing.")
        case .forgotten: (.reject, "The article was removed with `copydesk forget`.", "Nothing: it stays out.")
        case .csvQuote:
            (.reject, "A quoted cell of the table is never closed.", "Mend the quotes in the given line; reading went on at the next one.")
        case .csvColumns: (.reject, "The row has more or fewer cells than the header.", "Mend the given line.")
        case .csvNoTextColumn:
            (
                .dead, "No column of the table is known to hold headlines or texts.",
                "Name the columns in the settings of the source: `columns: {Story: body}`."
            )
        case .docxStructure: (.dead, "The package is no text document.", "Open it in a word processor and save it again.")
        case .epubStructure:
            (.dead, "The book's list of contents is missing or points nowhere.", "Convert the book again, for instance with Calibre.")
        case .rtfStructure: (.dead, "The RTF groups are nested too deep.", "Save the text in another format.")
        case .pdfUnreadable:
            (.dead, "No text can be read from the PDF.", "Save it again without protection, or run text recognition over it.")
        case .toolMissing:
            (.retry, "A program that reads this format is not installed.", "Install poppler-utils: apt install poppler-utils.")
        case .toolFailed:
            (.retry, "A program that reads this format failed.", "It is tried again; convert the file by hand if that repeats.")
        case .ioError: (.retry, "The operating system reported an input/output error.", "Check the disk; the file is tried again.")
        case .tooManyOpenFiles: (.retry, "The process has no file descriptor left.", "Raise LimitNOFILE; the file is tried again.")
        case .outOfMemory: (.retry, "There was not enough memory for this file.", "The file is tried again; raise MemoryMax if it repeats.")
        case .crashedTheDesk:
            (.dead, "The daemon ended abnormally three times in a row while it read this file alone.", "Report the file as a bug.")
        case .diskFull:
            (.outage, "The disk of the desk is full, or has less than min_free left.", "Free some space: intake goes on by itself.")
        case .readOnly: (.outage, "The desk's file system cannot be written.", "Remount it writable: intake goes on by itself.")
        case .databaseLocked:
            (.outage, "Another program holds a write lock on the warehouse.", "End that program's transaction: loading goes on by itself.")
        case .databaseCorrupt:
            (.outage, "SQLite reports that the warehouse is damaged.", "Stop the daemon, keep the file, run `copydesk rebuild`.")
        }
    }
}
