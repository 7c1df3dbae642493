import Model

/// A reader for documents that are one article, or an export of many in one.
final class DocumentReader: RecordReader {
    private let member: MemberText
    private let read: (MemberText) throws(Failure) -> DocumentText
    private var items: [ReadItem] = []
    private var isRead = false

    init(_ member: MemberText, _ read: @escaping (MemberText) throws(Failure) -> DocumentText) {
        self.member = member
        self.read = read
    }

    func next() throws(Failure) -> ReadItem? {
        if !isRead {
            isRead = true
            items = try all().reversed()
        }
        return items.popLast()
    }

    private func all() throws(Failure) -> [ReadItem] {
        let address = ItemAddress(member: member.path, ordinal: 1)
        var record = Record(address: address)
        let document: DocumentText
        do throws(Failure) { document = try read(member) } catch {
            var failure = error
            switch failure.code.kind {
            case .reject:
                failure.address = failure.address ?? address
                return [.reject(failure)]
            default: throw failure
            }
        }
        if let export = NexisDocument(document) { return export.items(member.path) }
        document.fill(&record)
        record.byteOffset = 0
        if record.headline == nil, record.body.isEmpty {
            return [.reject(Failure(.noText, "the document holds no words", address: address))]
        }
        return [.record(record)]
    }
}
