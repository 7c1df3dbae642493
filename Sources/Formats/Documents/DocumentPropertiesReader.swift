import Markup

/// What a package says of its document: Dublin Core elements with a few relations (ECMA-376 part 2, OpenDocument 1.3 §4.3).
final class DocumentPropertiesReader: XMLEventHandler {
    private var found: [String: String] = [:]
    private var open = ""
    private var value: [UInt8] = []

    func start(_ name: String, _ attributes: XMLEvents.Attributes) {
        open = name
        value.removeAll(keepingCapacity: true)
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) { value.append(contentsOf: bytes) }

    func end(_ name: String) {
        guard name == open, !value.isEmpty else { return }
        let text = String(decoding: value, as: UTF8.self)
        if name == "keyword", let before = found[name] {
            found[name] = before + ", " + text
        } else if found[name] == nil {
            found[name] = text
        }
        open = ""
    }

    /// Puts what was found into the document.
    func fill(_ document: inout DocumentText) {
        document.title = found["title"]?.nonEmpty
        document.authors = (found["initial-creator"] ?? found["creator"])?.nonEmpty
        document.created = found["created"] ?? found["creation-date"]
        document.modified = found["modified"] ?? (found["creation-date"] == nil ? nil : found["date"])
        document.language = found["language"]
        document.keywords = found["keywords"] ?? found["keyword"]
    }
}
