import CLinux

/// The system's words for an error number.
enum SystemText {
    static func of(_ code: Int32) -> String { String(cString: clinux_error_text(code)) }
}
