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

    @Test("a CUDA device that is no number does not keep a digital page from being read; always fails and names it")
    func badDevice() throws {
        let bad = ["MIVAA_CUDA_DEVICE": "gpu0"]
        let digital = try CommandLine.run(["extract", sample, "--ocr", "auto"], environment: bad)
        #expect(digital.status == 0 && digital.output.contains("quick brown fox") && digital.errors.isEmpty)
        let scanned = try CommandLine.run(["extract", scan, "--ocr", "auto"], environment: bad)
        #expect(scanned.status == 0 && scanned.errors.contains("MIVAA_CUDA_DEVICE is not a number: gpu0"))
        let always = try CommandLine.run(["extract", sample, "--ocr", "always"], environment: bad)
        #expect(always.status == 1 && always.errors.contains("MIVAA_CUDA_DEVICE"))
    }

    @Test(
        "a CUDA device that is not there is said once, and pages are read all the same", .enabled(if: modelsAreInstalled, "models are not installed"))
    func absentDevice() throws {
        let result = try CommandLine.run(
            ["extract", sample, "--ocr", "always", "--ocr-model", "fast"], environment: ["MIVAA_CUDA_DEVICE": "63"])
        #expect(result.status == 0 && result.output.contains("quick brown fox"))
        #expect(result.errors.components(separatedBy: "CUDA device 63 is not used").count == 2)
    }

    @Test(
        "files that are no pictures, cut off, or larger than their bytes can be are refused by name",
        .enabled(if: modelsAreInstalled, "models are not installed"))
    func hostilePictures() throws {
        // The head of a PNG of 100,000 x 100,000 pixels with nothing behind it.
        let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
        let bomb = head + [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0, 8, 2, 0, 0, 0, 0, 0, 0, 0]
        for (name, bytes) in [("bomb.png", bomb), ("cut.png", Array(head.prefix(12))), ("text.png", Array("no picture".utf8)), ("empty.png", [])] {
            let path = try folder.write(bytes, to: name)
            let result = try CommandLine.mivaa("recognize", path)
            #expect(result.status == 1 && result.errors.contains(name), "\(name): \(result.errors)")
        }
    }

    @Test("unknown modes and tags that are no languages are wrong usage", arguments: [["--ocr", "maybe"], ["--ocr-language", "not a tag"]])
    func wrongUsage(_ arguments: [String]) throws {
        #expect(try CommandLine.run(["extract", sample] + arguments).status == 2)
    }
}
