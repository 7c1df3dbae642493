/// Distances on the earth's surface with the four operations and roots only, which are equal on every machine (promise P7).
enum PlaceDistance {
    /// Kilometres of one hundredth of a degree of latitude.
    private static let kmPerUnit: Float = 1.111_95

    /// Cosine of each whole degree of latitude, 0 … 90.
    private static let cosines: [Float] = (0...90).map { degree in
        let angle = Double(degree) * 3.141_592_653_589_793 / 180
        let square = angle * angle
        return Float(1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90)))))
    }

    /// Kilometres between two points in hundredths of a degree, as on a flat map at their middle latitude: right within some percent below 1,000 km.
    @inline(__always)
    static func km(_ latitude: Int32, _ longitude: Int32, _ otherLatitude: Int32, _ otherLongitude: Int32) -> Float {
        let north = Float(latitude - otherLatitude) * kmPerUnit
        var turn = abs(longitude - otherLongitude)
        if turn > 18_000 { turn = 36_000 - turn }
        let degree = Int(abs(latitude + otherLatitude)) / 200
        let east = Float(turn) * kmPerUnit * cosines[min(degree, 90)]
        return (north * north + east * east).squareRoot()
    }

    /// About exp(−x) for x ≥ 0: its series' inverse.
    @inline(__always)
    static func decay(_ x: Float) -> Float { 1 / (1 + x * (1 + x * (0.5 + x * (0.166_667 + x * 0.041_667)))) }
}
