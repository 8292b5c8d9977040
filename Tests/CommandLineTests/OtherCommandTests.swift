import Foundation
import TestSupport
import Testing

@Suite("mivaa inspect, page, verify and the sandbox")
struct OtherCommandTests {
    private let folder: TemporaryFolder
    private let sample: String

    init() throws {
        folder = try TemporaryFolder()
        sample = try folder.write(SamplePDF(pageCount: 2).bytes, to: "sample.pdf")
    }

    @Test("inspect tells people what the file is")
    func inspect() throws {
        let result = try CommandLine.mivaa("inspect", sample)
        #expect(result.status == 0)
        for fact in ["612 x 792 pt", "digital", "Helvetica", "1.7"] { #expect(result.output.contains(fact)) }
    }

    @Test("inspect --json tells programs the same, page by page")
    func inspectJSON() throws {
        let result = try CommandLine.mivaa("inspect", sample, "--json")
        let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect((json?["pages"] as? [Any])?.count == 2)
        #expect((json?["info"] as? [String: Any])?["page_count"] as? Int == 2)
    }

    @Test("a page becomes a PNG; with blocks it is another picture of the same page")
    func pagePicture() throws {
        let (plain, marked) = (folder.url.appending(path: "a.png"), folder.url.appending(path: "b.png"))
        #expect(try CommandLine.mivaa("page", sample, "1", "-o", plain.path).status == 0)
        #expect(try CommandLine.mivaa("page", sample, "1", "-o", marked.path, "--blocks").status == 0)
        let signature = Data([0x89, 0x50, 0x4E, 0x47])
        #expect(try Data(contentsOf: plain).starts(with: signature))
        #expect(try Data(contentsOf: marked).starts(with: signature))
        #expect(try Data(contentsOf: plain) != Data(contentsOf: marked))
    }

    @Test("a page that is not there is an error, not an empty picture")
    func missingPage() throws {
        let result = try CommandLine.mivaa("page", sample, "9", "-o", folder.url.appending(path: "c.png").path)
        #expect(result.status == 1)
        #expect(result.errors.contains("there is no page 9"))
    }

    @Test("the Markdown of a sound document stands up to a second reading")
    func verify() throws {
        let result = try CommandLine.mivaa("verify", sample)
        #expect(result.status == 0)
        #expect(result.output.contains("100.000 %"))
        #expect(result.output.contains("foreign numerals       0"))
    }

    @Test("doctor says what runs where, with Tesseract and its languages or how to get them")
    func doctor() throws {
        let output = try CommandLine.mivaa("doctor").output
        for part in ["PDFium: ", "ONNX Runtime ", "model pp-ocrv6-small: ", "Tesseract"] { #expect(output.contains(part), "\(part)") }
        let line = output.split(separator: "\n").first { $0.contains("Tesseract") } ?? ""
        #expect(line.contains("apt-get install") || line.contains("ell"))
    }

    @Test("the runtime of the models reports nothing to its makers and leaves nothing on the machine")
    func noReports() throws {
        let folder = try TemporaryFolder()
        let places = ["HOME": folder.url.path, "XDG_CACHE_HOME": folder.url.appending(path: "cache").path, "ORT_DISABLE_TELEMETRY": "0"]
        #expect(try CommandLine.run(["doctor"], environment: places).output.contains("ONNX Runtime"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }

    @Test("doctor says what the service would stand on, and what of it is not there")
    func doctorOfTheService() throws {
        let folder = try TemporaryFolder()
        let good = try CommandLine.run(["doctor"], environment: ["MIVAA_DATA": folder.url.path]).output
        #expect(good.contains("ok       data folder \(folder.url.path): "))
        #expect(good.contains("the service would listen at http://"))
        let bad = try CommandLine.run(
            ["doctor"],
            environment: [
                "MIVAA_DATA": folder.url.path, "MIVAA_CLAMD_SOCKET": "/nowhere/clamd.sock", "MIVAA_TLS_CERTIFICATE": "/nowhere/cert.pem",
                "MIVAA_TLS_KEY": "/nowhere/key.pem",
            ])
        #expect(bad.status == 1)
        for part in ["ClamAV: /nowhere/clamd.sock is not there", "TLS: /nowhere/cert.pem cannot be read"] {
            #expect(bad.output.contains("missing  \(part)"), "\(part)")
        }
        let misspelt = try CommandLine.run(["doctor"], environment: ["MIVAA_PROT": "1"])
        #expect(misspelt.output.contains("missing  settings: the environment has MIVAA_PROT"))
    }

    @Test("a child can open no socket and no file, start no program, and gain no rights")
    func confinement() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Project.binary)
        process.arguments = ["extraction-child", "--probe"]
        // A pipe: the child may not let files grow, not even the one its output goes to.
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let lines = output.split(separator: "\n")
        #expect(lines.count >= 14)
        for line in lines { #expect(line.hasSuffix(": refused"), "\(line)") }
        for attempt in ["open a socket", "open a file for writing", "run a program"] { #expect(output.contains("\(attempt): refused")) }
    }
}
