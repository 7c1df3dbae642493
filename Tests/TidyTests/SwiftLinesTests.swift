import Testing

/// The reader under the other tests sees code where code is, and comments where comments are.
@Suite struct SwiftLinesTests {
    @Test(
        "contents of strings and comments are blanked, code stays",
        arguments: [
            ("let a = b!", "let a = b!"),
            ("let a = \"b!\" + c", "let a = \"\" + c"),
            ("let a = \"\\\"b!\" + c", "let a = \"\" + c"),
            ("let a = #\"b\"!\"# + c", "let a = \"\" + c"),
            ("a() // b!", "a() "),
            ("a /* b! /* c! */ d! */ e", "a  e"),
        ])
    func blanksWhatIsNoCode(source: String, code: String) {
        #expect(SwiftLines(source).code == [code])
    }

    @Test("a long string keeps its lines, and ends where it ends")
    func longStrings() {
        let source = SwiftLines("a = \"\"\"\n  b! \"c\"\n  \"\"\"\nd!")
        #expect(source.code == ["a = \"", "", "\"", "d!"])
    }

    @Test("a reason is a comment on the line, above it, or above its attributes")
    func reasons() {
        let source = SwiftLines("// why\na!\nb! // why\n// why\n@inline(always)\nc!\nd!")
        #expect([1, 2, 5].allSatisfy(source.hasReason))
        #expect(!source.hasReason(at: 6))
    }
}
