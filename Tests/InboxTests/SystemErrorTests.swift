import Glibc
import Model
import Testing

@testable import Inbox

@Suite("What a system call's error means")
struct SystemErrorTests {
    @Test(
        "a full or read-only disk is an outage, everything else is tried again",
        arguments: [
            (ENOSPC, FailureCode.diskFull), (EDQUOT, .diskFull), (EROFS, .readOnly), (EMFILE, .tooManyOpenFiles),
            (ENFILE, .tooManyOpenFiles),
            (ENOMEM, .outOfMemory), (EACCES, .unreadable), (EPERM, .unreadable), (EIO, .ioError), (EBUSY, .ioError),
        ])
    func codes(number: Int32, code: FailureCode) {
        let failure = SystemError(number).failure("open", Array("in\nbox".utf8))
        #expect(failure.code == code)
        #expect(failure.code.kind == (code == .diskFull || code == .readOnly ? .outage : .retry))
        #expect(failure.detail.hasPrefix("open in\\x0Abox: "), "\(failure.detail)")
    }
}
