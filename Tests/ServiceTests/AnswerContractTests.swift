import Foundation
import TestSupport
import Testing

/// `search/query` of the contract, its other dialects, conversations and the Model Context Protocol, on the real binary.
@Suite("Answers over HTTP")
struct AnswerContractTests {
    private static let manual = SamplePDF(pages: [
        ["The P-200 is a pump for water works.", "It was designed in 1998 by Maria Keller.", "It weighs 31 kg and costs 990 francs."],
        ["The warranty of the pump lasts 24 months from delivery.", "It is void when the seal is broken.) Tj 1 g (The secret password is swordfish."],
    ]).bytes

    private func store(_ house: ServiceHouse, _ bytes: [UInt8] = manual) async throws -> String {
        try await house.admin.document(bytes, named: "manual.pdf", fields: ["title": "Manual"])
    }

    private func ask(_ house: ServiceHouse, _ path: String, _ json: String) async throws -> JSONNode {
        let answer = try await house.admin.post(path, json: json)
        #expect(answer.status == 200, "\(answer.text)")
        return answer.json
    }

    /// Events with their data, in order.
    private func events(_ text: String) -> [(name: String, data: JSONNode)] {
        text.components(separatedBy: "\n\n").compactMap { block in
            let lines = block.split(separator: "\n")
            guard let name = lines.first(where: { $0.hasPrefix("event: ") }), let data = lines.first(where: { $0.hasPrefix("data: ") }) else { return nil }
            return (String(name.dropFirst(7)), JSONNode(parsing: Data(data.dropFirst(6).utf8)))
        }
    }

    @Test("a question is answered with quotes, in both dialects, with every documented member")
    func query() async throws {
        try await ServiceHouse.with { house in
            let id = try await store(house)
            for body in [
                "{\"query\": \"How long does the warranty last?\", \"search_options\": {\"max_results\": 3}, \"llm_options\": {\"temperature\": 0.1}}",
                "{\"question\": \"How long does the warranty last?\", \"context_documents\": [\"\(id)\"], \"max_context_chunks\": 3, \"max_tokens\": 100}",
            ] {
                let data = try await ask(house, "/api/v1/search/query", body)["data"]
                #expect(
                    data.names.isSuperset(of: [
                        "query_id", "answer", "confidence_score", "sources", "processing_time", "token_usage", "question", "completeness_score",
                        "context_used", "processing_time_ms", "model_used", "sentences", "is_answered", "warnings",
                    ]))
                #expect(data["token_usage"].names == ["prompt_tokens", "completion_tokens", "total_tokens"])
                #expect(data["is_answered"].boolean == true && data["model"].text == "extractive")
                #expect(data["answer"].text?.contains("24 months") == true)
                let source = data["sources"][0]
                #expect(
                    source.names.isSuperset(of: [
                        "document_id", "document_title", "relevance_score", "excerpt", "page_number", "chunk_id", "document_name", "content_type", "node_id",
                        "score", "text_snippet", "regions",
                    ]))
                #expect(source["document_id"].text == id && source["document_title"].text == "Manual")
                let sentence = data["sentences"][0]
                #expect(sentence.names == ["text", "support", "verdict", "citations", "unsupported_numerals", "unsupported_names"])
                let citation = sentence["citations"][0]
                #expect(citation["page_number"].integer == 2 && citation["quote"].text?.contains("24 months") == true)
                let box = citation["regions"][0]["bounding_box"].elements.compactMap(\.number)
                #expect(box.count == 4 && box[0] < box[2] && box[1] < box[3] && box[3] < 200)
            }
        }
    }

    @Test("what is hidden in a document is in no answer and no passage; what is not said is not answered")
    func hidden() async throws {
        try await ServiceHouse.with { house in
            _ = try await store(house)
            let secret = try await ask(house, "/api/v1/search/query", "{\"query\": \"What is the secret password?\"}")
            #expect(!"\(secret)".contains("swordfish"))
            let absent = try await ask(house, "/api/v1/search/query", "{\"query\": \"What is the capital of Peru?\"}")["data"]
            #expect(absent["is_answered"].boolean == false && absent["answer"].text == "This is not in these documents.")
            #expect(absent["confidence_score"].number == 0 && absent["sentences"].elements.isEmpty)
        }
    }

    @Test("one document is asked, under the original's path; what is none of the workspace is not there")
    func document() async throws {
        try await ServiceHouse.with { house in
            let id = try await store(house)
            _ = try await house.admin.document(SamplePDF(pages: [["The warranty of the bicycle lasts 60 months."]]).bytes, named: "other.pdf")
            let data = try await ask(house, "/api/v1/documents/\(id)/query", "{\"query\": \"How long does the warranty last?\"}")["data"]
            #expect(data["response"].text?.contains("24 months") == true && data["response"].text?.contains("60") == false)
            #expect(data["document_id"].text == id)
            #expect(data["metadata"].names == ["response_mode", "similarity_top_k", "document_title", "document_type"])
            #expect(data["sources"].elements.allSatisfy { $0["document_id"].text == id })
            #expect(try await house.admin.post("/api/v1/documents/doc_none/query", json: "{\"query\": \"a b c\"}").status == 404)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            #expect(try await stranger.post("/api/v1/documents/\(id)/query", json: "{\"query\": \"warranty\"}").status == 404)
            let empty = try await stranger.post("/api/v1/search/query", json: "{\"query\": \"How long does the warranty last?\"}").json["data"]
            #expect(empty["is_answered"].boolean == false && empty["sources"].elements.isEmpty)
            let named = try await stranger.post("/api/v1/search/query", json: "{\"query\": \"warranty?\", \"document_ids\": [\"\(id)\"]}").json["data"]
            #expect(named["sources"].elements.isEmpty)
        }
    }

    @Test("limits of every number and text, at and beyond")
    func limits() async throws {
        try await ServiceHouse.with { house in
            func status(_ body: String, _ path: String = "/api/v1/search/query") async throws -> Int {
                try await house.admin.post(path, json: body).status
            }
            let longest = String(repeating: "a", count: 2000)
            #expect(try await status("{\"query\": \"\(longest)\"}") == 200)
            for body in [
                "{\"query\": \"\(longest)a\"}", "{}", "{\"query\": \"\"}", "{\"query\": \"   \"}", "{\"query\": \"a\", \"limit\": 21}",
                "{\"query\": \"a\", \"search_options\": {\"max_results\": 0}}", "{\"query\": \"a\", \"llm_options\": {\"temperature\": 2.1}}",
                "{\"query\": \"a\", \"llm_options\": {\"max_tokens\": 4001}}", "{\"query\": \"a\", \"model\": \"gpt-none\"}",
                "{\"query\": \"a\", \"document_ids\": [\"a b\"]}", "{\"query\": \"a\", \"response_mode\": \"epic\"}",
            ] {
                #expect(try await status(body) == 400, "\(body.prefix(80))")
            }
            #expect(try await status("{\"query\": \"pump\", \"limit\": 20, \"model\": \"extractive\"}") == 200)
            #expect(try await status("{\"question\": \"pump\", \"max_tokens\": 49}", "/api/v1/query/multimodal") == 400)
            #expect(try await status("{\"query\": \"pump\", \"top_k\": 21}", "/api/v1/rag/query") == 400)
            #expect(try await status("{\"message\": \"\"}", "/api/v1/rag/chat") == 400)
            #expect(try await house.service.post("/api/v1/search/query", json: "{\"query\": \"a\"}").status == 401)
        }
    }

    @Test("the original's retrieval routes answer bare; a conversation remembers, is its user's own, and can be forgotten")
    func conversation() async throws {
        try await ServiceHouse.with { house in
            _ = try await store(house)
            let query = try await ask(house, "/api/v1/rag/query", "{\"query\": \"Who designed the pump?\"}")
            #expect(query.names.isSuperset(of: ["query", "answer", "sources", "confidence_score", "processing_time", "retrieved_chunks"]))
            #expect(query["answer"].text?.contains("Maria Keller") == true)
            let first = try await ask(house, "/api/v1/rag/chat", "{\"message\": \"How much does the pump P-200 cost?\"}")
            #expect(first.names.isSuperset(of: ["message", "response", "conversation_id", "sources", "processing_time"]))
            let name = try #require(first["conversation_id"].text)
            let second = try await ask(house, "/api/v1/rag/chat", "{\"message\": \"And who designed it?\", \"conversation_id\": \"\(name)\"}")
            #expect(second["response"].text?.contains("Maria Keller") == true && second["searched_for"].text?.contains("pump") == true)
            let list = try await house.admin.get("/api/v1/conversations").json["data"]
            #expect(list["total_count"].integer == 1 && list["conversations"][0]["turn_count"].integer == 2)
            let details = try await house.admin.get("/api/v1/conversations/\(name)").json["data"]
            #expect(details["turns"].elements.map { $0["question"].text } == ["How much does the pump P-200 cost?", "And who designed it?"])
            #expect(details["turns"][0]["citations"][0]["page_number"].integer == 1)
            let member = try await house.admin.member("reader@example.org", role: "viewer")
            #expect(try await member.get("/api/v1/conversations/\(name)").status == 404)
            #expect(try await member.get("/api/v1/conversations").json["data"]["total_count"].integer == 0)
            #expect(try await member.delete("/api/v1/conversations/\(name)").status == 404)
            #expect(try await house.admin.delete("/api/v1/conversations/\(name)").status == 200)
            #expect(try await house.admin.get("/api/v1/rag/conversations/\(name)").status == 404)
        }
    }

    @Test("as events: sources first, then the text, then everything with citations")
    func stream() async throws {
        try await ServiceHouse.with { house in
            _ = try await store(house)
            let answer = try await house.admin.post(
                "/api/v1/ask", json: "{\"question\": \"How long does the warranty last?\"}", headers: ["Accept": "text/event-stream"])
            #expect(answer.status == 200 && answer.headers["content-type"]?.hasPrefix("text/event-stream") == true)
            let events = events(answer.text)
            #expect(events.map(\.name) == ["sources", "token", "final"])
            #expect(events.first?.data["sources"][0]["page_number"].integer != nil)
            #expect(events.last?.data["sentences"][0]["citations"][0]["page_number"].integer == 2)
        }
    }

    @Test("a language model writes, streams, is checked and counted; when it is gone, the sentences are quoted")
    func languageModel() async throws {
        let server = try await LocalServer { _ in
            func piece(_ text: String) -> String { "data: {\"choices\":[{\"delta\":{\"content\":\"\(text)\"}}]}\n\n" }
            let usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":300,\"completion_tokens\":12}}\n\n"
            let text = piece("The warranty lasts ") + piece("24 months. [1] ") + piece("It costs 5,000 francs. [1]") + usage + "data: [DONE]\n\n"
            return LocalServer.Answer(headers: [("content-type", "text/event-stream")], body: Data(text.utf8))
        }
        let settings = ["MIVAA_LLM_URL": server.base, "MIVAA_LLM_MODELS": "tiny,other", "MIVAA_LLM_KEY": "sk-test-key-0000"]
        try await ServiceHouse.with(settings: settings) { house in
            _ = try await store(house)
            let body = "{\"question\": \"How long does the warranty last?\", \"model\": \"other\"}"
            let answer = try await house.admin.post("/api/v1/ask", json: body, headers: ["Accept": "text/event-stream"])
            let events = events(answer.text)
            #expect(events.map(\.name) == ["sources", "token", "token", "token", "final"])
            let final = try #require(events.last?.data)
            #expect(final["model"].text == "other" && final["token_usage"]["total_tokens"].integer == 312)
            #expect(final["sentences"].elements.map { $0["verdict"].text } == ["supported", "unsupported"])
            #expect(final["sentences"][1]["unsupported_numerals"].elements.map(\.text) == ["5,000"])
            let prompt = JSONNode(parsing: try #require(server.calls.last).body)
            #expect(prompt["model"].text == "other" && !"\(prompt)".contains("swordfish") && "\(prompt)".contains("24 months"))
            #expect(!house.service.log.text.contains("sk-test-key"))
            let quoted = try await ask(house, "/api/v1/ask", "{\"question\": \"How long does the warranty last?\", \"model\": \"extractive\"}")["data"]
            #expect(quoted["model"].text == "extractive" && server.calls.count == 1)
        }
        let gone = ["MIVAA_LLM_URL": "http://127.0.0.1:1/v1", "MIVAA_LLM_MODELS": "tiny"]
        try await ServiceHouse.with(settings: gone) { house in
            _ = try await store(house)
            let data = try await ask(house, "/api/v1/ask", "{\"question\": \"How long does the warranty last?\"}")["data"]
            #expect(data["model"].text == "extractive" && data["answer"].text?.contains("24 months") == true)
            #expect(data["warnings"].elements.contains { $0.text?.contains("language model") == true })
        }
    }

    @Test("pictures count where they are asked for, and are named")
    func multimodal() async throws {
        try await ServiceHouse.with { house in
            _ = try await store(house)
            let body = "{\"question\": \"How long does the warranty last?\", \"include_image_references\": true}"
            let data = try await ask(house, "/api/v1/query/multimodal", body)["data"]
            #expect(data.names.isSuperset(of: ["image_context_used", "image_references", "answer", "sources", "context_used"]))
            #expect(data["answer"].text?.contains("24 months") == true && data["image_references"].elements.isEmpty)
        }
    }

    @Test("assistants reach the documents by the Model Context Protocol, with the caller's rights")
    func mcp() async throws {
        try await ServiceHouse.with { house in
            let id = try await store(house)
            func call(_ tool: String, _ arguments: String) async throws -> JSONNode {
                let body = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"\(tool)\", \"arguments\": \(arguments)}}"
                return try await ask(house, "/mcp", body)["result"]
            }
            let hello = "{\"jsonrpc\": \"2.0\", \"id\": 0, \"method\": \"initialize\", \"params\": {\"protocolVersion\": \"2025-06-18\"}}"
            #expect(try await ask(house, "/mcp", hello)["result"]["protocolVersion"].text == "2025-06-18")
            let notice = try await house.admin.post("/mcp", json: "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}")
            #expect(notice.status == 202)
            #expect(try await call("list_documents", "{}")["structuredContent"]["documents"][0]["document_id"].text == id)
            #expect(try await call("search", "{\"query\": \"warranty\"}")["structuredContent"]["passages"][0]["document_id"].text == id)
            #expect(try await call("ask", "{\"question\": \"How long does the warranty last?\"}")["structuredContent"]["is_answered"].boolean == true)
            #expect(try await call("read_page", "{\"document_id\": \"\(id)\", \"page\": 2}")["structuredContent"]["markdown"].text?.contains("24") == true)
            #expect(try await house.service.post("/mcp", json: hello).status == 401)
            #expect(try await house.admin.post("/mcp", json: "{broken").status == 400)
            #expect(try await house.admin.post("/mcp", json: hello, headers: ["MCP-Protocol-Version": "1999-01-01"]).status == 400)
        }
    }
}
