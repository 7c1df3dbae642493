import Foundation

/// Files of several kinds for the tests of crashes: an article each, a file of three, one damaged, one empty, one known already.
enum MixedDrop {
    /// Places on the map that articles share, under several names.
    private static let places = ["Kabul", "the U.S.", "Paris, Texas", "Nairobi", "the United States", "Paris", "London, Ontario"]

    static func article(_ number: Int) -> String {
        "The council met for session \(number)\n\nBy Jane Roe\n\nThe town council met on day \(number) and talked about bridge number \(number * 7). A guest came from \(places[number % places.count]).\n\n\"We are \(number) votes short,\" said the mayor.\n"
    }

    /// A text without names, numbers or quotations: it adds one article and no other fact.
    static func plain(_ headline: String) -> String { "\(headline)\n\nnothing else is said here at all.\n" }

    /// JSON lines, an article on each.
    static func lines(_ numbers: Range<Int>) -> String {
        numbers.map { "{\"title\":\"Line \($0)\",\"text\":\"Body of line \($0), which speaks of item \($0 * 3) and of nothing else.\"}" }
            .joined(separator: "\n") + "\n"
    }

    /// gzip data that ends in the middle of its first block.
    static let cutGzip: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B]

    /// - Returns: how many files were dropped.
    static func drop(into daemon: DaemonProcess) throws -> Int {
        try FileManager.default.createDirectory(atPath: daemon.desk + "/inbox", withIntermediateDirectories: true)
        for number in 0..<6 { try daemon.drop("a\(number).txt", article(number)) }
        try daemon.drop("three.jsonl", lines(0..<3))
        try daemon.drop("bad.jsonl", "{\"title\":\"Good\",\"text\":\"Fine.\"}\n{\"title\": broken\n")
        try daemon.drop("cut.txt.gz", cutGzip)
        try daemon.drop("empty.txt", "")
        try daemon.drop("reuters/world/a0-copy.txt", article(0))
        return 11
    }

    /// What an undisturbed run leaves of these files.
    static let calmDump = Task { () -> [String] in
        let daemon = DaemonProcess()
        let count = try drop(into: daemon)
        try daemon.start()
        guard await daemon.waitForOutcomes(count), await daemon.stop() == 0 else { throw CocoaError(.fileReadUnknown) }
        return try daemon.canonicalDump()
    }
}
