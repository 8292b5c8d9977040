import Foundation
import Synchronization
import TestSupport
import Testing

/// Counts starts of a service in its log.
private final class Starts: Sendable {
    private let count = Atomic<Int>(0)

    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

/// Backups and the way back, on the real binary.
@Suite("Backups over HTTP", .timeLimit(.minutes(10)))
struct BackupContractTests {
    private static let backups = "/api/v1/admin/data/backups"

    private func backup(_ house: ServiceHouse) async throws -> String {
        let made = try await house.admin.post("/api/v1/admin/data/backup", json: "{}").json["data"]
        return try #require(made["backup_id"].text)
    }

    private func proof(_ password: String, _ confirmation: String) -> String {
        "{\"password\": \"\(password)\", \"confirmation\": \"\(confirmation)\"}"
    }

    @Test("backups are listed with their checksum, verified, fetched with the password again, and removed")
    func keeping() async throws {
        try await ServiceHouse.with { house in
            _ = try await house.admin.document(SamplePDF(pageCount: 1).bytes)
            let id = try await backup(house)
            let line = try await house.admin.get(Self.backups).json["data"]["backups"][0]
            #expect((line["backup_id"].text, line["documents"].integer, line["is_safety_copy"].boolean) == (id, 1, false))
            #expect(line["sha256"].text?.count == 64 && line["verified_at"] == .missing)
            let verified = try await house.admin.post("\(Self.backups)/\(id)/verify", json: "{}").json["data"]
            #expect(verified["verified_at"].text != nil && verified["sha256"] == line["sha256"])
            #expect(try await house.admin.post("\(Self.backups)/\(id)/download", json: "{\"password\": \"wrong\"}").status == 401)
            let file = try await house.admin.post("\(Self.backups)/\(id)/download", json: "{\"password\": \"\(SignedInService.password)\"}")
            #expect(file.status == 200 && file.body.count == line["size_bytes"].integer)
            #expect(file.header("Content-Disposition")?.contains("\(id).tar") == true)
            let viewer = try await house.admin.member("viewer@example.org", role: "viewer")
            #expect(try await viewer.get(Self.backups).status == 403)
            #expect(try await viewer.post("\(Self.backups)/\(id)/restore", json: proof(SignedInService.password, id)).status == 403)
            #expect(try await house.admin.delete("\(Self.backups)/\(id)").status == 200)
            #expect(try await house.admin.delete("\(Self.backups)/\(id)").status == 404)
            #expect(try await house.admin.get(Self.backups).json["data"]["backups"].elements.isEmpty)
            let actions = try await house.admin.get("/api/v1/admin/audit?limit=100").json["data"]["entries"].elements.compactMap { $0["action"].text }
            #expect(Set(actions).isSuperset(of: ["backup.made", "backup.verified", "backup.downloaded", "backup.removed", "access.refused"]))
        }
    }

    @Test("the running service becomes its backup: same address, the document of then, and a safety backup of now")
    func restoring() async throws {
        try await ServiceHouse.with { house in
            let kept = try await house.admin.document(SamplePDF(pageCount: 1).bytes, named: "kept.pdf")
            let id = try await backup(house)
            let later = try await house.admin.document(SamplePDF(pageCount: 2).bytes, named: "later.pdf")
            #expect(try await house.admin.delete("/api/v1/documents/\(kept)").status == 200)
            let restore = "\(Self.backups)/\(id)/restore"
            #expect(try await house.admin.post(restore, json: proof(SignedInService.password, "yes")).status == 400)
            #expect(try await house.admin.post(restore, json: proof("wrong", id)).status == 401)
            #expect(try await house.admin.get("/api/v1/admin/data/restore").json["data"]["state"].text == "none")
            let begun = try await house.admin.post(restore, json: proof(SignedInService.password, id))
            #expect(begun.status == 202 && begun.json["data"]["backup_id"].text == id)
            _ = try await house.service.line("a backup was restored") { $0.message == "a backup was restored" }
            let starts = Starts()
            let again = try await house.service.line("ready, a second time") { $0.message == "ready" && starts.next() == 2 }
            #expect(again["address"] == house.service.baseURL)
            // Sessions of before are over; those of the backup too.
            #expect(try await house.admin.get("/api/v1/documents").status == 401)
            let login = "{\"email\": \"first@example.org\", \"password\": \"\(SignedInService.password)\"}"
            let admin = try SignedInService(house.service, try await house.service.post("/api/v1/auth/login", json: login))
            #expect(try await admin.get("/api/v1/documents/\(kept)/content").text.contains("This is page 1 of the sample."))
            #expect(try await admin.get("/api/v1/documents/\(later)").status == 404)
            let result = try await admin.get("/api/v1/admin/data/restore").json["data"]
            let safety = try #require(result["safety_backup_id"].text)
            #expect(result["state"].text == "restored" && result["backup_id"].text == id)
            let lines = try await admin.get(Self.backups).json["data"]["backups"].elements
            let copy = try #require(lines.first { $0["backup_id"].text == safety })
            #expect(copy["is_safety_copy"].boolean == true && copy["verified_at"].text != nil)
            let audit = try await admin.get("/api/v1/admin/audit?action=restore.completed").json["data"]["entries"][0]
            #expect(audit["target"].text == id && audit["details"]["safety_backup"].text == safety)
            #expect(try await admin.get("/api/v1/admin/audit/verify").json["data"]["is_intact"].boolean == true)
            // And back again, over HTTP too.
            #expect(try await admin.post("\(Self.backups)/\(safety)/restore", json: proof(SignedInService.password, safety)).status == 202)
            _ = try await house.service.line("restored again") { $0.message == "a backup was restored" && $0["backup"] == safety }
        }
    }
}
