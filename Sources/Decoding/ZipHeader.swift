import CZlib
import Model

/// What a zip archive says of one member, in the header before it or in the central directory (APPNOTE 4.3.7, 4.3.12).
struct ZipHeader {
    var flags = 0
    var method = 0
    var crc: UInt32 = 0
    /// `nil` where the header leaves it to the descriptor behind the data.
    var compressedBytes: Int64?
    var bytes: Int64?
    /// As stored.
    var rawName: [UInt8] = []
    /// Central directory only: where the local header stands.
    var localOffset: Int64 = 0
    /// Central directory only: the upper half of the external attributes of a Unix host, 0 elsewhere.
    var unixMode = 0
    var modified: Int64?
    var hasZip64 = false
    /// The name as UTF-8, from Info-ZIP's extra field.
    private var unicodeName: [UInt8]?
    /// All of the header with name and extra fields.
    private(set) var headerBytes = 0

    static let localSignature = 0x0403_4B50
    static let centralSignature = 0x0201_4B50
    private static let localFixed = 30
    private static let centralFixed = 46

    /// Data sizes and checksum stand behind the data.
    var hasDescriptor: Bool { flags & 8 != 0 }
    var isEncrypted: Bool { flags & 0x2041 != 0 || method == 99 }

    /// Reads a local header where the source stands, and passes it; `nil` where the archive ends in it.
    static func local(_ source: ZipSource) throws(Failure) -> ZipHeader? {
        let fixed = try source.peek(localFixed)
        guard fixed.count >= localFixed else { return nil }
        let (nameBytes, extraBytes) = (fixed.u16(26), fixed.u16(28))
        var header = ZipHeader()
        header.flags = fixed.u16(6)
        header.method = fixed.u16(8)
        header.modified = dosTime(date: fixed.u16(12), time: fixed.u16(10))
        header.crc = UInt32(fixed.u32(14))
        let isOpen = header.hasDescriptor && fixed.u32(18) == 0
        header.compressedBytes = isOpen ? nil : Int64(fixed.u32(18))
        header.bytes = isOpen ? nil : Int64(fixed.u32(22))
        header.headerBytes = localFixed + nameBytes + extraBytes
        guard try header.takeName(source, localFixed, nameBytes, extraBytes) else { return nil }
        return header
    }

    /// Reads a header of the central directory where the source stands, and passes it with its comment; `nil` where there is none.
    static func central(_ source: ZipSource) throws(Failure) -> ZipHeader? {
        let fixed = try source.peek(centralFixed)
        guard fixed.count >= centralFixed, fixed.u32(0) == centralSignature else { return nil }
        let (nameBytes, extraBytes, commentBytes) = (fixed.u16(28), fixed.u16(30), fixed.u16(32))
        var header = ZipHeader()
        header.flags = fixed.u16(8)
        header.method = fixed.u16(10)
        header.modified = dosTime(date: fixed.u16(14), time: fixed.u16(12))
        header.crc = UInt32(fixed.u32(16))
        header.compressedBytes = Int64(fixed.u32(20))
        header.bytes = Int64(fixed.u32(24))
        header.localOffset = Int64(fixed.u32(42))
        // 3 is Unix, 19 is OS X.
        if fixed[5] == 3 || fixed[5] == 19 { header.unixMode = fixed.u32(38) >> 16 }
        header.headerBytes = centralFixed + nameBytes + extraBytes + commentBytes
        guard try header.takeName(source, centralFixed, nameBytes, extraBytes), try source.skip(Int64(commentBytes)) else { return nil }
        return header
    }

    private mutating func takeName(_ source: ZipSource, _ fixed: Int, _ nameBytes: Int, _ extraBytes: Int) throws(Failure) -> Bool {
        guard try source.skip(Int64(fixed)) else { return false }
        let name = try source.peek(nameBytes)
        guard name.count >= nameBytes else { return false }
        rawName = Array(name[..<nameBytes])
        guard try source.skip(Int64(nameBytes)) else { return false }
        let extra = try source.peek(extraBytes)
        guard extra.count >= extraBytes else { return false }
        readExtra(UnsafeRawBufferPointer(rebasing: extra[..<extraBytes]))
        return try source.skip(Int64(extraBytes))
    }

    /// Extra fields (APPNOTE 4.5): sizes beyond four bytes, the time in UTC, the name in Unicode.
    private mutating func readExtra(_ extra: UnsafeRawBufferPointer) {
        var at = 0
        while at + 4 <= extra.count {
            let size = extra.u16(at + 2)
            let end = min(extra.count, at + 4 + size)
            let field = UnsafeRawBufferPointer(rebasing: extra[(at + 4)..<end])
            switch extra.u16(at) {
            case 0x0001: readZip64(field)
            case 0x5455: if field.count >= 5, field[0] & 1 != 0 { modified = Int64(Int32(truncatingIfNeeded: field.u32(1))) }
            case 0x7075:
                // Version 1, the checksum of the name that it stands for, the name.
                guard field.count > 5, field[0] == 1 else { break }
                let sum = rawName.withUnsafeBytes { raw in
                    crc32(0, raw.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(raw.count))
                }
                if UInt32(truncatingIfNeeded: sum) == UInt32(field.u32(1)) { unicodeName = Array(field[5...]) }
            default: break
            }
            at = end
        }
    }

    private mutating func readZip64(_ field: UnsafeRawBufferPointer) {
        hasZip64 = true
        var at = 0
        func take() -> Int64? {
            guard at + 8 <= field.count else { return nil }
            at += 8
            return field.u64(at - 8)
        }
        if bytes == 0xFFFF_FFFF { bytes = take() ?? bytes }
        if compressedBytes == 0xFFFF_FFFF { compressedBytes = take() ?? compressedBytes }
        if localOffset == 0xFFFF_FFFF { localOffset = take() ?? localOffset }
    }

    /// The name as UTF-8 where it can be told: declared so, valid so, or DOS's charset (IBM437), which names with control bytes are not in.
    var name: [UInt8] {
        if let unicodeName, String(validating: unicodeName, as: UTF8.self) != nil { return unicodeName }
        if flags & 0x0800 != 0 || rawName.allSatisfy({ $0 < 0x80 }) || String(validating: rawName, as: UTF8.self) != nil { return rawName }
        if rawName.contains(where: { $0 < 0x20 }) { return rawName }
        return Array(TextDecoder.decode(rawName, .ibm437).text.utf8)
    }

    /// What kind of member it is, by its name and what its host says.
    var kind: ContainerEntry.Kind {
        let type = unixMode & 0o170000
        if rawName.last == UInt8(ascii: "/") || type == 0o040000 { return .directory }
        if type != 0, type != 0o100000 { return .special }
        if isEncrypted { return .encrypted }
        return .file
    }

    /// Seconds since 1970 of a DOS date and time, taken as UTC; `nil` where it is none.
    private static func dosTime(date: Int, time: Int) -> Int64? {
        let (year, month, day) = (1980 + date >> 9, date >> 5 & 15, date & 31)
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Days from the civil calendar, counted from March (Howard Hinnant's algorithm).
        let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let days = y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468
        return Int64(days) * 86_400 + Int64((time >> 11) * 3_600 + (time >> 5 & 63) * 60 + (time & 31) * 2)
    }
}
