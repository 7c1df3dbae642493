import Glibc

/// The few functions of the C library that pages need.
enum PageMath {
    static func exp(_ value: Float) -> Float { expf(max(-30, min(30, value))) }
}
