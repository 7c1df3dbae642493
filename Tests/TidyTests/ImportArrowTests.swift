import Testing

/// Arrows between rooms point one way (docs/decisions/0001). Package.swift declares them; this table says what may be declared.
@Suite struct ImportArrowTests {
    /// What each target may import of ours and of others; what the toolchain brings is free.
    static let allowed: [String: Set<String>] = [
        "Model": [],
        "Inbox": ["Model", "CLinux", "CCrypto"],
        "Decoding": ["Model", "CLinux", "CZlib", "CArchive", "CCrypto", "CTables"],
        "Markup": ["Model", "CExpat", "CTables"],
        "Formats": ["Model", "Decoding", "Markup", "CTables"],
        "Language": ["Model", "CTables"],
        "Enrichment": ["Model", "Language", "CTables"],
        "Warehouse": ["Model", "CSQLite", "GRDB"],
        "Desk": ["Model", "CLinux", "Inbox", "Decoding", "Formats", "Language", "Enrichment", "Warehouse", "Logging", "Yams"],
        "copydesk": ["Model", "Desk", "ArgumentParser"],
        "yardstick": ["Model", "Decoding", "Formats", "Language", "Enrichment", "ArgumentParser"],
        "loadbench": ["Model", "Warehouse"],
    ]
    static let toolchain: Set<String> = ["Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Synchronization"]

    // Attributes, access, `import`, the kind of a single declaration, the module.
    static let pattern =
        #"^\s*(?:@\w+\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+"#
        + #"(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)"#

    @Test("every file imports only what its room may know", arguments: House.sources)
    func importsFollowTheArrows(page: House.Page) throws {
        let room = String(page.path.split(separator: "/")[1])
        let allowed = try #require(Self.allowed[room], "Sources/\(room) is a room that the table of arrows does not know")
        let imports = try Regex(Self.pattern)
        for line in SwiftLines(page.text).code {
            guard let match = try imports.firstMatch(in: line), let module = match.output[1].substring.map(String.init) else { continue }
            #expect(
                allowed.contains(module) || Self.toolchain.contains(module),
                "\(page.path): \(room) may not import \(module); the arrows stand in docs/decisions/0001-rooms-and-arrows.md")
        }
    }

    @Test("every room of the table has sources, and every folder of Swift sources is a room")
    func tableEqualsFolders() {
        let folders = Set(House.sources.map { String($0.path.split(separator: "/")[1]) })
        #expect(folders == Set(Self.allowed.keys))
    }
}
