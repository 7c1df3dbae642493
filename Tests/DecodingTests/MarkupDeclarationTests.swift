import Testing

@testable import Decoding

@Suite("What mark-up says of its charset")
struct MarkupDeclarationTests {
    @Test(
        "declared in a declaration, a meta charset or a content type",
        arguments: [
            ("<?xml version='1.0' encoding=\"ISO-8859-2\"?><x/>", "ISO-8859-2"), ("<html><META CharSet = koi8-r>", "koi8-r"),
            ("\n<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>", "Shift_JIS"),
            ("<meta name=x content=y><meta charset='big5'/>", "big5"), ("<p>charset=big5</p>", nil), ("charset=big5", nil),
            ("<meta charset=", nil), ("<?xml version='1.0'?><meta charset=gbk>", "gbk"), ("", nil),
        ])
    func declared(_ text: String, _ wanted: String?) {
        Array(text.utf8).withUnsafeBytes { #expect(MarkupDeclaration.charset($0) == wanted) }
    }

    @Test("a page that says utf-16 and can be read is not in it; valid UTF-8 beats any declaration")
    func lies() {
        let says = Array("<meta charset=utf-16>caf".utf8)
        #expect(CharsetDetector.detect(says + [0xE9], isWhole: true).charset == .windows1252)
        #expect(CharsetDetector.detect(Array("<meta charset=windows-1251>café".utf8), isWhole: true).charset == .utf8)
    }
}
