import CCrypto

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

    /// Ends the sum: 16 bytes for MD5, 32 for SHA-256. Call once.
    func finish() -> [UInt8] {
        var out = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        EVP_DigestFinal_ex(context, &out, &count)
        return Array(out.prefix(Int(count)))
    }
}
