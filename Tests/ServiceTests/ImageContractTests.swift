import Foundation
import TestSupport
import Testing

/// Module 4 of the contract, on the real binary.
@Suite("Images over HTTP")
struct ImageContractTests {
    private static func fixture(_ name: String) -> [UInt8] {
        FileManager.default.contents(atPath: Project.fixtures.appending(path: "images/\(name)").path).map { [UInt8]($0) } ?? []
    }

    private func form(_ name: String, field: String = "image", _ fields: [String: String] = [:]) -> FormBody {
        let bytes = Self.fixture(name)
        return fields.reduce(FormBody().with(field, file: name, bytes, mediaType: "image/png")) { $0.with($1.key, $1.value) }
    }

    /// A picture of a page with print on it.
    private func page(_ house: ServiceHouse, saying lines: [String]) async throws -> [UInt8] {
        let id = try await house.admin.document(SamplePDF(pages: [lines]).bytes, named: "print.pdf")
        return [UInt8](try await house.admin.get("/api/v1/documents/\(id)/pages/1/image?width=900").body)
    }

    private func upload(_ house: ServiceHouse, _ name: String, _ fields: [String: String] = [:]) async throws -> String {
        let answer = try await house.admin.post("/api/v1/images/upload/analyze", form: form(name, fields))
        return try #require(answer.json["data"]["image_id"].text, "\(answer.status) \(answer.text)")
    }

    @Test("a picture is analysed, with the members of both dialects")
    func analysis() async throws {
        try await ServiceHouse.with { house in
            let picture = try await page(house, saying: ["Marble floor tiles", "Article 4711"])
            let body = FormBody().with("image", file: "page.png", picture, mediaType: "image/png").with("analysis_type", "general")
            let answer = try await house.admin.post("/api/v1/images/analyze", form: body)
            #expect(answer.status == 200)
            let data = answer.json["data"]
            #expect(data.names.isSuperset(of: ["analysis_id", "image_metadata", "analysis_results", "processing_time"]))
            #expect(data["image_metadata"].names == ["format", "dimensions", "file_size"])
            #expect(data["image_metadata"]["file_size"].integer == picture.count)
            #expect(data["analysis_results"].names.isSuperset(of: ["description", "objects_detected", "text_content", "confidence_scores"]))
            #expect(data["analysis_results"]["text_content"].text?.contains("4711") == true)
            #expect(
                data.names.isSuperset(of: [
                    "status", "description", "detected_objects", "detected_text", "detected_faces", "categories", "tags", "metadata",
                    "analysis_types_performed", "processing_time_ms", "model_versions",
                ]))
            let line = data["detected_text"][0]
            #expect(line.names == ["text", "confidence", "bounding_box"])
            for side in ["x", "y", "width", "height"] { #expect((0...1).contains(line["bounding_box"][side].number ?? -1), "\(side)") }
            #expect(data["kind"].text == "scan")
            #expect(data["metadata"].names.isSuperset(of: ["width", "height", "format", "size_bytes", "dominant_colors", "quality_score"]))
            #expect(data["model_versions"]["text"].text != nil)
        }
    }

    @Test("what no model here can tell is said and not invented; medical analysis is refused")
    func honesty() async throws {
        try await ServiceHouse.with { house in
            let answer = try await house.admin.post(
                "/api/v1/images/analyze", form: form("rgb.png", ["analysis_types": "faces,objects,landmarks,logos,quality"]))
            #expect(answer.status == 200)
            let data = answer.json["data"]
            #expect(data["analysis_types_performed"].elements.map(\.text) == ["quality"])
            #expect(data["not_performed"].elements.compactMap { $0["analysis_type"].text } == ["faces", "objects", "landmarks", "logos"])
            #expect(data["not_performed"][0]["reason"].text?.isEmpty == false)
            #expect(data["detected_faces"].elements.isEmpty && data["detected_objects"].elements.isEmpty)
            for fields in [["analysis_type": "medical"], ["analysis_types": "ocr,medical"], ["analysis_type": "astrology"], ["quality": "x"]] {
                #expect(try await house.admin.post("/api/v1/images/analyze", form: form("rgb.png", fields)).status == 400, "\(fields)")
            }
        }
    }

    @Test("a stored image is analysed by name; addresses inside, and what is no name, are refused")
    func byName() async throws {
        try await ServiceHouse.with { house in
            let id = try await upload(house, "rgb.jpg")
            let named = try await house.admin.post("/api/v1/images/analyze", json: "{\"image_id\": \"\(id)\", \"analysis_types\": [\"colors\"]}")
            #expect(named.json["data"]["image_id"].text == id)
            #expect(named.json["data"]["metadata"]["color_names"].elements.compactMap(\.text).contains("red"))
            for (body, status) in [
                ("{}", 400), ("{\"image_id\": \"img_none\"}", 404), ("{\"image_id\": \"\(id)\", \"image_url\": \"http://x.org/\"}", 400),
                ("{\"image_url\": \"file:///etc/passwd\"}", 400), ("{\"image_url\": \"http://127.0.0.1:8000/a.png\"}", 400),
                ("{\"image_url\": \"http://169.254.169.254/latest\"}", 400),
            ] {
                #expect(try await house.admin.post("/api/v1/images/analyze", json: body).status == status, "\(body)")
            }
        }
    }

    @Test("a picture at an address is fetched through the guard, and only if it is one")
    func byAddress() async throws {
        let server = try await LocalServer { call in
            LocalServer.Answer(body: Data(call.path == "/a.png" ? Self.fixture("rgb.png") : Array("%PDF-1.7 no picture".utf8)))
        }
        try await ServiceHouse.with(settings: ["MIVAA_URL_ALLOWED_HOSTS": "127.0.0.1"]) { house in
            func answer(_ path: String) async throws -> HTTPAnswer {
                try await house.admin.post(
                    "/api/v1/images/analyze", json: "{\"image_url\": \"\(server.origin)\(path)\", \"analysis_types\": [\"quality\"]}")
            }
            let picture = try await answer("/a.png")
            #expect(picture.status == 200)
            #expect(picture.json["data"]["metadata"]["width"].integer == 48)
            let document = try await answer("/a.pdf")
            #expect((document.status, document.json["error"].text) == (415, "IMAGE_FORMAT_ERROR"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: house.data + "/staging").isEmpty)
        }
    }

    @Test("a batch says of each picture how it went; the whole fails when that is wished")
    func batch() async throws {
        try await ServiceHouse.with { house in
            func batch(_ options: String) -> FormBody {
                FormBody().with("images", file: "a.png", Self.fixture("rgb.png"), mediaType: "image/png")
                    .with("images", file: "b.png", Array("no picture".utf8), mediaType: "image/png")
                    .with("images", file: "c.jpg", Self.fixture("gray.jpg"), mediaType: "image/jpeg").with("batch_options", options)
                    .with("analysis_types", "colors")
            }
            let answer = try await house.admin.post("/api/v1/images/analyze/batch", form: batch("{\"max_concurrent\": 2}"))
            let data = answer.json["data"]
            #expect(
                data.names.isSuperset(of: [
                    "batch_id", "total_images", "processed_count", "failed_count", "results", "total_processing_time", "completed_count",
                    "total_processing_time_ms", "average_time_per_image_ms",
                ]))
            #expect(data["results"].elements.map { $0["status"].text } == ["success", "failed", "success"])
            #expect(data["results"].elements.map { $0["image_index"].integer } == [0, 1, 2])
            #expect(data["results"][1]["error_message"].text?.contains("not a picture") == true)
            #expect(data["results"][0]["analysis_results"]["confidence_scores"]["overall"].number != nil)
            #expect((data["processed_count"].integer, data["failed_count"].integer) == (2, 1))
            let strict = try await house.admin.post("/api/v1/images/analyze/batch", form: batch("{\"fail_on_error\": true}"))
            #expect(strict.status == 415)
            #expect(strict.json["details"]["image_index"].integer == 1)
        }
    }

    @Test("a batch takes stored images by name, and no more than fifty pictures")
    func batchLimits() async throws {
        try await ServiceHouse.with { house in
            let id = try await upload(house, "rgb.jpg")
            let body = "{\"image_ids\": [\"\(id)\", \"img_none\"], \"analysis_types\": [\"colors\"]}"
            let named = try await house.admin.post("/api/v1/images/batch", json: body)
            #expect(named.json["data"]["results"].elements.map { $0["status"].text } == ["success", "failed"])
            #expect(named.json["data"]["results"][1]["error_code"].text == "NOT_FOUND")
            let many = (0..<51).reduce(FormBody()) { form, index in
                form.with("images", file: "\(index).png", Self.fixture("gray.png"), mediaType: "image/png")
            }
            #expect(try await house.admin.post("/api/v1/images/analyze/batch", form: many).status == 400)
            let names = (0..<51).map { "\"img_\($0)\"" }.joined(separator: ",")
            #expect(try await house.admin.post("/api/v1/images/analyze/batch", json: "{\"image_ids\": [\(names)]}").status == 400)
            #expect(try await house.admin.post("/api/v1/images/analyze/batch", form: FormBody().with("quality", "fast")).status == 400)
        }
    }

    @Test("an image is stored, listed, described, served in every size, and gone when it is deleted")
    func life() async throws {
        try await ServiceHouse.with { house in
            let fields = ["tags": "floor,red", "caption": "A test card", "storage_options": "{\"make_public\": true}"]
            let answer = try await house.admin.post("/api/v1/images/upload/analyze", form: form("rgb.jpg", field: "file", fields))
            let data = answer.json["data"]
            #expect(data.names.isSuperset(of: ["image_id", "storage_url", "thumbnail_urls", "analysis_results", "upload_metadata", "status"]))
            #expect(data["thumbnail_urls"].names == ["small", "medium", "large"])
            #expect(data["upload_metadata"].names == ["upload_time", "file_size", "storage_location"])
            #expect(data["warnings"][0].text?.contains("make_public") == true)
            let id = try #require(data["image_id"].text)
            let list = try await house.admin.get("/api/v1/images?tags=floor&limit=5")
            #expect(list.json["data"]["images"][0]["image_id"].text == id)
            #expect(list.json["data"]["pagination"]["total"].integer == 1)
            #expect(try await house.admin.get("/api/v1/images?tags=other").json["data"]["total_count"].integer == 0)
            let details = try await house.admin.get("/api/v1/images/\(id)").json["data"]
            #expect(details["image"]["caption"].text == "A test card")
            #expect(details["analysis"]["status"].text == "completed")
            let file = try await house.admin.get(try #require(data["storage_url"].text))
            #expect(file.body == Data(Self.fixture("rgb.jpg")))
            #expect(file.header("Content-Type") == "image/jpeg")
            let tag = try #require(file.header("ETag"))
            #expect(try await house.admin.get("/api/v1/images/\(id)/download", headers: ["If-None-Match": tag]).status == 304)
            for size in ["small", "medium", "large"] {
                let thumbnail = try await house.admin.get("/api/v1/images/\(id)/thumbnails/\(size)")
                #expect(thumbnail.body.prefix(3) == Data([0xFF, 0xD8, 0xFF]), "\(size)")
            }
            #expect(try await house.admin.get("/api/v1/images/\(id)/thumbnails/huge").status == 404)
            let removed = try await house.admin.delete("/api/v1/images/\(id)")
            #expect(removed.json["data"]["deleted_files"].integer == 4)
            for path in ["", "/download", "/thumbnails/small"] {
                #expect(try await house.admin.get("/api/v1/images/\(id)\(path)").status == 404, "\(path)")
            }
            #expect(try await house.admin.delete("/api/v1/images/\(id)").status == 404)
        }
    }

    @Test("images are found by likeness, by a picture that is not kept, and by words")
    func search() async throws {
        try await ServiceHouse.with { house in
            let first = try await upload(house, "rgb.jpg", ["caption": "A grey oak floor", "tags": "wood"])
            let same = try await upload(house, "rgb.png", ["alternative_text": "Oak wall"])
            _ = try await upload(house, "gray.png")
            let byName = try await house.admin.post("/api/v1/images/search", json: "{\"query_image_id\": \"\(first)\", \"limit\": 5}")
            let found = byName.json["data"]
            #expect(
                found.names.isSuperset(of: [
                    "query_image_id", "similar_images", "total_matches", "search_time", "query_info", "total_found", "search_time_ms",
                    "algorithm_used", "similarity_threshold", "not_searched",
                ]))
            #expect(found["similar_images"][0]["image_id"].text == same)
            #expect((found["similar_images"][0]["similarity_score"].number ?? 0) > 0.8)
            #expect(found["similar_images"][0].names.isSuperset(of: ["image_id", "similarity_score", "image_url", "metadata"]))
            #expect(found["similar_images"].elements.allSatisfy { $0["image_id"].text != first })
            let options = "{\"max_results\": 1, \"similarity_threshold\": 0.5}"
            let byPicture = try await house.admin.post(
                "/api/v1/images/similarity", form: form("rgb.jpg", field: "query_image", ["search_options": options]))
            #expect(byPicture.json["data"]["similar_images"].elements.map { $0["image_id"].text } == [first])
            #expect((byPicture.json["data"]["total_matches"].integer ?? 0) >= 2)
            let byWords = try await house.admin.post("/api/v1/images/search", json: "{\"query_description\": \"oak floors\"}")
            #expect(byWords.json["data"]["query_info"]["type"].text == "description")
            #expect(byWords.json["data"]["algorithm_used"].text?.contains("words") == true)
            #expect(byWords.json["data"]["similar_images"][0]["image_id"].text != nil)
            let filtered = try await house.admin.post(
                "/api/v1/images/search", json: "{\"query_description\": \"oak\", \"tags\": [\"wood\"], \"similarity_threshold\": 0.1}")
            #expect(filtered.json["data"]["similar_images"].elements.map { $0["image_id"].text } == [first])
            for body in ["{}", "{\"query_image_id\": \"img_none\"}", "{\"query_description\": \"x\", \"limit\": 0}"] {
                #expect([400, 404].contains(try await house.admin.post("/api/v1/images/search", json: body).status), "\(body)")
            }
        }
    }

    @Test("images of a document are found by likeness once the service has looked at them")
    func documentImages() async throws {
        try await ServiceHouse.with { house in
            let pdf = [UInt8](try Data(contentsOf: Project.fixtures.appendingPathComponent("jpeg-image.pdf")))
            let document = try await house.admin.document(pdf, named: "picture.pdf")
            _ = try await house.service.line("images are indexed") { $0.message == "images are indexed" }
            let image = try await house.admin.get("/api/v1/documents/\(document)/images").json["data"]["images"][0]
            let picture = try await house.admin.get(try #require(image["url"].text))
            let body = FormBody().with("query_image", file: "same.jpg", [UInt8](picture.body), mediaType: "image/jpeg")
            let found = try await house.admin.post("/api/v1/images/search", form: body).json["data"]
            #expect(found["similar_images"][0]["image_id"].text == image["image_id"].text)
            #expect(found["similar_images"][0]["document_id"].text == document)
            #expect(found["similar_images"][0]["document_name"].text == "picture")
            #expect(found["similar_images"][0]["page_number"].integer == 1)
        }
    }

    @Test("bombs, cut and wrong files are refused by their own codes, and the service lives on")
    func hostile() async throws {
        try await ServiceHouse.with(settings: ["MIVAA_MAX_IMAGE_MB": "1"]) { house in
            let whole = Self.fixture("rgb.jpg")
            let files: [(String, [UInt8], Set<Int>)] = [
                ("many pixels", Self.fixture("bomb-many-pixels.png"), [413]), ("large side", Self.fixture("bomb-large-side.png"), [413]),
                ("large GIF", Self.fixture("bomb-large-picture.gif"), [413, 415]),
                ("many scans", Self.fixture("bomb-many-scans.jpg"), [413, 415, 504]),
                ("text", Array("hello".utf8), [415]), ("empty", [], [415]), ("PDF", SamplePDF(pageCount: 1).bytes, [415]),
                ("a start", Array(whole.prefix(20)), [415]), ("zeros", [UInt8](repeating: 0, count: 5000), [415]),
                ("too large", whole + [UInt8](repeating: 0, count: 1 << 20), [413]),
            ]
            for route in ["analyze", "upload/analyze", "search"] {
                for (name, bytes, expected) in files {
                    let field = route == "search" ? "query_image" : "image"
                    let answer = try await house.admin.post(
                        "/api/v1/images/\(route)", form: FormBody().with(field, file: "x.png", bytes, mediaType: "image/png"))
                    #expect(expected.contains(answer.status), "\(route) \(name): \(answer.status) \(answer.text)")
                    #expect(answer.json["error"].text != "INTERNAL_ERROR")
                }
            }
            #expect(try await house.admin.post("/api/v1/images/analyze", form: FormBody().with("other", "x")).status == 400)
            #expect(try await house.admin.get("/api/v1/images").json["data"]["total_count"].integer == 0)
            #expect(try await house.admin.post("/api/v1/images/analyze", form: form("rgb.png")).status == 200)
            #expect(try await house.service.get("/health").status == 200)
        }
    }

    @Test("without models, measurements are made, words are searched, and the rest says which command installs what is missing")
    func missingModels() async throws {
        let empty = try TemporaryFolder()
        try await ServiceHouse.with(settings: ["MIVAA_MODELS": empty.url.path]) { house in
            let general = try await house.admin.post("/api/v1/images/analyze", form: form("rgb.png"))
            #expect(general.status == 200)
            let omission = general.json["data"]["not_performed"].elements.first { $0["analysis_type"].text == "ocr" }
            #expect(omission?["code"].text == "MODEL_MISSING")
            #expect(omission?["reason"].text?.contains("models install") == true)
            let text = try await house.admin.post("/api/v1/images/analyze", form: form("rgb.png", ["analysis_type": "text"]))
            #expect(text.status == 503)
            #expect(text.json["error"].text == "MODEL_MISSING")
            let alike = try await house.admin.post("/api/v1/images/search", form: form("rgb.png", field: "query_image"))
            #expect((alike.status, alike.json["error"].text) == (503, "MODEL_MISSING"))
            #expect(alike.json["message"].text?.contains("mivaa models install efficientnet-lite0") == true)
            let stored = try await house.admin.post("/api/v1/images/upload/analyze", form: form("rgb.png", ["caption": "Oak"]))
            #expect(stored.status == 200)
            #expect(stored.json["data"]["warnings"][0].text?.contains("by words only") == true)
            let words = try await house.admin.post("/api/v1/images/search", json: "{\"query_description\": \"oak\"}")
            #expect(words.json["data"]["total_found"].integer == 1)
            let health = try await house.admin.get("/api/v1/images/health").json["data"]
            #expect(health["service_status"].text == "degraded")
            #expect(health["abilities"]["text"]["is_there"].boolean == false)
        }
    }

    @Test("health has the words of both dialects")
    func health() async throws {
        try await ServiceHouse.with { house in
            let data = try await house.admin.get("/api/v1/images/health").json["data"]
            for name in ["material_kai_service", "image_storage", "vector_database", "processing_queue"] {
                #expect(data[name].text == "healthy", "\(name)")
            }
            #expect((data["max_batch_size"].integer, data["max_file_size_mb"].integer) == (50, 10))
            #expect(data["supported_analysis_types"].elements.compactMap(\.text).contains("ocr"))
            #expect(data["abilities"]["vector"]["model"].text == "efficientnet-lite0")
        }
    }

    @Test("older paths serve the same")
    func aliases() async throws {
        try await ServiceHouse.with { house in
            let stored = try await house.admin.post("/api/v1/images/upload", form: form("rgb.png"))
            #expect(stored.json["data"]["image_id"].text != nil)
            #expect(try await house.admin.post("/api/v1/images/similarity", json: "{\"query_description\": \"rgb\"}").status == 200)
            let viewer = try await house.admin.member("viewer@example.org", role: "viewer")
            #expect(try await viewer.post("/api/v1/images/upload", form: form("rgb.png")).status == 403)
            #expect(try await viewer.post("/api/v1/images/analyze", form: form("rgb.png")).status == 200)
            #expect(try await house.service.post("/api/v1/images/analyze", form: form("rgb.png")).status == 401)
        }
    }
}
