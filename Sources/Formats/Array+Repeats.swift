extension Array where Element == String {
    /// The texts in order, each once; however many there are, this stays linear.
    var withoutRepeats: [String] {
        if count < 2 { return self }
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
