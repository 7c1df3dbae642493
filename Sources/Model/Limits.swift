/// Every budget of reading one file, as named values (promise P8). Reaching one is a failure with its name.
public struct Limits: Sendable, Equatable {
    /// Bytes that may come out of one file after decompression.
    public var outputBytesMax: Int64 = 4 << 30
    /// Output per input byte, counted once `ratioGraceBytes` have come out.
    public var ratioMax: Int = 200
    public var ratioGraceBytes: Int64 = 16 << 20
    public var membersMax: Int = 100_000
    /// Containers and compressors inside one another.
    public var depthMax: Int = 8
    /// Bytes of one record.
    public var recordBytesMax: Int = 16 << 20
    public var jsonDepthMax: Int = 200
    /// Combining marks in a row that are kept; further ones are dropped and counted as a repair (`combining-run`).
    public var combiningRunMax: Int = 64
    /// CPU seconds that parsing one file may take.
    public var parseSecondsMax: Double = 60

    public init() {}
}
