import Foundation
import TestSupport
import Testing

@Suite("mivaa compare, summarize and entities")
struct TextCommandTests {
    private static let before = [
        "The customer pays EUR 12,500 until 31 March 2024 to the supplier.", "", "Either party may end this contract with three months of notice.",
    ]
    private static let after = [
        "The customer pays EUR 13,900 until 31 March 2024 to the supplier.", "", "Either party may end this contract with three months of notice.",
    ]

    @Test("two files are compared for people and for programs")
    func compare() throws {
        let folder = try TemporaryFolder()
        let a = try folder.write(SamplePDF(pages: [Self.before]).bytes, to: "a.pdf")
        let b = try folder.write(SamplePDF(pages: [Self.after]).bytes, to: "b.pdf")
        let markdown = try CommandLine.mivaa("compare", a, b)
        #expect(markdown.status == 0, "\(markdown.errors)")
        #expect(markdown.output.hasPrefix("# Comparison"))
        #expect(markdown.output.contains("EUR ~~12,500~~ **13,900**"))
        #expect(markdown.output.contains("| money | EUR 12,500 | EUR 13,900 | 1 → 1 |"))
        let json = try CommandLine.mivaa("compare", a, b, "--format", "json")
        let report = JSONNode(parsing: Data(json.output.utf8))
        #expect(report["differences"].elements.map { $0["kind"].text } == ["modification"])
        #expect(report["differences"][0]["values"][0]["after"]["regions"][0]["page"].integer == 1)
        #expect(report["totals"]["unchanged"].integer == 1)
        let same = try CommandLine.mivaa("compare", a, a, "--mode", "structural")
        #expect(same.output.contains("Similarity: 100.0 %"))
    }

    @Test("a real file is the same as itself, and two real files of different kinds are not", arguments: ["textual", "structural"])
    func realFiles(_ mode: String) throws {
        let table = Project.fixtures.appending(path: "tagged-table.pdf").path
        let arabic = Project.fixtures.appending(path: "rotated-arabic.pdf").path
        let same = try CommandLine.mivaa("compare", table, table, "--mode", mode, "--format", "json")
        #expect(JSONNode(parsing: Data(same.output.utf8))["similarity"].number == 1)
        let other = JSONNode(parsing: Data(try CommandLine.mivaa("compare", table, arabic, "--mode", mode, "--format", "json").output.utf8))
        #expect((other["similarity"].number ?? 1) < 0.5)
        #expect(!other["differences"].elements.isEmpty)
    }

    @Test("a file that cannot be read is named; wrong usage is another status")
    func failures() throws {
        let folder = try TemporaryFolder()
        let a = try folder.write(SamplePDF(pages: [Self.before]).bytes, to: "a.pdf")
        let bad = try folder.write(Array("no PDF".utf8), to: "bad.pdf")
        let failed = try CommandLine.mivaa("compare", a, bad)
        #expect(failed.status == 1)
        #expect(failed.errors.contains("bad.pdf"))
        #expect(failed.output.isEmpty)
        #expect(try CommandLine.mivaa("compare", a).status == 2)
        #expect(try CommandLine.mivaa("compare", a, a, "--format", "html").status == 2)
        #expect(try CommandLine.mivaa("summarize", a, "--length", "endless").status == 2)
        #expect(try CommandLine.mivaa("entities", a, "--kind", "dragon").status == 2)
    }

    @Test("a file is summarised, and told where each sentence stands")
    func summarize() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(SamplePDF(pages: [Self.before]).bytes, to: "a.pdf")
        let summary = try CommandLine.mivaa("summarize", file, "--style", "bullet_points", "--length", "short")
        #expect(summary.status == 0, "\(summary.errors)")
        #expect(summary.output.hasPrefix("- "))
        #expect(summary.output.contains("Where it stands:\n- a, p. 1: The customer pays"))
        let json = JSONNode(parsing: Data(try CommandLine.mivaa("summarize", file, "--json", "--focus", "notice").output.utf8))
        #expect(json["model"].text == "extractive")
        #expect(json["key_quotes"][0]["regions"][0]["page"].integer != nil)
        let empty = try folder.write(SamplePDF(pages: [["Only words"]]).bytes, to: "empty.pdf")
        let nothing = try CommandLine.mivaa("summarize", empty)
        #expect(nothing.status == 1)
        #expect(nothing.errors.contains("no whole sentence"))
    }

    @Test("entities are listed with how often and where")
    func entities() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(SamplePDF(pages: [Self.before + ["On 31 March 2024 EUR 13,900 were paid."]]).bytes, to: "a.pdf")
        let list = try CommandLine.mivaa("entities", file, "--kind", "date", "--kind", "money")
        #expect(list.status == 0, "\(list.errors)")
        #expect(list.output.split(separator: "\n").first == "date\t31 March 2024\t2\tp. 1")
        #expect(list.output.contains("money\tEUR 12,500\t1\tp. 1\n"))
        let json = JSONNode(parsing: Data(try CommandLine.mivaa("entities", file, "--json", "--kind", "money").output.utf8))
        #expect(json[0]["mentions"].elements.map { $0["text"].text } == ["EUR 12,500", "EUR 13,900"])
        #expect(json[0]["mentions"][0]["regions"][0]["page"].integer == 1)
    }
}
