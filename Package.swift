// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (Context.environment["MIVAA_WARNINGS"] == "error" ? [.treatAllWarnings(as: .error)] : [])

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "mivaa",
    products: [.executable(name: "mivaa", targets: ["mivaa"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.25.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.5.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.1.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.25.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.3.0"),
        .package(url: "https://github.com/apple/swift-crypto", "3.12.0"..<"5.0.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
    ],
    targets: [
        .target(name: "CPDFium", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "COnnxRuntime", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CTesseract", linkerSettings: [.linkedLibrary("dl")]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .target(
            name: "CImages", linkerSettings: ["jpeg", "png", "webp", "webpdemux", "tiff", "gif"].map { .linkedLibrary($0) }),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .target(name: "CSearchScan"),
        .target(name: "CSandbox", linkerSettings: [.linkedLibrary("seccomp")]),
        module("DocumentModel"),
        module("PDFReading", ["DocumentModel", "CPDFium", "CPNG", "CZlib"]),
        module("ImageReading", ["DocumentModel", "CImages"]),
        module("ImageAnalysis", ["DocumentModel"]),
        module("LayoutAnalysis", ["DocumentModel"]),
        module("Rendering", ["DocumentModel"]),
        module("TextAnalysis"),
        module("Chunking", ["DocumentModel", "Rendering", "TextAnalysis"]),
        module("Backends", ["DocumentModel"]),
        module("Retrieval", ["DocumentModel", "Backends", "TextAnalysis"]),
        module(
            "Inference",
            [
                "DocumentModel", "ImageAnalysis", "Backends", "COnnxRuntime", "CTesseract",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        module(
            "Ingestion",
            [
                "DocumentModel", "Backends", "PDFReading", "ImageReading", "ImageAnalysis", "LayoutAnalysis", "Rendering", "TextAnalysis",
                "Chunking", "Retrieval", "CSandbox",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Metrics", package: "swift-metrics"), .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        module(
            "Persistence",
            [
                "DocumentModel", "Backends", "TextAnalysis", "CSearchScan", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
            ]),
        module(
            "WebAPI",
            [
                "DocumentModel", "PDFReading", "ImageReading", "Rendering", "TextAnalysis", "Chunking", "Backends", "Retrieval", "Ingestion", "CZlib",
                "CZip",
                "CXLSXWriter",
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"), .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "_NIOFileSystem", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ]),
        module(
            "Accounts",
            [
                "DocumentModel", "Backends", "CArgon2", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"), .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "mivaa",
            dependencies: [
                "DocumentModel", "PDFReading", "ImageReading", "ImageAnalysis", "LayoutAnalysis", "Rendering", "TextAnalysis", "Chunking", "Backends",
                "Inference", "Ingestion", "Persistence", "Retrieval", "WebAPI", "Accounts",
                .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"), .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        tests("DocumentModelTests", ["DocumentModel"]),
        tests("PDFReadingTests", ["PDFReading", "DocumentModel", "CZlib"]),
        tests("ImageReadingTests", ["ImageReading", "DocumentModel", "TestSupport"]),
        tests("ImageAnalysisTests", ["ImageAnalysis", "DocumentModel"]),
        tests("LayoutAnalysisTests", ["LayoutAnalysis", "DocumentModel"]),
        tests("RenderingTests", ["Rendering", "DocumentModel"]),
        tests("ChunkingTests", ["Chunking", "DocumentModel"]),
        tests("TextAnalysisTests", ["TextAnalysis"]),
        tests("RetrievalTests", ["Retrieval", "Backends", "DocumentModel", "TextAnalysis", "TestSupport"]),
        .target(
            name: "TestSupport",
            dependencies: [
                "CZip", .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests(
            "IngestionTests",
            [
                "Ingestion", "DocumentModel", "Backends", "Persistence", "ImageReading", "CSandbox", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        tests(
            "InferenceTests",
            [
                "Inference", "ImageAnalysis", "ImageReading", "Backends", "DocumentModel", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        tests(
            "PersistenceTests",
            [
                "Persistence", "DocumentModel", "Backends", "CSearchScan", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests("BackendsTests", ["Backends", "DocumentModel"]),
        tests(
            "AccountsTests",
            [
                "Accounts", "Persistence", "DocumentModel", "Backends", "TestSupport", .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests(
            "WebAPITests",
            [
                "WebAPI", "Backends", "Retrieval", "DocumentModel", "Ingestion", "Rendering", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Metrics", package: "swift-metrics"), .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        tests("CommandLineTests", ["TestSupport"], exclude: ["Fixtures"]),
        tests(
            "ServiceTests",
            [
                "TestSupport", .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
    ]
)
