import Foundation
import TestSupport
import Testing

/// 5.6 of the contract and what goes beyond it, on the real binary.
@Suite("Entities over HTTP")
struct EntityContractTests {
    private static let letter = [
        "Barack Obama visited Microsoft in Seattle on 12 March 2024.", "", "Write to office@example.org about the invoice of EUR 1,200.50.", "",
        "Obama met the staff of Microsoft Corporation again on 13 March 2024.",
    ]

    /// Waits until the document was searched; looking is all that a client can do.
    private func stored(_ id: String, of service: SignedInService, query: String = "") async throws -> JSONNode {
        for _ in 0..<600 {
            let data = try await service.get("/api/v1/documents/\(id)/entities\(query)").json["data"]
            if data["status"].text == "complete" { return data }
            try await Task.sleep(for: .milliseconds(50))
        }
        return .missing
    }

    @Test("entities of a stored document come with its processing, with their pages and rectangles, and are counted among its facts")
    func atIngestion() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pages: [["Nothing here."], Self.letter]).bytes)
            let data = try await stored(id, of: house.admin)
            #expect(data.names.isSuperset(of: ["document_id", "status", "entities", "entity_counts", "pagination", "distinct_entities", "warnings"]))
            let lines = data["entities"].elements
            #expect(
                lines.first?.names.isSuperset(of: [
                    "text", "label", "confidence", "start_pos", "end_pos", "context", "name", "key", "page_number", "block_id", "location",
                ]) == true)
            let money = try #require(lines.first { $0["label"].text == "MONEY" })
            #expect((money["text"].text, money["page_number"].integer) == ("EUR 1,200.50", 2))
            #expect(money["location"]["boxes"][0]["bounding_box"].elements.count == 4)
            #expect(money["context"].text?.contains("invoice") == true)
            let names = Set(lines.filter { $0["label"].text == "ORG" }.compactMap { $0["key"].text })
            #expect(names == ["microsoft"])
            #expect(Set(lines.filter { $0["label"].text == "PERSON" }.compactMap { $0["key"].text }) == ["barack obama"])
            #expect(data["entity_counts"]["DATE"].integer == 2)
            let only = try await stored(id, of: house.admin, query: "?entity_types=EMAIL&include_context=false")
            #expect(only["entities"].elements.map { $0["text"].text } == ["office@example.org"])
            #expect(!only["entities"][0].names.contains("context"))
            let facts = try await house.admin.get("/api/v1/documents/\(id)/metadata").json["data"]["extraction_results"]
            #expect(facts["entities_extracted"].integer == data["distinct_entities"].integer)
        }
    }

    @Test("the workspace's entities, where one stands, and which stand together; nobody else's are counted")
    func ofTheWorkspace() async throws {
        try await ServiceHouse.with { house in
            let first = try await house.admin.document(SamplePDF(pages: [Self.letter]).bytes, named: "first.pdf")
            let second = try await house.admin.document(
                SamplePDF(pages: [["Microsoft pays EUR 1,200.50 to a shop in Seattle."]]).bytes, named: "second.pdf")
            for id in [first, second] { _ = try await stored(id, of: house.admin) }
            let list = try await house.admin.get("/api/v1/entities?entity_types=ORG,MONEY").json["data"]
            #expect(list.names.isSuperset(of: ["entities", "pagination", "total_count", "page", "page_size", "coverage"]))
            let company = try #require(list["entities"].elements.first { $0["key"].text == "microsoft" })
            #expect((company["mention_count"].integer, company["document_count"].integer) == (3, 2))
            #expect(list["coverage"]["searched_documents"].integer == 2)
            let mentions = try await house.admin.get("/api/v1/entities/mentions?label=ORG&name=Microsoft%20Corp.").json["data"]
            #expect(mentions["total_mentions"].integer == 3)
            #expect(Set(mentions["documents"].elements.compactMap { $0["document_id"].text }) == [first, second])
            #expect(mentions["mentions"][0]["location"]["page"].integer == 1)
            let graph = try await house.admin.get("/api/v1/entities/graph?entity_types=ORG,LOCATION").json["data"]
            #expect(graph.names.isSuperset(of: ["nodes", "edges", "total_nodes", "coverage"]))
            let edge = try #require(
                graph["edges"].elements.first { Set([$0["source"].text, $0["target"].text]) == ["ORG:microsoft", "LOCATION:seattle"] })
            #expect((edge["weight"].integer, edge["document_count"].integer) == (2, 2))
            let one = try await house.admin.get("/api/v1/entities?document_ids=\(second)&q=MICRO").json["data"]
            #expect(one["entities"].elements.map { $0["mention_count"].integer } == [1])
            let stranger = try await house.admin.newcomer("stranger@example.org")
            #expect(try await stranger.get("/api/v1/entities").json["data"]["total_count"].integer == 0)
            #expect(try await stranger.get("/api/v1/entities?document_ids=\(first)").json["data"]["entities"].elements.isEmpty)
            #expect(try await stranger.get("/api/v1/entities/graph").json["data"]["nodes"].elements.isEmpty)
            #expect(try await stranger.get("/api/v1/entities/mentions?label=ORG&name=Microsoft").json["data"]["total_mentions"].integer == 0)
            #expect(try await stranger.get("/api/v1/entities").json["data"]["coverage"]["searched_documents"].integer == 0)
            #expect(try await house.admin.delete("/api/v1/documents/\(first)").status == 200)
            #expect(try await house.admin.get("/api/v1/entities?q=obama").json["data"]["total_count"].integer == 0)
        }
    }

    @Test("a text, a file and a stored document are searched at once, with the members of both dialects")
    func atOnce() async throws {
        try await ServiceHouse.with { house in
            let text = "Ä: pay EUR 5 on 2024-03-12 to a@b.org."
            let body = "{\"input\": {\"type\": \"text\", \"value\": \"\(text)\"}, \"extraction_options\": {\"entity_types\": [\"MONEY\", \"date\"]}}"
            let answer = try await house.admin.post("/api/v1/search/entities", json: body)
            #expect(answer.status == 200, "\(answer.text)")
            let data = answer.json["data"]
            #expect(data.names.isSuperset(of: ["extraction_id", "entities", "entity_counts", "processing_time"]))
            #expect(data["entities"].elements.map { $0["text"].text } == ["EUR 5", "2024-03-12"])
            #expect(data["entity_counts"] == .object(["MONEY": .number(1), "DATE": .number(1)]))
            let entity = data["entities"][0]
            #expect((entity["start_pos"].integer, entity["end_pos"].integer) == (8, 13))
            let form = FormBody().with("file", file: "a.pdf", SamplePDF(pages: [Self.letter]).bytes)
                .with("extraction_options", "{\"entity_types\": [\"EMAIL\"], \"include_context\": false}")
            let file = try await house.admin.post("/api/v1/search/entities", form: form).json["data"]
            #expect(file["entities"].elements.map { $0["text"].text } == ["office@example.org"])
            let id = try await house.admin.document(SamplePDF(pages: [Self.letter]).bytes)
            let older = try await house.admin.post("/api/v1/documents/\(id)/extract-entities", json: "{\"min_confidence\": 0.5}").json["data"]
            #expect(older.names.isSuperset(of: ["document_id", "entity_types", "entities", "metadata"]))
            #expect(older["entity_types"].elements.map(\.text) == ["PERSON", "ORG", "DATE", "LOCATION"])
            #expect(older["metadata"].names == ["document_title", "extraction_method"])
            for (body, status) in [
                ("{}", 400), ("{\"input\": {\"type\": \"document_id\", \"value\": \"doc_none\"}}", 404),
                ("{\"input\": {\"type\": \"text\", \"value\": \"x\"}, \"extraction_options\": {\"entity_types\": [\"DRAGON\"]}}", 400),
                ("{\"input\": {\"type\": \"text\", \"value\": \"x\"}, \"extraction_options\": {\"confidence_threshold\": 2}}", 400),
            ] {
                #expect(try await house.admin.post("/api/v1/search/entities", json: body).status == status, "\(body)")
            }
            let stranger = try await house.admin.newcomer("stranger@example.org")
            let foreign = "{\"input\": {\"type\": \"document_id\", \"value\": \"\(id)\"}}"
            #expect(try await stranger.post("/api/v1/search/entities", json: foreign).status == 404)
        }
    }

    @Test("without the model, dates and amounts are found, and what names need is said")
    func missingModel() async throws {
        let empty = try TemporaryFolder()
        try await ServiceHouse.with(settings: ["MIVAA_MODELS": empty.url.path]) { house in
            let id = try await house.admin.document(SamplePDF(pages: [Self.letter]).bytes)
            let data = try await stored(id, of: house.admin)
            #expect(data["entity_counts"].names == ["DATE", "EMAIL", "MONEY"])
            #expect(data["warnings"][0].text?.contains("mivaa models install tiny-ner") == true, "\(data["warnings"])")
            let text = "{\"input\": {\"type\": \"text\", \"value\": \"EUR 5\"}, \"extraction_options\": {\"entity_types\": [\"PERSON\"]}}"
            let names = try await house.admin.post("/api/v1/search/entities", json: text).json["data"]
            #expect(names["entities"].elements.isEmpty)
            #expect(names["warnings"][0].text?.contains("tiny-ner") == true)
            let regular = text.replacingOccurrences(of: "PERSON", with: "MONEY")
            #expect(try await house.admin.post("/api/v1/search/entities", json: regular).json["data"]["warnings"].elements.isEmpty)
        }
    }
}
