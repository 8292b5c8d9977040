import DocumentModel
import Foundation

@testable import PDFReading

/// Files and the library that tests read.
enum Fixture {
    private static let packageFolder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ name: String) -> String {
        packageFolder.appending(path: "Tests/Fixtures/\(name)").path
    }

    /// Loads PDFium from `PDFIUM_LIBRARY` or from where `make setup` puts it.
    static func loadLibrary() throws {
        let path =
            ProcessInfo.processInfo.environment["PDFIUM_LIBRARY"]
            ?? packageFolder.appending(path: "vendor/pdfium/libpdfium.so").path
        try PDFFile.initialize(libraryPath: path)
    }

    static func open(_ name: String, password: String? = nil, limits: ExtractionLimits = .init()) throws -> PDFFile {
        try loadLibrary()
        return try PDFFile(path: path(name), password: password, limits: limits)
    }

    static func open(_ sample: SamplePDF, limits: ExtractionLimits = .init()) throws -> PDFFile {
        try loadLibrary()
        return try PDFFile(bytes: sample.bytes, limits: limits)
    }

    static func primitives(_ sample: SamplePDF, limits: ExtractionLimits = .init()) throws -> PagePrimitives {
        try open(sample, limits: limits).primitives(ofPage: 1)
    }
}

extension PagePrimitives {
    /// The page's characters in reading order of the file.
    var text: String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: glyphs.compactMap { Unicode.Scalar($0.scalar) })
        return String(scalars)
    }
}

extension Rectangle {
    /// Whether all sides agree to `tolerance` points.
    func isClose(to other: Rectangle, tolerance: Double = 0.01) -> Bool {
        abs(left - other.left) <= tolerance && abs(top - other.top) <= tolerance
            && abs(right - other.right) <= tolerance && abs(bottom - other.bottom) <= tolerance
    }
}
