import Glibc
import Inbox
import Model
import Warehouse

/// Opens a desk's warehouse beside whoever has the desk: for commands that read, and for those that change a row in a short transaction.
enum DeskDoor {
    /// - Throws: `.noInput` where there is no desk.
    static func folders(_ desk: String, _ settings: Settings) throws(DeskError) -> DeskFolders {
        let root = Array(desk.utf8)
        guard DeskFolders.isDesk(root: root) else { throw noDesk(desk) }
        do throws(Failure) {
            return try DeskFolders.open(root: root, inbox: Array(settings.inboxPath(desk: desk).utf8))
        } catch { throw DeskError(error, otherwise: .configuration) }
    }

    /// The warehouse's path, after a look whether it is there.
    /// - Throws: `.noInput` where there is none.
    static func warehousePath(_ desk: String, _ settings: Settings) throws(DeskError) -> String {
        let path = settings.warehousePath(desk: desk)
        if access(path, F_OK) == 0 { return path }
        if path != Settings().warehousePath(desk: desk) || DeskFolders.isDesk(root: Array(desk.utf8)) {
            throw DeskError(.noInput, "there is no warehouse \(PrintableText.escaped(path))")
        }
        throw noDesk(desk)
    }

    /// - Throws: `.configuration` for a file that is no warehouse or one of a newer program, `.noPermission`, `.software`, `.temporary`.
    static func warehouse(_ desk: String, _ settings: Settings) throws(DeskError) -> Warehouse {
        let path = try warehousePath(desk, settings)
        return try DeskError.opening { () throws(OpeningError) in try Warehouse.open(path) }
    }

    /// For reading only.
    /// - Throws: as `warehouse`.
    static func reader(_ desk: String, _ settings: Settings) throws(DeskError) -> WarehouseReader {
        let path = try warehousePath(desk, settings)
        return try DeskError.opening { () throws(OpeningError) in try WarehouseReader(path) }
    }

    /// There is no desk: what to do is in the sentence.
    static func noDesk(_ desk: String) -> DeskError {
        let name = PrintableText.escaped(desk)
        return DeskError(.noInput, "\(name) is no desk: name one with --desk, or make it with: copydesk init --desk \(name)")
    }
}
