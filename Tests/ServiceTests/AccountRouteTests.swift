import Foundation
import TestSupport
import Testing

@Suite("Accounts over HTTP")
struct AccountRouteTests {
    /// Tests sign in more often than people.
    private static let settings = ["MIVAA_RATE_SIGN_IN": "0"]

    private static func withService(_ body: (RunningMivaa) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let service = try await RunningMivaa.start(data: folder.url.path, settings: settings)
        try await body(service)
        #expect(try await service.stop() == 0)
    }

    @Test("from the printed link to signing out: every field of the answers")
    func session() async throws {
        try await Self.withService { service in
            let ada = try await SignedInService.first(of: service, email: "ada@example.org")
            #expect(ada.answer.status == 200)
            #expect(ada.answer.header("Cache-Control") == "no-store")
            let data = ada.answer.json["data"]
            #expect(
                data.names == [
                    "access_token", "token_type", "expires_in", "refresh_token", "refresh_expires_in", "user", "workspace", "permissions",
                    "workspaces",
                ])
            #expect(data["token_type"].text == "Bearer")
            #expect(data["expires_in"].integer == 1800)
            #expect(data["refresh_expires_in"].integer == 604_800)
            #expect(data["user"].names == ["user_id", "email", "display_name", "is_admin", "is_disabled", "created_at"])
            #expect(data["user"]["is_admin"].boolean == true)
            #expect(data["workspace"].names == ["workspace_id", "name", "role", "quota", "created_at"])
            #expect(data["workspace"]["role"].text == "owner")
            #expect(data["permissions"].elements.contains(.string("admin:all")))

            let me = try await ada.get("/api/v1/auth/me")
            #expect(me.status == 200)
            #expect(me.json["data"].names == ["user", "workspace", "permissions", "workspaces"])
            #expect(me.json["data"]["user"]["email"].text == "ada@example.org")

            let login = try await service.post(
                "/api/v1/auth/login", json: "{\"email\": \"ADA@example.org\", \"password\": \"\(SignedInService.password)\"}")
            #expect(login.status == 200)
            let second = try SignedInService(service, login)
            let refreshed = try await service.post("/api/v1/auth/refresh", json: "{\"refresh_token\": \"\(second.refreshToken)\"}")
            #expect(refreshed.status == 200)
            #expect(refreshed.json["data"]["refresh_token"].text != second.refreshToken)
            let reused = try await service.post("/api/v1/auth/refresh", json: "{\"refresh_token\": \"\(second.refreshToken)\"}")
            #expect(reused.status == 401)
            #expect(reused.json["error"].text == "INVALID_CREDENTIALS")
            #expect(try await second.get("/api/v1/auth/me").status == 401)

            #expect(try await ada.post("/api/v1/auth/logout", json: "").status == 200)
            #expect(try await ada.get("/api/v1/auth/me").status == 401)
        }
    }

    @Test("the printed link works once; a second start with a user prints none")
    func bootstrapOnce() async throws {
        let folder = try TemporaryFolder()
        let service = try await RunningMivaa.start(data: folder.url.path, settings: Self.settings)
        let token = try await Self.bootstrapToken(service)
        let weak = try await service.post("/api/v1/auth/bootstrap", json: Self.bootstrap(token, password: "password1234"))
        #expect(weak.status == 400)
        #expect(weak.json["error"].text == "VALIDATION_ERROR")
        #expect(weak.json["details"]["field"].text == "password")
        #expect(try await service.post("/api/v1/auth/bootstrap", json: Self.bootstrap(token)).status == 200)
        let again = try await service.post("/api/v1/auth/bootstrap", json: Self.bootstrap(token))
        #expect(again.status == 404)
        #expect(again.json["error"].text == "LINK_INVALID")
        try await service.stop()
        let second = try await RunningMivaa.start(data: folder.url.path, settings: Self.settings)
        let login = "{\"email\": \"ada@example.org\", \"password\": \"\(SignedInService.password)\"}"
        #expect(try await second.post("/api/v1/auth/login", json: login).status == 200)
        try await second.stop()
        #expect(!second.log.text.contains("/welcome#"))
    }

    private static func bootstrapToken(_ service: RunningMivaa) async throws -> String {
        String(try await service.text(containing: "/welcome#").split(separator: "#").last ?? "")
    }

    private static func bootstrap(_ token: String, password: String = SignedInService.password) -> String {
        "{\"token\": \"\(token)\", \"email\": \"ada@example.org\", \"password\": \"\(password)\"}"
    }

    @Test("guessing is answered with 401, then with 429 and the time to wait")
    func bruteForce() async throws {
        try await Self.withService { service in
            _ = try await SignedInService.first(of: service, email: "ada@example.org")
            let guess = "{\"email\": \"ada@example.org\", \"password\": \"guess\"}"
            for _ in 0..<10 {
                let answer = try await service.post("/api/v1/auth/login", json: guess)
                #expect(answer.status == 401)
                #expect(answer.json["message"].text == "E-mail or password is wrong.")
                #expect(answer.header("WWW-Authenticate") == "Bearer")
            }
            // A slow machine gets some attempts back meanwhile.
            var answer = try await service.post("/api/v1/auth/login", json: guess)
            for _ in 0..<20 where answer.status == 401 { answer = try await service.post("/api/v1/auth/login", json: guess) }
            #expect(answer.status == 429)
            #expect((1...60).contains(Int(answer.header("Retry-After") ?? "") ?? 0))
        }
    }

    @Test("the usual limit of sign-ins holds without any setting")
    func signInRate() async throws {
        let folder = try TemporaryFolder()
        let service = try await RunningMivaa.start(data: folder.url.path)
        // All at once: one after another may take so long on a busy machine that the allowance grows again.
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<14 {
                let body = "{\"email\": \"nobody\(number)@example.org\", \"password\": \"guess\"}"
                group.addTask { try await service.post("/api/v1/auth/login", json: body).status }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(statuses.contains(429))
        try await service.stop()
    }

    @Test("members are invited, promoted, listed and taken out; their rights change with the next request")
    func members() async throws {
        try await Self.withService { service in
            let ada = try await SignedInService.first(of: service, email: "ada@example.org")
            let path = "/api/v1/workspaces/\(ada.workspace)"
            let invited = try await ada.post("\(path)/invitations", json: "{\"email\": \"bob@example.org\", \"role\": \"viewer\"}")
            #expect(invited.status == 201)
            #expect(invited.header("Cache-Control") == "no-store")
            let data = invited.json["data"]
            #expect(data.names == ["invitation", "token", "path"])
            #expect(data["invitation"].names == ["invitation_id", "email", "role", "created_at", "expires_at"])
            #expect(data["path"].text == "/invitation#\(data["token"].text ?? "")")
            let open = try await ada.get("\(path)/invitations")
            #expect(open.json["data"]["invitations"].elements.count == 1)
            #expect(!open.text.contains(data["token"].text ?? "?"))
            let gone = try await ada.delete("\(path)/invitations/\(data["invitation"]["invitation_id"].text ?? "")")
            #expect(gone.status == 200)

            let bob = try await ada.member("bob@example.org", role: "viewer")
            #expect(bob.answer.status == 200)
            #expect(try await bob.send("PATCH", path, json: "{\"name\": \"Mine\"}").status == 403)
            #expect(try await ada.send("PATCH", "\(path)/members/\(bob.user)", json: "{\"role\": \"admin\"}").status == 200)
            #expect(try await bob.send("PATCH", path, json: "{\"name\": \"Mills\"}").json["data"]["name"].text == "Mills")
            #expect(try await bob.send("PATCH", path, json: "{\"quota\": {\"documents\": 9}}").status == 403)
            #expect(try await ada.send("PATCH", path, json: "{\"quota\": {\"documents\": 9}}").json["data"]["quota"]["documents"].integer == 9)
            let members = try await bob.get("\(path)/members")
            #expect(members.json["data"]["members"].elements.map { $0["email"].text } == ["ada@example.org", "bob@example.org"])
            #expect(members.json["data"]["total_count"].integer == 2)
            #expect(try await bob.delete("\(path)/members/\(ada.user)").status == 403)
            #expect(try await ada.delete("\(path)/members/\(ada.user)").status == 409)
            #expect(try await ada.delete("\(path)/members/\(bob.user)").status == 200)
            #expect(try await bob.get("/api/v1/auth/me").status == 403)
        }
    }

    @Test("workspaces are made, switched to, and removed when they are empty")
    func workspaces() async throws {
        try await Self.withService { service in
            let ada = try await SignedInService.first(of: service, email: "ada@example.org")
            let created = try await ada.post("/api/v1/workspaces", json: "{\"name\": \"Looms\"}")
            #expect(created.status == 201)
            let looms = created.json["data"]["workspace_id"].text ?? ""
            #expect(try await ada.get("/api/v1/workspaces").json["data"]["total_count"].integer == 2)
            let switched = try await ada.post("/api/v1/auth/switch", json: "{\"workspace_id\": \"\(looms)\"}")
            #expect(switched.status == 200)
            #expect(switched.json["data"]["workspace"]["name"].text == "Looms")
            #expect(!switched.json["data"].names.contains("refresh_token"))
            let token = switched.json["data"]["access_token"].text ?? ""
            let me = try await service.get("/api/v1/auth/me", headers: ["Authorization": "Bearer \(token)"])
            #expect(me.json["data"]["workspace"]["workspace_id"].text == looms)
            let byHeader = try await service.get("/api/v1/auth/me", headers: ada.headers.merging(["X-Workspace-ID": looms]) { $1 })
            #expect(byHeader.json["data"]["workspace"]["workspace_id"].text == looms)
            #expect(try await ada.delete("/api/v1/workspaces/\(looms)").status == 200)
            #expect(try await ada.get("/api/v1/workspaces/\(looms)").status == 404)
        }
    }

    @Test("keys work in either header, within their scopes and their allowance, until they are revoked")
    func keys() async throws {
        try await Self.withService { service in
            let ada = try await SignedInService.first(of: service, email: "ada@example.org")
            let created = try await ada.post(
                "/api/v1/api-keys", json: "{\"name\": \"robot\", \"scopes\": [\"document:read\"], \"requests_per_minute\": 5}")
            #expect(created.status == 201)
            #expect(created.header("Cache-Control") == "no-store")
            let key = created.json["data"]["key"]
            #expect(
                key.names == ["key_id", "workspace_id", "user_id", "name", "prefix", "scopes", "requests_per_minute", "created_at", "expires_at"])
            let secret = created.json["data"]["api_key"].text ?? ""
            #expect(secret.hasPrefix("kai_"))
            #expect(try await service.get("/api/v1/documents", headers: ["X-API-Key": secret]).status == 200)
            #expect(try await service.get("/api/v1/documents", headers: ["Authorization": "Bearer \(secret)"]).status == 200)
            #expect(try await service.get("/api/v1/admin/users", headers: ["X-API-Key": secret]).status == 403)
            #expect(try await service.post("/api/v1/api-keys", json: "{\"name\": \"x\"}", headers: ["X-API-Key": secret]).status == 403)
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await service.get("/api/v1/documents", headers: ["X-API-Key": secret]).status) }
            #expect(statuses.contains(429))
            let list = try await ada.get("/api/v1/api-keys")
            #expect(list.json["data"]["keys"].elements.count == 1)
            #expect(!list.text.contains(secret))
            #expect(try await ada.delete("/api/v1/api-keys/\(key["key_id"].text ?? "")").status == 200)
            #expect(try await service.get("/api/v1/documents", headers: ["X-API-Key": secret]).status == 401)
            #expect(try await ada.delete("/api/v1/api-keys/\(key["key_id"].text ?? "")").status == 404)
        }
    }

    @Test("a credential that is not valid is refused also beside one that is; Basic is for a proxy in front")
    func twoCredentials() async throws {
        try await Self.withService { service in
            let ada = try await SignedInService.first(of: service, email: "ada@example.org")
            let key = try await ada.post("/api/v1/api-keys", json: "{\"name\": \"robot\"}").json["data"]["api_key"].text ?? ""
            for (authorization, status) in [("Basic YTpi", 200), ("Digest x", 401), ("Bearer x", 401), ("x", 401)] {
                let answer = try await service.get("/api/v1/documents", headers: ["X-API-Key": key, "Authorization": authorization])
                #expect(answer.status == status)
            }
        }
    }

    @Test("a repeated request never gets a stored secret back")
    func secretsAreNotKept() async throws {
        try await Self.withService { service in
            let ada = try await SignedInService.first(of: service, email: "ada@example.org")
            let headers = ada.headers.merging(["Idempotency-Key": "once"]) { $1 }
            let first = try await service.post("/api/v1/api-keys", json: "{\"name\": \"robot\"}", headers: headers)
            let second = try await service.post("/api/v1/api-keys", json: "{\"name\": \"robot\"}", headers: headers)
            #expect(first.json["data"]["api_key"].text != second.json["data"]["api_key"].text)
            #expect(second.header("Idempotency-Replayed") == nil)
        }
    }

    @Test("changing the password ends other sessions; signing out everywhere ends all")
    func endings() async throws {
        try await Self.withService { service in
            let ada = try await SignedInService.first(of: service, email: "ada@example.org")
            let login = "{\"email\": \"ada@example.org\", \"password\": \"\(SignedInService.password)\"}"
            let other = try SignedInService(service, try await service.post("/api/v1/auth/login", json: login))
            let wrong = try await ada.post("/api/v1/auth/password", json: "{\"current_password\": \"x\", \"new_password\": \"a wholly new phrase\"}")
            #expect(wrong.status == 401)
            let changed = try await ada.post(
                "/api/v1/auth/password", json: "{\"current_password\": \"\(SignedInService.password)\", \"new_password\": \"a wholly new phrase\"}")
            #expect(changed.status == 200)
            #expect(try await other.get("/api/v1/auth/me").status == 401)
            #expect(try await ada.get("/api/v1/auth/me").status == 401)
            let fresh = try SignedInService(service, changed)
            #expect(try await fresh.post("/api/v1/auth/logout-all", json: "").status == 200)
            #expect(try await fresh.get("/api/v1/auth/me").status == 401)
            #expect(try await service.post("/api/v1/auth/refresh", json: "{\"refresh_token\": \"\(fresh.refreshToken)\"}").status == 401)
            #expect(try await service.post("/api/v1/auth/login", json: login).status == 401)
        }
    }

    @Test("administrators disable, promote and read the log; others do none of it")
    func administration() async throws {
        try await Self.withService { service in
            let ada = try await SignedInService.first(of: service, email: "ada@example.org")
            let bob = try await ada.member("bob@example.org", role: "owner")
            for path in ["users", "api-keys", "workspaces", "audit", "audit/export", "audit/verify"] {
                #expect(try await bob.get("/api/v1/admin/\(path)").status == 403)
                #expect(try await service.get("/api/v1/admin/\(path)").status == 401)
                #expect(try await ada.get("/api/v1/admin/\(path)").status == 200)
            }
            let users = try await ada.get("/api/v1/admin/users?search=BOB&limit=1")
            #expect(users.json["data"]["users"][0]["user_id"].text == bob.user)
            #expect(try await ada.post("/api/v1/admin/users/\(bob.user)/disable", json: "").json["data"]["is_disabled"].boolean == true)
            #expect(try await bob.get("/api/v1/auth/me").status == 403)
            #expect(try await ada.post("/api/v1/admin/users/\(bob.user)/enable", json: "").status == 200)
            #expect(try await ada.post("/api/v1/admin/users/\(ada.user)/disable", json: "").status == 409)
            #expect(try await ada.post("/api/v1/admin/users/\(bob.user)/promote", json: "").json["data"]["is_admin"].boolean == true)
            #expect(try await ada.post("/api/v1/admin/users/\(bob.user)/demote", json: "").json["data"]["is_admin"].boolean == false)
            #expect(try await ada.post("/api/v1/admin/users/usr_nobody/promote", json: "").status == 404)
            let link = try await ada.post("/api/v1/admin/users/\(bob.user)/password-link", json: "")
            #expect(link.status == 201)
            let body = "{\"token\": \"\(link.json["data"]["token"].text ?? "")\", \"new_password\": \"a wholly new phrase\"}"
            #expect(try await service.post("/api/v1/auth/reset-password", json: body).status == 200)

            let page = try await ada.get("/api/v1/admin/audit?action=user.disabled")
            let entry = page.json["data"]["entries"][0]
            #expect(entry["actor"].text == ada.user)
            #expect(entry["target"].text == bob.user)
            #expect(entry["address"].text == "127.0.0.1")
            let verified = try await ada.get("/api/v1/admin/audit/verify").json["data"]
            #expect(verified["is_intact"].boolean == true)
            let export = try await ada.get("/api/v1/admin/audit/export")
            let lines = export.text.split(separator: "\n").map { JSONNode(parsing: Data($0.utf8)) }
            #expect(lines.map { $0["sequence"].integer } == Array(1...lines.count))
            #expect(zip(lines, lines.dropFirst()).allSatisfy { $0["hash"] == $1["previous_hash"] })
            #expect(!export.text.contains(SignedInService.password))
        }
    }

    @Test("with a token of another workspace nothing of this one is there")
    func isolation() async throws {
        try await Self.withService { service in
            let ada = try await SignedInService.first(of: service, email: "ada@example.org")
            let eve = try await ada.newcomer("eve@example.org")
            let key = try await ada.post("/api/v1/api-keys", json: "{\"name\": \"robot\"}").json["data"]["key"]["key_id"].text ?? ""
            let invitation = try await ada.post(
                "/api/v1/workspaces/\(ada.workspace)/invitations", json: "{\"email\": \"x@example.org\", \"role\": \"viewer\"}")
            let invitationID = invitation.json["data"]["invitation"]["invitation_id"].text ?? ""
            let path = "/api/v1/workspaces/\(ada.workspace)"
            for hidden in [path, "\(path)/members", "\(path)/invitations"] { #expect(try await eve.get(hidden).status == 404) }
            #expect(try await eve.send("PATCH", path, json: "{\"name\": \"x\"}").status == 404)
            #expect(try await eve.delete(path).status == 404)
            #expect(try await eve.post("\(path)/invitations", json: "{\"email\": \"eve@example.org\", \"role\": \"owner\"}").status == 404)
            #expect(try await eve.delete("\(path)/invitations/\(invitationID)").status == 404)
            #expect(try await eve.send("PATCH", "\(path)/members/\(ada.user)", json: "{\"role\": \"viewer\"}").status == 404)
            #expect(try await eve.delete("\(path)/members/\(ada.user)").status == 404)
            #expect(try await eve.delete("/api/v1/api-keys/\(key)").status == 404)
            #expect(try await eve.get("/api/v1/api-keys").json["data"]["total_count"].integer == 0)
            #expect(try await eve.post("/api/v1/auth/switch", json: "{\"workspace_id\": \"\(ada.workspace)\"}").status == 403)
            let asAda = eve.headers.merging(["X-Workspace-ID": ada.workspace]) { $1 }
            #expect(try await service.get("/api/v1/documents", headers: asAda).status == 403)
        }
    }

    @Test(
        "bad bodies are answered with 400 and the field, never with 500",
        arguments: [
            ("login", "{}"), ("login", "{\"email\": 3, \"password\": \"x\"}"), ("login", "[]"),
            ("login", "{\"email\": \"a\\u0000\", \"password\": \"x\"}"),
            ("refresh", "{\"refresh_token\": \"\"}"), ("bootstrap", "{\"token\": \"x\"}"),
            ("reset-password", "{\"token\": \"x\", \"new_password\": \"short\"}"),
            ("accept-invitation", "{\"token\": \"\", \"password\": \"x\"}"),
        ])
    func badBodies(route: String, body: String) async throws {
        try await Self.withService { service in
            let answer = try await service.post("/api/v1/auth/\(route)", json: body)
            #expect(answer.status == 400)
            #expect(answer.json["error"].text == "VALIDATION_ERROR")
        }
    }
}
