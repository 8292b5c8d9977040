import Foundation
import TestSupport
import Testing

/// Nobody reaches another workspace's records, whatever the route.
@Suite("Isolation of tenants")
struct TenantIsolationTests {
    /// Every route of the service's own description that names a record in its path.
    private func routes(_ service: RunningMivaa) async throws -> [(method: String, path: String)] {
        let description = try await service.get("/openapi.json").json
        return description["paths"].names.flatMap { path in
            description["paths"][path].names.map { (method: $0.uppercased(), path: path) }
        }.filter { $0.path.contains("{") }.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }

    @Test("another workspace's token finds no document, job, batch or image on any route")
    func foreignToken() async throws {
        try await ServiceHouse.with { house in
            let names = try await records(of: house)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            #expect(stranger.workspace != house.admin.workspace)
            let routes = try await routes(house.service)
            #expect(routes.count > 20)
            for route in routes {
                guard let path = filled(route.path, names) else { continue }
                let answer = try await stranger.send(route.method, path, json: "{}")
                #expect([400, 403, 404, 415].contains(answer.status), "\(route.method) \(path): \(answer.status) \(answer.text.prefix(200))")
                for name in names.values where answer.status == 200 { #expect(!answer.text.contains(name)) }
            }
            // And all of it is still there.
            #expect(try await house.admin.get("/api/v1/documents/\(names["document_id"] ?? "")/metadata").status == 200)
        }
    }

    @Test("every route but the open ones refuses requests without a token")
    func noToken() async throws {
        try await ServiceHouse.with { house in
            let description = try await house.service.get("/openapi.json").json
            for path in description["paths"].names.sorted() {
                for method in description["paths"][path].names where !description["paths"][path][method]["security"].elements.isEmpty {
                    // Extraction is open by the contract; its security lists "none" first.
                    if description["paths"][path][method]["security"][0].names.isEmpty { continue }
                    let bare = path.replacingOccurrences(of: "\\{[a-z_]+\\}", with: "x1", options: .regularExpression)
                    let answer = try await house.service.send(method.uppercased(), bare)
                    #expect(answer.status == 401, "\(method) \(bare): \(answer.status)")
                    #expect(answer.header("WWW-Authenticate") == "Bearer")
                }
            }
        }
    }

    @Test("members without the right permission are refused")
    func viewer() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pageCount: 1).bytes)
            let invited = try await house.admin.post(
                "/api/v1/workspaces/\(house.admin.workspace)/invitations", json: "{\"email\": \"viewer@example.org\", \"role\": \"viewer\"}")
            let link = invited.json["data"]["token"].text ?? ""
            let viewer = try SignedInService(
                house.service,
                try await house.service.post(
                    "/api/v1/auth/accept-invitation", json: "{\"token\": \"\(link)\", \"password\": \"\(SignedInService.password)\"}"))
            #expect(try await viewer.get("/api/v1/documents/\(id)/metadata").status == 200)
            #expect(try await viewer.delete("/api/v1/documents/\(id)").status == 403)
            let upload = try await viewer.post(
                "/api/v1/documents/process", form: FormBody().with("file", file: "a.pdf", SamplePDF(pageCount: 1).bytes))
            #expect(upload.status == 403)
            #expect(try await viewer.get("/api/v1/admin/jobs").status == 403)
        }
    }

    @Test("whoever is refused stands in the audit log with route, address and permission; hammering is one entry more")
    func refusals() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pageCount: 1).bytes)
            let viewer = try await house.admin.member("viewer@example.org", role: "viewer")
            for _ in 0..<50 { #expect(try await viewer.delete("/api/v1/documents/\(id)").status == 403) }
            let stranger = try await house.admin.newcomer("stranger@example.org")
            #expect(try await stranger.get("/api/v1/documents/\(id)/content").status == 404)
            #expect(try await stranger.get("/api/v1/documents/doc_none/content").status == 404)
            let foreign = stranger.headers.merging(["X-Workspace-ID": house.admin.workspace]) { $1 }
            #expect(try await house.service.get("/api/v1/documents", headers: foreign).status == 403)
            let key = try await house.admin.post("/api/v1/api-keys", json: #"{"name": "narrow", "scopes": ["search:read"]}"#).json["data"]
            let message = #"{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "list_documents", "arguments": {}}}"#
            let answer = try await house.service.post("/mcp", json: message, headers: ["X-API-Key": key["api_key"].text ?? ""])
            #expect(answer.status == 200 && answer.text.contains("may not read documents"))
            let entries = try await house.admin.get("/api/v1/admin/audit?outcome=denied&limit=100").json["data"]["entries"].elements
            let refused = entries.filter { $0["action"].text == "access.refused" && $0["actor"].text == viewer.user }
            // A minute may have ended in between: then there are two of them, and what was counted in the first.
            #expect((1...3).contains(refused.count))
            let first = try #require(refused.last)
            #expect(first["details"]["route"].text == "DELETE /api/v1/documents/{document_id}")
            #expect(first["details"]["reason"].text == "document:delete" && first["address"].text == "127.0.0.1")
            #expect(first["target"].text == id)
            let tool = try #require(entries.first { $0["details"]["route"].text == "POST /mcp" })
            #expect(tool["actor"].text == key["key"]["key_id"].text && tool["action"].text == "access.refused")
            let others = entries.filter { $0["actor"].text == stranger.user }
            #expect(others.compactMap { $0["action"].text } == ["access.refused", "access.other_workspace"])
            #expect(others.last?["target"].text == id && others.last?["details"]["belongs_to"].text == house.admin.workspace)
            #expect(others.first?["target"].text == house.admin.workspace)
            #expect(try await house.admin.get("/api/v1/admin/audit/verify").json["data"]["is_intact"].boolean == true)
        }
    }

    private func records(of house: ServiceHouse) async throws -> [String: String] {
        let picture = [UInt8](try Data(contentsOf: Project.fixtures.appendingPathComponent("jpeg-image.pdf")))
        let form = FormBody().with("files", file: "secret.pdf", picture)
        let batch = try await house.admin.post("/api/v1/documents/process/batch", form: form).json["data"]
        let batchID = batch["batch_id"].text ?? ""
        _ = try await house.ended(batch: batchID)
        let document = batch["results"][0]["document_id"].text ?? ""
        let images = try await house.admin.get("/api/v1/documents/\(document)/images").json["data"]["images"]
        return [
            "document_id": document, "job_id": batch["job_ids"][0].text ?? "", "batch_id": batchID, "image_id": images[0]["image_id"].text ?? "",
            "workspace_id": house.admin.workspace, "user_id": house.admin.user,
        ]
    }

    /// `nil` for routes about things that these tests make none of.
    private func filled(_ path: String, _ names: [String: String]) -> String? {
        var parts: [String] = []
        for part in path.split(separator: "/") {
            guard part.hasPrefix("{") else {
                parts.append(String(part))
                continue
            }
            let name = String(part.dropFirst().dropLast())
            if let value = names[name] {
                parts.append(value)
            } else {
                parts.append(name == "table_id" ? "table_1" : "1")
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
