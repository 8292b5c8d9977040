import Foundation
import TestSupport
import Testing

/// Modules 1 to 3 of the contract, on the real binary.
@Suite("Extraction over HTTP")
struct ExtractionContractTests {
    private static let table = fixture("tagged-table.pdf")
    private static let picture = fixture("jpeg-image.pdf")

    private static func fixture(_ name: String) -> [UInt8] {
        FileManager.default.contents(atPath: Project.fixtures.appending(path: name).path).map { [UInt8]($0) } ?? []
    }

    private func form(_ bytes: [UInt8], _ fields: [String: String] = [:]) -> FormBody {
        fields.reduce(FormBody().with("file", file: "a report.pdf", bytes)) { $0.with($1.key, $1.value) }
    }

    @Test("Markdown, tables and images are answered as documented, without an account")
    func core() async throws {
        try await ServiceHouse.with { house in
            let markdown = try await house.service.post("/extract/markdown", form: form(SamplePDF(pageCount: 3).bytes))
            #expect(markdown.status == 200)
            #expect(markdown.json["markdown_content"].text?.contains("This is page 3") == true)
            #expect(markdown.json["metadata"]["page_count"].integer == 3)
            #expect(markdown.json["metadata"]["processing_time"].number != nil)

            let tables = try await house.service.post("/extract/tables", form: form(Self.table))
            #expect(tables.json["total_tables"].integer == tables.json["tables"].elements.count)
            #expect(tables.json["tables"][0].names == ["page_number", "table_data", "headers"])

            let images = try await house.service.post("/extract/images", form: form(Self.picture))
            #expect(images.json["images"][0].names == ["page_number", "image_data", "format", "dimensions"])
            #expect(Data(base64Encoded: images.json["images"][0]["image_data"].text ?? "")?.isEmpty == false)
        }
    }

    @Test("other forms are given by Accept or by option")
    func forms() async throws {
        try await ServiceHouse.with { house in
            let text = try await house.service.post(
                "/extract/markdown", form: form(SamplePDF(pageCount: 1).bytes), headers: ["Accept": "text/markdown"])
            #expect(text.header("Content-Type") == "text/markdown; charset=utf-8")
            #expect(text.text.contains("This is page 1"))
            let zip = try await house.service.post("/extract/tables", form: form(Self.table), headers: ["Accept": "application/zip"])
            #expect(zip.body.prefix(2) == Data("PK".utf8))
            #expect(zip.header("Content-Disposition")?.contains("a report_csv.zip") == true)
            let sheet = try await house.service.post("/extract/tables?output_format=excel", form: form(Self.table))
            #expect(sheet.header("Content-Type")?.contains("spreadsheetml") == true)
            #expect(sheet.body.prefix(2) == Data("PK".utf8))
            let images = try await house.service.post("/extract/images", form: form(Self.picture, ["output_format": "zip"]))
            #expect(images.body.prefix(2) == Data("PK".utf8))
        }
    }

    @Test("pages are chosen by number and by range; what the document has not is 400")
    func pages() async throws {
        try await ServiceHouse.with { house in
            let pdf = SamplePDF(pageCount: 5).bytes
            let two = try await house.service.post("/extract/markdown?page_number=2", form: form(pdf))
            #expect(two.json["markdown_content"].text?.contains("This is page 2") == true)
            #expect(two.json["markdown_content"].text?.contains("This is page 1") == false)
            let range = try await house.service.post("/extract/markdown", form: form(pdf, ["page_range": "4-"]))
            #expect(range.json["markdown_content"].text?.contains("This is page 5") == true)
            for bad in ["page_number=9", "page_number=0", "page_range=x", "page_number=1&page_range=2"] {
                let answer = try await house.service.post("/extract/markdown?\(bad)", form: form(pdf))
                #expect(answer.status == 400, "\(bad)")
                #expect(answer.json["error"].text != nil && answer.json["request_id"].text == answer.header("X-Request-ID"))
            }
        }
    }

    @Test("what is no PDF, encrypted, empty, missing or too large is refused by its own code", arguments: ["markdown", "tables", "images"])
    func refusals(kind: String) async throws {
        try await ServiceHouse.with(settings: ["MIVAA_MAX_FILE_MB": "1"]) { house in
            func status(_ form: FormBody) async throws -> (Int, String?) {
                let answer = try await house.service.post("/extract/\(kind)", form: form)
                return (answer.status, answer.json["error"].text)
            }
            #expect(try await status(form(Array("hello".utf8))) == (415, "PDF_FORMAT_ERROR"))
            #expect(try await status(form([])) == (415, "PDF_FORMAT_ERROR"))
            let locked = [UInt8](try Data(contentsOf: Project.fixtures.appendingPathComponent("password-128bit.pdf")))
            #expect(try await status(form(locked)) == (415, "PDF_FORMAT_ERROR"))
            #expect(try await status(FormBody().with("other", "x")).0 == 400)
            #expect(try await status(form(SamplePDF(pageCount: 1).bytes + [UInt8](repeating: 0x20, count: 1 << 20))) == (413, "PDF_SIZE_ERROR"))
            #expect(try await house.service.post("/extract/\(kind)", json: "{}").status == 415)
        }
    }

    @Test("a document without tables or images is 404 in the open routes and empty in the others")
    func nothingFound() async throws {
        try await ServiceHouse.with { house in
            let pdf = SamplePDF(pageCount: 1).bytes
            #expect(try await house.service.post("/extract/tables", form: form(pdf)).status == 404)
            #expect(try await house.service.post("/extract/images", form: form(pdf)).status == 404)
            let tables = try await house.admin.post("/api/v1/pdf/extract/tables", form: form(pdf))
            #expect(tables.status == 200 && tables.json["data"]["total_tables"].integer == 0)
        }
    }

    @Test("the enhanced routes need a token, take options and answer as documented")
    func enhanced() async throws {
        try await ServiceHouse.with { house in
            #expect(try await house.service.post("/api/v1/pdf/extract/markdown", form: form(Self.table)).status == 401)
            let markdown = try await house.admin.post(
                "/api/v1/pdf/extract/markdown", form: form(SamplePDF(pageCount: 2).bytes, ["options": "{\"include_page_numbers\": true}"]))
            let metadata = markdown.json["data"]["metadata"]
            #expect(markdown.json["success"].boolean == true)
            #expect(metadata.names.isSuperset(of: ["page_count", "processing_time", "file_size", "workspace_id"]))
            #expect(metadata["workspace_id"].text == house.admin.workspace)
            let tables = try await house.admin.post(
                "/api/v1/pdf/extract/tables", form: form(Self.table, ["options": "{\"detect_headers\": false}"]))
            let table = tables.json["data"]["tables"][0]
            #expect(table.names == ["page_number", "table_id", "headers", "rows", "confidence_score"])
            #expect(table["headers"].elements.isEmpty)
            let images = try await house.admin.post(
                "/api/v1/pdf/extract/images", form: form(Self.picture, ["options": "{\"output_format\": \"webp\"}"]))
            let image = images.json["data"]["images"][0]
            #expect(image["format"].text == "webp")
            #expect(Data(base64Encoded: image["image_data"].text ?? "")?.dropFirst(8).prefix(4) == Data("WEBP".utf8))
            let health = try await house.admin.get("/api/v1/pdf/health")
            #expect(
                health.json["data"]
                    == .object(["pdf_processor": .string("healthy"), "temp_storage": .string("healthy"), "extraction_services": .string("healthy")]))
            let bad = try await house.admin.post("/api/v1/pdf/extract/images", form: form(Self.picture, ["options": "{\"output_format\": \"gif\"}"]))
            #expect(bad.status == 400)
        }
    }

    @Test("every alias answers like the canonical path", arguments: ["/api/v1/extract/markdown", "/api/v1/pdf/markdown"])
    func aliases(path: String) async throws {
        try await ServiceHouse.with { house in
            let answer = try await house.admin.post(path, form: form(SamplePDF(pageCount: 1).bytes))
            #expect(answer.status == 200)
        }
    }

    @Test("extraction can be closed to people without an account")
    func closed() async throws {
        try await ServiceHouse.with(settings: ["MIVAA_PUBLIC_EXTRACT": "false"]) { house in
            let stranger = try await house.service.post("/extract/markdown", form: form(SamplePDF(pageCount: 1).bytes))
            #expect(stranger.status == 401)
            let member = try await house.admin.post("/extract/markdown", form: form(SamplePDF(pageCount: 1).bytes))
            #expect(member.status == 200)
        }
    }
}
