import Decoding
import Model

/// Messages of internet mail: one (`.eml`, a file of a Maildir), a mailbox of many (mbox), or a page saved as one (MHTML).
struct MailFormat: Format {
    enum Layout { case message, mailbox, page }

    let layout: Layout

    var name: String {
        switch layout {
        case .message: "mail"
        case .mailbox: "mbox"
        case .page: "mhtml"
        }
    }

    var summary: String {
        switch layout {
        case .message: "A mail message: newsletters, alerts, copy with attachments; files of a Maildir"
        case .mailbox: "A mailbox: messages one after the other (mbox)"
        case .page: "A page saved with its pictures (MHTML)"
        }
    }

    var extensions: [String] {
        switch layout {
        case .message: ["eml"]
        case .mailbox: ["mbox", "mbx"]
        case .page: ["mhtml", "mht"]
        }
    }

    var mediaTypes: [String] {
        switch layout {
        case .message: ["message/rfc822"]
        case .mailbox: ["application/mbox"]
        case .page: ["multipart/related"]
        }
    }

    var yields: String {
        switch layout {
        case .message: "one article, and those that are attached"
        case .mailbox: "one article a message, and those that are attached"
        case .page: "one article"
        }
    }

    /// Each part of a message has a charset of its own.
    var wantsUTF8: Bool { false }

    func score(_ view: HeadView) -> Int {
        switch layout {
        case .message: MailShape.isMessage(view) ? 88 : 0
        case .mailbox: MailShape.isMailbox(view) ? 92 : 0
        case .page: MailShape.isMessage(view) && MailShape.isPage(view) ? 90 : 0
        }
    }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader { MailReader(member, isMailbox: layout == .mailbox) }
}
