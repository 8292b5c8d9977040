import Foundation
import TestSupport
import Testing

/// 5.5 of the contract, on the real binary.
@Suite("Summaries over HTTP")
struct SummaryContractTests {
    private static let lines = [
        "The water supply of the city depends on three wells near the river.", "",
        "This report describes the state of the wells, the quality of the water and the costs of their renewal.", "",
        "The oldest well was built in 1932 and its pipes have to be renewed within five years.", "",
        "The quality of the water in all wells was better than the law demands in every month.", "",
        "Nitrate in the water of the southern well rose from 12 to 18 milligrams in ten years.", "",
        "The renewal of the wells and of the pipes costs the city 14 million euros until 2030.", "",
        "A crow was seen near the fence of the northern well on the morning of the visit.",
    ]

    @Test("a stored document is summarised, with its key points, and quotes on their pages")
    func document() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pages: [["One page before it all."], Self.lines]).bytes, named: "wells.pdf")
            let body = """
                {"target": {"type": "document_id", "value": "\(id)"},
                 "summary_options": {"length": "short", "style": "bullet_points", "focus_areas": ["nitrate"], "include_key_quotes": true}}
                """
            let answer = try await house.admin.post("/api/v1/search/summarize", json: body)
            #expect(answer.status == 200, "\(answer.text)")
            let data = answer.json["data"]
            #expect(data.names.isSuperset(of: ["summary_id", "summary", "key_points", "key_quotes", "summary_metadata"]))
            #expect(
                data["summary_metadata"].names.isSuperset(of: [
                    "word_count", "reading_time_minutes", "confidence_score", "method", "model", "source_word_count", "warnings",
                ]))
            #expect(data["summary"].text?.split(separator: "\n").allSatisfy { $0.hasPrefix("- ") } == true)
            #expect(data["summary"].text?.contains("Nitrate") == true)
            #expect(data["summary_metadata"]["model"].text == "extractive")
            #expect(data["summary_metadata"]["reading_time_minutes"].integer == 1)
            #expect((1...80).contains(data["summary_metadata"]["word_count"].integer ?? 0))
            let confidence = data["summary_metadata"]["confidence_score"].number ?? -1
            #expect(confidence > 0 && confidence < 1)
            #expect(data["key_points"].elements.count == 3)
            let quote = data["key_quotes"][0]
            #expect(quote.names.isSuperset(of: ["text", "source", "page", "document_id", "location"]))
            #expect((quote["page"].integer, quote["document_id"].text) == (2, id))
            #expect(Self.lines.contains(quote["text"].text ?? ""))
        }
    }

    @Test("several documents, a text and results of a search are summarised")
    func targets() async throws {
        try await ServiceHouse.with { house in
            let first = try await house.admin.document(SamplePDF(pages: [Self.lines]).bytes, named: "first.pdf")
            let second = try await house.admin.document(
                SamplePDF(pages: [["The bridge over the river was closed for repairs during the whole summer of the year."]]).bytes,
                named: "second.pdf")
            func summary(_ target: String) async throws -> HTTPAnswer {
                try await house.admin.post("/api/v1/search/summarize", json: "{\"target\": \(target)}")
            }
            let both = try await summary("{\"type\": \"document_ids\", \"value\": [\"\(first)\", \"\(second)\"]}")
            #expect(Set(both.json["data"]["key_quotes"].elements.compactMap { $0["document_id"].text }).isSubset(of: [first, second]))
            #expect(both.json["data"]["summary"].text?.contains("bridge") == true)
            let text = try await summary("{\"type\": \"text\", \"value\": \"\(Self.lines.joined(separator: "\\n"))\"}")
            #expect(text.json["data"]["key_quotes"][0]["page"].integer == 0)
            let results = try await summary(
                "{\"type\": \"search_results\", \"value\": [{\"content\": \"\(Self.lines[2])\"}, {\"content\": \"\(Self.lines[4])\"}]}")
            #expect(results.json["data"]["summary"].text?.contains("1932") == true)
            for bad in [
                "{\"type\": \"document_ids\", \"value\": \"\(first)\"}", "{\"type\": \"document_ids\", \"value\": []}",
                "{\"type\": \"search_results\", \"value\": [1]}", "{\"type\": \"text\", \"value\": \"too little\"}",
                "{\"type\": \"magic\", \"value\": \"x\"}",
            ] {
                #expect(try await summary(bad).status == 400, "\(bad)")
            }
            #expect(try await summary("{\"type\": \"document_id\", \"value\": \"doc_none\"}").status == 404)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            let foreign = "{\"target\": {\"type\": \"document_ids\", \"value\": [\"\(first)\"]}}"
            #expect(try await stranger.post("/api/v1/search/summarize", json: foreign).status == 404)
        }
    }

    @Test("older clients name the document in the path")
    func olderDialect() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pages: [Self.lines]).bytes, named: "wells.pdf")
            let data = try await house.admin.post(
                "/api/v1/documents/\(id)/summarize", json: "{\"summary_type\": \"key_points\", \"max_length\": 50}"
            ).json["data"]
            #expect(data.names.isSuperset(of: ["document_id", "summary_type", "summary", "metadata"]))
            #expect(data["metadata"].names.isSuperset(of: ["document_title", "document_length", "summary_length"]))
            #expect(data["summary"].text?.hasPrefix("- ") == true)
            #expect((data["metadata"]["summary_length"].integer ?? 99) <= 50)
            let brief = try await house.admin.send("POST", "/api/v1/documents/\(id)/summarize", json: "{\"include_metadata\": false}")
            #expect(brief.json["data"]["summary_type"].text == "brief")
            #expect(!brief.json["data"].names.contains("metadata"))
            #expect(try await house.admin.post("/api/v1/documents/\(id)/summarize", json: "{\"summary_type\": \"poem\"}").status == 400)
            #expect(try await house.admin.post("/api/v1/documents/doc_none/summarize", json: "{}").status == 404)
        }
    }
}
