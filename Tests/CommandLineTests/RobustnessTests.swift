import Foundation
import TestSupport
import Testing

private let corpus = Project.quality.appending(path: "dev/robustness")

/// Odd, broken, encrypted and hostile files from the test suites of other projects, where they lie beside the checkout.
@Suite("Hostile files", .enabled(if: FileManager.default.fileExists(atPath: corpus.path)), .timeLimit(.minutes(15)))
struct RobustnessTests {
    /// A page has 30 s; no file of the corpus comes near that. All of them take 15 s in a debug build.
    private static let secondsForAll = 170.0

    @Test("every file gives a result or a clear error, none ends the program or a child, all within their time")
    func wholeCorpus() throws {
        let folder = try TemporaryFolder()
        // Recognition has tests of its own; in a debug build it would take minutes for the scans among the files.
        let result = try CommandLine.mivaa(
            "extract", corpus.path, "-o", folder.url.path, "--format", "markdown,json", "--jobs", "2", "--ocr", "never")
        #expect(result.status == 1)
        #expect(result.seconds < Self.secondsForAll)
        let names = try FileManager.default.subpathsOfDirectory(atPath: corpus.path).filter { $0.lowercased().hasSuffix(".pdf") }
        let written = Set(try folder.files.filter { $0.hasSuffix(".json") }.map { $0.dropLast(5) })
        for name in names {
            #expect(written.contains(name.dropLast(4)) || result.errors.contains("\(name): "), "neither result nor error for \(name)")
        }
        for sign in ["crashed", "ended the extraction child", "took more than", "makes no sense"] {
            #expect(!result.errors.contains(sign), "\(sign)")
        }
    }
}
