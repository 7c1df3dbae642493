import Desk

/// An explanation for people: a line for each step, fields in columns.
enum ExplanationText {
    private static let nameWidth = 13

    static func lines(_ it: Explanation, terminal: Terminal) -> [String] {
        var lines = [terminal.bold(PrintableText.escaped(it.file))]
        lines.append(row("bytes", "\(NumberFormat.grouped(Int(it.bytes))), changed \(it.modifiedAt)"))
        if let sha256 = it.sha256 { lines.append(row("sha256", sha256)) }
        let proof = it.completeness.proof.map { "yes (\($0))" } ?? "no"
        lines.append(row("complete", "\(proof): \(PrintableText.escaped(it.completeness.why))"))
        if it.sidecar != "none" { lines.append(row("sidecar", it.sidecar)) }
        for member in it.members { lines += self.lines(member) }
        for record in it.records { lines += self.lines(record, terminal) }
        lines += more(it.recordCount, it.records.count, "record")
        for reject in it.rejects { lines += self.lines(reject, terminal) }
        lines += more(it.rejectCount, it.rejects.count, "reject")
        if let failure = it.failure { lines += self.lines(failure, terminal) }
        let counts = "\(NumberFormat.counted(it.recordCount, "article")), \(NumberFormat.counted(it.rejectCount, "reject"))"
        lines.append(row("outcome", "\(it.outcome): \(counts)"))
        return lines
    }

    private static func lines(_ member: Explanation.Member) -> [String] {
        var lines: [String] = []
        if !member.path.isEmpty { lines.append("member \(PrintableText.escaped(member.path))") }
        if !member.wrapping.isEmpty { lines.append(row("wrapped in", member.wrapping.joined(separator: ", "))) }
        let scores = member.scores.map { "\($0.format) \($0.score)" }.joined(separator: ", ")
        lines.append(row("taken for", (member.format ?? "nothing that is known") + (scores.isEmpty ? "" : " (\(scores))")))
        lines.append(row("charset", "\(member.charset) (\(member.charsetFrom))"))
        return lines
    }

    private static func lines(_ record: Explanation.Record, _ terminal: Terminal) -> [String] {
        var lines = [terminal.bold("\(PrintableText.escaped(record.record)) article")]
        for field in record.fields {
            let from = field.from.map { "  ← \(PrintableText.escaped($0))" } ?? ""
            lines.append(row(field.name, PrintableText.escaped(field.value) + from))
        }
        for (kind, count) in record.repairs.sorted(by: { $0.key < $1.key }) { lines.append(row("repaired", "\(kind) \(count)")) }
        return lines
    }

    private static func lines(_ reject: Explanation.Reject, _ terminal: Terminal) -> [String] {
        [
            terminal.alarming("\(PrintableText.escaped(reject.record)) \(reject.code): \(PrintableText.escaped(reject.sentence))"),
            "  \(reject.advice)",
        ]
    }

    private static func more(_ count: Int, _ shown: Int, _ what: String) -> [String] {
        count > shown ? ["… \(NumberFormat.counted(count - shown, "further \(what)")); --records shows more"] : []
    }

    private static func row(_ name: String, _ value: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, nameWidth - name.count)) + value
    }
}
