import Model

/// Decompresses bzip2, xz or zstd data through libarchive's filters.
final class FilterStream: ByteStream {
    private let reader: ArchiveReader
    private let budget: Budget
    private var isOpen = false
    private var isDone = false

    init(_ inner: any ByteStream, _ wrapping: Wrapping, budget: Budget) {
        reader = ArchiveReader(inner, wrapping)
        self.budget = budget
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        if isDone || buffer.isEmpty { return 0 }
        if !isOpen {
            isOpen = true
            guard case .entry = try reader.next() else {
                isDone = true
                return 0
            }
        }
        let count = try reader.read(into: buffer)
        if count > 0 {
            try budget.take(output: count)
            return count
        }
        isDone = true
        _ = try reader.next()
        return 0
    }
}
