/// Somebody who has signed in to a service of a test.
package struct TestAccount: Sendable {
    package let service: RunningMivaa
    package let email: String
    /// The whole answer to the sign-in.
    package let answer: HTTPAnswer

    package static let password = "correct horse battery"

    package init(service: RunningMivaa, email: String, answer: HTTPAnswer) {
        self.service = service
        self.email = email
        self.answer = answer
    }

    package var accessToken: String { answer.json["data"]["access_token"].text ?? "" }
    package var refreshToken: String { answer.json["data"]["refresh_token"].text ?? "" }
    package var userID: String { answer.json["data"]["user"]["user_id"].text ?? "" }
    package var workspaceID: String { answer.json["data"]["workspace"]["workspace_id"].text ?? "" }
    package var headers: [String: String] { ["Authorization": "Bearer \(accessToken)"] }

    package func get(_ path: String) async throws -> HTTPAnswer { try await service.get(path, headers: headers) }
    package func delete(_ path: String) async throws -> HTTPAnswer { try await service.delete(path, headers: headers) }
    package func post(_ path: String, _ json: String = "") async throws -> HTTPAnswer {
        try await service.post(path, json: json, headers: headers)
    }
    package func patch(_ path: String, _ json: String) async throws -> HTTPAnswer {
        let all = headers.merging(["Content-Type": "application/json"]) { $1 }
        return try await service.send("PATCH", path, headers: all, body: Array(json.utf8))
    }
}

extension RunningMivaa {
    /// The secret in the link that the service prints when nobody has an account.
    package func bootstrapToken() async throws -> String {
        let line = try await line("the link for the first administrator") { $0.text.contains("/welcome#") }
        return String(line.text[line.text.index(after: line.text.lastIndex(of: "#") ?? line.text.startIndex)...])
    }

    /// The first user: owner of the first workspace and administrator of the installation.
    package func administrator(_ email: String = "ada@example.org") async throws -> TestAccount {
        let body = """
            {"token": "\(try await bootstrapToken())", "email": "\(email)", "password": "\(TestAccount.password)", "workspace_name": "Engines"}
            """
        return TestAccount(service: self, email: email, answer: try await post("/api/v1/auth/bootstrap", json: body))
    }

    /// Somebody whom `host` invited to their workspace and who has accepted.
    package func member(_ email: String, role: String, invitedBy host: TestAccount) async throws -> TestAccount {
        let invitation = try await host.post(
            "/api/v1/workspaces/\(host.workspaceID)/invitations", "{\"email\": \"\(email)\", \"role\": \"\(role)\"}")
        let token = invitation.json["data"]["token"].text ?? ""
        let body = "{\"token\": \"\(token)\", \"password\": \"\(TestAccount.password)\"}"
        return TestAccount(service: self, email: email, answer: try await post("/api/v1/auth/accept-invitation", json: body))
    }

    /// Somebody with a workspace of their own, which nobody else belongs to.
    package func stranger(_ email: String, invitedBy host: TestAccount) async throws -> TestAccount {
        let member = try await member(email, role: "viewer", invitedBy: host)
        let created = try await member.post("/api/v1/workspaces", "{\"name\": \"Own\"}")
        let workspace = created.json["data"]["workspace_id"].text ?? ""
        _ = try await host.delete("/api/v1/workspaces/\(host.workspaceID)/members/\(member.userID)")
        let body = "{\"email\": \"\(email)\", \"password\": \"\(TestAccount.password)\", \"workspace_id\": \"\(workspace)\"}"
        return TestAccount(service: self, email: email, answer: try await post("/api/v1/auth/login", json: body))
    }
}
