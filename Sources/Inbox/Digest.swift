import CCrypto
import Glibc

/// A running checksum of bytes, by libcrypto.
final class Digest {
    enum Algorithm { case md5, sha256 }

    private let context: OpaquePointer?

    init(_ algorithm: Algorithm) {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, algorithm == .md5 ? EVP_md5() : EVP_sha256(), nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    func add(_ bytes: UnsafeRawBufferPointer) { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }

    /// The sum over a whole file, from its start, in blocks of 1 MiB.
    static func sum(of file: Int32, _ algorithm: Algorithm, _ system: SystemCalls) throws(SystemError) -> [UInt8] {
        let digest = Digest(algorithm)
        lseek(file, 0, SEEK_SET)
        try system.forEachBlock(of: file) { (block) throws(SystemError) in digest.add(block) }
        return digest.finish()
    }

    static func sha256(of file: Int32, _ system: SystemCalls) throws(SystemError) -> [UInt8] { try sum(of: file, .sha256, system) }

    /// Ends the sum: 16 bytes for MD5, 32 for SHA-256. Call once.
    func finish() -> [UInt8] {
        var out = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        EVP_DigestFinal_ex(context, &out, &count)
        return Array(out.prefix(Int(count)))
    }
}
