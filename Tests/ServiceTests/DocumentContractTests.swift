import AsyncHTTPClient
import Foundation
import TestSupport
import Testing

/// Module 6 of the contract and what belongs to it, on the real binary.
@Suite("Documents over HTTP")
struct DocumentContractTests {
    @Test("an uploaded document is processed, listed, described and read in every form")
    func life() async throws {
        try await ServiceHouse.with { house in
            let pdf = SamplePDF(pageCount: 3).bytes
            let form = FormBody().with("file", file: "Überblick.pdf", pdf).with("tags", "a,b").with("metadata", "{\"project\": \"x\"}")
            let processed = try await house.admin.post("/api/v1/documents/process", form: form)
            #expect(processed.status == 200)
            let data = processed.json["data"]
            #expect(
                data.names.isSuperset(of: [
                    "document_id", "processing_status", "job_id", "extracted_content", "metadata", "embeddings_generated",
                ]))
            #expect(data["processing_status"].text == "completed")
            #expect(data["extracted_content"].names == ["text", "images", "tables", "entities"])
            #expect(data["metadata"].names.isSuperset(of: ["filename", "file_size", "page_count", "processing_time", "upload_timestamp"]))
            let id = try #require(data["document_id"].text)
            try await describe(house, id, pdf)
            try await read(house, id, pdf)
            #expect(try await house.admin.delete("/api/v1/documents/\(id)").status == 200)
            #expect(try await house.admin.get("/api/v1/documents/\(id)/metadata").status == 404)
            #expect(try await house.admin.get("/api/v1/documents/\(id)/original").status == 404)
        }
    }

    private func describe(_ house: ServiceHouse, _ id: String, _ pdf: [UInt8]) async throws {
        let list = try await house.admin.get("/api/v1/documents?limit=10&status=completed&search=sample&tags=a")
        let line = list.json["data"]["documents"][0]
        #expect(
            line.names.isSuperset(of: [
                "document_id", "title", "filename", "status", "upload_date", "file_size", "page_count", "content_preview", "document_name",
                "created_at",
                "updated_at", "word_count", "tags", "has_embeddings",
            ]))
        #expect(line["document_id"].text == id)
        #expect(
            list.json["data"]["pagination"]
                == .object([
                    "total": .number(1), "limit": .number(10), "offset": .number(0), "has_more": .boolean(false),
                ]))
        let details = try await house.admin.get("/api/v1/documents/\(id)/metadata").json["data"]
        #expect(details["file_metadata"]["size_bytes"].integer == pdf.count)
        #expect(details["file_metadata"]["checksum"].text?.count == 64)
        #expect(details["processing_metadata"]["page_count"].integer == 3)
        #expect(details["extraction_results"]["text_extracted"].boolean == true)
        #expect(details["workspace_context"]["workspace_id"].text == house.admin.workspace)
        #expect(details["metadata"]["custom_fields"]["project"].text == "x")
        let changed = try await house.admin.send("PATCH", "/api/v1/documents/\(id)", json: "{\"title\": \"New\", \"tags\": [\"c\"]}")
        #expect(changed.json["data"]["title"].text == "New")
        #expect(try await house.admin.get("/api/v1/documents?tags=a").json["data"]["documents"].elements.isEmpty)
    }

    private func read(_ house: ServiceHouse, _ id: String, _ pdf: [UInt8]) async throws {
        let base = "/api/v1/documents/\(id)"
        for (format, needle) in [("markdown", "This is page 2"), ("html", "This is page 1"), ("text", "This is page 3"), ("json", "\"blocks\"")] {
            let answer = try await house.admin.get("\(base)/content?format=\(format)")
            #expect(answer.status == 200 && answer.text.contains(needle), "\(format): \(answer.text.prefix(300))")
        }
        let content = try await house.admin.get("\(base)/content?include_raw=true").json["data"]["content"]
        #expect(content["raw_content"].text?.isEmpty == false && content["markdown_content"].text?.isEmpty == false)
        // One name of a chunk everywhere: the one that searches have.
        let chunks = try await house.admin.get("\(base)/content?format=chunks").json["data"]["chunks"]
        #expect(chunks.elements.first?["chunk_id"].text == "\(id):0")
        let pages = try await house.admin.get("\(base)/pages").json["data"]
        #expect(pages["pages"].elements.map { $0["status"].text } == ["done", "done", "done"])
        let page = try await house.admin.get("\(base)/pages/2").json["data"]
        #expect(page["text"].text?.contains("This is page 2") == true)
        #expect(!page["blocks"].elements.isEmpty)
        let picture = try await house.admin.get("\(base)/pages/1/image?width=300")
        #expect(picture.body.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
        let tag = try #require(picture.header("ETag"))
        #expect(try await house.admin.get("\(base)/pages/1/image?width=300", headers: ["If-None-Match": tag]).status == 304)
        #expect(try await house.admin.get("\(base)/pages/9/image").status == 404)
        #expect(try await house.admin.get("\(base)/blocks?page=1").json["data"]["blocks"].elements.isEmpty == false)
        let original = try await house.admin.get("\(base)/original")
        #expect(original.body == Data(pdf))
        let part = try await house.admin.get("\(base)/original", headers: ["Range": "bytes=0-4"])
        #expect(part.status == 206 && part.text == "%PDF-")
        #expect(part.header("Content-Range") == "bytes 0-4/\(pdf.count)")
    }

    @Test("of a document that was read in part, the other pages can be looked at")
    func readInPart() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pageCount: 4).bytes, fields: ["page_range": "2-3"])
            let base = "/api/v1/documents/\(id)/pages"
            let pages = try await house.admin.get(base).json["data"]["pages"].elements
            #expect(pages.compactMap { $0["page"].integer } == [2, 3])
            for (page, status) in [(1, 200), (3, 200), (4, 200), (0, 404), (5, 404)] {
                #expect(try await house.admin.get("\(base)/\(page)/image?width=200").status == status, "page \(page)")
            }
            #expect(try await house.admin.get("\(base)/1").status == 404)
        }
    }

    @Test("tables and images of a stored document come as JSON, CSV and Excel")
    func tablesAndImages() async throws {
        try await ServiceHouse.with { house in
            let table = [UInt8](try Data(contentsOf: Project.fixtures.appendingPathComponent("tagged-table.pdf")))
            let id = try await house.admin.document(table, named: "table.pdf")
            let tables = try await house.admin.get("/api/v1/documents/\(id)/tables").json["data"]["tables"]
            let name = try #require(tables[0]["table_id"].text)
            #expect(tables[0]["rows"].elements.count == tables[0]["row_count"].integer)
            let csv = try await house.admin.get("/api/v1/documents/\(id)/tables/\(name)?format=csv")
            #expect(csv.header("Content-Type") == "text/csv; charset=utf-8")
            #expect(try await house.admin.get("/api/v1/documents/\(id)/tables?format=xlsx").body.prefix(2) == Data("PK".utf8))
            #expect(try await house.admin.get("/api/v1/documents/\(id)/tables/table_99").status == 404)
            let picture = [UInt8](try Data(contentsOf: Project.fixtures.appendingPathComponent("jpeg-image.pdf")))
            let other = try await house.admin.document(picture, named: "picture.pdf")
            let images = try await house.admin.get("/api/v1/documents/\(other)/images").json["data"]
            #expect(images["total_images"].integer == images["images"].elements.count)
            #expect(images["total_images"].integer ?? 0 > 0)
            #expect(images["images"][0]["thumbnail_urls"].names == ["small", "medium", "large"])
        }
    }

    @Test("the same bytes are recognised; the first document is the answer")
    func duplicates() async throws {
        try await ServiceHouse.with { house in
            let pdf = SamplePDF(pageCount: 1).bytes
            let first = try await house.admin.document(pdf)
            let again = try await house.admin.post("/api/v1/documents/process", form: FormBody().with("file", file: "other.pdf", pdf))
            #expect(again.json["data"]["document_id"].text == first)
            #expect(again.json["data"]["is_duplicate"].boolean == true)
            #expect(try await house.admin.get("/api/v1/documents").json["data"]["total_count"].integer == 1)
        }
    }

    @Test("a request repeated under its key is done once, and answered the same")
    func idempotency() async throws {
        try await ServiceHouse.with(settings: ["MIVAA_DUPLICATES": "store"]) { house in
            let form = FormBody().with("file", file: "a.pdf", SamplePDF(pageCount: 1).bytes)
            let key = ["Idempotency-Key": "upload-1"]
            let first = try await house.admin.post("/api/v1/documents/process", form: form, headers: key)
            let again = try await house.admin.post("/api/v1/documents/process", form: form, headers: key)
            #expect(again.json["data"]["document_id"] == first.json["data"]["document_id"])
            #expect(again.header("Idempotency-Replayed") == "true")
            let other = try await house.admin.post("/api/v1/documents/process", form: form, headers: ["Idempotency-Key": "upload-2"])
            #expect(other.json["data"]["document_id"] != first.json["data"]["document_id"])
            #expect(try await house.admin.get("/api/v1/documents").json["data"]["total_count"].integer == 2)
        }
    }

    @Test("a batch takes files together; those that are no PDFs do not keep the others out")
    func batch() async throws {
        try await ServiceHouse.with { house in
            var form = FormBody().with("batch_options", "{\"max_concurrent\": 2, \"name\": \"three\"}")
            for number in 1...3 { form = form.with("files", file: "\(number).pdf", SamplePDF(pages: [["Document \(number)"]]).bytes) }
            form = form.with("files", file: "no.pdf", Array("not a PDF".utf8))
            let answer = try await house.admin.post("/api/v1/documents/process/batch", form: form)
            #expect(answer.status == 202)
            let data = answer.json["data"]
            #expect(data["results"].elements.map { $0["status"].text } == ["accepted", "accepted", "accepted", "rejected"])
            #expect(data["job_ids"].elements.count == 3)
            let id = try #require(data["batch_id"].text)
            let state = try await house.ended(batch: id)
            #expect(state["progress"]["completed"].integer == 3)
            let jobs = try await house.admin.get("/api/v1/batches/\(id)/jobs").json["data"]["jobs"].elements
            #expect(jobs.count == 3 && jobs.allSatisfy { $0["progress_percentage"].integer == 100 })
        }
    }

    @Test("a job says how far it is, by the contract's names")
    func job() async throws {
        try await ServiceHouse.with { house in
            let answer = try await house.admin.post(
                "/api/v1/documents/process", form: FormBody().with("file", file: "a.pdf", SamplePDF(pageCount: 2).bytes))
            let id = try #require(answer.json["data"]["job_id"].text)
            let job = try await house.admin.get("/api/v1/documents/jobs/\(id)").json["data"]
            #expect(
                job.names.isSuperset(of: [
                    "job_id", "status", "progress_percentage", "created_at", "updated_at", "document_id", "processing_steps", "job_type", "priority",
                    "progress", "retry_count", "current_retry",
                ]))
            #expect(job["status"].text == "completed")
            #expect(job["processing_steps"].elements.allSatisfy { $0["status"].text == "completed" || $0["status"].text == "skipped" })
            #expect(try await house.admin.get("/api/v1/documents/job/\(id)").status == 200)
            #expect(try await house.admin.delete("/api/v1/jobs/\(id)").status == 409)
            #expect(try await house.admin.get("/api/v1/documents/jobs/job_nobody").status == 404)
        }
    }

    @Test("processing again gives a new revision, and the old one is readable until then")
    func again() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pageCount: 3).bytes)
            let answer = try await house.admin.post("/api/v1/documents/\(id)/reprocess", json: "{\"options\": {\"page_range\": \"2\"}}")
            #expect(answer.status == 202)
            #expect(answer.json["data"]["revision"].integer == 2)
            _ = try await house.ended(job: try #require(answer.json["data"]["job_id"].text))
            let text = try await house.admin.get("/api/v1/documents/\(id)/content?format=markdown").text
            #expect(text.contains("page 2") && !text.contains("page 1"))
        }
    }

    @Test(
        "addresses inside are refused",
        arguments: [
            "http://127.0.0.1:1/a.pdf", "http://localhost/a.pdf", "http://[::1]/a.pdf", "http://169.254.169.254/latest", "http://10.0.0.1/a.pdf",
            "file:///etc/passwd", "ftp://example.org/a.pdf", "http://0x7f000001/", "not an address",
        ])
    func addresses(url: String) async throws {
        try await ServiceHouse.with { house in
            let answer = try await house.admin.post("/api/v1/documents/process/url", json: "{\"url\": \"\(url)\"}")
            let isRefused = answer.status >= 400 || answer.json["data"]["processing_status"].text == "failed"
            #expect(isRefused, "\(answer.status) \(answer.text)")
            #expect(answer.status < 500 || answer.status == 502)
        }
    }
}

extension ServiceHouse {
    /// The job when it has ended.
    func ended(job id: String) async throws -> JSONNode {
        try await ended("/api/v1/jobs/\(id)") { ["completed", "partial", "failed", "cancelled"].contains($0["status"].text ?? "") }
    }

    /// The batch when all of it has ended.
    func ended(batch id: String) async throws -> JSONNode {
        try await ended("/api/v1/batches/\(id)") { !["queued", "processing"].contains($0["batch_status"].text ?? "") }
    }

    /// Looks whenever something happens, as told by the service itself.
    private func ended(_ path: String, _ hasEnded: (JSONNode) -> Bool) async throws -> JSONNode {
        let events = try await service.open("/api/v1/events?token=\(admin.token)")
        var state = try await admin.get(path).json["data"]
        var iterator = events.body.makeAsyncIterator()
        while !hasEnded(state), try await iterator.next() != nil {
            state = try await admin.get(path).json["data"]
        }
        return state
    }
}
