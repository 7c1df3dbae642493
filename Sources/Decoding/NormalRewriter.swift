/// Writes a text anew in its shape. The slow way, for what `NormalScan` refused.
struct NormalRewriter {
    private let shape: TextShape
    private let combiningRunMax: Int
    private var out: [UInt8] = []
    /// Controls taken out, and marks beyond the limit.
    private var controls = 0
    private var droppedMarks = 0
    private var residue = ResidueCounts()

    // The character that is being written: where it starts, and what the quick check says of it.
    private var stretchStart = 0
    private var isSuspect = false
    private var marks = 0
    private var lastClass: UInt8 = 0

    // The line that is being written: where it starts, the `\n`s written before it, and those that wait for something to follow.
    private var lineStart = 0
    private var lineIsOpen = false
    private var lineEndsWritten = 0
    private var lineEndsWaiting = 0
    /// A one-line field: white space that waits for something to follow.
    private var spaceWaits = false

    /// What was taken out or put right, by kind.
    var repairs: [(kind: String, count: Int)] {
        [(TextNormaliser.controlCharacters, controls), (TextNormaliser.combiningRun, droppedMarks)] + residue.repairs(shape)
    }

    /// - Parameter room: bytes expected.
    init(_ shape: TextShape, combiningRunMax: Int, room: Int) {
        self.shape = shape
        self.combiningRunMax = combiningRunMax
        out.reserveCapacity(room)
    }

    /// Writes a whole text, valid UTF-8.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at < bytes.count {
            let run = shape == .body ? UTF8Scan.printableASCII(bytes, from: at) : 0
            if run > 0 {
                closeStretch()
                openLine()
                out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<at + run]))
                stretchStart = out.count - 1
                at += run
                continue
            }
            let (value, length) = UTF8Scan.scalar(bytes, at: at)
            let isPair = value == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
            if UTF8Scan.isLineEnd(value) {
                residue.countLineEnd(value, isPair: isPair)
                if shape == .body { endLine() } else { waitWithSpace() }
            } else if !Residue.mayConcern(value) || !clean(value, bytes, at + length) {
                take(value, UnsafeBufferPointer(rebasing: bytes[at..<at + length]))
            }
            at += isPair ? 2 : length
        }
    }

    /// Takes dirt out.
    /// - Parameter next: where the code point after this one stands.
    /// - Returns: false where it is none.
    private mutating func clean(_ value: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, _ next: Int) -> Bool {
        if let letters = Residue.ligature(value) {
            residue.ligatures += 1
            for letter in letters { withUnsafeBytes(of: letter) { take(UInt32(letter), $0.assumingMemoryBound(to: UInt8.self)) } }
            return true
        }
        if value == 0xA0, shape == .line { return false }
        let before = lineIsOpen && !spaceWaits && out.count > lineStart ? lastWritten : 0x0A
        guard Residue.isDropped(value, before: before, after: Residue.after(bytes, next)) else { return false }
        residue.count(value)
        return true
    }

    private var lastWritten: UInt32 {
        out.withUnsafeBufferPointer { UTF8Scan.scalar($0, at: UTF8Scan.before($0, $0.count)).value }
    }

    /// The end of the text.
    mutating func finish() -> [UInt8] {
        endLine()
        return out
    }

    private mutating func take(_ value: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) {
        if shape == .line, UTF8Scan.isBlank(value) {
            waitWithSpace()
        } else if UTF8Scan.isRefuse(value) && value != 0x09 {
            controls += 1
        } else {
            let kind = NormalForm.classify(value)
            if kind.isPlain {
                closeStretch()
                openLine()
                stretchStart = out.count
                out.append(contentsOf: bytes)
            } else {
                guard let parts = NormalForm.expansion(value) else { return extend(kind, bytes) }
                for part in parts {
                    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { buffer in
                        var utf8 = UTF8Cursor(buffer)
                        utf8.scalar(part)
                        extend(NormalForm.classify(part), UnsafeBufferPointer(rebasing: buffer[..<utf8.count]))
                    }
                }
            }
        }
    }

    /// A mark, or something that may combine with what stands before it.
    private mutating func extend(_ kind: NormalForm.Class, _ bytes: UnsafeBufferPointer<UInt8>) {
        if !lineIsOpen || spaceWaits {
            closeStretch()
            openLine()
            stretchStart = out.count
        }
        marks = kind.combining == 0 ? 0 : marks + 1
        if marks > combiningRunMax {
            droppedMarks += 1
            return
        }
        if kind.isDoubtful || (kind.combining != 0 && lastClass > kind.combining) { isSuspect = true }
        lastClass = kind.combining
        out.append(contentsOf: bytes)
    }

    /// The character is complete: bring it into normal form where it may not be in it.
    private mutating func closeStretch() {
        defer {
            marks = 0
            lastClass = 0
            isSuspect = false
        }
        guard isSuspect, stretchStart < out.count else { return }
        let composed = out[stretchStart...].withUnsafeBufferPointer { NormalForm.compose($0) }
        out.replaceSubrange(stretchStart..., with: capped(composed))
    }

    /// Decomposing can make more marks than there were; a beginning of a normal form is in normal form.
    private mutating func capped(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var marks = 0
        kept.reserveCapacity(bytes.count)
        bytes.withUnsafeBufferPointer { bytes in
            var at = 0
            while at < bytes.count {
                let (value, length) = UTF8Scan.scalar(bytes, at: at)
                marks = NormalForm.classify(value).combining == 0 ? 0 : marks + 1
                if marks > combiningRunMax { droppedMarks += 1 } else { kept.append(contentsOf: bytes[at..<at + length]) }
                at += length
            }
        }
        return kept
    }

    private mutating func waitWithSpace() {
        closeStretch()
        spaceWaits = true
    }

    /// Something follows: write the line ends, or the space, that waited for it.
    @inline(__always)
    private mutating func openLine() {
        if spaceWaits {
            spaceWaits = false
            if !out.isEmpty { out.append(0x20) }
        }
        if lineIsOpen { return }
        lineIsOpen = true
        lineEndsWritten = out.isEmpty ? 0 : lineEndsWaiting
        for _ in 0..<lineEndsWritten { out.append(0x0A) }
        lineEndsWaiting = 0
        lineStart = out.count
    }

    /// A line end: blanks before it go, and a line of nothing else makes one empty line with its neighbours.
    private mutating func endLine() {
        closeStretch()
        guard lineIsOpen else {
            lineEndsWaiting = min(2, lineEndsWaiting + 1)
            return
        }
        lineIsOpen = false
        trimBlanks()
        if out.count == lineStart {
            out.removeLast(lineEndsWritten)
            lineEndsWaiting = 2
        } else {
            lineEndsWaiting = 1
        }
    }

    private mutating func trimBlanks() {
        var end = out.count
        out.withUnsafeBufferPointer { bytes in
            while end > lineStart {
                let start = UTF8Scan.before(bytes, end)
                guard UTF8Scan.isBlank(UTF8Scan.scalar(bytes, at: start).value) else { break }
                end = start
            }
        }
        out.removeLast(out.count - end)
    }
}
