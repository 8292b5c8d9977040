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
    ],
    targets: [
        .target(name: "CPDFium", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "COnnxRuntime", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CTesseract", linkerSettings: [.linkedLibrary("dl")]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .target(
            name: "CImages", linkerSettings: ["jpeg", "png", "webp", "webpdemux", "tiff", "gif"].map { .linkedLibrary($0) }),
        .target(name: "CSandbox", linkerSettings: [.linkedLibrary("seccomp")]),
        module("DocumentModel"),
        module("PDFReading", ["DocumentModel", "CPDFium", "CPNG"]),
        module("ImageReading", ["DocumentModel", "CImages"]),
        module("ImageAnalysis", ["DocumentModel"]),
        module("LayoutAnalysis", ["DocumentModel"]),
        module("Rendering", ["DocumentModel"]),
        module("Backends", ["DocumentModel"]),
        module(
            "Inference",
            [
                "DocumentModel", "ImageAnalysis", "Backends", "COnnxRuntime", "CTesseract",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        module(
            "Ingestion",
            ["DocumentModel", "Backends", "PDFReading", "ImageReading", "ImageAnalysis", "LayoutAnalysis", "Rendering", "CSandbox"]),
        .executableTarget(
            name: "mivaa",
            dependencies: [
                "DocumentModel", "PDFReading", "ImageReading", "ImageAnalysis", "LayoutAnalysis", "Rendering", "Backends", "Inference",
                "Ingestion",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        tests("DocumentModelTests", ["DocumentModel"]),
        tests("PDFReadingTests", ["PDFReading", "DocumentModel"]),
        tests("ImageReadingTests", ["ImageReading", "DocumentModel", "TestSupport"]),
        tests("ImageAnalysisTests", ["ImageAnalysis", "DocumentModel"]),
        tests("LayoutAnalysisTests", ["LayoutAnalysis", "DocumentModel"]),
        tests("RenderingTests", ["Rendering", "DocumentModel"]),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        tests("IngestionTests", ["Ingestion", "DocumentModel", "Backends", "ImageReading", "CSandbox", "TestSupport"]),
        tests(
            "InferenceTests",
            [
                "Inference", "ImageAnalysis", "ImageReading", "Backends", "DocumentModel", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        tests("CommandLineTests", ["TestSupport"], exclude: ["Fixtures"]),
    ]
)
