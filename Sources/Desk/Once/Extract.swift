import Dispatch
import Enrichment
import Foundation
import Glibc
import Inbox
import Model
import Synchronization
import Warehouse

/// `copydesk extract`: the same line, with standard output where the warehouse would be.
public enum Extract {
    /// Reads files, prints one JSON object a line: an article, or a reject with its address.
    /// - Parameters:
    ///   - paths: files and folders; `-` is standard input.
    ///   - output: gets whole lines with their line ends, in file order, from one thread at a time.
    /// - Throws: `.noInput` for a path that is not there.
    public static func run(
        paths: [String], settings: Settings, noEnrich: Bool = false, output: @escaping @Sendable ([UInt8]) -> Void
    ) throws(DeskError) {
        let spool = paths.contains("-") ? try Spool.standardInput() : nil
        defer { spool?.remove() }
        let feed = Feed()
        let names = Mutex<[FileID: [UInt8]]>([:])
        let sink = JSONLinesSink(name: { id in names.withLock { $0[id] ?? [] } }, output: output)
        var events = LineEvents()
        events.roomFreed = { feed.roomFreed() }
        events.ended = { claim, _ in names.withLock { $0[claim.fileID] = nil } }
        var configuration = settings.lineConfiguration(known: { _ in nil })
        // A file is never put off for a larger one here: lines come in file order.
        configuration.largeFileBytes = .max
        let line = Line(configuration: configuration, enrichment: noEnrich ? .essentialOnly : .full, sink: sink, events: events)
        var walk = PathWalk(paths.map { $0 == "-" ? spool?.path ?? $0 : $0 }, names: NameRules(temporaryPatterns: settings.temporaryNames))
        var fileID: FileID = 0
        while let file = try walk.next() {
            fileID += 1
            let shown = spool.map { Array($0.path.utf8) == file.path } == true ? Array("-".utf8) : file.name
            let id = fileID
            names.withLock { $0[id] = shown }
            var claim = Claim(fileID: fileID, name: shown, source: file.source, path: file.path, facts: file.facts, proof: .given)
            claim.sidecar = file.sidecar
            feed.put([(claim, file.ignore)], on: line)
        }
        feed.finish(line)
    }
}

/// Standard input as a file, because reading needs the digest before the first record.
struct Spool {
    let path: String

    static func standardInput() throws(DeskError) -> Spool {
        var template = Array("\(NSTemporaryDirectory())/copydesk-stdin.XXXXXX".utf8CString)
        let fd = mkstemp(&template)
        guard fd >= 0 else { throw DeskError(.ioError, "no temporary file for standard input: \(String(cString: strerror(errno)))") }
        defer { close(fd) }
        let spool = Spool(
            path: template.withUnsafeBufferPointer { buffer in
                String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            })
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
            if count == 0 { return spool }
            if count < 0 {
                if errno == EINTR { continue }
                spool.remove()
                throw DeskError(.ioError, "standard input: \(String(cString: strerror(errno)))")
            }
            var written = 0
            while written < count {
                let put = write(fd, buffer.baseAddress?.advanced(by: written), count - written)
                if put < 0 {
                    spool.remove()
                    throw DeskError(.ioError, "\(spool.path): \(String(cString: strerror(errno)))")
                }
                written += put
            }
        }
    }

    func remove() { unlink(path) }
}
