import Foundation
import TestSupport
import Testing

@Suite("mivaa search")
struct SearchCommandTests {
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let bridge = SamplePDF(pages: [["Nothing to see on this page."], ["The steel cables of the bridge were replaced."]])
        try Data(bridge.bytes).write(to: folder.url.appending(path: "bridge.pdf"))
        try Data(SamplePDF(pages: [["Roses need sun and water."]]).bytes).write(to: folder.url.appending(path: "garden.pdf"))
        return folder
    }

    @Test("passages of files are found with page and excerpt")
    func files() throws {
        let folder = try folder()
        let result = try CommandLine.run(["search", "cable of steel", folder.url.path, "--mode", "keyword"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("bridge.pdf"))
        #expect(result.output.contains("steel cables"))
        #expect(!result.output.contains("garden.pdf"))
    }

    @Test("as JSON for programs")
    func json() throws {
        let folder = try folder()
        let result = try CommandLine.run(["search", "\"steel cables\" -roses", folder.url.path, "--mode", "keyword", "--json"])
        #expect(result.status == 0, "\(result.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let hits = try #require(object?["hits"] as? [[String: Any]])
        #expect(hits.count == 1)
        #expect(hits[0]["title"] as? String == "bridge.pdf")
        #expect(object?["mode"] as? String == "keyword")
        #expect(object?["total"] as? Int == 1)
    }

    @Test("what is wrong is said: a query without words, no folder, both files and a folder")
    func wrong() throws {
        let folder = try folder()
        #expect(try CommandLine.run(["search", "tag:x", folder.url.path]).status == 1)
        #expect(try CommandLine.run(["search", "x", "--data", folder.url.appending(path: "none").path]).status == 1)
        #expect(try CommandLine.run(["search", "x", folder.url.path, "--data", folder.url.path]).status == 2)
        #expect(try CommandLine.run(["search", "x", folder.url.path, "--limit", "0"]).status == 2)
    }
}
