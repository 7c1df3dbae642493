import Glibc

/// The descriptors 0 to 2, which every process of copydesk sees to before anything else.
public enum StandardDescriptors {
    /// Opens /dev/null on the descriptors 0 to 2 that are closed, so that no file of ours ever becomes stdout or stderr (F13).
    public static func ensureOpen() {
        while true {
            let fd = open("/dev/null", O_RDWR)
            if fd < 0 { return }
            if fd > 2 {
                close(fd)
                return
            }
        }
    }

    /// A reader of stdout or stderr that went away must not end the daemon (F05).
    public static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
