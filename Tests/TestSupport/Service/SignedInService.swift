import Foundation

/// A running service and somebody who has signed in.
package struct SignedInService: Sendable {
    package let service: RunningMivaa
    package let token: String
    package let workspace: String
    package let user: String
    /// To the sign-in, whole.
    package let answer: HTTPAnswer

    /// Makes the first administrator with the link that a new service prints.
    package static func first(of service: RunningMivaa, email: String = "first@example.org") async throws -> SignedInService {
        let line = try await service.text(containing: "welcome#")
        let link = String(line.split(separator: "#").last ?? "").trimmingCharacters(in: .whitespaces)
        let body = """
            {"token": "\(link)", "email": "\(email)", "password": "\(password)", "workspace_name": "First"}
            """
        let answer = try await service.post("/api/v1/auth/bootstrap", json: body)
        return try SignedInService(service, answer)
    }

    package static let password = "a long enough password"

    package init(_ service: RunningMivaa, _ answer: HTTPAnswer) throws {
        let data = answer.json["data"]
        guard let token = data["access_token"].text, let workspace = data["workspace"]["workspace_id"].text else {
            throw Refused(status: answer.status, body: answer.text)
        }
        self.service = service
        self.token = token
        self.workspace = workspace
        user = data["user"]["user_id"].text ?? ""
        self.answer = answer
    }

    package struct Refused: Error {
        package var status: Int
        package var body: String
    }

    package var headers: [String: String] { ["Authorization": "Bearer \(token)"] }

    package func get(_ path: String, headers more: [String: String] = [:]) async throws -> HTTPAnswer {
        try await service.get(path, headers: headers.merging(more) { $1 })
    }

    package func delete(_ path: String) async throws -> HTTPAnswer {
        try await service.delete(path, headers: headers)
    }

    package func post(_ path: String, json: String, headers more: [String: String] = [:]) async throws -> HTTPAnswer {
        try await service.post(path, json: json, headers: headers.merging(more) { $1 })
    }

    package func post(_ path: String, form: FormBody, headers more: [String: String] = [:]) async throws -> HTTPAnswer {
        try await service.post(path, form: form, headers: headers.merging(more) { $1 })
    }

    package func send(_ method: String, _ path: String, json: String) async throws -> HTTPAnswer {
        let all = headers.merging(["Content-Type": "application/json"]) { $1 }
        return try await service.send(method, path, headers: all, body: Array(json.utf8))
    }

    package var refreshToken: String { answer.json["data"]["refresh_token"].text ?? "" }

    /// The same person, signed in once more.
    package func again(_ email: String) async throws -> SignedInService {
        try SignedInService(
            service, try await service.post("/api/v1/auth/login", json: "{\"email\": \"\(email)\", \"password\": \"\(Self.password)\"}"))
    }

    /// Somebody else who has accepted an invitation to the workspace.
    package func member(_ email: String, role: String) async throws -> SignedInService {
        let invited = try await post("/api/v1/workspaces/\(workspace)/invitations", json: "{\"email\": \"\(email)\", \"role\": \"\(role)\"}")
        let token = invited.json["data"]["token"].text ?? ""
        let accepted = try await service.post(
            "/api/v1/auth/accept-invitation", json: "{\"token\": \"\(token)\", \"password\": \"\(Self.password)\"}")
        return try SignedInService(service, accepted)
    }

    /// Somebody else, with a workspace of their own.
    package func newcomer(_ email: String) async throws -> SignedInService {
        let member = try await member(email, role: "viewer")
        let made = try await member.post("/api/v1/workspaces", json: "{\"name\": \"Second\"}")
        let own = made.json["data"]["workspace_id"].text ?? ""
        let moved = try SignedInService(service, try await member.post("/api/v1/auth/switch", json: "{\"workspace_id\": \"\(own)\"}"))
        _ = try await delete("/api/v1/workspaces/\(workspace)/members/\(member.user)")
        return moved
    }
}

extension RunningMivaa {
    /// The first line of what the process said that holds the text.
    package func text(containing needle: String) async throws -> String {
        // What is for people at the terminal is no line of the log: it comes right behind "ready".
        for _ in 0..<2000 {
            if let line = log.text.split(separator: "\n").first(where: { $0.contains(needle) }) { return String(line) }
            await Task.yield()
            usleep(5000)
        }
        throw Failure.silent(expected: needle, log: log.text)
    }
}
