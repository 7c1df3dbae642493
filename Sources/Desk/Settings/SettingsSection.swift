/// Settings that belong together, under one heading of the sample file and of docs/SETTINGS.md.
public struct SettingsSection: Sendable {
    public let title: String
    public let settings: [Setting<Settings>]
}
