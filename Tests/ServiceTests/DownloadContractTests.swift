import Foundation
import TestSupport
import Testing

/// Long files by a link, as browsers fetch them, on the real binary.
@Suite("Download links over HTTP")
struct DownloadContractTests {
    private static let wish = ["Prefer": "download-link"]

    /// Where the link leads, and the cookie that came with it.
    private func link(_ answer: HTTPAnswer) throws -> (url: String, cookie: String) {
        #expect(answer.status == 201 && answer.header("Preference-Applied") == "download-link")
        let url = try #require(answer.json["data"]["url"].text)
        let cookie = try #require(answer.header("Set-Cookie"))
        #expect(cookie.contains("Path=\(url);") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        return (url, String(cookie.prefix { $0 != ";" }))
    }

    @Test("the original, a ZIP of chosen documents and a backup come by a link, without a token, once")
    func fetched() async throws {
        try await ServiceHouse.with { house in
            let bytes = SamplePDF(pageCount: 2).bytes
            let id = try await house.admin.document(bytes, named: "Αναφορά.pdf")
            let original = try link(try await house.admin.get("/api/v1/documents/\(id)/original", headers: Self.wish))
            #expect(try await house.service.get(original.url).status == 404)
            let file = try await house.service.get(original.url, headers: ["Cookie": original.cookie])
            #expect(file.status == 200 && Array(file.body) == bytes)
            #expect(file.header("Content-Disposition")?.contains("%CE%91%CE%BD") == true)
            #expect(try await house.service.get(original.url, headers: ["Cookie": original.cookie]).status == 404)

            let chosen = "{\"document_ids\": [\"\(id)\"], \"formats\": [\"text\"]}"
            let archive = try link(try await house.admin.post("/api/v1/documents/archive", json: chosen, headers: Self.wish))
            let files = try ZipContents(Array(try await house.service.get(archive.url, headers: ["Cookie": archive.cookie]).body)).files
            #expect(Set(files.keys) == ["text/Αναφορά.txt", "manifest.json"])

            let backup = try await house.admin.post("/api/v1/admin/data/backup", json: "{}").json["data"]["backup_id"].text ?? ""
            let address = "/api/v1/admin/data/backups/\(backup)/download"
            #expect(try await house.admin.post(address, json: "{\"password\": \"wrong\"}", headers: Self.wish).status == 401)
            let proof = "{\"password\": \"\(SignedInService.password)\"}"
            let copy = try link(try await house.admin.post(address, json: proof, headers: Self.wish))
            let tar = try await house.service.get(copy.url, headers: ["Cookie": copy.cookie])
            #expect(tar.status == 200 && tar.header("Content-Type") == "application/x-tar" && tar.body.count > 10_240)
        }
    }

    @Test("who has signed out since gets nothing, who may not read gets no link, and the log names neither link nor cookie")
    func refused() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pageCount: 1).bytes)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            #expect(try await stranger.get("/api/v1/documents/\(id)/original", headers: Self.wish).status == 404)
            let mine = try link(try await house.admin.get("/api/v1/documents/\(id)/original", headers: Self.wish))
            #expect(try await house.admin.post("/api/v1/auth/logout-all", json: "{}").status == 200)
            let late = try await house.service.get(mine.url, headers: ["Cookie": mine.cookie])
            #expect(late.status == 401)
            let secret = mine.cookie.dropFirst("mivaa_download=".count)
            let name = mine.url.split(separator: "/").last ?? ""
            _ = try await house.service.line("the download's line") { $0["route"] == "/api/v1/downloads/{download_id}" }
            #expect(!secret.isEmpty && !house.service.log.text.contains(secret) && !house.service.log.text.contains(name))
        }
    }
}
