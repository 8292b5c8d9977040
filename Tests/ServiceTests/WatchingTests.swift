import Foundation
import TestSupport
import Testing

@Suite("Watching the service", .timeLimit(.minutes(15)))
struct WatchingTests {
    private func metrics(_ service: RunningMivaa) async throws -> PrometheusText {
        try PrometheusText(try await service.get("/metrics").text)
    }

    private func form(_ pages: Int = 2) -> FormBody {
        FormBody().with("file", file: "secret-name.pdf", SamplePDF(pageCount: pages).bytes)
    }

    @Test("metrics are text for Prometheus, and JSON for those who ask for it")
    func negotiation() async throws {
        try await ServiceHouse.with { house in
            let plain = try await house.service.get("/metrics")
            #expect(plain.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
            let scraped = try await house.service.get(
                "/api/v1/metrics", headers: ["Accept": "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"])
            #expect(scraped.header("Content-Type")?.hasPrefix("text/plain") == true)
            let json = try await house.service.get("/metrics", headers: ["Accept": "application/json"]).json
            #expect(json["active_connections"].integer.map { $0 >= 1 } == true && json["requests_per_minute"].integer.map { $0 >= 2 } == true)
            #expect(json["memory_usage"].number.map { (0.0...100).contains($0) && $0 > 0 } == true)
            #expect(try await house.service.get("/metrics?format=json").json["uptime_seconds"].integer != nil)
            let forced = try await house.service.get("/metrics?format=prometheus", headers: ["Accept": "application/json"])
            #expect(forced.text.hasPrefix("# HELP"))
            #expect(try await house.service.get("/metrics?format=xml").status == 400)
        }
    }

    @Test("metrics may be for administrators only")
    func closed() async throws {
        try await ServiceHouse.with(settings: ["MIVAA_PUBLIC_METRICS": "false"]) { house in
            for path in ["/metrics", "/api/v1/metrics", "/performance/summary", "/api/v1/performance"] {
                let (stranger, administrator) = (try await house.service.get(path), try await house.admin.get(path))
                #expect(stranger.status == 401 && administrator.status == 200, "\(path)")
            }
        }
    }

    @Test("requests are counted by the route's template, whoever asks for what")
    func requests() async throws {
        try await ServiceHouse.with(settings: ["MIVAA_RATE_SEARCH": "0", "MIVAA_RATE_EXTRACT": "1"]) { house in
            for number in 0..<3 { _ = try await house.admin.get("/api/v1/documents/doc_nothing\(number)") }
            for number in 0..<2 { _ = try await house.service.get("/no/such/place/\(number)") }
            for _ in 0..<2 { _ = try await house.service.post("/extract/tables", form: form()) }
            let metrics = try await metrics(house.service)
            #expect(metrics[#"mivaa_http_requests_total{method="GET",route="/api/v1/documents/{document_id}",status="4xx"}"#] == 3)
            #expect(metrics[#"mivaa_http_requests_total{method="GET",route="none",status="4xx"}"#] == 2)
            #expect(metrics[#"mivaa_http_request_duration_seconds_count{method="GET",route="none"}"#] == 2)
            #expect(metrics[#"mivaa_http_rate_limited_total{route="/extract/tables"}"#] == 1)
            #expect(metrics["mivaa_http_requests_active"] == 1)
        }
    }

    @Test("a document's stages, its job and the machine are measured")
    func work() async throws {
        try await ServiceHouse.with { house in
            _ = try await house.admin.document(SamplePDF(pageCount: 3).bytes)
            let metrics = try await metrics(house.service)
            for stage in ["job", "validate", "read", "assemble", "render", "store", "read_pages"] {
                #expect(metrics["mivaa_stage_duration_seconds_count{stage=\"\(stage)\"}"] ?? 0 >= 1, "\(stage)")
            }
            #expect(metrics[#"mivaa_jobs{status="completed"}"#] == 1)
            #expect(metrics["mivaa_queue_waiting_jobs"] == 0 && metrics["mivaa_queue_oldest_waiting_seconds"] == 0)
            #expect(metrics["mivaa_child_starts_total"] ?? 0 >= 1 && metrics["mivaa_children_running"] ?? 0 >= 1)
            #expect(metrics["mivaa_children_resident_memory_bytes"] ?? 0 > 1_000_000)
            #expect(metrics["mivaa_process_resident_memory_bytes"] ?? 0 > 1_000_000 && metrics["mivaa_process_open_fds"] ?? 0 > 5)
            #expect(metrics["mivaa_data_disk_free_bytes"] ?? 0 > 0 && metrics["mivaa_uptime_seconds"] ?? -1 >= 0)
            #expect(metrics[#"mivaa_part_healthy{part="database"}"#] == 1)
        }
    }

    @Test("a child that is killed is counted, and the next request is served by another")
    func restarts() async throws {
        try await ServiceHouse.with(settings: ["MIVAA_CHILDREN": "1"]) { house in
            #expect(try await house.service.post("/extract/markdown", form: form()).status == 200)
            let child = try #require(Self.children(of: house.service.processIdentifier).first)
            kill(child, SIGKILL)
            // The one that finds its child gone may fail; it is the last to.
            _ = try await house.service.post("/extract/markdown", form: form())
            #expect(try await house.service.post("/extract/markdown", form: form()).status == 200)
            let metrics = try await metrics(house.service)
            #expect(metrics[#"mivaa_child_restarts_total{cause="crashed"}"#] == 1)
            #expect(metrics["mivaa_child_starts_total"] == 2)
        }
    }

    private static func children(of parent: Int32) -> [Int32] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int32($0) } ?? []
        return all.filter { process in
            let text = FileManager.default.contents(atPath: "/proc/\(process)/stat").map { String(decoding: $0, as: UTF8.self) } ?? ""
            return text.split(separator: ")").last?.split(separator: " ").dropFirst().first.flatMap { Int32($0) } == parent
        }
    }

    @Test("the summary of how the service did outlives a restart")
    func history() async throws {
        let folder = try TemporaryFolder()
        let first = try await RunningMivaa.start(data: folder.url.path)
        for _ in 0..<20 { _ = try await first.get("/health/live") }
        _ = try await first.post("/extract/markdown", form: form())
        let before = try await first.get("/performance/summary?period=1h").json
        #expect(before["total_requests"].integer == 21 && before["error_rate"].number == 0)
        #expect(before["slow_operations"].elements.contains { $0["operation"].text == "POST /extract/markdown" })
        #expect(try await first.stop() == 0)

        let second = try await RunningMivaa.start(data: folder.url.path)
        // It takes up what was kept beside serving; each question is one more request.
        var total = 0
        for asked in 0..<200 where total < 22 {
            total = (try await second.get("/performance/summary?period=24h").json["total_requests"].integer ?? 0) - asked
        }
        #expect(total == 22)
        #expect(try await second.stop() == 0)
    }
}
