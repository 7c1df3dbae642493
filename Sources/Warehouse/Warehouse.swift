import GRDB
import CSQLite
import Model
enum X { static func f(_ db: Database) -> OpaquePointer? { db.sqliteConnection } }
