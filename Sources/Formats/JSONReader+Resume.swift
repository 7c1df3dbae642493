import Model

/// What happens behind a damaged record: it alone is rejected, and reading goes on at the next one that can be told apart.
extension JSONReader {
    /// How far the brackets of a damaged record are followed.
    private static let balanceBytesMax = 1 << 20
    /// Bytes that may be followed for each byte of the member, beyond the first `balanceBytesMax`: a million damaged records that
    /// never close must not each be followed so far.
    private static let balancePerByte = 4

    /// Rejects the record at the start of the window and finds the next.
    func damaged(_ fault: JSONFault, _ role: Role) throws(Failure) -> Step {
        let start = window.start
        let place: Int
        let step: Step
        switch fault {
        case .incomplete:
            place = start
            step = reject(.jsonTruncated, "the value is not complete", at: place)
        case .syntax(let position):
            place = position
            step = reject(.jsonSyntax, "not valid JSON here", at: place)
        case .depth(let position):
            place = position
            step = reject(.jsonDepth, "nested deeper than \(limits.jsonDepthMax) (max_json_depth)", at: place)
        }
        if role == .document, hasLines, frames.isEmpty {
            try resumeAtLine()
        } else if fault == .incomplete {
            // Everything there is has been read: nothing can follow.
            endEarly()
        } else if role == .element, frames.last == .list {
            try resumeInList(broken: place - start)
        } else {
            frames = []
            try resumeOutside(broken: place - start)
        }
        return step
    }

    /// The record at the start of the window is longer than the limit: passes over it without keeping it.
    func tooLong(_ role: Role) throws(Failure) -> Step {
        let step = reject(.recordTooLong, "longer than \(limits.recordBytesMax) bytes (max_record_bytes)", at: window.start)
        if role == .document, hasLines, frames.isEmpty {
            try resumeAtLine()
            return step
        }
        if role != .element { frames = [] }
        var balance = BalanceScanner()
        while true {
            switch balance.scan(window.bytes, from: window.start, to: window.end) {
            case .closed(let end):
                window.consume(to: end)
                isBehindElement = role == .element
                return step
            case .astray:
                if role == .element { try resumeInList(broken: 0) } else { try resumeOutside(broken: 0) }
                return step
            case .open:
                window.consume(to: window.end)
                guard try window.fill() else { return step }
            }
        }
    }

    /// Lines: behind the next line end.
    private func resumeAtLine() throws(Failure) {
        while true {
            if let hit = ByteSearch.first(0x0A, window.bytes, window.start, window.end) {
                window.consume(to: hit + 1)
                return
            }
            window.consume(to: window.end)
            guard try window.fill() else { return }
        }
    }

    /// Elements: behind the element's own bracket if they pair up and a comma or the list's end follows; else at the next `},{` or
    /// line that begins with `{`.
    private func resumeInList(broken: Int) throws(Failure) {
        if let end = try balancedEnd() {
            var scanner = JSONScanner(window.bytes, from: end, end: window.end, depthMax: 1)
            let next = scanner.peek()
            if next == nil || next == UInt8(ascii: ",") || next == UInt8(ascii: "]") {
                window.consume(to: end)
                isBehindElement = true
                return
            }
        }
        isBehindElement = false
        window.consume(to: min(window.end, window.start + max(1, broken)))
        try search { bytes, at, end in
            if bytes[at] == UInt8(ascii: "{"), at > 0, bytes[at - 1] == 0x0A || bytes[at - 1] == 0x0D { return at }
            guard bytes[at] == UInt8(ascii: "}") else { return nil }
            var scanner = JSONScanner(bytes, from: at + 1, end: end, depthMax: 1)
            guard scanner.peek() == UInt8(ascii: ",") else { return nil }
            scanner.at += 1
            return scanner.peek() == UInt8(ascii: "{") ? scanner.at : nil
        }
    }

    /// Outside of lists: behind the value's own bracket, else at a line that begins with `{`, or at a record separator.
    private func resumeOutside(broken: Int) throws(Failure) {
        if let end = try balancedEnd() {
            var scanner = JSONScanner(window.bytes, from: end, end: window.end, depthMax: 1)
            let next = scanner.peek()
            if next == nil || next == UInt8(ascii: "{") || next == 0x1E {
                window.consume(to: end)
                return
            }
        }
        window.consume(to: min(window.end, window.start + max(1, broken)))
        try search { bytes, at, _ in
            if bytes[at] == 0x1E { return at }
            guard bytes[at] == UInt8(ascii: "{"), at > 0, bytes[at - 1] == 0x0A || bytes[at - 1] == 0x0D else { return nil }
            return at
        }
    }

    /// Where the brackets of the value at the start of the window close, if they do so soon.
    private func balancedEnd() throws(Failure) -> Int? {
        guard balancedBytes <= Self.balanceBytesMax + Self.balancePerByte * window.offset(window.start) else { return nil }
        while true {
            var balance = BalanceScanner()
            let result = balance.scan(window.bytes, from: window.start, to: min(window.end, window.start + Self.balanceBytesMax))
            balancedBytes += min(window.end - window.start, Self.balanceBytesMax)
            switch result {
            case .closed(let end): return end
            case .astray: return nil
            case .open:
                guard window.end - window.start < Self.balanceBytesMax, try window.fill() else { return nil }
            }
        }
    }

    /// Consumes up to the first position for which `matches` names one; to the end where there is none.
    private func search(_ matches: (UnsafePointer<UInt8>, Int, Int) -> Int?) throws(Failure) {
        while true {
            var at = window.start
            while at < window.end {
                if let found = matches(window.bytes, at, window.end) {
                    window.consume(to: found)
                    return
                }
                at += 1
            }
            // A pattern may straddle two windows: its first bytes stay.
            window.consume(to: max(window.start, window.end - Self.patternBytes))
            guard try window.fill() else { return endEarly() }
        }
    }

    /// The rest belongs to a record that was rejected: what is still open is not told again.
    private func endEarly() {
        window.consume(to: window.end)
        frames = []
    }

    private static let patternBytes = 64
}
