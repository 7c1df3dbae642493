import CLinux
import Glibc
import Model

/// What a system call said when it failed: the errno. Rooms above see a `Failure`; only Inbox looks at the number.
public struct SystemError: Error, Hashable, Sendable {
    public let code: Int32

    public init(_ code: Int32) { self.code = code }

    /// The catalogue's code: a full or read-only disk is an outage of the desk, everything else is tried again.
    public var failureCode: FailureCode {
        switch code {
        case ENOSPC, EDQUOT: .diskFull
        case EROFS: .readOnly
        case EMFILE, ENFILE: .tooManyOpenFiles
        case ENOMEM: .outOfMemory
        case EACCES, EPERM: .unreadable
        default: .ioError
        }
    }

    /// The system's own words, such as "No space left on device".
    public var words: String { String(cString: clinux_error_text(code)) }

    /// A failure that names the call and the path it was made for.
    public func failure(_ call: String, _ path: [UInt8]) -> Failure {
        Failure(failureCode, "\(call) \(printable(path)): \(words)")
    }
}

/// A path as one line of plain text: control bytes and bytes that are no UTF-8 are written `\xNN`.
public func printable(_ path: [UInt8]) -> String {
    let isText = String(validating: path, as: UTF8.self) != nil
    var out: [UInt8] = []
    out.reserveCapacity(path.count)
    for byte in path {
        if byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !isText) {
            out += [UInt8(ascii: "\\"), UInt8(ascii: "x"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
        } else {
            out.append(byte)
        }
    }
    return String(decoding: out, as: UTF8.self)
}

let hexDigits = Array("0123456789ABCDEF".utf8)
