import Glibc

/// The command that makes something in the inbox readable for the daemon, ready to be pasted into a shell.
enum Remedy {
    /// - Parameters:
    ///   - path: relative to the inbox.
    ///   - isFolder: needs to be entered too.
    static func command(_ inbox: [UInt8], _ path: [UInt8], isFolder: Bool, _ userID: UInt32) -> String {
        let rights = isFolder ? "rx" : "r"
        let file = shellWord(DeskFolders.join(inbox, path))
        return "setfacl -m u:\(userName(userID)):\(rights) \(file) (or, where the daemon is in its group, chmod g+\(rights) \(file))"
    }

    /// The bytes as one word of a POSIX shell; names with control bytes or invalid UTF-8 as `$'…'`.
    static func shellWord(_ path: [UInt8]) -> String {
        let text = String(validating: path, as: UTF8.self)
        if let text, !path.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
        }
        var out = "$'"
        for byte in path {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\\"): out += "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x7F: out += String(UnicodeScalar(byte))
            default: out += "\\x" + String(UnicodeScalar(hexDigits[Int(byte >> 4)])) + String(UnicodeScalar(hexDigits[Int(byte & 15)]))
            }
        }
        return out + "'"
    }

    static func userName(_ userID: UInt32) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4_096) { buffer in
            guard let base = buffer.baseAddress, getpwuid_r(userID, &entry, base, buffer.count, &found) == 0, found != nil,
                let name = entry.pw_name
            else { return "\(userID)" }
            return String(cString: name)
        }
    }
}
