import Model

// Dead letters that are put back. The ledger commits `retry` before the move, and forgets the day under which the file lies.
extension DeskFolders {
    /// Where a dead letter lies, whatever its day: a look into every day's folder, so only for what is not where its row says.
    /// - Parameter name: as in the ledger.
    public func findDeadLetter(_ fileID: FileID, name: [UInt8]) -> [UInt8]? {
        find(ClaimName.make(fileID, name), below: deadLetter, levels: 3)
    }

    /// Moves a dead letter into retry/; its report goes. Doing it again is success.
    /// - Parameter path: where it lies.
    /// - Returns: the new path.
    public func putBack(deadLetter path: [UInt8]) throws(Failure) -> [UInt8] {
        let moved = try move(path, into: retry, day: nil)
        try removeReport(of: path)
        return moved
    }

    private func find(_ claim: [UInt8], below folder: [UInt8], levels: Int) -> [UInt8]? {
        if levels == 0 {
            let path = Self.join(folder, claim)
            return exists(path) ? path : nil
        }
        guard let fd = try? system.open(workingFolder, folder, folderFlags, 0), let stream = try? FolderStream(fd: fd) else { return nil }
        while let entry = try? stream.next() {
            if entry.kind == .folder, let found = find(claim, below: Self.join(folder, entry.name), levels: levels - 1) { return found }
        }
        return nil
    }
}
