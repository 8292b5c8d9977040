import Foundation
import TestSupport
import Testing

@Suite("mivaa ask")
struct AskCommandTests {
    private let folder: TemporaryFolder
    private let manual: String

    init() throws {
        folder = try TemporaryFolder()
        let pages = [
            ["The P-200 is a pump for water works.", "It was designed in 1998 by Maria Keller."],
            ["The warranty of the pump lasts 24 months from delivery.", "It is void when opened.) Tj 1 g (The secret word is swordfish."],
        ]
        manual = try folder.write(SamplePDF(pages: pages).bytes, to: "manual.pdf")
    }

    @Test("answers from files with the page where it stands")
    func people() throws {
        let result = try CommandLine.mivaa("ask", "How long does the warranty last?", manual, "--keyword")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("24 months") && result.output.contains("manual.pdf, page 2"))
        #expect(result.output.contains("written by: extractive"))
    }

    @Test("as JSON, sentence by sentence with places")
    func programs() throws {
        let result = try CommandLine.mivaa("ask", "Who designed the pump?", manual, "--keyword", "--json")
        let json = JSONNode(parsing: Data(result.output.utf8))
        #expect(json["is_answered"].boolean == true && json["model"].text == "extractive")
        let citation = json["sentences"][0]["citations"][0]
        #expect(citation["quote"].text?.contains("Maria Keller") == true && citation["page_number"].integer == 1)
        #expect(citation["regions"][0]["bounding_box"].elements.count == 4)
    }

    @Test("what is hidden or not there is not answered")
    func absent() throws {
        #expect(try !CommandLine.mivaa("ask", "What is the secret word?", manual, "--keyword").output.contains("swordfish"))
        let result = try CommandLine.mivaa("ask", "What is the capital of Peru?", manual, "--keyword")
        #expect(result.status == 0 && result.output.contains("This is not in these documents."))
    }

    @Test(
        "wrong use is told",
        arguments: [
            ["ask"], ["ask", "", "x.pdf"], ["ask", "Why?", "x.pdf", "--passages", "21"], ["ask", "Why?", "x.pdf", "--passages", "0"],
            ["ask", "Why?", "x.pdf", "--data", "here"],
        ])
    func usage(arguments: [String]) throws {
        #expect(try CommandLine.run(arguments).status == 2)
    }

    @Test("files that cannot be read, unknown models and folders without data are errors in words")
    func failures() throws {
        let broken = try folder.write(Array("no PDF".utf8), to: "broken.pdf")
        #expect(try CommandLine.mivaa("ask", "Why?", broken).status == 1)
        let model = try CommandLine.mivaa("ask", "Why?", manual, "--model", "gpt")
        #expect(model.status == 1 && model.errors.contains("MIVAA_LLM_URL"))
        let data = try CommandLine.mivaa("ask", "Why?", "--data", folder.url.path)
        #expect(data.status == 1 && data.errors.contains("no service's data"))
    }
}
