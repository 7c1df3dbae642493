import Model

// Which folder of the desk a path lies in, as far as the path itself tells.
extension DeskFolders {
    /// Whether a claim lies in the folder that its outcome asks for, under whichever day.
    public func isPlaced(_ path: [UInt8], _ status: FileStatus) -> Bool {
        switch status {
        case .loaded, .partial, .duplicate, .ignored: path.starts(with: done + [UInt8(ascii: "/")])
        case .dead: path.starts(with: deadLetter + [UInt8(ascii: "/")])
        case .retry: path.starts(with: retry + [UInt8(ascii: "/")])
        case .claiming, .working: path.starts(with: work + [UInt8(ascii: "/")])
        case .withdrawn: true
        }
    }

    /// `YYYY-MM-DD` of a claim in done/ or dead-letter/, `nil` for others.
    public func day(of path: [UInt8]) -> String? {
        guard let base = [done, deadLetter].first(where: { path.starts(with: $0 + [UInt8(ascii: "/")]) }) else { return nil }
        let levels = path.dropFirst(base.count + 1).split(separator: UInt8(ascii: "/"))
        guard levels.count == 4, zip(levels, [4, 2, 2]).allSatisfy({ $0.count == $1 && $0.allSatisfy { (0x30...0x39).contains($0) } })
        else {
            return nil
        }
        return levels[..<3].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }
}
