import Glibc
import Model

// What stands beside a file: markers and sidecars.
extension Intake {
    /// Bytes of a checksum marker that are read.
    static let markerBytesMax = 64 << 10

    func subject(of waiter: Waiter, _ node: Node, in folder: Int32) -> Look.Subject {
        let place = waiter.place
        switch settings.names.role(of: place.name) {
        case .temporary: return .temporary
        case .article: return .article(place.folder.rules.asksForMarker ? marker(of: waiter, node, in: folder) : .notAsked)
        case .sidecar(let owner): return .sidecar(ownerIsThere: isFile(owner, in: folder))
        case .marker(let owner):
            return .marker(
                ownerIsThere: isFile(owner, in: folder), ownerWasClaimed: recentClaims.contains(Place(folder: place.folder, name: owner)),
                isAsked: place.folder.rules.asksForMarker)
        }
    }

    private func isFile(_ name: [UInt8], in folder: Int32) -> Bool { (try? system.nodeAt(folder, name))?.kind == .file }

    /// A checksum counts more than a plain marker where both are there.
    private func marker(of waiter: Waiter, _ node: Node, in folder: Int32) -> Look.Marker {
        var found = Look.Marker.missing
        for suffix in NameRules.markerSuffixes {
            guard let marker = try? system.nodeAt(folder, waiter.place.name + suffix), marker.kind == .file else { continue }
            if suffix == Array(".md5".utf8) || suffix == Array(".sha256".utf8) {
                if let last = waiter.comparison, last.data == node.facts, last.marker == marker.facts {
                    return last.isEqual ? .verified : .wrong
                }
                return .checksum
            }
            if found != .present { found = marker.facts.ctimeNs >= node.facts.ctimeNs ? .present : .early }
        }
        return found
    }

    /// Hashes the file and compares it with its `.sha256` or `.md5`.
    func compare(_ waiter: Waiter, _ node: Node, file: Int32, in folder: Int32) -> Look.Marker {
        for (suffix, algorithm, digits) in [(".sha256", Digest.Algorithm.sha256, 64), (".md5", .md5, 32)] {
            let name = waiter.place.name + Array(suffix.utf8)
            guard let marker = try? system.nodeAt(folder, name), marker.kind == .file,
                let content = read(name, in: folder, Self.markerBytesMax)
            else { continue }
            let expected = Self.checksum(in: content, for: waiter.place.name, digits: digits)
            let isEqual = expected != nil && expected == (try? Digest.sum(of: file, algorithm, system))
            waiter.comparison = (node.facts, marker.facts, isEqual)
            return isEqual ? .verified : .wrong
        }
        return .missing
    }

    /// The sum for `name` in a marker as md5sum and sha256sum write them (`SUM  NAME`, `SUM *NAME`), or a bare sum; `nil` where
    /// there is none. A line with another name counts only if none has this one.
    static func checksum(in marker: [UInt8], for name: [UInt8], digits: Int) -> [UInt8]? {
        var first: [UInt8]?
        for line in marker.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let word = line.prefix { ClaimName.hexValue($0) != nil }
            guard word.count == digits else { continue }
            let values = word.compactMap(ClaimName.hexValue)
            let sum = stride(from: 0, to: digits, by: 2).map { values[$0] << 4 | values[$0 + 1] }
            if Array(line.dropFirst(digits)).ends(with: name) { return sum }
            if first == nil { first = sum }
        }
        return first
    }

    /// At most `bytesMax` bytes of a regular file; `nil` where it is longer or cannot be read.
    private func read(_ name: [UInt8], in folder: Int32, _ bytesMax: Int) -> [UInt8]? {
        guard let file = try? system.open(folder, name, dropFlags, 0) else { return nil }
        defer { system.close(file) }
        return content(of: file, bytesMax)
    }

    private func content(of file: Int32, _ bytesMax: Int) -> [UInt8]? {
        guard let node = try? system.node(file), node.kind == .file, node.facts.bytes <= Int64(bytesMax) else { return nil }
        var bytes: [UInt8] = []
        do throws(SystemError) {
            try system.forEachBlock(of: file, bufferBytes: bytesMax + 1) { (block) throws(SystemError) in
                if bytes.count <= bytesMax { bytes += block }
            }
        } catch { return nil }
        return bytes.count <= bytesMax ? bytes : nil
    }

    /// The sidecar that goes with an article.
    enum Sidecar {
        case none
        /// Complete and read; its descriptor holds its own lease.
        case ready(ReadyFile, content: [UInt8])
        /// Awaited, or still being written.
        case notReady
    }

    func sidecar(of place: Place, in folder: Int32) -> Sidecar {
        let name = place.name + NameRules.sidecarSuffix
        // 255 bytes are the longest name there can be.
        guard name.count <= 255, let node = try? system.nodeAt(folder, name), node.kind == .file else {
            return place.folder.rules.awaitsSidecar ? .notReady : .none
        }
        guard let file = try? system.open(folder, name, dropFlags, 0) else { return .notReady }
        let lease = (try? lease(file, device: node.facts.device)) ?? .busy
        let isStill = (age(node) ?? 0) >= settings.ladder.settleNs
        guard lease == .granted || (lease == .unavailable && isStill), let now = try? system.node(file), now.isSameFile(as: node),
            let content = now.facts.bytes > Int64(settings.sidecarBytesMax) ? [] : content(of: file, settings.sidecarBytesMax)
        else {
            system.close(file)
            return .notReady
        }
        let sidecarPlace = Place(folder: place.folder, name: name)
        let waiter = room[sidecarPlace] ?? Waiter(place: sidecarPlace, sighting: .scan)
        let proof = lease == .granted ? Proof.lease : .quiet
        return .ready(
            ReadyFile(waiter: waiter, fd: file, node: now, proof: proof, ignore: .sidecar, sidecar: nil, mustCopy: mustCopy(now)),
            content: content)
    }
}
