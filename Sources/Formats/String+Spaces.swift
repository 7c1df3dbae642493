extension String {
    /// Without spaces, tabs, line ends and no-break spaces at both ends.
    var trimmingSpaces: String {
        let utf8 = self.utf8
        guard let first = utf8.first, let last = utf8.last else { return self }
        if first > 0x20, first < 0x80, last > 0x20, last < 0x80 { return self }
        guard let head = unicodeScalars.first, let tail = unicodeScalars.last, Self.isSpace(head) || Self.isSpace(tail) else { return self }
        var scalars = Substring(self).unicodeScalars
        while let scalar = scalars.first, Self.isSpace(scalar) { scalars.removeFirst() }
        while let scalar = scalars.last, Self.isSpace(scalar) { scalars.removeLast() }
        return String(scalars)
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return scalar.value <= 0x20 }
        return scalar.properties.isWhitespace || scalar == "\u{FEFF}"
    }

    /// `nil` for a text of nothing but white space.
    var nonEmpty: String? {
        let trimmed = trimmingSpaces
        return trimmed.isEmpty ? nil : trimmed
    }

    /// One line: every run of white space with a line end in it becomes a space.
    var asOneLine: String {
        guard utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) else { return trimmingSpaces }
        return split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
