import CCrypto
import Model

/// Digests of bytes in memory, by libcrypto.
public enum Digest {
    /// The 32 bytes of SHA-256.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, EVP_sha256()) }

    /// The 16 bytes of MD5, as `.md5` markers hold it; no proof against forgery.
    public static func md5(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, EVP_md5()) }

    /// Lower-case hexadecimal digits, two a byte.
    public static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 2)
        for byte in bytes { out += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: out, as: UTF8.self)
    }

    private static func digest(_ bytes: [UInt8], _ algorithm: OpaquePointer?) -> [UInt8] {
        let running = RunningDigest(algorithm)
        bytes.withUnsafeBytes { running.add($0) }
        return running.finish()
    }
}

/// A digest that is fed piece by piece; one libcrypto context for its whole life.
final class RunningDigest {
    private let context: OpaquePointer?
    private let size: Int

    init(_ algorithm: OpaquePointer?) {
        context = EVP_MD_CTX_new()
        size = Int(EVP_MD_get_size(algorithm))
        EVP_DigestInit_ex(context, algorithm, nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    /// The next bytes.
    func add(_ bytes: UnsafeRawBufferPointer) { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }

    /// The digest of all bytes since the start; the context then begins anew.
    func finish() -> [UInt8] {
        let out = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            var written: UInt32 = 0
            EVP_DigestFinal_ex(context, buffer.baseAddress, &written)
            count = Int(written)
        }
        EVP_DigestInit_ex(context, nil, nil)
        return out
    }
}

/// Digests of whole files.
public enum FileDigest {
    /// SHA-256 of all bytes of a regular file, 32 bytes, whatever the descriptor's position.
    /// - Throws: `io-error`.
    public static func sha256(descriptor: Int32) throws(Failure) -> [UInt8] { try digest(descriptor, EVP_sha256()) }

    /// MD5 of all bytes of a regular file, 16 bytes, for `.md5` markers.
    /// - Throws: `io-error`.
    public static func md5(descriptor: Int32) throws(Failure) -> [UInt8] { try digest(descriptor, EVP_md5()) }

    private static func digest(_ descriptor: Int32, _ algorithm: OpaquePointer?) throws(Failure) -> [UInt8] {
        let stream = FileStream(descriptor: descriptor)
        let running = RunningDigest(algorithm)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try stream.read(into: buffer)
            if count == 0 { return running.finish() }
            running.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}

/// A stream that takes the SHA-256 of what passes through it.
public final class DigestStream: ByteStream {
    private let inner: any ByteStream
    private let running = RunningDigest(EVP_sha256())

    public init(_ inner: any ByteStream) { self.inner = inner }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let count = try inner.read(into: buffer)
        running.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
    }

    /// The 32 bytes of SHA-256 over all bytes read so far; to be called once, at the end.
    public func finish() -> [UInt8] { running.finish() }
}
