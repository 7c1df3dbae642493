import Testing

/// Every promise of the contract is named by the tests that hold it; the README says them in people's words, in the same order.
@Suite struct PromiseTests {
    static let promises = 1...11

    @Test("every promise is named by a test", arguments: promises)
    func promiseIsNamed(number: Int) throws {
        let name = try Regex(#"\bP\#(number)\b"#)
        let isNamed = try House.tests.contains { try !$0.path.hasPrefix("Tests/TidyTests/") && name.firstMatch(in: $0.text) != nil }
        #expect(isNamed, "no test names P\(number)")
    }

    @Test("the README lists every promise")
    func promisesAreListed() throws {
        let numbers = try House.page("README.md").lines.filter { $0.contains(". **") }.compactMap {
            $0.split(separator: ".").first.flatMap { Int($0) }
        }
        #expect(numbers == Array(Self.promises))
    }
}
