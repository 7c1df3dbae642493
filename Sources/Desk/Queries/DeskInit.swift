import Model

/// `copydesk init`: a desk and its empty warehouse, for those who want to look before the daemon runs.
public enum DeskInit {
    /// Makes what is missing; what is there stays as it is.
    /// - Throws: as `OpenDesk`.
    public static func make(desk: String, settings: Settings) throws(DeskError) {
        let made = try OpenDesk(desk, settings: settings, opening: .makeIfNew)
        do throws(Failure) { try made.close() } catch { throw DeskError(error) }
    }
}
