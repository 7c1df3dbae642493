/// The version of this program, as `--version`, the status and the warehouse name it.
public enum CopydeskVersion {
    public static let text = "0.1.0"
}
