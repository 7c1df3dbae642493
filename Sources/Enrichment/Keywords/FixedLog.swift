import Glibc

/// Natural logarithms as whole numbers (1 = 1/4096), from tables: sums of them are equal on every machine (promise P7).
enum FixedLog {
    /// The unit: `scale` stands for 1.
    static let scale = 4_096
    private static let table: [Int32] = (0..<4_096).map { value in
        value == 0 ? 0 : Int32((log(Double(value)) * Double(scale)).rounded())
    }

    /// ln(value); values below 1 count as 1, values from 4,096 on as 4,095.
    @inline(__always)
    static func of(_ value: Int) -> Int { Int(table[min(max(value, 1), 4_095)]) }

    /// A number such as 0.75 in the same unit.
    static func unit(_ value: Double) -> Int { Int((value * Double(scale)).rounded()) }
}
