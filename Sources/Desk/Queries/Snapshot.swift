import Glibc
import Model
import Warehouse

/// `copydesk snapshot`: a copy of the warehouse while it is in use, or its content as text.
public enum Snapshot {
    /// What was written.
    public struct Summary: Codable, Sendable, Equatable {
        public var articles = 0
        public var bytes: Int64 = 0
    }

    /// - Parameters:
    ///   - target: a file that must not be there yet.
    ///   - canonical: lines of text instead of a database; the file is made the same way.
    public static func run(desk: String, settings: Settings, to target: String, canonical: Bool) throws(DeskError) -> Summary {
        let reader = try DeskDoor.reader(desk, settings)
        defer { reader.close() }
        do throws(Failure) {
            if canonical {
                try writeDump(reader, to: target)
            } else {
                try reader.writeSnapshot(to: target)
            }
            var summary = Summary()
            summary.articles = try reader.status().articles
            var facts = stat()
            if stat(target, &facts) == 0 { summary.bytes = Int64(facts.st_size) }
            return summary
        } catch { throw DeskError(error) }
    }

    /// The canonical lines one after the other, each with its line end.
    public static func dump(desk: String, settings: Settings, output: ([UInt8]) throws(DeskError) -> Void) throws(DeskError) {
        let reader = try DeskDoor.reader(desk, settings)
        defer { reader.close() }
        var refused: DeskError?
        do throws(Failure) {
            try reader.canonicalDump { line throws(Failure) in
                do throws(DeskError) { try output(Array(line.utf8) + [UInt8(ascii: "\n")]) } catch {
                    refused = error
                    throw Failure(.ioError, error.sentence)
                }
            }
        } catch { throw refused ?? DeskError(error) }
    }

    private static func writeDump(_ reader: WarehouseReader, to target: String) throws(Failure) {
        // O_EXCL: a file that is there is never overwritten.
        let fd = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard fd >= 0 else {
            let sentence = errno == EEXIST ? "\(target) is there already: name another file" : "\(target): \(SystemText.of(errno))"
            throw Failure(.ioError, sentence)
        }
        guard let file = fdopen(fd, "w") else {
            close(fd)
            throw Failure(.ioError, "\(target): \(SystemText.of(errno))")
        }
        var isWritten = true
        do throws(Failure) {
            try reader.canonicalDump { line throws(Failure) in
                isWritten = isWritten && fputs(line, file) >= 0 && fputc(10, file) >= 0
                if !isWritten { throw Failure(errno == ENOSPC ? .diskFull : .ioError, "\(target): \(SystemText.of(errno))") }
            }
        } catch {
            fclose(file)
            unlink(target)
            throw error
        }
        if fclose(file) != 0 {
            unlink(target)
            throw Failure(errno == ENOSPC ? .diskFull : .ioError, "\(target): \(SystemText.of(errno))")
        }
    }
}
