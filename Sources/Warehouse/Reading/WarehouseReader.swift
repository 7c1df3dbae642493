import Model

/// Read-only access for commands and tools, beside a daemon that writes. May be used from any thread.
public final class WarehouseReader: Sendable {
    public let path: String
    let connections: ConnectionQueue

    /// Opens an existing warehouse.
    /// - Throws: `newer`, `foreign`, or the failure of a file that is missing, damaged or may not be read.
    public init(_ path: String) throws(OpeningError) {
        try Warehouse.check(path)
        self.path = path
        connections = ConnectionQueue(path: path, isReadOnly: true)
        do throws(Failure) {
            let version = try connections.run { connection throws(Failure) in try connection.integer("PRAGMA user_version") ?? 0 }
            if version == 0 { throw Failure(.ioError, "\(path) holds no warehouse yet") }
        } catch { throw .failure(error) }
    }

    /// Runs `body` on one state of the warehouse: what is committed meanwhile is not seen.
    func snapshot<T>(_ body: (Connection) throws(Failure) -> T) throws(Failure) -> T {
        try connections.run { connection throws(Failure) in
            try connection.run("BEGIN")
            defer { connection.rollBack() }
            return try body(connection)
        }
    }

    /// Closes the connection; further calls fail.
    public func close() { connections.close() }
}
