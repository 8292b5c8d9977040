import Foundation
import TestSupport
import Testing

/// `make test` installs the models.
@Suite("mivaa extract --ocr")
struct RecognitionTests {
    private let folder: TemporaryFolder
    private let sample: String
    private let scan: String

    init() throws {
        folder = try TemporaryFolder()
        sample = try folder.write(SamplePDF(pages: [["The quick brown fox jumps over the lazy dog."]]).bytes, to: "sample.pdf")
        var pdf = SamplePDF(pages: [[]])
        pdf.scannedPages = [1]
        scan = try folder.write(pdf.bytes, to: "scan.pdf")
    }

    private static var modelsAreInstalled: Bool {
        FileManager.default.fileExists(atPath: Project.folder.appending(path: "vendor/models/pp-ocrv6-small").path)
    }

    private var withoutModels: [String: String] { ["MIVAA_MODELS": folder.url.appending(path: "nothing").path] }

    @Test("a page is read from its picture, and the JSON says so", .enabled(if: modelsAreInstalled, "models are not installed"))
    func always() throws {
        let result = try CommandLine.mivaa("extract", sample, "--ocr", "always", "--ocr-model", "fast", "--format", "json")
        #expect(result.status == 0)
        #expect(result.output.contains("quick brown fox"))
        #expect(result.output.contains("\"condition\":\"recognized\""))
        #expect(result.output.contains("\"engine\":\"pp-ocrv6-tiny\""))
    }

    @Test("a searchable copy has the recognised text", .enabled(if: modelsAreInstalled, "models are not installed"))
    func searchable() throws {
        let out = folder.url.appending(path: "out").path
        #expect(try CommandLine.mivaa("extract", sample, "--ocr", "always", "--format", "pdf", "-o", out).status == 0)
        let copy = try CommandLine.mivaa("extract", "\(out)/sample.pdf", "--ocr", "never", "--format", "json")
        // Its own text is still there, and the layer beside it.
        #expect(copy.output.components(separatedBy: "quick brown fox").count > 2)
    }

    @Test("without a model, auto goes on and says how to install it; always fails and says the same")
    func missingModel() throws {
        let auto = try CommandLine.run(["extract", scan], environment: withoutModels)
        #expect(auto.status == 0)
        #expect(auto.output.contains("recognition needed"))
        #expect(auto.errors.contains("mivaa models install pp-ocrv6-small"))
        let always = try CommandLine.run(["extract", scan, "--ocr", "always"], environment: withoutModels)
        #expect(always.status == 1)
        #expect(always.errors.contains("mivaa models install pp-ocrv6-small") && always.output.isEmpty)
    }

    @Test("unknown modes and tags that are no languages are wrong usage", arguments: [["--ocr", "maybe"], ["--ocr-language", "not a tag"]])
    func wrongUsage(_ arguments: [String]) throws {
        #expect(try CommandLine.run(["extract", sample] + arguments).status == 2)
    }
}
