import ArgumentParser
import Formats
import Foundation

/// `yardstick train-pages OUT FOLDER…`: makes `Sources/CTables/data/pages/forest.bin` anew.
struct TrainPages: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train-pages", abstract: "Trains the weights by which text blocks of web pages are judged.")

    @Argument(help: "Where the weights go.")
    var out: String
    @Argument(help: "Folders with gold.jsonl and pages/ID.html.")
    var folders: [String]
    @Option(help: "Only pages of this half of the hosts: a or b. For honest figures on the other half.")
    var half: String?
    @Option(help: "Trees.")
    var trees = 220
    @Option(help: "Write the numbers and labels there too, for experiments.")
    var dump: String?

    private static let head = """
        Weights of text blocks of web pages, made by deploy/train-pages.sh from article-extraction-dataset (Apache-2.0), WCXB (CC BY 4.0) and the
        test pages of Mozilla's Readability (Apache-2.0). Numbers only, no text. See NOTICE.
        """

    func run() throws {
        var rows: [Float] = []
        var labels: [Bool] = []
        var weights: [Float] = []
        var dumped = Data()
        let reader = PageReader(forest: PageForest(trees: []))
        for folder in folders {
            for page in try PageSet(folder: folder, half: half).pages {
                let measured = page.bytes.withUnsafeBufferPointer { reader.measure($0, url: page.url) }
                let gold = PageLabels(texts: measured.texts, gold: page.body)
                if dump != nil { try append(page, measured, gold, to: &dumped) }
                guard !gold.isBody.isEmpty else { continue }
                rows += measured.rows
                labels += gold.isBody
                weights += gold.weights
            }
        }
        if let dump {
            try dumped.write(to: URL(fileURLWithPath: dump))
            try rows.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: dump + ".rows")) }
        }
        var settings = ForestTrainer.Settings()
        settings.trees = trees
        guard trees > 0 else { return }
        var trainer = ForestTrainer(rows: rows, width: PageFeatures.count, labels: labels, weights: weights, settings: settings)
        let forest = trainer.train { FileHandle.standardError.write(Data("\($0)\n".utf8)) }
        try Data(PageForest.bytes(forest, head: Self.head)).write(to: URL(fileURLWithPath: out))
    }

    /// One line for each page: its identity, its blocks, their labels and weights.
    private func append(
        _ page: PageSet.Page, _ measured: (texts: [String], rows: [Float], above: [[Int]]), _ gold: PageLabels, to data: inout Data
    ) throws {
        let line: [String: Any] = [
            "id": page.id, "half": page.half, "set": page.gold.string("set") ?? "", "texts": measured.texts, "labels": gold.isBody,
            "weights": gold.weights, "above": measured.above,
        ]
        data.append(try JSONSerialization.data(withJSONObject: line, options: [.sortedKeys]))
        data.append(0x0A)
    }
}
