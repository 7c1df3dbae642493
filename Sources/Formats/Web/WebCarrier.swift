import Model

/// What an archive knows of a record besides its bytes, and what it makes of it.
struct WebCarrier {
    var url: String?
    var address: ItemAddress
    /// `YYYY-MM-DD` of the capture.
    var day: String?
    var bytesMax: Int
    /// Of the record in the archive.
    var byteOffset: Int
    /// Reads the pages; one for the whole archive.
    var pages: PageReader

    /// An HTTP response: answered with 200 and of a type that may be an article, else nothing.
    func response(_ bytes: UnsafeBufferPointer<UInt8>) -> ReadItem? {
        guard let message = HTTPMessage(bytes) else {
            // Old archives keep the body alone.
            return document(bytes, "")
        }
        guard message.status == 200, WebPayload.mayBeArticle(message.contentType) else { return nil }
        do throws(Failure) {
            return item(try message.decodedBody(bytesMax: bytesMax), message.contentType, message.contentLanguage)
        } catch {
            var failure = error
            failure.address = address
            failure.byteOffset = byteOffset
            return .reject(failure)
        }
    }

    /// A document without an HTTP head.
    func document(_ bytes: UnsafeBufferPointer<UInt8>, _ contentType: String) -> ReadItem? { item(Array(bytes), contentType, nil) }

    private func item(_ bytes: [UInt8], _ contentType: String, _ language: String?) -> ReadItem? {
        // An empty answer is no page.
        guard bytes.contains(where: { $0 > 0x20 }) else { return nil }
        let payload = WebPayload(
            bytes: bytes, contentType: contentType, url: url, address: address, capturedDay: day, language: language, pages: pages)
        guard let item = payload.item() else { return nil }
        switch item {
        case .record(var record):
            record.byteOffset = byteOffset
            return .record(record)
        case .reject(var reject):
            reject.byteOffset = byteOffset
            return .reject(reject)
        case .part: return item
        }
    }
}
