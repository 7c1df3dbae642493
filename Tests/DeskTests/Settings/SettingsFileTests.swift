import Foundation
import Testing

@testable import Desk

@Suite struct SettingsFileTests {
    @Test("a desk without a file has the defaults; a file that was asked for must be there")
    func missingFile() throws {
        let desk = try TemporaryDesk()
        let loaded = try LoadedSettings.load(desk: desk.path, config: nil, environment: [:])
        #expect(loaded.file == nil && loaded.settings == Settings())
        #expect(throws: DeskError(.configuration, "\(desk.path)/x.yaml cannot be read: No such file or directory")) {
            try LoadedSettings.load(desk: desk.path, config: "\(desk.path)/x.yaml", environment: [:])
        }
    }

    @Test("the desk's file is read, and one named by --config instead of it")
    func files() throws {
        let desk = try TemporaryDesk()
        try desk.write("copydesk.yaml", "workers: 2\n")
        try desk.write("other.yaml", "settle: 3s\n")
        #expect(try LoadedSettings.load(desk: desk.path, config: nil, environment: [:]).settings.workers == 2)
        let other = try LoadedSettings.load(desk: desk.path, config: "\(desk.path)/other.yaml", environment: [:])
        #expect(other.settings.workers == 0 && other.settings.ladder.settleNs == 3_000_000_000)
        #expect(other.origin(of: "settle") == .file("\(desk.path)/other.yaml", line: 1))
    }

    @Test(
        "what cannot be a settings file is refused as a whole",
        arguments: [Array(repeating: UInt8(ascii: "#"), count: (1 << 20) + 1), [0xFF, 0xFE, 0x20]])
    func noSettingsFile(bytes: [UInt8]) throws {
        let desk = try TemporaryDesk()
        try desk.write("copydesk.yaml", bytes)
        #expect(throws: DeskError.self) { try LoadedSettings.load(desk: desk.path, config: nil, environment: [:]) }
    }

    @Test("a folder in the file's place is an error with a sentence")
    func folderInItsPlace() throws {
        let desk = try TemporaryDesk()
        try FileManager.default.createDirectory(atPath: "\(desk.path)/copydesk.yaml", withIntermediateDirectories: false)
        #expect(throws: DeskError(.configuration, "\(desk.path)/copydesk.yaml cannot be read: Is a directory")) {
            try LoadedSettings.load(desk: desk.path, config: nil, environment: [:])
        }
    }

    @Test("docs/SETTINGS.md is what the registry says (RENEW_GOLDEN=1 writes it)")
    func settingsPage() throws { try GoldenFile("docs/SETTINGS.md").compare(SettingsDocument.page) }

    @Test("the README's table of settings is what the registry says (RENEW_GOLDEN=1 writes it)")
    func readmeTable() throws { try GoldenFile("README.md").compare(SettingsDocument.readmeTable, between: "settings") }
}
