import ArgumentParser
import Foundation

/// Files of lines, read whole: plain, compressed, or standard input.
enum LineFile {
    /// The bytes of a file. `.xz` and `.gz` are unpacked by the tools of that name; `-` is standard input.
    /// - Throws: `ValidationError` where the file cannot be read.
    static func read(_ path: String) throws -> Data {
        if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        for (ending, tool) in [(".xz", "xz"), (".gz", "gzip")] where path.hasSuffix(ending) { return try unpack(path, tool) }
        guard let data = FileManager.default.contents(atPath: path) else { throw ValidationError("\(path): cannot be read") }
        return data
    }

    private static func unpack(_ path: String, _ tool: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool, "-dc", "--", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ValidationError("\(path): \(tool) cannot unpack it") }
        return data
    }
}
