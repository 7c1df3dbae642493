import Testing

@testable import Decoding

@Suite struct CharsetDeclarationTests {
    private func found(_ text: String) -> String? { Array(text.utf8).withUnsafeBytes { CharsetDeclaration.find($0) } }

    @Test(
        "XML declarations and meta elements are found, as they are written in the wild",
        arguments: [
            ("<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss/>", "windows-1251"),
            ("\n <?XML version='1.0' encoding='KOI8-R'?>", "KOI8-R"),
            ("<html><head><meta charset=utf-8></head>", "utf-8"), ("<!DOCTYPE html><META CHARSET = 'gb2312' />", "gb2312"),
            ("<html><meta http-equiv=\"Content-Type\" content=\"text/html; charset=Shift_JIS\">", "Shift_JIS"),
            ("<?xml version=\"1.0\"?><html><meta charset=\"big5\">", "big5"),
            ("<html><!-- <meta charset=big5> --><meta charset=euc-kr>", "euc-kr"),
        ])
    func declared(text: String, label: String) { #expect(found(text) == label) }

    @Test(
        "what only looks like one is none",
        arguments: [
            "", "<", "charset=koi8-r", "The page said <meta charset=koi8-r>", "<html><body><p>charset=koi8-r <meta charset=koi8-r>",
            "<?xml version=\"1.0\"?><a/>",
            "<meta charset=>", "<!-- <meta charset=big5>", "<rss><item><meta charset=big5>",
        ])
    func none(text: String) { #expect(found(text) == nil) }

    @Test("a declaration in the text beats that of its carrier, bytes that cannot be it beat both, and Latin-1 is a habit")
    func order() {
        let text = "Городской совет в пятницу одобрил расширение порта, и это хороший день для всего города."
        let page = Array("<html><head><meta charset=\"koi8-r\"></head><p>".utf8) + CharsetTests.encode(text, .koi8R)
        let first = CharsetDetector.detect(page, declared: "windows-1251", isWhole: true)
        #expect(first.charset == .koi8R && first.from == .declared)
        let habit = Array("<meta charset=iso-8859-1><p>".utf8) + CharsetTests.encode(text, .windows1251)
        #expect(CharsetDetector.detect(habit, isWhole: true).charset == .windows1251)
        let french = Array("<meta charset=utf-16><p>Un café très fréquenté à l'aube".utf8.map { $0 }) + [0xE9, 0x20]
        #expect(!CharsetDetector.detect(french, isWhole: true).charset.isWide)
    }
}
