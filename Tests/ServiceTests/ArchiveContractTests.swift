import Foundation
import TestSupport
import Testing

/// Many documents as one file, on the real binary.
@Suite("Archives over HTTP")
struct ArchiveContractTests {
    @Test("a batch is one ZIP with the text, data and tables of every document, and says which failed")
    func batch() async throws {
        try await ServiceHouse.with { house in
            let table = [UInt8](try Data(contentsOf: Project.fixtures.appendingPathComponent("tagged-table.pdf")))
            let form = FormBody().with("files", file: "Price list.pdf", table).with("files", file: "price list.pdf", SamplePDF(pageCount: 3).bytes)
                .with("urls", "http://192.168.7.7/locked.pdf")
            let made = try await house.admin.post("/api/v1/documents/process/batch", form: form).json["data"]
            let batch = try #require(made["batch_id"].text)
            _ = try await house.ended(batch: batch)
            let answer = try await house.admin.get("/api/v1/batches/\(batch)/download?tables=xlsx")
            #expect(answer.status == 200 && answer.header("Content-Type") == "application/zip")
            #expect(answer.header("Content-Disposition")?.contains("\(batch).zip") == true)
            let files = try ZipContents(Array(answer.body)).files
            #expect(
                Set(files.keys) == [
                    "markdown/Price list.md", "markdown/price list (2).md", "json/Price list.json", "json/price list (2).json",
                    "tables/Price list.xlsx", "manifest.json",
                ])
            #expect(String(decoding: files["markdown/price list (2).md"] ?? [], as: UTF8.self).contains("This is page 3 of the sample."))
            let manifest = JSONNode(parsing: Data(files["manifest.json"] ?? []))
            #expect(manifest["batch_id"].text == batch)
            #expect(
                (manifest["document_count"].integer, manifest["complete_count"].integer, manifest["failure_count"].integer) == (3, 2, 1))
            let failed = try #require(manifest["documents"].elements.first { $0["failure"] != .missing })
            #expect(failed["failure"]["message"].text?.contains("192.168.7.7") == true && failed["files"].elements.isEmpty)
            for entry in manifest["documents"].elements {
                for file in entry["files"].elements { #expect(files[file["path"].text ?? ""]?.count == file["size_bytes"].integer) }
            }
        }
    }

    @Test("chosen documents are one ZIP; those of another workspace are not in it and look like none")
    func selection() async throws {
        try await ServiceHouse.with { house in
            let mine = try await house.admin.document(SamplePDF(pageCount: 2).bytes, named: "mine.pdf")
            let stranger = try await house.admin.newcomer("stranger@example.org")
            let theirs = try await stranger.document(SamplePDF(pageCount: 1).bytes, named: "secret.pdf")
            let body = "{\"document_ids\": [\"\(mine)\", \"\(mine)\", \"\(theirs)\"], \"formats\": [\"text\"], \"tables\": \"csv\"}"
            let answer = try await house.admin.post("/api/v1/documents/archive", json: body)
            let files = try ZipContents(Array(answer.body)).files
            #expect(Set(files.keys) == ["text/mine.txt", "manifest.json"])
            let manifest = JSONNode(parsing: Data(files["manifest.json"] ?? []))
            #expect((manifest["document_count"].integer, manifest["failure_count"].integer) == (2, 1))
            #expect(!String(decoding: files["manifest.json"] ?? [], as: UTF8.self).contains("secret"))
            #expect(try await house.admin.post("/api/v1/documents/archive", json: "{\"document_ids\": []}").status == 400)
            let most = (0...1000).map { "\"doc_\($0)\"" }.joined(separator: ",")
            #expect(try await house.admin.post("/api/v1/documents/archive", json: "{\"document_ids\": [\(most)]}").status == 400)
            #expect(try await house.admin.get("/api/v1/batches/batch_none/download").status == 404)
        }
    }
}
