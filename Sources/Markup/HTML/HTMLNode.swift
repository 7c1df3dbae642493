/// One node of a parsed page. Nodes lie in the order of the document: the subtree of node `i` is `i..<nodes[i].end`.
public struct HTMLNode: Sendable {
    public var tag: HTMLTag
    /// Elements around it; 0 for the root. Counts no further than the parser's depth limit.
    public var depth: UInt16
    /// The node around it, -1 for the root.
    public var parent: Int32
    /// Behind the last node of its subtree. An inline element that ends amid an open block (`<b><p>x</b>y</p>`) ends there.
    public var end: Int32
    /// Text of a text node, else the element's name as written: where it stands in the parsed bytes.
    public var start: UInt32
    public var length: UInt32
    /// Its attributes in the tree's list.
    public var firstAttribute: UInt32
    public var attributeCount: UInt32
}
