/// A decimal number as written, kept exact so that `1.5GiB` and `0.1s` come out to the byte and the nanosecond.
struct NumberText: Equatable {
    var whole: Int64
    /// Digits after the point, at most nine.
    var fraction: [UInt8]

    /// Splits `1.5GiB` into number and unit. Spaces between them and `_` between digits are allowed.
    /// - Returns: `nil` where the text does not begin with a digit or the number is too large.
    static func split(_ text: String) -> (number: NumberText, unit: String)? {
        var rest = Substring(text)
        guard let number = take(&rest) else { return nil }
        while rest.first == " " { rest.removeFirst() }
        return (number, String(rest))
    }

    /// Takes a number off the front of `rest`.
    static func take(_ rest: inout Substring) -> NumberText? {
        var whole: Int64 = 0
        var digits = 0
        while let digit = rest.utf8.first, isDigit(digit) || (digit == UInt8(ascii: "_") && digits > 0) {
            rest.removeFirst()
            guard isDigit(digit) else { continue }
            digits += 1
            let (tens, overflow) = whole.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int64(digit - 48))
            if overflow || carry { return nil }
            whole = sum
        }
        guard digits > 0 else { return nil }
        var fraction: [UInt8] = []
        if rest.first == "." {
            rest.removeFirst()
            while let digit = rest.utf8.first, isDigit(digit) {
                fraction.append(digit - 48)
                rest.removeFirst()
            }
            guard (1...9).contains(fraction.count) else { return nil }
        }
        return NumberText(whole: whole, fraction: fraction)
    }

    /// The number multiplied, rounded to the nearest whole; `nil` where it does not fit.
    func times(_ factor: Int64) -> Int64? {
        let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
        if overflow { return nil }
        var share = 0.0
        var place = 0.1
        for digit in fraction {
            share += Double(digit) * place
            place /= 10
        }
        let (sum, carry) = product.addingReportingOverflow(Int64((share * Double(factor)).rounded()))
        return carry ? nil : sum
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
