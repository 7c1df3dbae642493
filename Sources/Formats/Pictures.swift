/// Pictures, sound and film by their first bytes.
enum Pictures {
    @Sendable static func score(_ view: HeadView) -> Int {
        let isPicture =
            view.begins(with: [0xFF, 0xD8, 0xFF]) || view.begins(with: [0x89, 0x50, 0x4E, 0x47]) || view.begins(with: Array("GIF8".utf8))
            || view.begins(with: [0x49, 0x49, 0x2A, 0x00]) || view.begins(with: [0x4D, 0x4D, 0x00, 0x2A])
            || (view.begins(with: Array("RIFF".utf8)) && view.begins(with: Array("WEBP".utf8), at: 8))
            || (view.begins(with: Array("BM".utf8)) && view.raw.count > 10 && view.raw[6..<10].allSatisfy { $0 == 0 })
        return isPicture ? 98 : 0
    }

    @Sendable static func mediaScore(_ view: HeadView) -> Int {
        let isMedia =
            view.begins(with: Array("ftyp".utf8), at: 4) || view.begins(with: Array("OggS".utf8))
            || view.begins(with: [0x1A, 0x45, 0xDF, 0xA3])
            || (view.begins(with: Array("ID3".utf8)) && !view.isText) || view.begins(with: Array("fLaC".utf8))
            || (view.begins(with: Array("RIFF".utf8)) && !view.begins(with: Array("WEBP".utf8), at: 8))
        return isMedia ? 98 : 0
    }
}
