import ArgumentParser
import Foundation

/// `yardstick train-language IN OUT`: makes `Sources/CTables/data/languages.bin` anew.
struct TrainLanguage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train-language", abstract: "Trains the table of language identification; the same input gives the same bytes.")

    @Argument(help: "Lines of language, tab, sentence; plain, .xz or .gz.")
    var sentences: String
    @Argument(help: "Where the table goes.")
    var out: String

    /// The text at the beginning of the table.
    static let header = """
        Language table of copydesk: hashed sequences of letters with a weight for each language. Trained with "yardstick train-language" on
        sentences of the test data of pemistahl/lingua (Apache-2.0), which are from the Leipzig Corpora Collection. Only numbers are kept, no text. Apache-2.0.
        """

    func run() throws {
        let lines = String(decoding: try LineFile.read(sentences), as: UTF8.self).split(separator: "\n").compactMap {
            line -> (String, String)? in
            let parts = line.split(separator: "\t", maxSplits: 1)
            return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
        }
        var trainer = LanguageTrainer(lines)
        trainer.train { FileHandle.standardError.write(Data("\($0)\n".utf8)) }
        try Data(trainer.table(header: Self.header)).write(to: URL(fileURLWithPath: out))
    }
}
