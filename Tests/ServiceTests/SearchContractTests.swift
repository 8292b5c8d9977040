import Foundation
import TestSupport
import Testing

/// Search of module 5 of the contract, on the real binary.
@Suite("Search over HTTP")
struct SearchContractTests {
    private static let bridge = [
        ["Inspection of the river bridge", "The steel cables of the bridge were replaced in autumn.", "Corrosion was found on the northern anchor."],
        ["Costs of the repair", "The invoice INV-2041 covers concrete and scaffolding.", "Payment is due within thirty days."],
    ]
    private static let garden = [["Notes on the rose garden", "Roses need sun and water every morning.", "The gardener prunes them in spring."]]

    /// The bridge with tags, the garden without.
    private func fill(_ house: ServiceHouse) async throws -> (bridge: String, garden: String) {
        let bridge = try await house.admin.document(
            SamplePDF(pages: Self.bridge).bytes, named: "bridge.pdf", fields: ["title": "River bridge report", "tags": "bridge,2024"])
        let garden = try await house.admin.document(SamplePDF(pages: Self.garden).bytes, named: "garden.pdf", fields: ["title": "Rose garden"])
        return (bridge, garden)
    }

    /// Waits for the vectors of all chunks. False when there is no model for them.
    private func isFoundByMeaning(_ house: ServiceHouse) async throws -> Bool {
        for _ in 0..<1500 {
            let health = try await house.admin.get("/api/v1/search/health").json["data"]
            guard health["components"]["embeddings"].boolean == true else { return false }
            if let chunks = health["chunk_count"].integer, chunks > 0, health["vector_count"].integer == chunks { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("the vectors did not come")
        return false
    }

    @Test("a document is found by words as soon as it is there, with its place, excerpt and facets")
    func keyword() async throws {
        try await ServiceHouse.with { house in
            let (bridge, _) = try await fill(house)
            let answer = try await house.admin.post("/api/v1/search", json: #"{"query": "corroded cables", "mode": "keyword"}"#)
            #expect(answer.status == 200, "\(answer.text)")
            let data = answer.json["data"]
            #expect(
                data.names.isSuperset(of: [
                    "search_id", "query", "mode", "results", "total_results", "limit", "offset", "facets", "warnings", "search_time_ms",
                ]))
            let hit = data["results"][0]
            #expect(hit["document_id"].text == bridge)
            #expect(hit["document_title"].text == "River bridge report")
            #expect(hit["page_number"].integer == 1)
            #expect(hit["highlighted_excerpt"].text?.contains("<mark>cables</mark>") == true)
            #expect(hit["content"].text?.contains("steel cables") == true)
            #expect(hit["keyword_score"].number ?? 0 > 0)
            #expect(hit["regions"][0]["page"].integer == 1)
            #expect(hit["regions"][0]["bounding_box"].elements.count == 4)
            #expect(data["facets"]["documents"][0]["label"].text == "River bridge report")
            #expect(data["facets"]["tags"].elements.compactMap { $0["value"].text } == ["2024", "bridge"])
            #expect(data["facets"].names == ["documents", "tags", "types", "languages", "kinds", "years"])
        }
    }

    @Test("documents are cut as the settings have it")
    func chunkSize() async throws {
        let lines = (1...60).map { "Part \($0) of the bridge was inspected, cleaned and painted again in summer." }
        let pages = stride(from: 0, to: lines.count, by: 15).map { Array(lines[$0..<($0 + 15)]) }
        func chunkCount(_ settings: [String: String]) async throws -> Int {
            var count = 0
            try await ServiceHouse.with(settings: settings) { house in
                _ = try await house.admin.document(SamplePDF(pages: pages).bytes)
                let health = try await house.admin.get("/api/v1/search/health").json["data"]
                #expect(health["config"]["chunk_size"].integer == settings["MIVAA_CHUNK_TOKENS"].flatMap { Int($0) } ?? 350)
                count = health["chunk_count"].integer ?? 0
            }
            return count
        }
        let (standard, small) = (try await chunkCount([:]), try await chunkCount(["MIVAA_CHUNK_TOKENS": "100", "MIVAA_CHUNK_OVERLAP": "0"]))
        let repeating = try await chunkCount(["MIVAA_CHUNK_TOKENS": "100", "MIVAA_CHUNK_OVERLAP": "40"])
        #expect(0 < standard && standard < small && small < repeating, "\(standard), \(small), \(repeating)")
    }

    @Test("codes, phrases, exclusions and fields are understood; what cannot be is refused")
    func syntax() async throws {
        try await ServiceHouse.with { house in
            let (bridge, garden) = try await fill(house)
            func found(_ query: String, _ more: String = "") async throws -> Set<String> {
                let body = #"{"query": \#(JSONText.quoted(query)), "mode": "keyword"\#(more)}"#
                let answer = try await house.admin.post("/api/v1/search", json: body)
                #expect(answer.status == 200, "\(answer.text)")
                return Set(answer.json["data"]["results"].elements.compactMap { $0["document_id"].text })
            }
            #expect(try await found("2041") == [bridge])
            #expect(try await found("inv2041") == [bridge])
            #expect(try await found("\"steel cables\"") == [bridge])
            #expect(try await found("\"cables steel\"") == [])
            #expect(try await found("bridge OR roses") == [bridge, garden])
            #expect(try await found("the -bridge -invoice") == [garden])
            #expect(try await found("the tag:bridge") == [bridge])
            #expect(try await found("the title:rose") == [garden])
            #expect(try await found("the", #", "document_ids": ["\#(garden)"]"#) == [garden])
            #expect(try await found("the", #", "tags": ["2024"]"#) == [bridge])
            #expect(try await found("the", #", "page_from": 2"#) == [bridge])
            for body in [
                "{}", #"{"query": ""}"#, #"{"query": "-bridge"}"#, #"{"query": "x page:0"}"#, #"{"query": "x", "mode": "magic"}"#,
                #"{"query": "x", "limit": 101}"#, #"{"query": "x", "date_from": "soon"}"#, #"{"query": "x", "document_ids": ["a b"]}"#,
                #"{"query": "x", "page_from": 3, "page_to": 2}"#, #"{"query": "x", "offset": 901}"#,
            ] {
                let answer = try await house.admin.post("/api/v1/search", json: body)
                #expect(answer.status == 400, "\(body): \(answer.status)")
            }
        }
    }

    @Test("search by meaning answers in both dialects, or says which model is missing")
    func semantic() async throws {
        try await ServiceHouse.with { house in
            let (bridge, _) = try await fill(house)
            let body = #"{"query": "rust damage of metal ropes", "search_options": {"max_results": 3, "similarity_threshold": 0.1}}"#
            guard try await isFoundByMeaning(house) else {
                #expect(try await house.admin.post("/api/v1/search/semantic", json: body).status == 503)
                let hybrid = try await house.admin.post("/api/v1/search", json: #"{"query": "cables"}"#).json["data"]
                #expect(hybrid["mode"].text == "keyword")
                #expect(hybrid["warnings"].elements.count == 1)
                return
            }
            let data = try await house.admin.post("/api/v1/search/semantic", json: body).json["data"]
            #expect(data.names.isSuperset(of: ["search_id", "query", "results", "total_results", "search_time", "metadata"]))
            let hit = data["results"][0]
            #expect(hit["document_id"].text == bridge)
            #expect(hit.names.isSuperset(of: ["document_id", "chunk_id", "content", "similarity_score", "score", "metadata"]))
            #expect(hit["metadata"].names.isSuperset(of: ["document_title", "page_number", "chunk_index"]))
            #expect(data["metadata"].names.isSuperset(of: ["searched_documents", "similarity_threshold", "returned_results"]))
            #expect(data["metadata"]["similarity_threshold"].number == 0.1)
            let filtered = try await house.admin.post(
                "/api/v1/search/semantic",
                json: #"{"query": "rust of metal", "search_options": {"search_filters": {"tags": ["none"], "document_type": "pdf"}}}"#)
            #expect(filtered.json["data"]["results"].elements.isEmpty)
            let other = try await house.admin.post(
                "/api/v1/search/semantic", json: #"{"query": "metal rust", "max_results": 1, "similarity_threshold": 0, "include_metadata": false}"#
            ).json["data"]
            #expect(other["results"].elements.count == 1)
            #expect(other["results"][0]["metadata"].names.isEmpty)
            let hybrid = try await house.admin.post("/api/v1/search", json: #"{"query": "rust on cables"}"#).json["data"]
            #expect(hybrid["mode"].text == "hybrid")
            #expect(hybrid["results"][0]["similarity_score"].number != nil)
        }
    }

    @Test("multimodal search and search for images have the members of the contract")
    func multimodal() async throws {
        try await ServiceHouse.with { house in
            _ = try await fill(house)
            let picture = [UInt8](try Data(contentsOf: Project.fixtures.appendingPathComponent("jpeg-image.pdf")))
            _ = try await house.admin.document(picture, named: "picture.pdf")
            let answer = try await house.admin.post(
                "/api/v1/search/multimodal", json: #"{"query": "bridge cables", "search_type": "multimodal", "include_images": true, "tags": []}"#)
            #expect(answer.status == 200, "\(answer.text)")
            let data = answer.json["data"]
            #expect(data.names.isSuperset(of: ["query", "results", "total_found", "search_time_ms", "search_type", "filters_applied"]))
            let hit = data["results"][0]
            #expect(
                hit.names.isSuperset(of: [
                    "document_id", "document_name", "chunk_id", "content", "similarity_score", "combined_score", "page_number", "content_type",
                    "associated_images", "document_tags", "chunk_metadata", "highlighted_content",
                ]))
            #expect(hit["content_type"].text == "text")
            #expect(hit["document_tags"].elements.compactMap(\.text) == ["bridge", "2024"])
            let images = try await house.admin.post("/api/v1/search/images", json: #"{"query": "picture", "similarity_threshold": 0}"#)
            #expect(images.status == 200, "\(images.text)")
            #expect(
                images.json["data"].names.isSuperset(of: ["results", "total_found", "search_time_ms", "analysis_depth", "ocr_enabled"]))
            #expect(try await house.admin.post("/api/v1/search/images", json: "{}").status == 400)
        }
    }

    @Test("pages of results are stable, typos are corrected, words and titles suggested")
    func aids() async throws {
        try await ServiceHouse.with { house in
            let (bridge, _) = try await fill(house)
            let all = try await house.admin.post("/api/v1/search", json: #"{"query": "the", "mode": "keyword", "limit": 50}"#).json["data"]["results"]
                .elements.compactMap { $0["chunk_id"].text }
            var paged: [String] = []
            for offset in 0..<all.count {
                let page = try await house.admin.post(
                    "/api/v1/search", json: #"{"query": "the", "mode": "keyword", "limit": 1, "offset": \#(offset)}"#)
                paged += page.json["data"]["results"].elements.compactMap { $0["chunk_id"].text }
            }
            #expect(paged == all && all.count >= 2)
            let typo = try await house.admin.post("/api/v1/search", json: #"{"query": "corosion", "mode": "keyword"}"#).json["data"]
            #expect(typo["did_you_mean"].text == "corrosion")
            let words = try await house.admin.get("/api/v1/search/suggestions?q=steel%20cab").json["data"]["suggestions"]
            #expect(words.elements.contains { $0["text"].text == "steel cables" && $0["kind"].text == "word" })
            let titles = try await house.admin.get("/api/v1/search/suggestions?q=riv").json["data"]["suggestions"]
            #expect(titles[0]["text"].text == "River bridge report")
            #expect(titles[0]["document_id"].text == bridge)
            // A removed document leaves no words.
            #expect(try await house.admin.delete("/api/v1/documents/\(bridge)").status == 200)
            #expect(try await house.admin.get("/api/v1/search/suggestions?q=corro").json["data"]["suggestions"].elements.isEmpty)
        }
    }

    @Test("a passage comes with its neighbours")
    func neighbours() async throws {
        try await ServiceHouse.with { house in
            let (bridge, _) = try await fill(house)
            let path = "/api/v1/documents/\(bridge)/passages"
            let first = try await house.admin.get("\(path)/0").json["data"]
            #expect(first["chunk"]["chunk_id"].text == "\(bridge):0")
            #expect(first["before"].elements.isEmpty)
            #expect(try await house.admin.get("/api/v1/documents/\(bridge)/chunks/0/neighbours?after=0").json["data"]["after"].elements.isEmpty)
            #expect(try await house.admin.get("\(path)/99").status == 404)
            #expect(try await house.admin.get("\(path)/9223372036854775807").status == 404)
            #expect(try await house.admin.get("\(path)/0?before=21").status == 400)
        }
    }

    @Test("searches are kept, changed and forgotten, and the last ones are remembered")
    func notebook() async throws {
        try await ServiceHouse.with { house in
            _ = try await fill(house)
            let made = try await house.admin.post(
                "/api/v1/search/saved", json: #"{"name": "Bridges", "query": "bridge", "mode": "keyword", "tags": ["2024"]}"#)
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(made.json["data"]["search_id"].text)
            #expect(made.json["data"]["filters"]["tags"][0].text == "2024")
            let changed = try await house.admin.send("PUT", "/api/v1/search/saved/\(id)", json: #"{"name": "Roses", "query": "rose"}"#)
            #expect(changed.json["data"]["name"].text == "Roses")
            #expect(try await house.admin.get("/api/v1/search/saved/\(id)").json["data"]["query"].text == "rose")
            #expect(try await house.admin.get("/api/v1/search/saved").json["data"]["searches"].elements.count == 1)
            #expect(try await house.admin.post("/api/v1/search/saved", json: #"{"name": "Bad", "query": "-x"}"#).status == 400)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            #expect(try await stranger.get("/api/v1/search/saved/\(id)").status == 404)
            #expect(try await stranger.get("/api/v1/search/saved").json["data"]["searches"].elements.isEmpty)
            #expect(try await stranger.delete("/api/v1/search/saved/\(id)").status == 404)
            #expect(try await house.admin.delete("/api/v1/search/saved/\(id)").status == 200)
            #expect(try await house.admin.get("/api/v1/search/saved/\(id)").status == 404)

            for query in ["bridge", "rose"] {
                _ = try await house.admin.post("/api/v1/search", json: #"{"query": "\#(query)", "mode": "keyword"}"#)
            }
            _ = try await house.admin.post("/api/v1/search", json: #"{"query": "secret", "mode": "keyword", "remember": false}"#)
            let history = try await house.admin.get("/api/v1/search/history").json["data"]["searches"]
            #expect(history.elements.compactMap { $0["query"].text } == ["rose", "bridge"])
            #expect(history[0]["result_count"].integer == 1)
            #expect(try await stranger.get("/api/v1/search/history").json["data"]["searches"].elements.isEmpty)
            #expect(try await house.admin.delete("/api/v1/search/history").status == 200)
            #expect(try await house.admin.get("/api/v1/search/history").json["data"]["searches"].elements.isEmpty)
        }
    }

    @Test("another workspace is in no hit, facet, suggestion, correction or count")
    func isolation() async throws {
        try await ServiceHouse.with { house in
            let (bridge, _) = try await fill(house)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            for mode in ["keyword", "hybrid"] {
                let data = try await stranger.post("/api/v1/search", json: #"{"query": "bridge cables corosion", "mode": "\#(mode)"}"#).json["data"]
                #expect(data["results"].elements.isEmpty)
                #expect(data["total_results"].integer == 0)
                #expect(data["facets"]["documents"].elements.isEmpty && data["facets"]["tags"].elements.isEmpty)
                #expect(data["did_you_mean"].text == nil)
            }
            let named = try await stranger.post(
                "/api/v1/search", json: #"{"query": "bridge", "mode": "keyword", "document_ids": ["\#(bridge)"]}"#)
            #expect(named.json["data"]["total_results"].integer == 0)
            for text in ["riv", "corro", "cab"] {
                #expect(try await stranger.get("/api/v1/search/suggestions?q=\(text)").json["data"]["suggestions"].elements.isEmpty)
            }
            #expect(try await stranger.get("/api/v1/documents/\(bridge)/passages/0").status == 404)
            let health = try await stranger.get("/api/v1/search/health").json["data"]
            #expect(health["chunk_count"].integer == 0 && health["document_count"].integer == 0)
            let multimodal = try await stranger.post("/api/v1/search/multimodal", json: #"{"query": "bridge", "search_type": "multimodal"}"#)
            #expect(multimodal.json["data"]["total_found"].integer == 0)
        }
    }

    @Test("health has the members of both dialects")
    func health() async throws {
        try await ServiceHouse.with { house in
            let data = try await house.admin.get("/api/v1/search/health").json["data"]
            for part in ["llamaindex_service", "vector_database", "embedding_service", "search_index"] {
                #expect(["healthy", "unhealthy"].contains(data[part].text ?? ""), "\(part)")
            }
            #expect(data["llm_service"].text == "not_configured")
            #expect(["healthy", "degraded"].contains(data["status"].text ?? ""))
            #expect(data["components"].names == ["embeddings", "llm", "storage"])
            #expect(data["config"].names.isSuperset(of: ["chunk_size", "storage_dir"]))
            #expect(data["indices_count"].integer == 1)
        }
    }
}

private enum JSONText {
    static func quoted(_ text: String) -> String {
        "\"" + text.replacingOccurrences(of: "\"", with: "\\\"") + "\""
    }
}
