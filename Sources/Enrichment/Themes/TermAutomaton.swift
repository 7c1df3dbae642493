/// Finds all terms of a list in one pass over a folded text (Aho and Corasick, 1975), with every step worked out beforehand.
///
/// Terms carry the blanks around them (` bank ` for a word, ` bank` for the beginning of one), so that matches begin and end where words do
/// and nothing needs to be checked afterwards.
struct TermAutomaton: Sendable {
    /// For each byte its class; bytes in no term have class 0, which leads back to the start.
    private var classes: [UInt8] = Array(repeating: 0, count: 256)
    private var classCount = 1
    /// For each state and class the next state times `classCount`; the top bit says that terms end there.
    private var steps: [UInt32] = []
    /// For each state the first of its entries in `found`, and how many.
    private var foundStart: [UInt32] = []
    private var found: [UInt32] = []

    private static let ends: UInt32 = 1 << 31

    /// - Parameter terms: folded, with the blanks that they need around them.
    init(_ terms: [String]) {
        for term in terms {
            for byte in term.utf8 where classes[Int(byte)] == 0 && classCount < 256 {
                classes[Int(byte)] = UInt8(classCount)
                classCount += 1
            }
        }
        var trie = Trie(classCount: classCount)
        for (index, term) in terms.enumerated() { trie.add(term.utf8.map { Int(classes[Int($0)]) }, index) }
        let order = trie.link()
        steps = Array(repeating: 0, count: trie.stateCount * classCount)
        foundStart = Array(repeating: 0, count: trie.stateCount + 1)
        for state in 0..<trie.stateCount {
            foundStart[state] = UInt32(found.count)
            var at = state
            while at > 0 {
                found.append(contentsOf: trie.terms[at])
                at = trie.links[at]
            }
        }
        foundStart[trie.stateCount] = UInt32(found.count)
        for state in order {
            for symbol in 0..<classCount {
                let child = trie.children[state * classCount + symbol]
                let next =
                    child > 0
                    ? UInt32(child * classCount) | (foundStart[child] < foundStart[child + 1] ? Self.ends : 0)
                    : state == 0 || symbol == 0 ? 0 : steps[trie.links[state] * classCount + symbol]
                steps[state * classCount + symbol] = next
            }
        }
    }

    /// Calls `body` with the index of each term found, once for each place where it stands.
    @inline(__always)
    func scan(_ folded: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
        classes.withUnsafeBufferPointer { classes in
            steps.withUnsafeBufferPointer { steps in
                var row = 0
                for byte in folded {
                    let step = steps[row + Int(classes[Int(byte)])]
                    row = Int(step & ~Self.ends)
                    if step & Self.ends != 0 {
                        let state = row / classCount
                        for index in foundStart[state]..<foundStart[state + 1] { body(Int(found[Int(index)])) }
                    }
                }
            }
        }
    }
}

extension TermAutomaton {
    /// The tree of terms from which the automaton is made.
    private struct Trie {
        let classCount: Int
        /// For each state and class the child, 0 for none.
        var children: [Int]
        /// For each state the terms that end there.
        var terms: [[UInt32]] = [[]]
        /// For each state the state of its longest proper end that begins a term.
        var links: [Int] = [0]

        var stateCount: Int { terms.count }

        init(classCount: Int) {
            self.classCount = classCount
            children = Array(repeating: 0, count: classCount)
        }

        mutating func add(_ term: [Int], _ index: Int) {
            var state = 0
            for symbol in term {
                if children[state * classCount + symbol] == 0 {
                    children[state * classCount + symbol] = terms.count
                    terms.append([])
                    links.append(0)
                    children.append(contentsOf: repeatElement(0, count: classCount))
                }
                state = children[state * classCount + symbol]
            }
            terms[state].append(UInt32(index))
        }

        /// Sets the links; gives the states in order of their depth.
        mutating func link() -> [Int] {
            var order = [0]
            var next = 0
            while next < order.count {
                let state = order[next]
                next += 1
                for symbol in 0..<classCount {
                    let child = children[state * classCount + symbol]
                    guard child > 0 else { continue }
                    order.append(child)
                    var link = links[state]
                    while link > 0, children[link * classCount + symbol] == 0 { link = links[link] }
                    let found = children[link * classCount + symbol]
                    links[child] = state > 0 ? found : 0
                }
            }
            return order
        }
    }
}
