/// Packs names: pairs of codes that stand together often become one code (byte pair encoding), and a name that repeats the one before it becomes nothing.
struct NamePacker {
    /// Where each block of names begins.
    private(set) var starts: [UInt32] = []
    /// The codes of each name; the last one's bytes end with 0. A name that is nothing but this end repeats the one before it.
    private(set) var bytes: [UInt8] = []
    /// Where each code's bytes begin, and one more.
    private(set) var codeStarts: [UInt16] = []
    private(set) var codeBytes: [UInt8] = []

    /// The code of a name's end alone.
    var endCode: Int { codes.firstIndex(of: [0]) ?? 0 }

    /// The bytes that each code stands for.
    private var codes: [[UInt8]] = []

    /// Bytes that occur less often are escaped, so that more codes are left for pairs.
    private static let countMin = 1_000
    /// Codes; the last is the escape.
    private static let codesMax = 255

    init(_ names: [String], perBlock: Int) {
        let packed = pack(
            names.indices.map { index in
                let isRepeated = index % perBlock != 0 && names[index] == names[index - 1]
                return (isRepeated ? [] : Array(names[index].utf8)) + [0]
            })
        for (index, codes) in packed.enumerated() {
            if index % perBlock == 0 { starts.append(UInt32(bytes.count)) }
            bytes += codes
        }
        if names.count % perBlock == 0 { starts.append(UInt32(bytes.count)) }
        for code in codes {
            codeStarts.append(UInt16(codeBytes.count))
            codeBytes += code
        }
        while codeStarts.count < 257 { codeStarts.append(UInt16(codeBytes.count)) }
    }

    /// The names in codes.
    private mutating func pack(_ names: [[UInt8]]) -> [[UInt8]] {
        var counts = [Int](repeating: 0, count: 256)
        for name in names { for byte in name { counts[Int(byte)] += 1 } }
        var codeOfByte = [Int](repeating: -1, count: 256)
        for byte in 0..<256 where counts[byte] >= Self.countMin {
            codeOfByte[byte] = codes.count
            codes.append([UInt8(byte)])
        }
        // 256 and on: an escaped byte, which takes no part in pairs.
        var text = names.map { name in name.map { codeOfByte[Int($0)] >= 0 ? codeOfByte[Int($0)] : 256 + Int($0) } }
        while codes.count < Self.codesMax, let pair = Self.commonestPair(text) {
            let code = codes.count
            codes.append(codes[pair.0] + codes[pair.1])
            for index in text.indices { Self.replace(pair, by: code, in: &text[index]) }
        }
        return text.map { codes in codes.flatMap { $0 < 256 ? [UInt8($0)] : [UInt8(Self.codesMax), UInt8($0 - 256)] } }
    }

    /// The pair of codes that occurs most often; of equal ones the first in order.
    private static func commonestPair(_ text: [[Int]]) -> (Int, Int)? {
        var counts = [Int](repeating: 0, count: 1 << 16)
        for codes in text where codes.count > 1 {
            for index in 1..<codes.count where codes[index - 1] < 256 && codes[index] < 256 {
                counts[codes[index - 1] << 8 | codes[index]] += 1
            }
        }
        guard let best = counts.indices.max(by: { (counts[$0], -$0) < (counts[$1], -$1) }), counts[best] > 1 else { return nil }
        return (best >> 8, best & 255)
    }

    private static func replace(_ pair: (Int, Int), by code: Int, in codes: inout [Int]) {
        guard codes.count > 1 else { return }
        var out = 0
        var at = 0
        while at < codes.count {
            if at + 1 < codes.count, codes[at] == pair.0, codes[at + 1] == pair.1 {
                codes[out] = code
                at += 2
            } else {
                codes[out] = codes[at]
                at += 1
            }
            out += 1
        }
        codes.removeLast(codes.count - out)
    }
}
