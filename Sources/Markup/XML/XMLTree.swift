/// One parsed piece of XML, flat: elements in document order, all character data in one row of bytes.
///
/// An element's text is one slice of that row, and its subtree one slice of the elements, so that nothing is copied and nothing is walked by
/// recursion. The tree is filled anew for each record and keeps its memory.
public final class XMLTree {
    struct Node {
        var name: Int32
        var space: XMLSpace
        /// -1 for the outermost element.
        var parent: Int32
        /// The element behind the subtree.
        var end: Int32
        var textStart: Int32
        var textEnd: Int32
        var attributesStart: Int32
        var attributesCount: Int32
        var sourceStart: Int32
        var sourceEnd: Int32
    }

    struct Attribute {
        var name: Int32
        var start: Int32
        var end: Int32
    }

    var nodes: [Node] = []
    var attributes: [Attribute] = []
    /// Character data in document order.
    var text: [UInt8] = []
    var attributeText: [UInt8] = []
    var names = XMLNames()

    func clear() {
        nodes.removeAll(keepingCapacity: nodes.count < Self.keptMax)
        attributes.removeAll(keepingCapacity: attributes.count < Self.keptMax)
        text.removeAll(keepingCapacity: text.count < Self.keptBytesMax)
        attributeText.removeAll(keepingCapacity: attributeText.count < Self.keptBytesMax)
        names.trim(to: Self.namesMax)
    }

    private static let keptMax = 16 << 10
    private static let keptBytesMax = 1 << 20
    private static let namesMax = 4_096

    /// The outermost element, `nil` where there is none.
    public var root: XMLElement? { nodes.isEmpty ? nil : XMLElement(tree: self, index: 0) }
}

/// One element of a tree. Valid until its parser reads the next piece.
public struct XMLElement {
    let tree: XMLTree
    let index: Int

    var node: XMLTree.Node { tree.nodes[index] }

    /// Without its prefix, in lower case: no vocabulary for news has two names that differ in case only.
    public var name: String { tree.names.all[Int(node.name)].local }
    public var space: XMLSpace { node.space }
    /// Where its start tag begins and its end tag ends, in the bytes that were parsed.
    public var source: Range<Int> { Int(node.sourceStart)..<max(Int(node.sourceStart), Int(node.sourceEnd)) }

    /// All character data inside it, as written.
    public var text: String { String(decoding: tree.text[textRange], as: UTF8.self) }
    var textRange: Range<Int> { Int(node.textStart)..<Int(node.textEnd) }
    /// True where nothing but white space is inside it.
    public var isBlank: Bool { tree.text[textRange].allSatisfy { $0 <= 0x20 } }
    public var hasChildren: Bool { Int(node.end) > index + 1 }

    /// The value of an attribute by its local name in lower case; `xml:lang` is `lang`.
    public func attribute(_ name: String) -> String? {
        let node = node
        for at in Int(node.attributesStart)..<Int(node.attributesStart + node.attributesCount)
        where tree.names.all[Int(tree.attributes[at].name)].local == name {
            let attribute = tree.attributes[at]
            return String(decoding: tree.attributeText[Int(attribute.start)..<Int(attribute.end)], as: UTF8.self)
        }
        return nil
    }

    /// The element around it, `nil` for the outermost one.
    public var parent: XMLElement? { node.parent < 0 ? nil : XMLElement(tree: tree, index: Int(node.parent)) }

    /// The character data inside it without that of the elements of one name.
    public func text(without name: String) -> String {
        var bytes: [UInt8] = []
        var position = textRange.lowerBound
        for element in findAll(name) {
            bytes += tree.text[position..<element.textRange.lowerBound]
            position = element.textRange.upperBound
        }
        bytes += tree.text[position..<textRange.upperBound]
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The elements directly inside, in order.
    public var children: XMLChildren { XMLChildren(tree: tree, upcoming: index + 1, end: Int(node.end)) }

    /// The first child of this name, in any vocabulary.
    public func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The first element of this name anywhere inside, in document order.
    public func find(_ name: String) -> XMLElement? {
        var at = index + 1
        while at < Int(node.end) {
            let element = XMLElement(tree: tree, index: at)
            if element.name == name { return element }
            at += 1
        }
        return nil
    }

    /// Every element of this name inside, in document order; those inside a hit are not looked at again.
    public func findAll(_ name: String) -> [XMLElement] {
        var hits: [XMLElement] = []
        var at = index + 1
        while at < Int(node.end) {
            let element = XMLElement(tree: tree, index: at)
            if element.name == name {
                hits.append(element)
                at = Int(element.node.end)
            } else {
                at += 1
            }
        }
        return hits
    }
}

/// The children of an element.
public struct XMLChildren: Sequence, IteratorProtocol {
    let tree: XMLTree
    var upcoming: Int
    let end: Int

    public mutating func next() -> XMLElement? {
        guard upcoming < end else { return nil }
        let element = XMLElement(tree: tree, index: upcoming)
        upcoming = Int(tree.nodes[upcoming].end)
        return element
    }
}
