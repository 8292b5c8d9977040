import Foundation
import TestSupport
import Testing

/// Corrections over HTTP, on the real binary.
@Suite("Corrections over HTTP")
struct CorrectionContractTests {
    private static let pdf = SamplePDF(pages: [
        ["Teh granite of Naxos is old.", "It has two lines."], ["Page two is another.", "It ends with this."],
    ])

    /// The place that says this, as the service tells of it.
    private func place(_ text: String, of id: String, for member: SignedInService, page: Int = 1) async throws -> JSONNode {
        let places = try await member.get("/api/v1/documents/\(id)/corrections/places?page=\(page)").json["data"]
        return try #require(places["places"].elements.first { $0["text"].text == text && $0["subject"].text == "line" })
    }

    private func save(
        _ text: String, at place: JSONNode, of id: String, for member: SignedInService, revision: Int = 1, seen: String? = nil
    ) async throws -> HTTPAnswer {
        let block = place["block_id"].integer ?? -1
        let line = place["line"].integer ?? -1
        let seen = seen ?? place["text"].text ?? ""
        return try await member.send(
            "PUT", "/api/v1/documents/\(id)/corrections",
            json: """
                {"revision": \(revision), "changes": [
                    {"block_id": \(block), "subject": "line", "line": \(line), "seen_text": "\(seen)", "text": "\(text)"}]}
                """)
    }

    @Test("a line is corrected, found, listed with its author, marked in blocks, and taken back; the audit log has both")
    func life() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(Self.pdf.bytes)
            let place = try await place("Teh granite of Naxos is old.", of: id, for: house.admin)
            let saved = try await save("The granodiorite of Naxos is old.", at: place, of: id, for: house.admin)
            #expect(saved.status == 200, "\(saved.text)")
            let line = saved.json["data"]["corrections"][0]
            #expect(line["state"].text == "applied" && line["original_text"].text == "Teh granite of Naxos is old.")
            #expect(line["author_name"].text?.isEmpty == false && line["version"].integer == 1 && line["page_number"].integer == 1)
            #expect(saved.json["data"]["is_current"].boolean == true)
            for format in ["markdown", "html", "text", "json", "chunks"] {
                let text = try await house.admin.get("/api/v1/documents/\(id)/content?format=\(format)").text
                #expect(text.contains("The granodiorite of Naxos"), "\(format)")
            }
            let blocks = try await house.admin.get("/api/v1/documents/\(id)/blocks?page=1").json["data"]["blocks"]
            let marks = blocks.elements.flatMap { $0["corrections"].elements }
            #expect(marks.map { $0["before"].text } == ["Teh granite of Naxos is old."])
            let search = "{\"query\": \"granodiorite\", \"mode\": \"keyword\"}"
            let hits = try await house.admin.post("/api/v1/search", json: search).json["data"]["results"]
            #expect(hits.elements.map { $0["document_id"].text } == [id])
            let name = line["correction_id"].text ?? ""
            #expect(try await house.admin.delete("/api/v1/documents/\(id)/corrections/\(name)?version=9").status == 409)
            let removed = try await house.admin.delete("/api/v1/documents/\(id)/corrections/\(name)?version=1")
            #expect(removed.status == 200 && removed.json["data"]["corrections"].elements.isEmpty)
            #expect(try await house.admin.get("/api/v1/documents/\(id)/content?format=text").text.contains("Teh granite"))
            let log = try await house.admin.get("/api/v1/admin/audit").text
            #expect(log.contains("document.corrected") && log.contains("document.correction_removed") && !log.contains("granodiorite"))
        }
    }

    @Test("who looked at another text or another processing gets a conflict, and nothing changes")
    func conflicts() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(Self.pdf.bytes)
            let place = try await place("It has two lines.", of: id, for: house.admin)
            #expect(try await save("a", at: place, of: id, for: house.admin).status == 200)
            let late = try await save("b", at: place, of: id, for: house.admin)
            #expect(late.status == 409 && late.json["error"].text == "CONFLICT")
            #expect(try await save("b", at: place, of: id, for: house.admin, revision: 2, seen: "a").status == 409)
            #expect(try await save("b", at: place, of: id, for: house.admin, seen: "a").status == 200)
            let list = try await house.admin.get("/api/v1/documents/\(id)/corrections").json["data"]
            #expect(list["corrections"].elements.map { $0["text"].text } == ["b"] && list["corrections"][0]["version"].integer == 2)
        }
    }

    @Test("what is no place, no line or too long is refused; a text of the greatest length is taken")
    func limits() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(Self.pdf.bytes)
            let place = try await place("It has two lines.", of: id, for: house.admin)
            #expect(try await save(String(repeating: "x", count: 10_001), at: place, of: id, for: house.admin).status == 400)
            #expect(try await save("two\\nlines", at: place, of: id, for: house.admin).status == 400)
            let path = "/api/v1/documents/\(id)/corrections"
            for change in [
                "{\"block_id\": 99999, \"subject\": \"line\", \"line\": 0, \"seen_text\": \"\", \"text\": \"x\"}",
                "{\"block_id\": 0, \"subject\": \"line\", \"seen_text\": \"\", \"text\": \"x\"}",
                "{\"block_id\": 0, \"subject\": \"level\", \"seen_level\": 0, \"level\": 7}",
                "{\"block_id\": 0, \"subject\": \"word\", \"seen_text\": \"\", \"text\": \"x\"}",
            ] {
                #expect(try await house.admin.send("PUT", path, json: "{\"revision\": 1, \"changes\": [\(change)]}").status == 400, "\(change)")
            }
            let block = place["block_id"].integer ?? -1
            let change = "{\"block_id\": \(block), \"subject\": \"line\", \"line\": 1, \"seen_text\": \"It has two lines.\", \"text\": \"x\"}"
            let line = place["line"].integer ?? -1
            let twice = change.replacingOccurrences(of: "\"line\": 1", with: "\"line\": \(line)")
            #expect(try await house.admin.send("PUT", path, json: "{\"revision\": 1, \"changes\": [\(twice), \(twice)]}").status == 400)
            let many = Array(repeating: "{\"block_id\": 0, \"subject\": \"level\", \"seen_level\": 0, \"level\": 0}", count: 501)
            #expect(try await house.admin.send("PUT", path, json: "{\"revision\": 1, \"changes\": [\(many.joined(separator: ","))]}").status == 400)
            #expect(try await house.admin.send("PUT", path, json: "{\"revision\": 1, \"changes\": []}").status == 400)
            #expect(try await save(String(repeating: "x", count: 10_000), at: place, of: id, for: house.admin).status == 200)
        }
    }

    @Test("the list comes in parts, those without a place first")
    func parts() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(Self.pdf.bytes)
            for (text, page) in [("Teh granite of Naxos is old.", 1), ("It has two lines.", 1), ("It ends with this.", 2)] {
                let place = try await place(text, of: id, for: house.admin, page: page)
                #expect(try await save(text + "!", at: place, of: id, for: house.admin).status == 200)
            }
            let job = try await house.admin.post("/api/v1/documents/\(id)/reprocess", json: "{\"options\": {\"page_range\": \"1\"}}")
            _ = try await house.ended(job: job.json["data"]["job_id"].text ?? "")
            let first = try await house.admin.get("/api/v1/documents/\(id)/corrections?limit=1").json["data"]
            #expect(first["total_corrections"].integer == 3 && first["not_applied"].integer == 1 && first["revision"].integer == 2)
            #expect(first["corrections"].elements.map { $0["reason"].text } == ["page_missing"])
            let rest = try await house.admin.get("/api/v1/documents/\(id)/corrections?limit=5&offset=1").json["data"]["corrections"].elements
            #expect(rest.map { $0["text"].text } == ["Teh granite of Naxos is old.!", "It has two lines.!"])
            #expect(rest.allSatisfy { $0["state"].text == "applied" && $0["block_id"].integer != nil })
        }
    }

    @Test("viewers read corrections and may not make any; another workspace sees nothing")
    func permissions() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(Self.pdf.bytes)
            let viewer = try await house.admin.member("viewer@example.org", role: "viewer")
            let place = try await place("It has two lines.", of: id, for: viewer)
            #expect(try await save("x", at: place, of: id, for: viewer).status == 403)
            #expect(try await viewer.delete("/api/v1/documents/\(id)/corrections/corr_x?version=1").status == 403)
            #expect(try await viewer.get("/api/v1/documents/\(id)/corrections").status == 200)
            let editor = try await house.admin.member("editor@example.org", role: "editor")
            #expect(try await save("x", at: place, of: id, for: editor).status == 200)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            #expect(try await stranger.get("/api/v1/documents/\(id)/corrections").status == 404)
            #expect(try await save("y", at: place, of: id, for: stranger, seen: "x").status == 404)
        }
    }
}
