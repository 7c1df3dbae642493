extension Settings {
    /// When the loader commits.
    public var commit: Line.CommitLimits {
        Line.CommitLimits(articlesMax: commitArticlesMax, bytesMax: commitBytesMax, delayNs: commitDelayNs)
    }
}
