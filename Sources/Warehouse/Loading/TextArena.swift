import CSQLite
import Model

/// Bytes of one article's texts, at addresses that stay until `reset()`, so that SQLite need not copy them (SQLITE_STATIC).
///
/// A text that does not fit is bound as a copy; the buffer holds all but unusual articles' fields, bodies are bound where they are.
/// Confined to the loader, like the statements.
final class TextArena {
    private static let capacity = 64 << 10
    private let start: UnsafeMutablePointer<UInt8>
    private var used = 0

    init() { start = .allocate(capacity: Self.capacity) }

    deinit { start.deallocate() }

    /// Before the next article: all addresses given so far end.
    func reset() { used = 0 }

    /// Binds a text, NULL for `nil`.
    @inline(__always)
    func bind(_ text: String?, to statement: Statement, _ index: Int32) {
        guard let text else { return statement.bindNull(index) }
        bind(text, to: statement, index)
    }

    /// Binds a text.
    @inline(__always)
    func bind(_ text: String, to statement: Statement, _ index: Int32) {
        let count = text.utf8.count
        guard count <= Self.capacity - used, let address = copy(text, count) else { return statement.bind(index, .text(text)) }
        statement.bindStatic(index, text: UnsafeBufferPointer(start: address, count: count))
    }

    /// A copy of the text's bytes, `nil` where it does not fit.
    @inline(__always)
    private func copy(_ text: String, _ count: Int) -> UnsafeMutablePointer<UInt8>? {
        let address = start + used
        let isCopied: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
            if let from = bytes.baseAddress { address.update(from: from, count: count) }
        }
        guard isCopied != nil else { return nil }
        used += count
        return address
    }

    /// Binds the 16 bytes of a uid, big-endian as in the column.
    @inline(__always)
    func bind(_ uid: ArticleUID, to statement: Statement, _ index: Int32) {
        guard Self.capacity - used >= 16 else { return statement.bind(index, .blob(uid.bytes)) }
        let address = UnsafeMutableRawPointer(start + used)
        address.storeBytes(of: uid.high.bigEndian, as: UInt64.self)
        (address + 8).storeBytes(of: uid.low.bigEndian, as: UInt64.self)
        used += 16
        statement.bindStatic(index, blob: UnsafeRawBufferPointer(start: address, count: 16))
    }

    /// Binds a record's address as written in `articles.item`: `a/one.json#1`.
    @inline(__always)
    func bind(_ address: ItemAddress, to statement: Statement, _ index: Int32) {
        let count = address.member.utf8.count
        guard Self.capacity - used >= count + 24, let text = copy(address.member, count) else {
            return statement.bind(index, .text(address.description))
        }
        var end = count
        text[end] = UInt8(ascii: "#")
        end += 1
        end += Self.write(address.ordinal, to: text + end)
        used += end - count
        statement.bindStatic(index, text: UnsafeBufferPointer(start: text, count: end))
    }

    /// Binds a JSON array of texts, NULL where there are none.
    func bind(list: [String], to statement: Statement, _ index: Int32) {
        if list.isEmpty { return statement.bindNull(index) }
        // Every byte may become six (\u001F).
        var needed = 2
        for word in list { needed += word.utf8.count * 6 + 3 }
        guard Self.capacity - used >= needed else { return statement.bind(index, .text(JSONText.array(list))) }
        let text = start + used
        var end = 0
        for word in list {
            text[end] = UInt8(ascii: end == 0 ? "[" : ",")
            end += 1
            end += JSONText.write(word, to: text + end)
        }
        text[end] = UInt8(ascii: "]")
        end += 1
        used += end
        statement.bindStatic(index, text: UnsafeBufferPointer(start: text, count: end))
    }

    /// Binds the mentions' places as written in `mentions.spans`, start+length with a space between: `120+14 533+7`; NULL where there are none.
    func bind(spans mentions: [Mention], to statement: Statement, _ index: Int32) {
        if mentions.isEmpty { return statement.bindNull(index) }
        // Two numbers of at most 20 digits, two signs.
        guard Self.capacity - used >= mentions.count * 42 else {
            let text = mentions.map { "\($0.span.start)+\($0.span.length)" }.joined(separator: " ")
            return statement.bind(index, .text(text))
        }
        let text = start + used
        var end = 0
        for mention in mentions {
            if end > 0 {
                text[end] = UInt8(ascii: " ")
                end += 1
            }
            end += Self.write(mention.span.start, to: text + end)
            text[end] = UInt8(ascii: "+")
            end += 1
            end += Self.write(mention.span.length, to: text + end)
        }
        used += end
        statement.bindStatic(index, text: UnsafeBufferPointer(start: text, count: end))
    }

    /// Writes a number that is not negative, in decimal digits.
    /// - Returns: bytes written, at most 20.
    @inline(__always)
    private static func write(_ number: Int, to address: UnsafeMutablePointer<UInt8>) -> Int {
        var rest = max(0, number)
        var end = 0
        repeat {
            address[end] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            end += 1
            rest /= 10
        } while rest > 0
        var digits = UnsafeMutableBufferPointer(start: address, count: end)
        digits.reverse()
        return end
    }
}
