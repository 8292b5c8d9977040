import DocumentModel
import Testing

@testable import Retrieval

@Suite("the language of queries")
struct QuerySyntaxTests {
    private func parse(_ text: String) throws -> SearchQuery { try QuerySyntax.parse(text) }

    @Test("words, phrases, what must be there and what may not")
    func signs() throws {
        let query = try parse("cement +EN12390 \"compressive  strength\" -draft -„first edition“ well-known")
        #expect(query.alternatives.count == 1)
        #expect(query.alternatives[0].words == ["cement", "well-known"])
        #expect(query.alternatives[0].phrases == ["EN12390", "compressive strength"])
        #expect(query.alternatives[0].excluded == ["draft", "first edition"])
        #expect(query.meaning == "cement well-known EN12390 compressive strength")
        #expect(query.isStrict)
    }

    @Test("OR separates alternatives, and what is excluded is excluded from all of them")
    func alternatives() throws {
        let query = try parse("concrete -wet OR cement | mortar AND lime")
        #expect(query.alternatives.map(\.words) == [["concrete"], ["cement"], ["mortar", "lime"]])
        #expect(query.alternatives.map(\.excluded) == [["wet"], ["wet"], ["wet"]])
        #expect(try parse("OR cement OR").alternatives.map(\.words) == [["cement"]])
    }

    @Test("fields become filters")
    func fields() throws {
        let query = try parse("x title:\"data sheet\" tag:2024 tag:steel type:pdf type:table kind:code lang:DE page:3-7 year:2025")
        #expect(query.titleWords == ["data sheet"])
        #expect(query.filters.tags == ["2024", "steel"])
        #expect(query.filters.documentTypes == ["application/pdf"])
        #expect(query.filters.kinds == [.table, .code])
        #expect(query.filters.languages == ["de"])
        #expect(query.filters.pages == 3...7)
        #expect(query.filters.uploaded?.lowerBound.iso8601 == "2025-01-01T00:00:00.000Z")
        #expect(query.filters.uploaded?.upperBound.iso8601 == "2025-12-31T23:59:59.999Z")
        #expect(query.alternatives[0].words == ["x"])
    }

    @Test("dates from and to, both days being days that exist")
    func dates() throws {
        let query = try parse("x after:2024-02-29 before:2024-03-02")
        #expect(query.filters.uploaded?.lowerBound.iso8601 == "2024-02-29T00:00:00.000Z")
        #expect(query.filters.uploaded?.upperBound.iso8601 == "2024-03-01T23:59:59.999Z")
        for wrong in ["x after:2023-02-29", "x before:yesterday", "x year:20", "x after:2024-13", "x after:2024-05-01 before:2024-04-01"] {
            #expect(throws: SearchError.self) { try parse(wrong) }
        }
    }

    @Test("what only looks like a sign or field is a word")
    func words() throws {
        let query = try parse("12:30 note: - + title: a-b C++ 5-3")
        #expect(query.alternatives[0].words == ["12:30", "note:", "-", "+", "title", "a-b", "C++", "5-3"])
        #expect(query.alternatives[0].excluded.isEmpty)
    }

    @Test("a quote that is never closed reaches to the end")
    func openQuote() throws {
        #expect(try parse("\"compressive strength").alternatives[0].phrases == ["compressive strength"])
    }

    @Test("a query without anything to look for says so", arguments: ["", "  ", "-draft", "tag:x", "OR", "\"\""])
    func empty(text: String) {
        #expect(throws: SearchError.unusableQuery("The query has no word to look for.")) { try QuerySyntax.parse(text) }
    }

    @Test("wrong values of fields are told", arguments: ["x page:0", "x page:7-3", "x page:a", "x kind:prose", "x document:a.b", "x -tag:a"])
    func wrongValues(text: String) {
        #expect(throws: SearchError.self) { try QuerySyntax.parse(text) }
    }

    @Test("at the limits a query is understood, beyond them it is refused")
    func limits() throws {
        let words = Array(repeating: "a", count: QuerySyntax.mostParts)
        #expect(try parse(words.joined(separator: " ")).alternatives[0].words.count == QuerySyntax.mostParts)
        #expect(throws: SearchError.self) { try parse((words + ["b"]).joined(separator: " ")) }
        #expect(try parse(String(repeating: "a", count: QuerySyntax.longestQuery)).alternatives.count == 1)
        #expect(throws: SearchError.self) { try parse(String(repeating: "a", count: QuerySyntax.longestQuery + 1)) }
        let all = (1...QuerySyntax.mostAlternatives).map { "w\($0)" }
        #expect(try parse(all.joined(separator: " OR ")).alternatives.count == QuerySyntax.mostAlternatives)
        #expect(throws: SearchError.self) { try parse((all + ["more"]).joined(separator: " OR ")) }
    }

    @Test("filters of the query narrow those of the request, or exclude them")
    func narrowing() {
        var request = SearchFilters()
        request.languages = ["de", "en"]
        request.pages = 1...10
        request.tags = ["a"]
        var query = SearchFilters()
        query.languages = ["en"]
        query.pages = 5...20
        query.tags = ["b"]
        let both = request.narrowed(by: query)
        #expect(both.languages == ["en"])
        #expect(both.pages == 5...10)
        #expect(both.tags == ["a", "b"])
        #expect(!request.contradicts(query))
        query.languages = ["fr"]
        #expect(request.contradicts(query))
    }
}
