// swift-tools-version: 6.1
import PackageDescription

/// Every Swift target is built in Swift 6 language mode; the rooms and their arrows are explained in docs/ARCHITECTURE.md
/// and held by Tests/TidyTests.
func room(_ name: String, _ dependencies: [Target.Dependency], isHot: Bool = false) -> Target {
    // Loops over every byte of a text are some fifty times slower without optimisation, and the tests run them a great deal.
    .target(
        name: name, dependencies: dependencies,
        swiftSettings: isHot ? [.unsafeFlags(["-O"], .when(configuration: .debug))] : [])
}

func tests(of name: String, _ more: [Target.Dependency] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + more)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "copydesk",
    products: [
        .executable(name: "copydesk", targets: ["copydesk"]),
        .executable(name: "yardstick", targets: ["yardstick"]),
        .executable(name: "loadbench", targets: ["loadbench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // System libraries, each a module map over Debian's headers.
        .target(name: "CLinux"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        // Word lists and weights: files of Sources/CTables/data linked into the binary as they are (tables.S).
        .target(name: "CTables", exclude: ["data"], cSettings: [.headerSearchPath("data")]),

        // The rooms, in the order an article walks through them.
        room("Model", []),
        room("Inbox", ["Model", "CLinux", "CCrypto"]),
        room("Decoding", ["Model", "CLinux", "CZlib", "CArchive", "CCrypto", "CTables"]),
        room("Markup", ["Model", "CExpat", "CTables"], isHot: true),
        room("Formats", ["Model", "Decoding", "Markup", "CTables"]),
        room("Language", ["Model", "CTables"], isHot: true),
        room("Enrichment", ["Model", "Language", "CTables"], isHot: true),
        room("Warehouse", ["Model", "CSQLite", grdb]),
        room(
            "Desk",
            [
                "Model", "CLinux", "Inbox", "Decoding", "Formats", "Language", "Enrichment", "Warehouse", logging, yams,
            ]),
        .executableTarget(name: "copydesk", dependencies: ["Desk", arguments]),
        .executableTarget(name: "loadbench", dependencies: ["Model", "Warehouse"]),
        .executableTarget(name: "yardstick", dependencies: ["Model", "Decoding", "Formats", "Language", "Enrichment", arguments]),

        tests(of: "Inbox", ["Model"]),
        tests(of: "Decoding", ["Model", "Formats", "CArchive", "CZlib"]),
        tests(of: "Markup", ["Model"]),
        tests(of: "Formats", ["Model", "Decoding", "Markup", "CZlib"]),
        tests(of: "Language", ["Model"]),
        tests(of: "Enrichment", ["Model", "Language"]),
        tests(of: "Warehouse", ["Model", "CSQLite", grdb]),
        tests(of: "Desk", ["copydesk", "Model", "Inbox", "Decoding", "Formats", "Enrichment", "Warehouse", "CSQLite", "CArchive"]),
        .testTarget(name: "CommandTests", dependencies: ["copydesk", "Desk", "Model", arguments]),
        .testTarget(name: "TidyTests", dependencies: ["Model"]),
    ],
    swiftLanguageModes: [.v6]
)
