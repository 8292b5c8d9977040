import Foundation
import TestSupport
import Testing

@Suite("mivaa users and mivaa keys")
struct AccountCommandTests {
    @Test("users are added, listed, changed and sent links on a folder that no service has used")
    func users() throws {
        let folder = try TemporaryFolder()
        let data = folder.url.appending(path: "data").path
        let added = try CommandLine.mivaa("users", "add", "Ada@example.org", "--admin", "--name", "Ada", "--data", data)
        #expect(added.status == 0)
        #expect(added.output.hasPrefix("http://127.0.0.1:8000/password#kal_"))
        #expect(added.errors.isEmpty)
        let invited = try CommandLine.mivaa("users", "invite", "bob@example.org", "--workspace", "Ada", "--role", "viewer", "--data", data)
        #expect(invited.output.hasPrefix("http://127.0.0.1:8000/invitation#kal_"))
        #expect(try CommandLine.mivaa("users", "add", "bob@example.org", "--workspace", "Ada", "--data", data).status == 0)
        let list = try CommandLine.mivaa("users", "list", "--data", data)
        #expect(list.output.contains("ada@example.org  usr_"))
        #expect(list.output.contains("[administrator]\n    owner of Ada  ws_"))
        #expect(list.output.contains("editor of Ada"))
        #expect(try CommandLine.mivaa("users", "promote", "bob@example.org", "--data", data).output == "bob@example.org: enabled, administrator\n")
        #expect(try CommandLine.mivaa("users", "disable", "ADA@example.org", "--data", data).output == "ada@example.org: disabled, administrator\n")
        let last = try CommandLine.mivaa("users", "demote", "bob@example.org", "--data", data)
        #expect(last.status == 1)
        #expect(last.errors == "mivaa: The installation would be left without an administrator.\n")
        #expect(try CommandLine.mivaa("users", "enable", "ada@example.org", "--data", data).status == 0)
        #expect(try CommandLine.mivaa("users", "demote", "bob@example.org", "--data", data).status == 0)
        #expect(try CommandLine.mivaa("users", "reset-link", "bob@example.org", "--data", data).output.contains("/password#kal_"))
    }

    @Test("keys are made, listed without the secret, and revoked")
    func keys() throws {
        let folder = try TemporaryFolder()
        let data = folder.url.path
        _ = try CommandLine.mivaa("users", "add", "ada@example.org", "--data", data)
        let made = try CommandLine.mivaa(
            "keys", "create", "robot", "--user", "ada@example.org", "--scope", "document:read", "--days", "30", "--data", data)
        #expect(made.status == 0)
        let secret = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(secret.hasPrefix("kai_"))
        let list = try CommandLine.mivaa("keys", "list", "--data", data)
        #expect(list.output.contains("robot"))
        #expect(list.output.contains("document:read"))
        #expect(!list.output.contains(secret))
        let id = String(list.output.prefix { $0 != " " })
        #expect(try CommandLine.mivaa("keys", "revoke", id, "--data", data).output == "\(id): revoked\n")
        let again = try CommandLine.mivaa("keys", "revoke", id, "--data", data)
        #expect(again.status == 1)
        #expect(again.errors == "mivaa: There is no such key.\n")
    }

    @Test("a folder without data, an unknown user and an unknown workspace are said")
    func failures() throws {
        let folder = try TemporaryFolder()
        let data = folder.url.path
        let empty = try CommandLine.mivaa("users", "list", "--data", data)
        #expect(empty.status == 1)
        #expect(empty.errors.contains("There is no service's data in"))
        _ = try CommandLine.mivaa("users", "add", "ada@example.org", "--data", data)
        #expect(try CommandLine.mivaa("users", "promote", "eve@example.org", "--data", data).errors == "mivaa: There is no such user.\n")
        #expect(
            try CommandLine.mivaa("users", "invite", "x@example.org", "--workspace", "nowhere", "--data", data).errors.contains(
                "There is no workspace \"nowhere\"."))
        #expect(try CommandLine.mivaa("users", "add", "no e-mail", "--data", data).status == 1)
        #expect(try CommandLine.mivaa("users", "add", "x@example.org", "--role", "king", "--data", data).status == 2)
    }
}
