import CSQLite
import Glibc
import Model

extension Failure {
    /// What a result code of SQLite means to the desk: an outage that passes, or a warehouse that must not be written any more.
    ///
    /// A full disk shows as SQLITE_FULL or as an I/O error with the system's ENOSPC or EDQUOT. Codes that are neither (a constraint, an
    /// error in a statement) mean that the tables are not as this program left them.
    /// - Parameters:
    ///   - code: as returned by the call; extended codes are understood.
    ///   - database: asked for its message and the system's error number; `nil` where there is none.
    ///   - action: what was being done; only its first words are kept.
    init(sqlite code: Int32, on database: OpaquePointer?, doing action: String = "") {
        let message = database.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
        let systemError = database.map { sqlite3_system_errno($0) } ?? 0
        let isSystemCode = code & 0xFF == SQLITE_IOERR || code & 0xFF == SQLITE_CANTOPEN
        let reason = isSystemCode && systemError != 0 ? ": \(String(cString: strerror(systemError)))" : ""
        let words = action.split(whereSeparator: \.isWhitespace).prefix(4).joined(separator: " ")
        let failureCode = Self.code(sqlite: code, systemError: systemError)
        let isOurs = failureCode == .databaseCorrupt && code & 0xFF != SQLITE_CORRUPT && code & 0xFF != SQLITE_NOTADB
        self.init(failureCode, "SQLite: \(message)\(reason) (code \(code)\(isOurs && !words.isEmpty ? ", \(words)" : ""))")
    }

    private static func code(sqlite code: Int32, systemError: Int32) -> FailureCode {
        switch code & 0xFF {
        case SQLITE_FULL: return .diskFull
        case SQLITE_READONLY where code == sqliteReadOnlyMoved: return .databaseCorrupt
        case SQLITE_READONLY, SQLITE_PERM: return .readOnly
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL, SQLITE_INTERRUPT: return .databaseLocked
        case SQLITE_NOMEM: return .outOfMemory
        case SQLITE_IOERR, SQLITE_CANTOPEN:
            switch systemError {
            case ENOSPC, EDQUOT: return .diskFull
            case EROFS, EACCES, EPERM: return .readOnly
            case EMFILE, ENFILE: return .tooManyOpenFiles
            default: return code & 0xFF == SQLITE_IOERR && code == sqliteNoMemory ? .outOfMemory : .ioError
            }
        default: return .databaseCorrupt
        }
    }

    // Extended codes are macros with shifts, which the importer leaves out.
    private static let sqliteReadOnlyMoved = SQLITE_READONLY | (4 << 8)
    private static let sqliteNoMemory = SQLITE_IOERR | (12 << 8)

    /// The warehouse's file is gone or another one stands in its place: what is committed now would be lost (exit code 70).
    static func warehouseGone(_ path: String) -> Failure {
        Failure(
            .databaseCorrupt,
            "the warehouse file \(path) was removed or replaced while the program was running; nothing more is written. Put it back, or run copydesk rebuild"
        )
    }
}
