/// Files that operating systems leave in archives and that no one ever meant to send.
enum Litter {
    /// True for `__MACOSX/…`, `.DS_Store`, `Thumbs.db` and `._*`, wherever they lie in the archive.
    static func contains(_ name: [UInt8]) -> Bool {
        let steps = name.split(separator: UInt8(ascii: "/"))
        guard let last = steps.last else { return false }
        return steps.contains { $0.elementsEqual("__MACOSX".utf8) } || last.elementsEqual(".DS_Store".utf8)
            || last.elementsEqual("Thumbs.db".utf8) || last.starts(with: "._".utf8)
    }
}
