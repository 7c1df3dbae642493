import Decoding
import Model

/// Web archives: WARC (ISO 28500) with its text-only sibling WET, and its predecessor ARC.
struct WebArchiveFormat: Format {
    enum Layout { case warc, arc }

    let layout: Layout

    var name: String {
        switch layout {
        case .warc: "warc"
        case .arc: "arc"
        }
    }

    var summary: String {
        switch layout {
        case .warc: "Web archives: WARC 1.0 and 1.1, WET; WACZ packages of them"
        case .arc: "Old web archives: ARC"
        }
    }

    var extensions: [String] {
        switch layout {
        case .warc: ["warc", "wet", "wacz"]
        case .arc: ["arc"]
        }
    }

    var mediaTypes: [String] {
        switch layout {
        case .warc: ["application/warc", "application/wacz"]
        case .arc: ["application/x-ia-arc"]
        }
    }

    let yields = "one article a page"
    /// Each record has a charset of its own.
    var wantsUTF8: Bool { false }

    func score(_ view: HeadView) -> Int {
        switch layout {
        case .warc: view.begins(with: Array("WARC/".utf8)) ? 98 : 0
        case .arc: view.begins(with: Array("filedesc:".utf8)) ? 98 : 0
        }
    }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader {
        switch layout {
        case .warc: WARCReader(member)
        case .arc: ARCReader(member)
        }
    }
}
