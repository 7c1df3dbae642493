import CCrypto
import Model

/// Makes the uids of one file's records: the first 16 bytes of sha256(file sha256 ‖ member ‖ 0x00 ‖ ordinal as decimal digits).
///
/// One libcrypto context and one buffer serve all records, because a file may hold a million.
public final class UIDMaker {
    private let context: OpaquePointer?
    private var message: [UInt8]
    private let fileBytes: Int
    private var member = ""
    private var memberEnd: Int
    private var digest = [UInt8](repeating: 0, count: 32)

    /// - Parameter fileSHA256: the 32 bytes that the ledger keeps.
    public init(fileSHA256: [UInt8]) {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
        fileBytes = fileSHA256.count
        message = fileSHA256 + [0]
        memberEnd = message.count
    }

    deinit { EVP_MD_CTX_free(context) }

    /// The uid of one record.
    /// - Parameters:
    ///   - member: the member steps of its address, `""` for a plain file.
    ///   - ordinal: its 1-based number in the member.
    public func uid(member: String, ordinal: Int) -> ArticleUID {
        // Byte by byte: to == a name in NFC is the same as in NFD, and two members are not one.
        if !member.utf8.elementsEqual(self.member.utf8) {
            message.removeSubrange(fileBytes...)
            message += member.utf8
            message.append(0)
            memberEnd = message.count
            self.member = member
        }
        message.removeSubrange(memberEnd...)
        appendDigits(ordinal)
        EVP_DigestInit_ex(context, nil, nil)
        EVP_DigestUpdate(context, message, message.count)
        EVP_DigestFinal_ex(context, &digest, nil)
        return digest.withUnsafeBytes { bytes in
            ArticleUID(
                high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    private func appendDigits(_ number: Int) {
        let start = message.count
        var rest = max(0, number)
        repeat {
            message.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        message[start...].reverse()
    }
}

extension ArticleUID {
    /// The uid of one record; for many records of one file use a `UIDMaker`.
    public static func derive(fileSHA256: [UInt8], member: String, ordinal: Int) -> ArticleUID {
        UIDMaker(fileSHA256: fileSHA256).uid(member: member, ordinal: ordinal)
    }
}
