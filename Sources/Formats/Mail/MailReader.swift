import Decoding
import Model

/// Reads the messages of one member, one at a time in memory.
final class MailReader: RecordReader {
    private let window: ByteWindow
    private let path: String
    private let limits: Limits
    private let isMailbox: Bool
    private var ordinal = 0
    private var queued: ArraySlice<ReadItem> = []
    private var hasEnded = false

    init(_ member: MemberText, isMailbox: Bool) {
        window = ByteWindow(member.stream)
        path = member.path
        limits = member.limits
        self.isMailbox = isMailbox
    }

    func next() throws(Failure) -> ReadItem? {
        while queued.isEmpty {
            guard !hasEnded, try readMessage() else { return nil }
        }
        return queued.popFirst()
    }

    /// Queues what the next message yields; false at the end.
    private func readMessage() throws(Failure) -> Bool {
        if isMailbox, try !passFromLine() { return false }
        let start = window.offset(window.start)
        guard let length = try messageLength() else {
            ordinal += 1
            let address = ItemAddress(member: path, ordinal: ordinal)
            queued = [
                .reject(
                    Failure(
                        .recordTooLong, "the message is longer than \(limits.recordBytesMax) bytes (max_record_bytes)", address: address,
                        byteOffset: start))
            ]
            try skipToFromLine()
            return true
        }
        if length == 0, !isMailbox { return false }
        ordinal += 1
        let address = ItemAddress(member: path, ordinal: ordinal)
        let raw = UnsafeBufferPointer(start: window.bytes + window.start, count: length)
        let items: [ReadItem]
        if isMailbox, let unquoted = Mailbox.unquoted(raw) {
            items = unquoted.withUnsafeBufferPointer { MailMessage($0, address: address, limits: limits).items() }
        } else {
            items = MailMessage(raw, address: address, limits: limits).items()
        }
        queued = items.map { Self.placed($0, start) }[...]
        window.consume(to: window.start + length)
        if !isMailbox { hasEnded = true }
        return true
    }

    private static func placed(_ item: ReadItem, _ offset: Int) -> ReadItem {
        switch item {
        case .record(var record):
            record.byteOffset = offset
            return .record(record)
        case .reject(var reject):
            reject.byteOffset = offset + (reject.byteOffset ?? 0)
            return .reject(reject)
        case .part: return item
        }
    }

    /// Bytes of the message that begins at the window's start, up to the end or the next `From ` line; `nil` where it is too long.
    private func messageLength() throws(Failure) -> Int? {
        var searched = 0
        while true {
            let held = window.end - window.start
            if isMailbox,
                let hit = Mailbox.fromLine(
                    UnsafeBufferPointer(start: window.bytes + window.start, count: held), from: searched, window.isAtEnd)
            {
                return hit > limits.recordBytesMax ? nil : hit
            }
            if held > limits.recordBytesMax { return nil }
            searched = max(0, held - Mailbox.lineBytesMax)
            if try !window.fill() { return window.end - window.start }
        }
    }

    /// Passes what is left of a message that is too long.
    private func skipToFromLine() throws(Failure) {
        guard isMailbox else {
            hasEnded = true
            return
        }
        while true {
            let held = UnsafeBufferPointer(start: window.bytes + window.start, count: window.end - window.start)
            if let hit = Mailbox.fromLine(held, from: 0, window.isAtEnd) {
                window.consume(to: window.start + hit)
                return
            }
            window.consume(to: max(window.start, window.end - Mailbox.lineBytesMax))
            if try !window.fill() {
                hasEnded = true
                return
            }
        }
    }

    /// Passes the line that begins a message, and empty lines before it; false at the end.
    private func passFromLine() throws(Failure) -> Bool {
        while true {
            var at = window.start
            while at < window.end, window.bytes[at] <= 0x20 { at += 1 }
            window.consume(to: at)
            if let feed = ByteSearch.first(0x0A, window.bytes, at, window.end) {
                window.consume(to: feed + 1)
                return true
            }
            if try !window.fill() {
                window.consume(to: window.end)
                return false
            }
        }
    }
}
