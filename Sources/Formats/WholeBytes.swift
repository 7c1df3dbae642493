import Model

/// A whole member in memory.
enum WholeBytes {
    /// - Parameter bytesMax: a member with more is not read further.
    /// - Returns: all bytes, `nil` where there are more than `bytesMax`.
    /// - Throws: the stream's failure.
    static func read(_ stream: any ByteStream, bytesMax: Int) throws(Failure) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: min(bytesMax + 1, 16 << 10))
        var count = 0
        while true {
            if count == bytes.count {
                if count > bytesMax { return nil }
                bytes.append(contentsOf: repeatElement(0, count: min(count, bytesMax + 1 - count)))
            }
            var failure: Failure?
            let got = bytes.withUnsafeMutableBytes { raw in
                do throws(Failure) { return try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[count...])) } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            if got == 0 { break }
            count += got
        }
        if count > bytesMax { return nil }
        bytes.removeSubrange(count...)
        return bytes
    }
}
