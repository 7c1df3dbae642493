import Foundation
import Testing

/// What people are told to ask can be asked.
@Suite struct SampleQueryTests {
    @Test("every query of the README answers on the samples' warehouse")
    func readmeQueriesAnswer() throws {
        let readme = try String(contentsOf: GoldenFile.root.appendingPathComponent("README.md"), encoding: .utf8)
        let begin = try #require(readme.range(of: "```sql\n"))
        let end = try #require(readme.range(of: "```", range: begin.upperBound..<readme.endIndex))
        let answers = try SampleWarehouse.shared.get().query(String(readme[begin.upperBound..<end.lowerBound]))
        #expect(answers.count >= 5)
        for (number, answer) in answers.enumerated() { #expect(!answer.values.isEmpty, "query \(number + 1) of the README finds nothing") }
    }

    @Test("every query that the warehouse holds in _questions runs")
    func questionsRun() throws {
        let warehouse = try SampleWarehouse.shared.get()
        let questions = try #require(try warehouse.query("SELECT question, sql FROM _questions").first).values
        #expect(questions.count >= 20)
        for row in questions {
            let sql = try #require(row[1])
            #expect(throws: Never.self, "\(row[0] ?? "")") { try warehouse.query(sql) }
        }
    }
}
