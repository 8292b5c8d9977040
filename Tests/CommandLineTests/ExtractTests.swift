import Foundation
import TestSupport
import Testing

@Suite("mivaa extract")
struct ExtractTests {
    private let folder: TemporaryFolder
    private let sample: String

    init() throws {
        folder = try TemporaryFolder()
        sample = try folder.write(SamplePDF(pageCount: 3).bytes, to: "in/sample.pdf")
    }

    private var output: String { folder.url.appending(path: "out").path }

    private func written(_ name: String) throws -> String {
        try String(contentsOfFile: "\(output)/\(name)", encoding: .utf8)
    }

    @Test("one document goes to standard output as Markdown")
    func standardOutput() throws {
        let result = try CommandLine.mivaa("extract", sample)
        #expect(result.status == 0)
        #expect(result.output.contains("This is page 1 of the sample."))
        #expect(result.output.contains("This is page 3 of the sample."))
        #expect(result.errors == "")
    }

    @Test("children and --in-process give the same output")
    func sameInProcess() throws {
        let inChildren = try CommandLine.mivaa("extract", sample, "--format", "json")
        #expect(try CommandLine.mivaa("extract", sample, "--format", "json", "--in-process").output == inChildren.output)
        #expect(inChildren.status == 0)
    }

    @Test("standard input is read where the file is -")
    func standardInput() throws {
        let result = try CommandLine.mivaa("extract", "-", input: SamplePDF(pages: [["From a pipe."]]).bytes)
        #expect(result.status == 0)
        #expect(result.output.contains("From a pipe."))
    }

    @Test("only the selected pages are read")
    func selectedPages() throws {
        let result = try CommandLine.mivaa("extract", sample, "--pages", "1,-1")
        #expect(result.output.contains("page 1 of"))
        #expect(!result.output.contains("page 2 of"))
        #expect(result.output.contains("page 3 of"))
    }

    @Test("each format becomes a file named after the document, and no part files stay behind")
    func formats() throws {
        let result = try CommandLine.mivaa("extract", sample, "-o", output, "--format", "markdown,json,html,text", "--provenance")
        #expect(result.status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: output).sorted()
        #expect(names == ["sample.html", "sample.json", "sample.md", "sample.provenance.json", "sample.txt"])
        let json = try JSONSerialization.jsonObject(with: Data(written("sample.json").utf8)) as? [String: Any]
        #expect(json?["outcome"] as? String == "completed")
    }

    @Test("every range of the provenance map lies inside the Markdown, in order")
    func provenance() throws {
        _ = try CommandLine.mivaa("extract", sample, "-o", output, "--provenance")
        let size = try written("sample.md").utf8.count
        let map = try JSONSerialization.jsonObject(with: Data(written("sample.provenance.json").utf8)) as? [String: Any]
        let ranges = try #require(map?["ranges"] as? [[String: Any]])
        #expect(ranges.count >= 3)
        var end = 0
        for range in ranges {
            let (start, next) = (try #require(range["start"] as? Int), try #require(range["end"] as? Int))
            #expect(end <= start && start < next && next <= size)
            end = next
        }
    }

    @Test("documents of a folder keep their subfolders, and equal names get numbers")
    func folders() throws {
        let other = try folder.write(SamplePDF(pageCount: 1).bytes, to: "other/sample.pdf")
        _ = try folder.write(SamplePDF(pageCount: 1).bytes, to: "in/deep/report.PDF")
        let result = try CommandLine.mivaa("extract", folder.url.appending(path: "in").path, other, "-o", output)
        #expect(result.status == 0)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: output).sorted() == ["deep", "deep/report.md", "sample-2.md", "sample.md"])
    }

    @Test("a broken page is named and does not cost the others")
    func brokenPage() throws {
        var pdf = SamplePDF(pageCount: 3)
        pdf.brokenPages = [2]
        let result = try CommandLine.mivaa("extract", try folder.write(pdf.bytes, to: "broken.pdf"))
        #expect(result.status == 1)
        #expect(result.output.contains("page 1 of the sample"))
        #expect(result.output.contains("page 3 of the sample"))
        #expect(result.errors.contains("page 2 cannot be read"))
    }

    @Test("one bad file among good ones is named with its reason, the others are written")
    func oneBadFile() throws {
        let bad = try folder.write(Array("no pdf".utf8), to: "bad.pdf")
        let result = try CommandLine.mivaa("extract", sample, bad, "-o", output, "--quiet")
        #expect(result.status == 1)
        #expect(result.errors.contains("bad.pdf: the file is not a PDF"))
        #expect(!result.errors.contains("sample.pdf"))
        #expect(try written("sample.md").contains("page 1"))
    }

    @Test("a file that is not there is an error of that file")
    func missingFile() throws {
        let result = try CommandLine.mivaa("extract", "/nowhere/a.pdf")
        #expect(result.status == 1)
        #expect(result.errors.contains("/nowhere/a.pdf: it cannot be opened"))
    }

    @Test(
        "wrong usage has exit status 2 and says what is right",
        arguments: [
            ["extract"], ["extract", "a.pdf", "--pages", "x"], ["extract", "a.pdf", "--format", "docx"], ["extract", "a.pdf", "b.pdf"],
            ["extract", "a.pdf", "--jobs", "0"], ["extract", "a.pdf", "--format", "tables"], ["nonsense"],
        ])
    func usage(arguments: [String]) throws {
        let result = try CommandLine.run(arguments)
        #expect(result.status == 2)
        #expect(result.errors.contains("Error: "))
        #expect(result.output == "")
    }

    @Test("an encrypted file opens with the right password and says what is wrong otherwise")
    func passwords() throws {
        let file = Project.folder.appending(path: "Tests/CommandLineTests/Fixtures/encrypted.pdf").path
        let right = try folder.write(Array("geheim\n".utf8), to: "right")
        let wrong = try folder.write(Array("falsch\n".utf8), to: "wrong")
        let opened = try CommandLine.mivaa("extract", file, "--password-file", right)
        #expect(opened.status == 0)
        #expect(opened.output.contains("The secret is out."))
        let refused = try CommandLine.mivaa("extract", file, "--password-file", wrong)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("the password does not open the PDF"))
        #expect(try CommandLine.mivaa("extract", file).errors.contains("--password-file"))
    }
}
