import Decoding
import Model
import Testing

@testable import Formats

@Suite("Documents inside records")
struct PartTests {
    /// Yields a record, then what it was given as parts, then a record.
    private struct Carrier: Format {
        var parts: [Part]
        let name = "carrier"
        let summary = "A test's carrier"
        let extensions: [String] = []
        let mediaTypes = ["text/x-carrier"]
        let yields = "parts"

        func score(_ view: HeadView) -> Int { view.textBegins("carrier") ? 99 : 0 }
        func reader(for member: MemberText) throws(Failure) -> any RecordReader { Reader(parts) }

        final class Reader: RecordReader {
            private var items: [ReadItem]

            init(_ parts: [Part]) {
                var first = Record(address: ItemAddress(ordinal: 1))
                first.headline = "First"
                var last = first
                last.address.ordinal = 2
                items = [.record(first)] + parts.map { .part($0) } + [.record(last)]
            }

            func next() throws(Failure) -> ReadItem? { items.isEmpty ? nil : items.removeFirst() }
        }
    }

    private func walk(_ parts: [Part], limits: Limits = Limits()) -> ([String], [Record]) {
        let reader = ClaimReader(
            stream: MemoryStream(Array("carrier".utf8)), fileName: [], limits: limits, budget: Budget(limits: limits),
            formats: [Carrier(parts: parts)] + FormatRegistry.all)
        var told: [String] = []
        var records: [Record] = []
        while case .some(let item) = try? reader.next() {
            switch item {
            case .record(let record):
                told.append(record.address.description)
                records.append(record)
            case .reject(let reject): told.append("\(reject.address?.description ?? "?") \(reject.code.rawValue)")
            }
        }
        return (told, records)
    }

    @Test("a part is read where it stands; its records take its address and its carrier's date")
    func order() {
        var fields = Record(address: ItemAddress(ordinal: 1))
        fields.published = HeaderDate.parse("2021-08-13")
        fields.publisher = "The Wire"
        let lines = Array("{\"title\":\"A\",\"text\":\"a\",\"publisher\":\"Other\"}\n{\"title\":\"B\",\"text\":\"b\"}\n".utf8)
        let (told, records) = walk([Part(path: "#1!2", bytes: lines, fields: fields), Part(path: "#1!3", bytes: [0, 1, 2, 3])])
        #expect(told == ["#1", "#1!2#1", "#1!2#2", "#1!3#0 binary-data", "#2"])
        #expect(records[1].published?.day == "2021-08-13")
        #expect(records[1].publisher == "Other" && records[2].publisher == "The Wire")
    }

    @Test("a carrier in a carrier in a carrier ends at the limit, and what stands beside it is read")
    func depth() {
        var limits = Limits()
        limits.depthMax = 3
        let inner = Part(path: "x", bytes: Array("carrier".utf8))
        let (told, _) = walk([inner], limits: limits)
        #expect(told == ["#1", "#1", "#1", "#1", "x#0 nesting-limit", "#2", "#2", "#2", "#2"])
    }
}
