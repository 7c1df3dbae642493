import Testing

@testable import Inbox

@Suite struct WaitingRoomTests {
    private let folder = Folder(path: [], rules: { _ in SourceRules() })
    private func waiter(_ name: String) -> Waiter { Waiter(place: Place(folder: folder, name: Array(name.utf8)), sighting: .event) }

    @Test("looks come up in the order of their times, whatever was promised in between; only the last promise counts")
    func order() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(seed)
        var room = WaitingRoom()
        var promised: [String: UInt64] = [:]
        for step in 0..<5_000 {
            let name = "\(Int.random(in: 0..<200, using: &random))"
            let waiter = room[Place(folder: folder, name: Array(name.utf8))] ?? waiter(name)
            room.add(waiter)
            if step % 7 == 0 {
                room.remove(waiter)
                promised[name] = nil
                continue
            }
            let time = UInt64.random(in: 0..<1_000, using: &random)
            room.schedule(waiter, atNs: time)
            promised[name] = time
        }
        #expect(room.count == promised.count)
        #expect(room.nextDueNs() == promised.values.min())
        var last: UInt64 = 0
        while let waiter = room.popDue(.max) {
            let name = String(decoding: waiter.place.name, as: UTF8.self)
            guard let time = promised.removeValue(forKey: name) else {
                Issue.record("seed \(seed): \(name) came up twice or was removed")
                return
            }
            #expect(time >= last, "seed \(seed)")
            last = time
        }
        #expect(promised.isEmpty, "seed \(seed)")
        #expect(room.nextDueNs() == nil)
    }

    @Test("what is not due stays; what is popped stays in the room without a promise")
    func due() {
        var room = WaitingRoom()
        let waiter = waiter("a")
        room.add(waiter)
        room.schedule(waiter, atNs: 100)
        #expect(room.popDue(99) == nil)
        #expect(room.popDue(100) === waiter)
        #expect(room.popDue(.max) == nil)
        #expect(room.count == 1)
        #expect(waiter.dueNs == nil)
    }

    @Test("a place is its path: another folder object of the same path finds the same waiter")
    func places() {
        var room = WaitingRoom()
        let first = Waiter(place: Place(folder: Folder(path: [97], rules: { _ in SourceRules() }), name: [98]), sighting: .scan)
        room.add(first)
        #expect(room[Place(folder: Folder(path: [97], rules: { _ in SourceRules() }), name: [98])] === first)
        #expect(room[Place(folder: Folder(path: [98], rules: { _ in SourceRules() }), name: [98])] == nil)
    }
}
