// swift-tools-version: 6.2
import PackageDescription

// Settings of every target of ours: Swift 6 mode, imports said where they are used, warnings are errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "weftwork",
    products: [.executable(name: "weft", targets: ["weft"])],
    dependencies: [
        // HTTP server: routing, streaming, back-pressure on NIO; its core needs no BoringSSL (22 µs CPU a request, measured).
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        // SQLite: pool of one writer and readers, statement cache, backup. Its record layer is not used.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Event loops under Hummingbird; named for the channel handlers that bound bodies and idle connections.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // HTTP types as NIO's channel parts; Hummingbird brings it anyway.
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        // Header fields and methods as types: the vocabulary Hummingbird speaks.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        // Structured logs with a task-local logger.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // Background services start and stop in order, within a time limit.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // A queue that gives up its first as cheaply as its last (admission); the server library brings it anyway.
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        // The command line: help, exit codes, validation.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // DocC pages by `./dev docs`; a build tool only, nothing of it is linked.
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // System libraries (Debian names in `./dev`): a maintained C library beats code of ours.
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        // What libsodium lacks: RSA signatures (OpenID Connect) and HMAC-SHA1 (TOTP); libpq and libcurl bring it anyway.
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        // QR codes, drawn as SVG from its modules.
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        // Photos: JPEG, PNG and WebP decoded by the libraries that browsers use, made anew as JPEG without what a camera writes
        // beside the pixels. No pkg-config: its file carries a define that the package manager refuses; none is needed.
        .systemLibrary(name: "CGD", providers: [.apt(["libgd-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        // The C library's own header, which Swift's module of it leaves out: how the allocator keeps memory.
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // Minimum-cost flow: LEMON's network simplex (headers only, liblemon-dev) behind one plain function; optimised always, like Engine.
        .target(name: "CLemon", cxxSettings: [.unsafeFlags(["-O2"])]),

        // Pure algorithms. Optimised in every configuration: its loops run 2–10 times faster in tests.
        .target(name: "Engine", dependencies: ["CLemon"], swiftSettings: strict + [.unsafeFlags(["-O"])]),
        .target(
            name: "Database",
            dependencies: [
                "CPostgres", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Weftwork",
            dependencies: [
                "Engine", "Database", "CSodium", "CCrypto", "CQREncode", "CGD", "CCurl", "CZlib", "CMalloc",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "DequeModule", package: "swift-collections"),
            ],
            exclude: ["Demo/make.py", "Needs/Place/make.py"],
            resources: [.copy("Resources")],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "weft",
            dependencies: [
                "Weftwork", "Database", "Engine", "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "EngineTests", dependencies: ["Engine"], swiftSettings: strict),
        .testTarget(name: "DatabaseTests", dependencies: ["Database"], swiftSettings: strict),
        // CPostgres: a database of its own for each test is no work of the product.
        .testTarget(
            name: "WeftworkTests", dependencies: ["Weftwork", "Database", "Engine", "CPostgres"], swiftSettings: strict),
    ]
)
