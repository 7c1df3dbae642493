import CTables
import Language

/// What the linker knows of ordinary words near places, by their hashes; from `places/words.txt`.
struct PlaceWords: Sendable {
    /// Roles that a word may have.
    struct Roles: OptionSet, Sendable {
        let rawValue: UInt16
        static let before = Roles(rawValue: 1 << 0)
        static let of = Roles(rawValue: 1 << 1)
        static let behind = Roles(rawValue: 1 << 2)
        static let county = Roles(rawValue: 1 << 3)
        static let division = Roles(rawValue: 1 << 4)
        static let feature = Roles(rawValue: 1 << 5)
        static let bridge = Roles(rawValue: 1 << 6)
        static let never = Roles(rawValue: 1 << 7)
        static let person = Roles(rawValue: 1 << 8)
        static let near = Roles(rawValue: 1 << 9)
        static let nature = Roles(rawValue: 1 << 10)
        fileprivate static let names: [String: Roles] = [
            "before": .before, "of": .of, "behind": .behind, "county": .county, "division": .division, "feature": .feature,
            "bridge": .bridge,
            "never": .never, "person": .person, "near": .near,
            "nature": .nature,
        ]
    }

    static let shared = PlaceWords()
    static let theWordOf = TokenHash.hash("of")
    static let theWordThe = TokenHash.hash("the")
    static let theWordIn = TokenHash.hash("in")

    private let roles: [UInt32: Roles]
    /// Names of cities by the hash of what stands for them.
    private let spelled: [UInt32: String]

    private init() {
        var roles: [UInt32: Roles] = [:]
        var spelled: [UInt32: String] = [:]
        for line in TableText.lines(copydesk_place_words()) {
            let words = line.split(separator: " ")
            if words.first == "spelled" {
                for pair in words.dropFirst() {
                    let sides = pair.split(separator: "=")
                    if sides.count == 2 { spelled[TokenHash.hash(String(sides[0]))] = String(sides[1]) }
                }
                continue
            }
            guard let role = words.first.flatMap({ Roles.names[String($0)] }) else { continue }
            for word in words.dropFirst() {
                roles[TokenHash.hash(String(word)), default: []].insert(role)
                // The full stop of an abbreviation belongs to its token.
                roles[TokenHash.hash(String(word) + "."), default: []].insert(role)
            }
        }
        self.roles = roles
        self.spelled = spelled
    }

    /// The city that a word in capitals stands for.
    func city(_ hash: UInt32) -> String? { spelled[hash] }

    /// The roles of the word with a token's hash.
    subscript(hash: UInt32) -> Roles { roles[hash] ?? [] }
}
