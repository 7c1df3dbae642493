import Model

/// The labels that the tagger gives to tokens, as small integers: 0 is "no name"; then begin, inside, last and only token of a person, an organisation
/// and a place; then first and later token of another name (a work, an event, a people), which is read so as not to be taken for one of the three.
///
/// One row of weights holds one number for each label, padded to 16 for one vector register.
package enum MentionLabel {
    /// Labels in use.
    package static let count = 15
    /// Labels with padding: the lanes of one row.
    package static let lanes = 16
    package static let outside: UInt8 = 0
    package static let otherFirst: UInt8 = 13
    package static let otherInside: UInt8 = 14

    /// What a label says of its token's kind: 0 none, 1 person, 2 organisation, 3 place, 4 other.
    @inline(__always)
    package static func type(_ label: UInt8) -> Int { label == 0 ? 0 : label < otherFirst ? 1 + Int(label - 1) / 4 : 4 }

    /// The label of a token of a name.
    /// - Parameters:
    ///   - type: 1 person, 2 organisation, 3 place, 4 other.
    ///   - index: the token's place in the name, from 0.
    ///   - count: tokens of the name.
    package static func label(type: Int, index: Int, count: Int) -> UInt8 {
        if type == 4 { return index == 0 ? otherFirst : otherInside }
        let part = count == 1 ? 3 : index == 0 ? 0 : index == count - 1 ? 2 : 1
        return UInt8(1 + (type - 1) * 4 + part)
    }

    /// Whether the label needs another token of its name behind it.
    package static func isOpen(_ label: UInt8) -> Bool { label >= 1 && label < otherFirst && (label - 1) % 4 < 2 }

    /// Whether the label goes on with a name of three parts or more.
    private static func continues(_ label: UInt8) -> Bool {
        label >= 1 && label < otherFirst && ((label - 1) % 4 == 1 || (label - 1) % 4 == 2)
    }

    /// Whether `next` may stand behind `label`.
    package static func allows(_ label: Int, _ next: Int) -> Bool {
        guard label < count, next < count else { return false }
        let (left, right) = (UInt8(label), UInt8(next))
        if isOpen(left) { return continues(right) && (left - 1) / 4 == (right - 1) / 4 }
        if continues(right) { return false }
        return right != otherInside || left == otherFirst || left == otherInside
    }

    /// Whether a run of tokens may end with the label.
    package static func mayEnd(_ label: Int) -> Bool { label < count && !isOpen(UInt8(label)) }
}
