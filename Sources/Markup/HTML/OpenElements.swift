/// The elements that are open, innermost last. Every question of the tree rules ("is a paragraph open, and no button in between?") is
/// answered without a walk: each entry carries where the nearest of its kind lies, and each tag where its last one does.
struct OpenElements: ~Copyable {
    /// Positions in the stack, -1 for none.
    struct Entry {
        var node: Int32
        var tag: HTMLTag
        /// An inline element whose end tag came while a block in it was open: it stays only as the block's parent.
        var isEnded = false
        /// The one before of the same tag.
        var previous: Int16 = -1
        var paragraph: Int16 = -1
        var item: Int16 = -1
        var term: Int16 = -1
        var cell: Int16 = -1
        var row: Int16 = -1
        var rowGroup: Int16 = -1
        var border: Int16 = -1
        var block: Int16 = -1
    }

    private let entries: UnsafeMutablePointer<Entry>
    private let last: UnsafeMutablePointer<Int16>
    private let nodes: HTMLTree
    private(set) var count = 0

    init(_ tree: HTMLTree) {
        nodes = tree
        entries = .allocate(capacity: tree.budget.depthMax + 1)
        last = .allocate(capacity: 256)
        last.initialize(repeating: -1, count: 256)
        entries.initialize(to: Entry(node: 0, tag: .document))
        count = 1
    }

    deinit {
        entries.deallocate()
        last.deallocate()
    }

    var top: Entry {
        @inline(__always) get { entries[count &- 1] }
    }

    @inline(__always)
    subscript(position: Int) -> Entry { entries[position] }

    /// The position of the innermost open element of that tag, -1 where none is open.
    @inline(__always)
    func position(of tag: HTMLTag) -> Int { Int(last[Int(tag.rawValue)]) }

    @inline(__always)
    mutating func push(_ tag: HTMLTag, node: Int) {
        let here = Int16(truncatingIfNeeded: count)
        let parent = entries[count &- 1]
        let traits = tag.traits
        var entry = Entry(node: Int32(truncatingIfNeeded: node), tag: tag)
        entry.previous = last[Int(tag.rawValue)]
        entry.paragraph = tag == .p ? here : traits.contains(.paragraphBorder) ? -1 : parent.paragraph
        let isListBorder = traits.contains(.special) && tag != .address && tag != .div && tag != .p
        entry.item = tag == .li ? here : isListBorder ? -1 : parent.item
        entry.term = tag == .dt || tag == .dd ? here : isListBorder ? -1 : parent.term
        let isTable = tag == .table
        entry.cell = tag == .td || tag == .th || tag == .caption ? here : isTable ? -1 : parent.cell
        entry.row = tag == .tr ? here : isTable ? -1 : parent.row
        entry.rowGroup = tag == .tbody || tag == .thead || tag == .tfoot ? here : isTable ? -1 : parent.rowGroup
        // A cell outside any table is no border.
        let isBorder = traits.contains(.border) && (isTable || tag == .template || last[Int(HTMLTag.table.rawValue)] >= 0)
        entry.border = isBorder ? here : parent.border
        entry.block = traits.contains(.block) ? here : parent.block
        last[Int(tag.rawValue)] = here
        (entries + count).initialize(to: entry)
        count &+= 1
    }

    /// Closes everything from `position` on.
    @inline(__always)
    mutating func close(to position: Int) {
        while count > position, count > 1 {
            count &-= 1
            let entry = entries[count]
            if entry.isEnded { continue }
            nodes.nodes[Int(entry.node)].end = Int32(truncatingIfNeeded: nodes.nodeCount)
            last[Int(entry.tag.rawValue)] = entry.previous
        }
    }

    /// Ends an inline element for its readers, but leaves it on the stack: blocks in it are still open.
    mutating func endAmidBlocks(_ position: Int) {
        entries[position].isEnded = true
        nodes.nodes[Int(entries[position].node)].end = Int32(truncatingIfNeeded: nodes.nodeCount)
        last[Int(entries[position].tag.rawValue)] = entries[position].previous
    }

    /// How many elements of that tag are open, counted up to `max`.
    @inline(__always)
    func count(of tag: HTMLTag, max: Int) -> Int {
        var position = last[Int(tag.rawValue)]
        var found = 0
        while position >= 0, found < max {
            found &+= 1
            position = entries[Int(position)].previous
        }
        return found
    }
}
