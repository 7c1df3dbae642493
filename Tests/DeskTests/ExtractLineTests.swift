import Foundation
import Model
import Synchronization
import Testing
import Warehouse

@testable import Desk

@Suite("What extract prints")
struct ExtractLineTests {
    @Test("a file that changed while it was read ends with that reason")
    func changed() throws {
        let printed = Mutex("")
        let sink = JSONLinesSink(
            name: { _ in Array("a.txt".utf8) }, output: { bytes in printed.withLock { $0 += String(decoding: bytes, as: UTF8.self) } })
        let facts = FileFacts(device: 1, inode: 2, bytes: 3, mtimeNs: 4, ctimeNs: 5)
        let report = try sink.load([.changed(7, facts)])
        #expect(report.outcomes[7]?.failure?.code == .changedWhileRead)
        #expect(printed.withLock { $0 }.contains(#""file":"a.txt","record":"#))
        #expect(printed.withLock { $0 }.contains(#""reject":"changed-while-read""#))
    }
}
