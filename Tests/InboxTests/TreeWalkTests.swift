import Glibc
import Testing

@testable import Inbox

@Suite struct TreeWalkTests {
    private let desk: Desk

    init() throws { desk = try Desk() }

    /// Walks to the end; gives the paths of files and, with a slash, of folders.
    private func walkAll(_ walk: TreeWalk, each: (TreeWalk.Step) throws -> Void = { _ in }) throws -> [String] {
        var found: [String] = []
        var step = try walk.next()
        while true {
            try each(step)
            switch step {
            case .entered(let folder, _): found.append(printable(folder.path) + "/")
            case .entry(let folder, _, let name, let kind):
                if kind == .folder {
                    step = try walk.descend(into: Folder(path: folder.join(name), rules: { _ in SourceRules() }), name: name)
                    continue
                }
                found.append(printable(folder.join(name)))
            case .unreadable(let folder, let error): found.append("\(printable(folder.path)): \(error.words)")
            case .tooDeep(let folder): found.append("too deep: \(folder.depth)")
            case .end: return found
            }
            step = try walk.next()
        }
    }

    private func walk(_ roots: [String] = [""], root: Int32) -> TreeWalk {
        TreeWalk(roots.map { Folder(path: Array($0.utf8), rules: { _ in SourceRules() }) }, root: root, system: .live)
    }

    private func openInbox() throws -> Int32 { try SystemCalls.live.open(workingFolder, desk.folders.inbox, folderFlags, 0) }

    @Test("C14 a tree of 60 levels with names of 200 bytes is read whole, with few descriptors open")
    func deep() throws {
        let root = try openInbox()
        defer { close(root) }
        let name = [UInt8](repeating: UInt8(ascii: "d"), count: 200)
        var folder = try openInbox()
        for level in 1...60 {
            try SystemCalls.live.makeFolder(folder, name, 0o755)
            let inner = try SystemCalls.live.open(folder, name, folderFlags, 0)
            close(folder)
            folder = inner
            close(try SystemCalls.live.open(folder, Array("file-\(level)".utf8), O_CREAT | O_WRONLY, 0o644))
            close(try SystemCalls.live.open(folder, Array("second-\(level)".utf8), O_CREAT | O_WRONLY, 0o644))
        }
        close(folder)
        var descriptorsMost = 0
        let found = try walkAll(walk(root: root)) { _ in descriptorsMost = max(descriptorsMost, desk.openDescriptors()) }
        #expect(found.filter { !$0.hasSuffix("/") }.count == 120)
        for level in 1...60 {
            #expect(found.contains { $0.hasSuffix("/file-\(level)") && $0.utf8.count == 201 * level + "file-\(level)".utf8.count })
        }
        #expect(descriptorsMost <= TreeWalk.openLevels + 3)
        // Too long for a path: taken down from below.
        for level in (1...60).reversed() {
            let path = Folder(path: Array(Array(repeating: name, count: level - 1).joined(separator: [47])), rules: { _ in SourceRules() })
            let parent = try FolderOpener.chain(path, root: root, .live)
            let inner = try SystemCalls.live.open(parent, name, folderFlags, 0)
            try SystemCalls.live.unlink(inner, Array("file-\(level)".utf8))
            try SystemCalls.live.unlink(inner, Array("second-\(level)".utf8))
            close(inner)
            _ = withCString(name) { unlinkat(parent, $0, AT_REMOVEDIR) }
            close(parent)
        }
    }

    @Test("I06 folders deeper than the limit are named, not entered")
    func tooDeep() throws {
        let root = try openInbox()
        defer { close(root) }
        var path = desk.folders.inbox
        for _ in 0...TreeWalk.depthMax {
            path += Array("/d".utf8)
            try Drop.folder(path)
        }
        let found = try walkAll(walk(root: root))
        #expect(found.last == "too deep: \(TreeWalk.depthMax + 1)")
    }

    @Test("a folder of 5,000 names is read name by name, each once")
    func many() throws {
        let root = try openInbox()
        defer { close(root) }
        for number in 0..<5_000 { close(try Drop.open(desk.inbox("\(number)"))) }
        #expect(Set(try walkAll(walk(root: root))).count == 5_001)
    }

    @Test("several roots are read one after the other; one that is gone is said to be")
    func roots() throws {
        let root = try openInbox()
        defer { close(root) }
        for name in ["a", "b"] {
            try Drop.folder(desk.inbox(name))
            try Drop.write(desk.inbox("\(name)/x"), "1")
        }
        #expect(try walkAll(walk(["a", "gone", "b"], root: root)) == ["a/", "a/x", "gone: No such file or directory", "b/", "b/x"])
    }

    @Test("I02 a folder that is a link is not entered")
    func link() throws {
        let root = try openInbox()
        defer { close(root) }
        try Drop.symlink("/etc", desk.inbox("etc"))
        #expect(try walkAll(walk(["etc"], root: root)).first?.hasPrefix("etc: ") == true)
    }

    @Test("a folder renamed underneath makes the walk untrue")
    func renamed() throws {
        let root = try openInbox()
        defer { close(root) }
        try Drop.folder(desk.inbox("a"))
        try Drop.write(desk.inbox("a/x"), "1")
        let walk = walk(root: root)
        _ = try walk.next()
        #expect(walk.isStillTrue())
        guard case .entry(let folder, _, let name, .folder) = try walk.next() else {
            Issue.record("a folder comes first")
            return
        }
        _ = try walk.descend(into: Folder(path: folder.join(name), rules: { _ in SourceRules() }), name: name)
        #expect(walk.isStillTrue())
        try Drop.rename(desk.inbox("a"), desk.outside("a"))
        #expect(!walk.isStillTrue())
    }

    @Test("F12 a descriptor that cannot be had now is asked for again: nothing is left out")
    func crowded() throws {
        let root = try openInbox()
        defer { close(root) }
        for name in ["a", "a/b", "c"] { try Drop.folder(desk.inbox(name)) }
        for name in ["a/1", "a/b/2", "c/3", "4"] { try Drop.write(desk.inbox(name), "1") }
        for number in 1...6 {
            let faults = Faults()
            faults.plan(.open, number, EMFILE)
            let walk = TreeWalk([Folder(path: [], rules: { _ in SourceRules() })], root: root, system: faults.system)
            var files: Set<String> = []
            var pending: [(Folder, [UInt8])] = []
            var isOver = false
            while !isOver {
                do throws(SystemError) {
                    if let (folder, name) = pending.last {
                        _ = try walk.descend(into: folder, name: name)
                        pending.removeLast()
                    }
                    switch try walk.next() {
                    case .entry(let folder, _, let name, .folder):
                        let inner = Folder(path: folder.join(name), rules: { _ in SourceRules() })
                        do throws(SystemError) { _ = try walk.descend(into: inner, name: name) } catch { pending.append((inner, name)) }
                    case .entry(let folder, _, let name, _): files.insert(printable(folder.join(name)))
                    case .end: isOver = true
                    default: break
                    }
                } catch { #expect(error.code == EMFILE) }
            }
            #expect(files == ["a/1", "a/b/2", "c/3", "4"], "open number \(number)")
        }
    }
}
