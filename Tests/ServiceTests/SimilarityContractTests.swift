import Foundation
import TestSupport
import Testing

/// 5.3 and 5.4 of the contract, on the real binary.
@Suite("Likeness over HTTP")
struct SimilarityContractTests {
    private static let coffee = [
        "The coffee machine heats the water and presses it through ground coffee.",
        "Clean the coffee machine every week and use fresh water every day.",
        "The machine makes espresso, and its steam makes foam of milk.",
    ]
    private static let espresso = [
        "Espresso is made of ground coffee by hot water under pressure.", "A coffee machine needs fresh water, and steam gives foam of milk.",
    ]
    private static let bridge = [
        "The bridge over the river has three arches of stone and was built in 1902.",
        "Engineers measured cracks in the arches and closed the bridge for lorries.",
    ]

    /// Names of documents by what they are about.
    private func stored(_ house: ServiceHouse) async throws -> [String: String] {
        var ids: [String: String] = [:]
        for (name, lines) in [("coffee", Self.coffee), ("espresso", Self.espresso), ("bridge", Self.bridge)] {
            ids[name] = try await house.admin.document(SamplePDF(pages: [lines]).bytes, named: "\(name).pdf", fields: ["title": "About \(name)"])
        }
        return ids
    }

    @Test("without a model, documents are compared by their words, and that is said")
    func byWords() async throws {
        let empty = try TemporaryFolder()
        try await ServiceHouse.with(settings: ["MIVAA_MODELS": empty.url.path]) { house in
            let ids = try await stored(house)
            let body =
                "{\"reference\": {\"type\": \"document_id\", \"value\": \"\(ids["coffee"] ?? "")\"}, \"similarity_options\": {\"max_results\": 5}}"
            let answer = try await house.admin.post("/api/v1/search/similarity", json: body)
            #expect(answer.status == 200, "\(answer.text)")
            let data = answer.json["data"]
            #expect(
                data.names.isSuperset(of: [
                    "reference_id", "similar_documents", "algorithm_used", "computation_time", "reference_info", "total_found", "search_time_ms",
                ]))
            #expect(data["algorithm_used"].text?.hasPrefix("keyword overlap") == true)
            #expect(data["algorithm_used"].text?.contains("mivaa models install") == true)
            let first = data["similar_documents"][0]
            #expect(first["document_id"].text == ids["espresso"])
            #expect(
                first.names.isSuperset(of: [
                    "document_id", "title", "similarity_score", "summary", "metadata", "document_name", "page_count", "word_count", "tags",
                    "created_at", "matching_topics", "content_overlap",
                ]))
            let score = first["similarity_score"].number ?? -1
            #expect(score > 0.1 && score < 1)
            let overlap = first["content_overlap"].number ?? -1
            #expect(overlap > 0 && overlap < 1)
            #expect(!data["similar_documents"].elements.contains { $0["document_id"].text == ids["coffee"] })
            #expect(!data["similar_documents"].elements.contains { $0["document_id"].text == ids["bridge"] })
            let text = "{\"reference_text\": \"Arches of stone carry the bridge over the river, and engineers look for cracks.\"}"
            let byText = try await house.admin.post("/api/v1/search/similarity", json: text).json["data"]
            #expect(byText["similar_documents"][0]["document_id"].text == ids["bridge"])
            let form = FormBody().with("file", file: "x.pdf", SamplePDF(pages: [Self.espresso]).bytes).with(
                "similarity_options", "{\"max_results\": 1}")
            let byFile = try await house.admin.post("/api/v1/search/similarity", form: form).json["data"]
            #expect(byFile["reference_info"]["type"].text == "file")
            #expect(byFile["similar_documents"].elements.map { $0["document_id"].text } == [ids["espresso"]])
        }
    }

    @Test("with a model, documents are compared by the mean of their vectors, by each algorithm")
    func byMeaning() async throws {
        try await ServiceHouse.with { house in
            let ids = try await stored(house)
            func similar(_ algorithm: String) async throws -> JSONNode {
                let body = """
                    {"reference": {"type": "document_id", "value": "\(ids["coffee"] ?? "")"},
                     "similarity_options": {"algorithm": "\(algorithm)", "max_results": 5}}
                    """
                return try await house.admin.post("/api/v1/search/similarity", json: body).json["data"]
            }
            // Vectors come behind the documents; looking is all that a client can do.
            var data = JSONNode.missing
            for _ in 0..<600 {
                data = try await similar("cosine")
                if data["algorithm_used"].text?.contains("vectors") == true, !data["similar_documents"].elements.isEmpty { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(data["algorithm_used"].text?.contains("cosine of the mean vectors") == true, "\(data["algorithm_used"])")
            #expect(data["similar_documents"].elements.map { $0["document_id"].text } == [ids["espresso"]])
            #expect((data["similar_documents"][0]["similarity_score"].number ?? 0) > 0.5)
            for algorithm in ["euclidean", "dot_product"] {
                #expect(try await similar(algorithm)["similar_documents"][0]["document_id"].text == ids["espresso"], "\(algorithm)")
            }
        }
    }

    @Test("documents that name each other are related, in both directions")
    func related() async throws {
        try await ServiceHouse.with { house in
            let manual = try await house.admin.document(
                SamplePDF(pages: [Self.coffee]).bytes, named: "manual.pdf", fields: ["title": "Manual of the coffee machine CM-2000"])
            let letter = try await house.admin.document(
                SamplePDF(pages: [["Please read the Manual of the Coffee Machine CM-2000 before you write again."]]).bytes, named: "letter.pdf")
            let answer = try await house.admin.get("/api/v1/search/related/\(letter)?max_results=5")
            #expect(answer.status == 200, "\(answer.text)")
            let data = answer.json["data"]
            #expect(
                data.names.isSuperset(of: [
                    "reference_document", "related_documents", "total_related", "source_document_id", "total_found", "metadata",
                ]))
            #expect(data["reference_document"].names.isSuperset(of: ["id", "title", "summary"]))
            let first = data["related_documents"][0]
            #expect(
                first.names.isSuperset(of: [
                    "document_id", "title", "relation_type", "relation_strength", "summary", "content_snippet", "metadata",
                ]))
            #expect((first["document_id"].text, first["relation_type"].text, first["relation_strength"].number) == (manual, "referenced", 1))
            let citing = try await house.admin.get("/api/v1/documents/\(manual)/related?relation_types=citing").json["data"]
            #expect(citing["related_documents"].elements.map { $0["document_id"].text } == [letter])
            #expect(citing["related_documents"][0]["relation_type"].text == "citing")
            #expect(try await house.admin.get("/api/v1/search/related/\(manual)?relation_types=magic").status == 400)
            #expect(try await house.admin.get("/api/v1/search/related/doc_none").status == 404)
        }
    }

    @Test("another workspace's documents are never alike and never related")
    func isolation() async throws {
        try await ServiceHouse.with { house in
            let ids = try await stored(house)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            let own = try await stranger.document(SamplePDF(pages: [Self.coffee]).bytes, named: "own.pdf")
            let alike = try await stranger.post(
                "/api/v1/search/similarity", json: "{\"reference_document_id\": \"\(own)\", \"similarity_threshold\": 0}")
            #expect(alike.json["data"]["total_found"].integer == 0, "\(alike.text)")
            let related = try await stranger.get("/api/v1/search/related/\(own)?similarity_threshold=0").json["data"]
            #expect(related["total_related"].integer == 0)
            let foreign = "{\"reference_document_id\": \"\(ids["coffee"] ?? "")\"}"
            #expect(try await stranger.post("/api/v1/search/similarity", json: foreign).status == 404)
            for (body, status) in [("{}", 400), ("{\"reference_text\": \"a\", \"reference_document_id\": \"b\"}", 400)] {
                #expect(try await stranger.post("/api/v1/search/similarity", json: body).status == status, "\(body)")
            }
        }
    }

    @Test("text, pictures and recognition of a document come in one answer")
    func wholeAnalysis() async throws {
        try await ServiceHouse.with { house in
            let picture = [UInt8](try Data(contentsOf: Project.fixtures.appendingPathComponent("jpeg-image.pdf")))
            let id = try await house.admin.document(picture, named: "picture.pdf")
            let answer = try await house.admin.post(
                "/api/v1/analyze/multimodal", json: "{\"document_id\": \"\(id)\", \"analysis_types\": [\"comprehensive\"]}")
            #expect(answer.status == 200, "\(answer.text)")
            #expect(
                answer.json.names.isSuperset(of: [
                    "document_id", "document_name", "text_analysis", "image_analysis", "ocr_analysis", "multimodal_insights", "analysis_time_ms",
                    "models_used", "total_pages", "total_images", "total_text_chunks",
                ]))
            let images = try await house.admin.get("/api/v1/documents/\(id)/images").json["data"]["images"].elements.count
            #expect(answer.json["total_images"].integer == images && images > 0)
            #expect(answer.json["image_analysis"]["images"].elements.count == images)
            let text = try await house.admin.post("/api/v1/analyze/multimodal", json: "{\"document_id\": \"\(id)\", \"analysis_types\": [\"text\"]}")
                .json
            #expect(text.names.contains("text_analysis") && !text.names.contains("image_analysis"))
            let stranger = try await house.admin.newcomer("stranger@example.org")
            #expect(try await stranger.post("/api/v1/analyze/multimodal", json: "{\"document_id\": \"\(id)\"}").status == 404)
        }
    }
}
