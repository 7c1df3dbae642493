import Model

/// Rich Text Format, as word processors and older editorial systems write it.
struct RichTextFormat: Format {
    let name = "rtf"
    let summary = "Rich Text Format (.rtf)"
    let extensions = ["rtf"]
    let mediaTypes = ["application/rtf", "text/rtf"]
    let yields = "one article"
    let wantsUTF8 = false

    func score(_ view: HeadView) -> Int { view.begins(with: Array("{\\rtf".utf8)) ? 98 : 0 }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader {
        DocumentReader(member) { member throws(Failure) in
            let limit = member.limits.recordBytesMax
            guard let bytes = try WholeBytes.read(member.stream, bytesMax: limit) else {
                throw Failure(.recordTooLong, "the document is longer than \(limit) bytes (max_record_bytes)", byteOffset: limit)
            }
            var scan = RichTextScan(bytes)
            try scan.run()
            return scan.document
        }
    }
}
