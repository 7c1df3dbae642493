import ArgumentParser
import Enrichment
import Foundation
import Language

/// `yardstick train-mentions`: makes the weights of names from gold texts. The same bytes each time on one machine.
struct TrainMentions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train-mentions", abstract: "Trains the weights of names of persons, organisations and places.")

    @Argument(help: "JSON lines with id, source, text and mentions; plain, .xz or .gz.")
    var gold: String
    @Argument(help: "Where the weights go.")
    var out: String
    @Option(help: "Gold texts to score the weights on.")
    var dev: String?
    @Option(help: "A source to leave out.")
    var leaveOut: [String] = []
    @Option(help: "Epochs of the last training; the parts of the first have half as many.")
    var epochs = 14
    @Option(help: "Trainings whose weights are averaged.")
    var runs = 3
    @Option(help: "Rows of weights that are kept.")
    var rows = 120_000

    func run() throws {
        let documents = try MentionCorpus.documents(gold, leftOut: Set(leaveOut))
        let corpus = MentionCorpus(documents, withoutNews: leaveOut.contains("worldwide"))
        var settings = MentionTrainer.Settings()
        settings.epochs = epochs
        settings.runs = runs
        settings.rowsMax = rows
        var trainer = MentionTrainer(corpus, settings) { FileHandle.standardError.write(Data("\($0)\n".utf8)) }
        let bytes = trainer.train(head: Self.head)
        try Data(bytes).write(to: URL(fileURLWithPath: out))
        if let dev { score(bytes, try MentionCorpus.documents(dev)) }
    }

    private static let head = """
        Made by deploy/train-mentions.sh from English Worldwide Newswire (no licence stated), Universal NER English-EWT (CC BY-SA 4.0),
        WikiGold (CC BY 4.0) and CrossNER (MIT; text of Wikipedia, CC BY-SA). Numbers only, no text. See NOTICE.
        """

    /// Prints exact-span, typed F1 for each source and over all.
    private func score(_ bytes: [UInt8], _ documents: [MentionCorpus.Document]) {
        bytes.withUnsafeBytes { raw in
            guard let weights = MentionWeights(TableBytes(raw)) else { return }
            let tagger = MentionTagger(weights: weights, space: MentionWorkspace())
            var counts: [String: (both: Int, gold: Int, found: Int)] = [:]
            var read = TokenizedText()
            var index = CodePointIndex()
            for document in documents {
                var text = document.text
                var names: [TaggedName] = []
                text.withUTF8 { bytes in
                    read.read(bytes)
                    index.read(bytes)
                    read.tokens.withUnsafeBufferPointer { tagger.tag(bytes, $0, into: &names) }
                }
                let found = Set(
                    names.filter { $0.type < 4 }.map {
                        [
                            index.codePointOffset(ofByte: Int(read.tokens[$0.start].start)),
                            index.codePointOffset(ofByte: Int(read.tokens[$0.end - 1].end)), $0.type,
                        ]
                    })
                let gold = Set(document.names.filter { $0.type < 4 }.map { [$0.start, $0.end, $0.type] })
                for key in [document.source, "all"] {
                    let old = counts[key] ?? (0, 0, 0)
                    counts[key] = (old.both + gold.intersection(found).count, old.gold + gold.count, old.found + found.count)
                }
            }
            for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
                print("\(key): F1 \((20_000 * Double(count.both) / Double(max(1, count.gold + count.found))).rounded() / 100)")
            }
        }
    }
}
