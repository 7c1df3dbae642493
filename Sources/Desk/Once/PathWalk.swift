import Glibc
import Inbox
import Model

/// The files below the paths given to `ingest` or `extract`, in the order of their bytes, so that every run takes them alike (promise P7).
/// Links are not followed and nothing but regular files is taken; temporary names are passed over, as in the inbox.
struct PathWalk {
    /// One file to read.
    struct File {
        /// Where it is: as given, or below the folder given.
        var path: [UInt8]
        /// Below the folder given; for a file given by itself its last component.
        var name: [UInt8]
        var facts: FileFacts
        /// Set where it is no article.
        var ignore: FailureCode?
        /// `NAME.meta.json` beside it.
        var sidecar: [UInt8]?

        /// The sub-folder's path below the folder given.
        var source: String { PathWalk.source(of: name) }
    }

    private let names: NameRules
    private let system: SystemCalls
    /// Files still to come, last first; folders are opened when their turn comes.
    private var pending: [(path: [UInt8], name: [UInt8])]
    /// Sidecars of files that have been given.
    private var sidecars: Set<[UInt8]> = []
    /// Bytes of all files met so far.
    private(set) var bytesSeen: Int64 = 0

    init(_ paths: [String], names: NameRules, system: SystemCalls = .live) {
        self.names = names
        self.system = system
        pending = paths.reversed().map { path in
            let bytes = Self.trimmed(Array(path.utf8))
            return (bytes, Array(bytes[(bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]))
        }
        // A folder given by itself is where names begin.
        isTop = Set(pending.map(\.path))
    }

    private let isTop: Set<[UInt8]>

    /// The next file, `nil` after the last.
    /// - Throws: `.noInput` for a path given that is not there or cannot be read.
    mutating func next() throws(DeskError) -> File? {
        while let (path, name) = pending.popLast() {
            let isGiven = isTop.contains(path)
            let node: Node
            do throws(SystemError) { node = try system.nodeAt(AT_FDCWD, path) } catch {
                if !isGiven { continue }
                throw DeskError(.noInput, "\(printable(path)): \(error.words)")
            }
            switch node.kind {
            case .folder: try open(path, isGiven ? [] : name, isGiven: isGiven)
            case .symlink: return File(path: path, name: name, facts: node.facts, ignore: .symlink)
            case .other: return File(path: path, name: name, facts: node.facts, ignore: .notARegularFile)
            case .file: if let file = file(path, name, node) { return file }
            }
        }
        return nil
    }

    private mutating func file(_ path: [UInt8], _ name: [UInt8], _ node: Node) -> File? {
        bytesSeen += node.facts.bytes
        var file = File(path: path, name: name, facts: node.facts)
        switch names.role(of: Self.lastComponent(name)) {
        case .temporary: if !isTop.contains(path) { return nil }
        case .sidecar: file.ignore = sidecars.contains(path) ? .sidecar : .lateSidecar
        case .marker(let owner): if (try? system.nodeAt(AT_FDCWD, Self.sibling(path, owner)))?.kind == .file { file.ignore = .marker }
        case .article:
            let beside = path + Sidecars.suffix
            if let bytes = Sidecars.read(beside) {
                file.sidecar = bytes
                sidecars.insert(beside)
            }
        }
        if file.ignore == nil, node.facts.bytes == 0 { file.ignore = .emptyFile }
        return file
    }

    private mutating func open(_ folder: [UInt8], _ name: [UInt8], isGiven: Bool) throws(DeskError) {
        var found: [[UInt8]] = []
        do throws(SystemError) {
            let fd = try system.open(AT_FDCWD, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
            let stream = try FolderStream(fd: fd)
            while let entry = try stream.next() { found.append(entry.name) }
        } catch {
            if isGiven { throw DeskError(.noInput, "\(printable(folder)): \(error.words)") }
            return
        }
        found.sort { $0.lexicographicallyPrecedes($1) }
        let slash = [UInt8(ascii: "/")]
        for entry in found.reversed() where !names.isTemporary(entry) {
            pending.append((folder + slash + entry, name.isEmpty ? entry : name + slash + entry))
        }
    }

    static func trimmed(_ path: [UInt8]) -> [UInt8] {
        var path = path
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        return path
    }

    /// The sub-folder's path of a name, as text.
    static func source(of name: [UInt8]) -> String {
        name.lastIndex(of: UInt8(ascii: "/")).map { String(decoding: name[..<$0], as: UTF8.self) } ?? ""
    }

    static func lastComponent(_ path: [UInt8]) -> [UInt8] { Array(path[(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]) }

    private static func sibling(_ path: [UInt8], _ name: [UInt8]) -> [UInt8] {
        Array(path[..<(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)]) + name
    }
}
