import Foundation
import Model
import Warehouse

/// A loader that prints: each article and each reject as one JSON object on a line, as the README of `extract` describes.
final class JSONLinesSink: LoadSink {
    private let name: @Sendable (FileID) -> [UInt8]
    private let output: @Sendable ([UInt8]) -> Void

    /// - Parameters:
    ///   - name: of a file, as printed.
    ///   - output: gets whole lines.
    init(name: @escaping @Sendable (FileID) -> [UInt8], output: @escaping @Sendable ([UInt8]) -> Void) {
        self.name = name
        self.output = output
    }

    func load(_ group: [LoadItem]) throws(Failure) -> LoadReport {
        var report = LoadReport(batchID: 0)
        var lines: [UInt8] = []
        for item in group {
            let file = Self.text(name(item.fileID))
            switch item {
            case .begin: continue
            case .articles(_, let articles):
                for article in articles { lines += JSONLine(article, file: file).bytes }
                report.articles += articles.count
            case .rejects(_, let rejects):
                for reject in rejects { lines += JSONLine(reject, file: file).bytes }
                report.rejects += rejects.count
            case .retry(let id, let failure, _, _): report.outcomes[id] = end(id, failure, file, &lines)
            case .changed(let id, _): report.outcomes[id] = end(id, Failure(.changedWhileRead), file, &lines)
            case .end(let end):
                report.outcomes[end.fileID] = self.end(end.fileID, end.failure ?? end.ignore.map { Failure($0) }, file, &lines)
            }
        }
        if !lines.isEmpty { output(lines) }
        return report
    }

    private func end(_ id: FileID, _ failure: Failure?, _ file: String, _ lines: inout [UInt8]) -> FileOutcome {
        if let failure { lines += JSONLine(failure, file: file).bytes }
        return FileOutcome(fileID: id, status: failure == nil ? .loaded : .dead, failure: failure)
    }

    /// Names are bytes: what is no UTF-8 is written `\xNN`.
    private static func text(_ name: [UInt8]) -> String {
        if let text = String(validating: name, as: UTF8.self) { return text }
        var out = ""
        var rest = name[...]
        while let first = rest.first {
            let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            if rest.count >= length, let scalar = String(validating: rest.prefix(length), as: UTF8.self) {
                out += scalar
                rest = rest.dropFirst(length)
            } else {
                out += String(format: "\\x%02x", first)
                rest = rest.dropFirst()
            }
        }
        return out
    }
}
