/// A parsed page: its nodes and attributes in flat lists over the bytes it was parsed from.
///
/// The memory is kept from page to page: parse many pages with one tree. The bytes must outlive what is asked of the tree.
public final class HTMLTree {
    /// How much of a page is kept; what comes behind it is left out, never an error.
    public struct Budget: Sendable {
        /// Elements inside one another; deeper ones become children of the last.
        public var depthMax = 512
        public var nodesMax = 400_000
        public var attributesMax = 400_000
        /// Attributes of one element that are kept.
        public var elementAttributesMax = 48

        public init() {}
    }

    public let budget: Budget

    /// What changes while a page is parsed. Behind a pointer, so that reading it costs no check for exclusive access.
    @usableFromInline
    struct Store {
        @usableFromInline var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        @usableFromInline var nodes: UnsafeMutablePointer<HTMLNode>
        @usableFromInline var nodeCount = 0
        @usableFromInline var nodeCapacity: Int
        @usableFromInline var attributes: UnsafeMutablePointer<HTMLAttribute>
        @usableFromInline var attributeCount = 0
        @usableFromInline var attributeCapacity: Int
    }

    @usableFromInline let store: UnsafeMutablePointer<Store>

    /// The parsed bytes.
    @inlinable public var bytes: UnsafeBufferPointer<UInt8> { store.pointee.bytes }
    /// All nodes, in the order of the page.
    @inlinable public var nodes: UnsafeMutablePointer<HTMLNode> { store.pointee.nodes }
    @inlinable public var nodeCount: Int { store.pointee.nodeCount }
    /// All attributes that are kept; each node says which are its own.
    @inlinable public var attributes: UnsafeMutablePointer<HTMLAttribute> { store.pointee.attributes }
    @inlinable public var attributeCount: Int { store.pointee.attributeCount }
    /// Where parsing stopped for want of budget, `nil` where all was parsed.
    public internal(set) var cutAt: Int?
    /// The nodes whose tags have the trait `prose`, in order.
    private(set) var proseNodes: [Int32] = []

    /// - Parameters:
    ///   - budget: limits; the defaults hold any real page.
    ///   - capacity: nodes for which there is memory at first.
    public init(budget: Budget = Budget(), capacity: Int = 4_096) {
        self.budget = budget
        let capacity = max(16, capacity)
        store = .allocate(capacity: 1)
        store.initialize(
            to: Store(
                nodes: .allocate(capacity: capacity), nodeCapacity: capacity, attributes: .allocate(capacity: capacity),
                attributeCapacity: capacity))
    }

    deinit {
        nodes.deallocate()
        attributes.deallocate()
        store.deallocate()
    }

    /// Parses a page or a piece of one, in place of what was parsed before.
    /// - Parameters:
    ///   - bytes: UTF-8; what is none passes through. Less than 4 GiB.
    ///   - isFragment: a piece that stands in a field: there is no head, and a tag that never ends is text.
    public func parse(_ bytes: UnsafeBufferPointer<UInt8>, isFragment: Bool = false) {
        store.pointee.nodeCount = 0
        store.pointee.attributeCount = 0
        cutAt = nil
        proseNodes.removeAll(keepingCapacity: true)
        store.pointee.bytes = UnsafeBufferPointer(rebasing: bytes.prefix(Int(UInt32.max)))
        _ = append(HTMLNode(tag: .document, depth: 0, parent: -1, end: 0, start: 0, length: 0, firstAttribute: 0, attributeCount: 0))
        guard let base = self.bytes.baseAddress, !bytes.isEmpty else {
            nodes[0].end = 1
            return
        }
        var parser = HTMLParser(self, base, isFragment: isFragment)
        parser.run()
    }

    /// Forgets the attributes from there on: those of an end tag.
    func dropAttributes(to count: Int) { store.pointee.attributeCount = count }

    @inline(__always)
    func append(_ node: HTMLNode) -> Int {
        let index = store.pointee.nodeCount
        if index == store.pointee.nodeCapacity { growNodes() }
        (nodes + index).initialize(to: node)
        store.pointee.nodeCount = index &+ 1
        return index
    }

    @inline(__always)
    func append(_ attribute: HTMLAttribute) {
        let index = store.pointee.attributeCount
        if index == store.pointee.attributeCapacity { growAttributes() }
        (attributes + index).initialize(to: attribute)
        store.pointee.attributeCount = index &+ 1
    }

    func noteProse(_ node: Int) { proseNodes.append(Int32(truncatingIfNeeded: node)) }

    private func growNodes() {
        let capacity = store.pointee.nodeCapacity * 2
        let grown = UnsafeMutablePointer<HTMLNode>.allocate(capacity: capacity)
        grown.moveInitialize(from: nodes, count: nodeCount)
        nodes.deallocate()
        (store.pointee.nodes, store.pointee.nodeCapacity) = (grown, capacity)
    }

    private func growAttributes() {
        let capacity = store.pointee.attributeCapacity * 2
        let grown = UnsafeMutablePointer<HTMLAttribute>.allocate(capacity: capacity)
        grown.moveInitialize(from: attributes, count: attributeCount)
        attributes.deallocate()
        (store.pointee.attributes, store.pointee.attributeCapacity) = (grown, capacity)
    }
}

extension HTMLTree {
    /// The bytes of an attribute's value as written, `nil` where the element has no such attribute.
    public func rawValue(_ name: HTMLAttributeName, of node: Int) -> UnsafeBufferPointer<UInt8>? {
        let first = Int(nodes[node].firstAttribute)
        for index in first..<first + Int(nodes[node].attributeCount) where attributes[index].name == name {
            return span(attributes[index].start, attributes[index].length)
        }
        return nil
    }

    /// An attribute's value with its references resolved.
    public func value(_ name: HTMLAttributeName, of node: Int) -> String? {
        rawValue(name, of: node).map { HTMLText.attribute($0) }
    }

    /// True where the element has the attribute, whatever its value.
    public func has(_ name: HTMLAttributeName, _ node: Int) -> Bool { rawValue(name, of: node) != nil }

    /// Bytes of the parsed page.
    @inline(__always)
    public func span(_ start: UInt32, _ length: UInt32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes.baseAddress.map { $0 + Int(start) }, count: Int(length))
    }

    /// The text of a text node, or the name of an element, as written.
    public func source(of node: Int) -> UnsafeBufferPointer<UInt8> { span(nodes[node].start, nodes[node].length) }

    /// The next node of that tag in `range`, `nil` where there is none.
    public func first(_ tag: HTMLTag, in range: Range<Int>) -> Int? {
        for node in range where nodes[node].tag == tag { return node }
        return nil
    }

    /// True if a paragraph, a main heading, an article or the main part stands inside the element.
    public func holdsProse(_ node: Int) -> Bool {
        var low = 0
        var high = proseNodes.count
        while low < high {
            let middle = (low + high) / 2
            if Int(proseNodes[middle]) <= node { low = middle + 1 } else { high = middle }
        }
        return low < proseNodes.count && proseNodes[low] < nodes[node].end
    }
}
