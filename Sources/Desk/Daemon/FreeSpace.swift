import Glibc
import Model

/// Free bytes of the desk's file system, so that intake pauses before SQLite meets ENOSPC (`min_free`).
public enum FreeSpace {
    /// Bytes that this user may still write below `path`; `nil` where the system does not say.
    public static func bytes(at path: [UInt8]) -> Int64? {
        var facts = statvfs()
        let result = path.withUnsafeBufferPointer { buffer in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: buffer.count + 1) { text in
                for (index, byte) in buffer.enumerated() { text[index] = CChar(bitPattern: byte) }
                text[buffer.count] = 0
                return text.baseAddress.map { statvfs($0, &facts) } ?? -1
            }
        }
        return result == 0 ? Int64(facts.f_bavail) * Int64(facts.f_frsize) : nil
    }

    /// The outage, if less than `minimum` bytes are left.
    public static func shortage(at path: [UInt8], minimum: Int64) -> Failure? {
        guard minimum > 0, let free = bytes(at: path), free < minimum else { return nil }
        return Failure(.diskFull, "only \(free >> 20) MiB are free and min_free keeps \(minimum >> 20) MiB")
    }
}
