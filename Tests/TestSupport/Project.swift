package import Foundation

/// Places in the project folder that tests use.
package enum Project {
    package static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The debug binary that `swift test` built, or the one that `TESTED_MIVAA` names: a name that is no setting of the program.
    package static var binary: String {
        ProcessInfo.processInfo.environment["TESTED_MIVAA"] ?? folder.appending(path: ".build/debug/mivaa").path
    }

    package static var pdfium: String {
        ProcessInfo.processInfo.environment["PDFIUM_LIBRARY"] ?? folder.appending(path: "vendor/pdfium/libpdfium.so").path
    }

    /// Small real files that tests use.
    package static var fixtures: URL { folder.appending(path: "Tests/Fixtures") }

    /// Documents for measuring, which lie beside the checkout where there are any.
    package static var quality: URL { folder.deletingLastPathComponent().appending(path: "shared/quality") }
}

/// A folder that is removed with this value.
package final class TemporaryFolder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "mivaa-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file and returns its path.
    package func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    /// Paths of all files below, sorted.
    package var files: [String] {
        get throws { try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted() }
    }
}
