import Decoding
import Model

@testable import Formats

/// What a claim yields, for tests: items in order, and the failure that ended it.
struct Reading {
    var records: [Record] = []
    var rejects: [Reject] = []
    var failure: Failure?
    var formatName: String?
    /// `#1`, `#2 json-syntax` …, in the order given.
    var order: [String] = []

    init(_ bytes: [UInt8], name: String = "", limits: Limits = Limits(), chunk: Int = .max) {
        let reader = ClaimReader(
            stream: Trickle(bytes, chunk: chunk), fileName: Array(name.utf8), limits: limits, budget: Budget(limits: limits))
        do throws(Failure) {
            while let item = try reader.next() {
                switch item {
                case .record(let record):
                    records.append(record)
                    order.append(record.address.description)
                case .reject(let reject):
                    rejects.append(reject)
                    order.append("\(reject.address?.description ?? "?") \(reject.code.rawValue)")
                }
            }
        } catch { failure = error }
        formatName = reader.formatName
    }

    init(_ text: String, name: String = "", limits: Limits = Limits(), chunk: Int = .max) {
        self.init(Array(text.utf8), name: name, limits: limits, chunk: chunk)
    }

    var headlines: [String?] { records.map(\.headline) }
}

/// A stream that gives at most so many bytes a call, and may end in a failure.
final class Trickle: ByteStream {
    private let inner: MemoryStream
    private let chunk: Int
    private let ending: Failure?

    init(_ bytes: [UInt8], chunk: Int, ending: Failure? = nil) {
        inner = MemoryStream(bytes)
        self.chunk = chunk
        self.ending = ending
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let count = try inner.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(chunk, buffer.count)]))
        if count == 0, let ending { throw ending }
        return count
    }
}

/// Small, fast, repeatable random numbers (SplitMix64); the seed is printed where a test fails.
struct Random {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
