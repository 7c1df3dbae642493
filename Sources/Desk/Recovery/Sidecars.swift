import Glibc
import Inbox
import Model
import Warehouse

/// The sidecar of a file that was claimed in an earlier life. A sidecar is claimed right behind its file, so its row has the next id;
/// its bytes are in work/ or already in done/.
struct Sidecars {
    let desk: OpenDesk
    static let suffix = Array(".meta.json".utf8)

    /// The bytes of `NAME.meta.json` that were taken with the file, `nil` where there was none.
    func content(for row: LedgerRow) throws(Failure) -> [UInt8]? {
        guard let next = try desk.ledger.rows([row.fileID + 1]).first, next.name == row.name + Self.suffix, next.reason == .sidecar
        else { return nil }
        let day = Endings.day(next.finishedAt ?? UTCTime.nowText())
        for path in [
            desk.folders.claimPath(next.fileID, name: next.name, in: .work),
            desk.folders.lookUp(next.fileID, name: next.name, in: .done, day: day),
        ] {
            if let path, let bytes = Self.read(path) { return bytes }
        }
        return nil
    }

    /// The sidecar beside a file that `ingest` read where it is. One that was named by itself left no row of its sidecar; what is younger than
    /// the file's row was not there when it was read.
    static func beside(_ row: LedgerRow) -> [UInt8]? {
        let path = row.name + suffix
        guard let facts = DeskFolders.facts(of: path), let received = UTCTime.seconds(row.receivedAt),
            facts.mtimeNs / 1_000_000_000 <= Int64(received)
        else { return nil }
        return read(path)
    }

    /// The bytes of a file that is no link, empty where they are too many for a sidecar; `nil` where it cannot be read.
    static func read(_ path: [UInt8]) -> [UInt8]? {
        let system = SystemCalls.live
        guard let fd = try? system.open(AT_FDCWD, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0) else { return nil }
        defer { system.close(fd) }
        guard let facts = (try? system.node(fd))?.facts else { return nil }
        if facts.bytes > Int64(Claim.sidecarBytesMax) { return [] }
        var bytes = [UInt8](repeating: 0, count: Int(facts.bytes))
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { (try? system.read(fd, UnsafeMutableRawBufferPointer(rebasing: $0[count...]))) ?? 0 }
            if got == 0 { break }
            count += got
        }
        return Array(bytes[..<count])
    }
}
