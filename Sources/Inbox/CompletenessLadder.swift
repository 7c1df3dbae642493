import Model

/// Decides when one file is complete: the memory of the looks at it, and the rules of the ladder over them.
///
/// Pure: the clock comes with each look, and nothing happens here; the caller does what a decision says and comes back with
/// another look. A proof is of the moment, events are only hints.
public struct CompletenessLadder: Sendable {
    /// What to do with the name now.
    public enum Decision: Sendable, Equatable {
        /// Take it: the proof held at this look.
        case claim(Proof)
        /// Take it, but it is no article: its row ends `ignored` (or, for `.checksum`, dead) with this code.
        case ignore(FailureCode, Proof)
        /// It is no file: record it once, leave it where it is.
        case leave(FailureCode)
        /// Open it, ask for a lease, look again at once.
        case askLease
        /// Compare it with its checksum marker, look again at once.
        case askChecksum
        case lookAgain(atNs: UInt64)
        /// Somebody has it open for writing.
        case busy(sinceNs: UInt64, atNs: UInt64)
        /// We may not read it: waits for a change of its permissions.
        case unreadable
        case temporary
        /// A temporary name that nobody has touched for a day.
        case stalePartial
    }

    private var facts: FileFacts?
    private var firstSeenNs: UInt64 = 0
    private var unchangedSinceNs: UInt64 = 0
    private var busySinceNs: UInt64?
    private var settleNs: UInt64 = 0

    public init() {}

    /// Takes a look into memory and decides.
    public mutating func step(_ look: Look, _ rules: LadderRules) -> Decision {
        switch look.node.kind {
        case .symlink: return .leave(.symlink)
        case .other, .folder: return .leave(.notARegularFile)
        case .file: break
        }
        remember(look, rules)
        switch look.subject {
        case .temporary: return (look.ageNs ?? 0) >= rules.stalePartialNs ? .stalePartial : .temporary
        case .article(let marker): return climb(look, rules, marker: marker, verdict: nil)
        case .sidecar(let ownerIsThere):
            if ownerIsThere { return .lookAgain(atNs: patience(look, rules)) }
            if let wait = notBefore(firstSeenNs + rules.lateSidecarNs, look) { return wait }
            return climb(look, rules, marker: .notAsked, verdict: .lateSidecar)
        case .marker(let ownerIsThere, let ownerWasClaimed, let isAsked):
            if ownerWasClaimed && !ownerIsThere { return climb(look, rules, marker: .notAsked, verdict: .marker) }
            if isAsked {
                if ownerIsThere { return .lookAgain(atNs: patience(look, rules)) }
                if let wait = notBefore(firstSeenNs + rules.stalePartialNs, look) { return wait }
                return climb(look, rules, marker: .notAsked, verdict: .marker)
            }
            if ownerIsThere { return climb(look, rules, marker: .notAsked, verdict: .marker) }
            // Nobody knows its NAME: give it time to come, then it is a file like any other.
            if let wait = notBefore(firstSeenNs + rules.settleNs, look) { return wait }
            return climb(look, rules, marker: .notAsked, verdict: nil)
        }
    }

    /// For an article that could be claimed but whose sidecar is awaited or still being written: when to look again, `nil` once
    /// it has waited long enough and goes without.
    public func waitForSidecar(nowNs: UInt64, _ rules: LadderRules) -> Decision? {
        guard nowNs < firstSeenNs + rules.sidecarWaitNs else { return nil }
        return .lookAgain(atNs: min(firstSeenNs + rules.sidecarWaitNs, nowNs + max(rules.minAgeNs, nowNs - firstSeenNs)))
    }

    private mutating func remember(_ look: Look, _ rules: LadderRules) {
        let now = look.node.facts
        guard let before = facts, before.inode == now.inode, before.device == now.device else {
            self = CompletenessLadder()
            facts = now
            firstSeenNs = look.nowNs
            unchangedSinceNs = look.nowNs
            settleNs = rules.settleNs
            return
        }
        if before != now {
            facts = now
            unchangedSinceNs = look.nowNs
            settleNs = min(settleNs * 2, rules.settleMaxNs)
        }
        if look.lease == .granted || look.lease == .unavailable { busySinceNs = nil }
    }

    private mutating func climb(_ look: Look, _ rules: LadderRules, marker: Look.Marker, verdict: FailureCode?) -> Decision {
        if look.isUnreadable { return .unreadable }
        if marker == .missing { return .lookAgain(atNs: patience(look, rules)) }
        if let wait = tooYoung(look, rules) { return wait }
        let isEmpty = look.node.facts.bytes == 0
        if isEmpty && verdict == nil && marker != .present && marker != .verified,
            let wait = notBefore(unchangedSinceNs + rules.settleEmptyNs, look)
        {
            return wait
        }
        var proof = Proof.lease
        switch look.lease {
        case .notTried: return .askLease
        case .busy:
            let since = busySinceNs ?? look.nowNs
            busySinceNs = since
            let pause = min(max(look.nowNs - since, rules.busyFirstNs), rules.busyMaxNs)
            return .busy(sinceNs: since, atNs: look.nowNs + pause)
        case .granted: break
        case .unavailable:
            proof = .quiet
            if marker == .notAsked || marker == .early, let wait = notBefore(unchangedSinceNs + quietPeriod(rules), look) { return wait }
        }
        switch marker {
        case .checksum: return .askChecksum
        case .wrong:
            if let wait = notBefore(unchangedSinceNs + rules.checksumWaitNs, look) {
                if case .lookAgain(let end) = wait { return .lookAgain(atNs: min(end, patience(look, rules))) }
                return wait
            }
            return .ignore(.checksum, proof)
        case .present, .verified: proof = .marker
        case .notAsked, .missing, .early: break
        }
        if let verdict { return .ignore(verdict, proof) }
        return isEmpty ? .ignore(.emptyFile, proof) : .claim(proof)
    }

    /// Names that came by rename are never too young. A ctime in the past counts, else the time since the last change we saw.
    private func tooYoung(_ look: Look, _ rules: LadderRules) -> Decision? {
        if look.sighting == .renamedIn { return nil }
        let age = max(look.ageNs ?? 0, look.nowNs - unchangedSinceNs)
        return age >= rules.minAgeNs ? nil : .lookAgain(atNs: look.nowNs + rules.minAgeNs - age)
    }

    /// File systems that keep times in whole seconds (vfat: two) need two stamps to show a change.
    private func quietPeriod(_ rules: LadderRules) -> UInt64 {
        guard let facts, facts.mtimeNs % 1_000_000_000 == 0, facts.ctimeNs % 1_000_000_000 == 0 else { return settleNs }
        return max(settleNs, 2 * rules.settleNs)
    }

    private func notBefore(_ atNs: UInt64, _ look: Look) -> Decision? { look.nowNs < atNs ? .lookAgain(atNs: atNs) : nil }

    /// Waits as long again as it has waited: few looks at what takes long, quick ones at what has just come.
    private func patience(_ look: Look, _ rules: LadderRules) -> UInt64 {
        look.nowNs + min(max(look.nowNs - firstSeenNs, rules.busyFirstNs), rules.busyMaxNs)
    }
}
