import Testing

@testable import Inbox

@Suite struct NameRulesTests {
    @Test(
        "B07 B14 temporary names of rsync, browsers, sftp, editors and Syncthing",
        arguments: [
            ".hidden", ".article.txt.Xy12ab", "a.txt~", "a.part", "a.PART", "a.partial", "a.filepart", "a.tmp", "a.crdownload", "a.swp",
            "a.swx",
            "a.download", "a.!qB", "a.opdownload", "a.aria2", "~syncthing~a.tmp", ".syncthing.a.tmp", ".~lock.a.odt#", ".", "~",
        ])
    func temporary(name: String) { #expect(NameRules().role(of: Array(name.utf8)) == .temporary) }

    @Test(
        "names that only look alike are articles",
        arguments: [
            "a.txt", "part", "a.parts", "tmp", "a.tmp.txt", "a~b", "download", "a.md", "sedAbC123", "meta.json",
            ".meta.json.txt".replacing(".", with: "x"), "done", "a.done.txt",
        ])
    func articles(name: String) { #expect(NameRules().role(of: Array(name.utf8)) == .article) }

    @Test("sidecars and markers name their file", arguments: [("a.txt.meta.json", "a.txt"), ("a.meta.json", "a")])
    func sidecars(name: String, owner: String) { #expect(NameRules().role(of: Array(name.utf8)) == .sidecar(of: Array(owner.utf8))) }

    @Test("markers name their file", arguments: [("a.txt.done", "a.txt"), ("a.ok", "a"), ("a.gz.md5", "a.gz"), ("a.sha256", "a")])
    func markers(name: String, owner: String) { #expect(NameRules().role(of: Array(name.utf8)) == .marker(of: Array(owner.utf8))) }

    @Test("a suffix alone belongs to nobody", arguments: ["xmeta.json", "done", "md5"])
    func bareSuffix(name: String) { #expect(NameRules().role(of: Array(name.utf8)) == .article) }

    @Test("own patterns: suffix, prefix and whole name, ASCII letters in either case, invalid UTF-8 as bytes")
    func ownPatterns() {
        let rules = NameRules(temporaryPatterns: ["*.wip", "Draft*", "Thumbs.db", ""])
        #expect(rules.isTemporary(Array("A.WIP".utf8)))
        #expect(rules.isTemporary(Array("dRAFT 3".utf8)))
        #expect(rules.isTemporary(Array("THUMBS.DB".utf8)))
        #expect(rules.isTemporary([0xFF, 0xFE] + Array(".wip".utf8)))
        #expect(!rules.isTemporary(Array(".hidden".utf8)))
        #expect(!rules.isTemporary(Array("thumbs.dbx".utf8)))
        #expect(!NameRules(temporaryPatterns: []).isTemporary(Array(".a".utf8)))
        #expect(NameRules(temporaryPatterns: ["*"]).isTemporary(Array("anything".utf8)))
    }
}
