import ArgumentParser
import Formats
import Foundation

/// `yardstick train-pages OUT FOLDER…`: makes `Sources/CTables/data/pages/forest.bin` anew; the same input gives the same bytes.
struct TrainPages: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train-pages", abstract: "Trains the weights by which text blocks of web pages are judged.")

    @Argument(help: "Where the weights go.")
    var out: String
    @Argument(help: "Folders with gold.jsonl and pages/ID.html.")
    var folders: [String]
    @Option(help: "Only pages of this half of the hosts: a or b. For honest figures on the other half.")
    var half: String?

    private static let head = """
        Weights of text blocks of web pages, made by deploy/train-pages.sh from article-extraction-dataset (Apache-2.0), WCXB (CC BY 4.0) and the
        test pages of Mozilla's Readability (Apache-2.0). Numbers only, no text. See NOTICE.
        """
    /// The second look is trained on what trees say of pages of hosts that they have not seen: so many parts the hosts are dealt into.
    private static let parts = 4

    private struct Sample {
        var measured: PageReader.Measured
        var labels: PageLabels
        var part: Int
    }

    func run() throws {
        let samples = try samples()
        var first = ForestTrainer.Settings()
        (first.trees, first.rate) = (110, 0.08)
        var rows: [Float] = []
        for part in 0..<Self.parts {
            let forest = PageForest(trees: train(samples.filter { $0.part != part }, first))
            for sample in samples where sample.part == part {
                var odds: [Float] = []
                forest.odds(sample.measured.rows, width: PageFeatures.count, into: &odds)
                let measured = sample.measured
                rows += PageSecondLook(odds: odds, lengths: measured.lengths, above: measured.above, firstRows: measured.rows).rows
            }
            report("part \(part + 1) of \(Self.parts)")
        }
        var second = first
        (second.leavesMax, second.depthMax, second.leafRowsMin) = (16, 6, 80)
        let ordered = (0..<Self.parts).flatMap { part in samples.filter { $0.part == part } }
        var trainer = ForestTrainer(
            rows: rows, width: PageSecondLook.count, labels: ordered.flatMap(\.labels.isBody), weights: ordered.flatMap(\.labels.weights),
            settings: second)
        let secondTrees = trainer.train()
        first.trees = 125
        let bytes = PageModel.bytes(first: train(samples, first), second: secondTrees, head: Self.head)
        try Data(bytes).write(to: URL(fileURLWithPath: out))
    }

    private func samples() throws -> [Sample] {
        let none = PageForest(trees: [])
        let reader = PageReader(model: PageModel(first: none, second: none))
        var samples: [Sample] = []
        for folder in folders {
            for page in try PageSet(folder: folder, half: half).pages {
                let measured = page.bytes.withUnsafeBufferPointer { reader.measure($0, url: page.url) }
                let labels = PageLabels(texts: measured.texts, gold: page.body)
                guard !labels.isBody.isEmpty else { continue }
                samples.append(Sample(measured: measured, labels: labels, part: Self.part(page.gold.string("host") ?? page.id)))
            }
        }
        report("\(samples.count) pages")
        return samples
    }

    /// The part of a host, the same in every run.
    private static func part(_ host: String) -> Int {
        Int(host.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 } >> 8) % parts
    }

    private func train(_ samples: [Sample], _ settings: ForestTrainer.Settings) -> [[PageForest.Node]] {
        var trainer = ForestTrainer(
            rows: samples.flatMap(\.measured.rows), width: PageFeatures.count, labels: samples.flatMap(\.labels.isBody),
            weights: samples.flatMap(\.labels.weights), settings: settings)
        return trainer.train()
    }

    private func report(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}
