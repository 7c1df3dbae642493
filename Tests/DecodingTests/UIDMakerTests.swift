import Model
import Testing

@testable import Decoding

@Suite struct UIDMakerTests {
    @Test("uids differ by member and ordinal, also where two members' names are one text in two normal forms")
    func normalForms() {
        let maker = UIDMaker(fileSHA256: [UInt8](repeating: 7, count: 32))
        let members = ["\u{e9}.txt", "e\u{301}.txt", "\u{e9}.txt"]
        let uids = members.flatMap { member in [1, 2, 12].map { maker.uid(member: member, ordinal: $0) } }
        #expect(Set(uids).count == 6)
        #expect(Array(uids.prefix(3)) == Array(uids.suffix(3)))
    }

    @Test("the marks of repeated names are left out where other programs read an address")
    func withoutRepetitions() {
        for (member, plain) in [
            ("", "#3"), ("a.txt", "a.txt#3"), ("a.txt!!2", "a.txt#3"), ("x.tar!!12!b.txt!!2", "x.tar!b.txt#3"), ("x.tar!2", "x.tar!2#3"),
        ] {
            #expect(ItemAddress(member: member, ordinal: 3).withoutRepetitions == plain)
        }
    }
}
