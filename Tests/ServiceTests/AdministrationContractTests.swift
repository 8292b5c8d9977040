import Foundation
import NIOHTTP1
import TestSupport
import Testing

/// Modules 2 and 7 of the contract, on the real binary.
@Suite("Administration over HTTP")
struct AdministrationContractTests {
    @Test("the service says what it is and how it is")
    func service() async throws {
        try await ServiceHouse.with { house in
            let card = try await house.service.get("/").json
            #expect(card.names.isSuperset(of: ["service", "version", "description", "endpoints", "documentation_url"]))
            let health = try await house.service.get("/health")
            #expect(health.status == 200 && health.json["status"].text == "healthy")
            #expect(health.json["services"]["database"].text == "healthy")
            #expect(try await house.service.get("/health/live").status == 200)
            #expect(try await house.service.get("/health/ready").status == 200)
            let metrics = try await house.service.get("/metrics", headers: ["Accept": "application/json"]).json
            #expect(
                metrics.names.isSuperset(of: [
                    "cpu_usage", "memory_usage", "disk_usage", "active_connections", "requests_per_minute", "uptime_seconds",
                ]))
            let summary = try await house.service.get("/performance/summary?period=1h").json
            #expect(
                summary.names.isSuperset(of: [
                    "period", "average_response_time", "total_requests", "error_rate", "peak_cpu_usage", "peak_memory_usage",
                ]))
            #expect(try await house.service.get("/performance/summary?period=2h").status == 400)
            #expect(try await house.service.get("/docs").text.contains("/api/v1/documents/process"))
        }
    }

    @Test("jobs are listed, counted, cancelled and cleaned up")
    func jobs() async throws {
        try await ServiceHouse.with { house in
            _ = try await house.admin.document(SamplePDF(pageCount: 1).bytes)
            let list = try await house.admin.get("/api/v1/admin/jobs?status=completed&job_type=document_processing").json
            #expect(list["data"].names == ["jobs", "total_count", "active_count", "completed_count", "failed_count"])
            #expect(list["pagination"].names.isSuperset(of: ["limit", "offset", "total"]))
            let job = list["data"]["jobs"][0]
            #expect(job.names.isSuperset(of: ["job_id", "job_type", "status", "created_at", "updated_at", "details"]))
            let id = try #require(job["job_id"].text)
            let one = try await house.admin.get("/api/v1/admin/jobs/\(id)").json["data"]
            #expect(one["details"].names.isSuperset(of: ["progress_percentage", "processed_count", "failed_count", "results"]))
            #expect(try await house.admin.delete("/api/v1/admin/jobs/\(id)").status == 400)
            #expect(try await house.admin.delete("/api/v1/admin/jobs/job_none").status == 404)
            let statistics = try await house.admin.get("/api/v1/admin/jobs/statistics").json["data"]
            #expect(
                statistics.names.isSuperset(of: [
                    "total_jobs", "active_jobs", "completed_jobs", "failed_jobs", "cancelled_jobs", "status_distribution", "type_distribution",
                    "recent_jobs_24h", "average_processing_time_seconds",
                ]))
            let dry = try await house.admin.delete("/api/v1/admin/data/cleanup?days_old=0").json["data"]
            #expect(dry["dry_run"].boolean == true && dry["old_jobs_count"].integer == 1 && dry["jobs_deleted"] == .missing)
            let real = try await house.admin.delete("/api/v1/admin/data/cleanup?days_old=0&dry_run=false").json["data"]
            #expect(real["jobs_deleted"].integer == 1)
            #expect(try await house.admin.get("/api/v1/admin/jobs/\(id)").status == 404)
        }
    }

    @Test("documents by their addresses are one job of administration, with a result for each address")
    func bulk() async throws {
        let pdf = Data(SamplePDF(pageCount: 1).bytes)
        let server = try await LocalServer { call in
            call.path.hasSuffix("/good.pdf") ? .init(body: pdf) : .init(status: .notFound, body: Data())
        }
        try await ServiceHouse.with(settings: ["MIVAA_URL_ALLOWED_HOSTS": "127.0.0.1"]) { house in
            try await LiveSocket.with(house.service, "/ws", headers: house.admin.headers) { messages, _ in
                _ = try await messages.next("connected")
                let body = "{\"urls\": [\"\(server.origin)/good.pdf\", \"\(server.origin)/gone.pdf\"], \"batch_size\": 1}"
                let made = try await house.admin.post("/api/v1/admin/bulk/process", json: body).json["data"]
                #expect(made["total_documents"].integer == 2)
                let id = try #require(made["job_id"].text)
                #expect(id.hasPrefix("bulk_"))
                var job = try await house.admin.get("/api/v1/admin/jobs/\(id)").json["data"]
                while job["details"]["progress_percentage"].integer != 100 {
                    guard try await messages.next() != .missing else { break }
                    job = try await house.admin.get("/api/v1/admin/jobs/\(id)").json["data"]
                }
                #expect((job["job_type"].text, job["status"].text) == ("bulk_processing", "completed"))
                #expect((job["details"]["processed_count"].integer, job["details"]["failed_count"].integer) == (1, 1))
                let results = job["details"]["results"]
                #expect(Set([results[0], results[1]].map { $0["status"].text ?? "" }) == ["completed", "failed"])
                for result in [results[0], results[1]] {
                    let isGood = result["url"].text?.hasSuffix("good.pdf") == true
                    #expect(result["status"].text == (isGood ? "completed" : "failed"))
                    #expect((result["error"].text == nil) == isGood)
                }
                #expect(try await house.admin.delete("/api/v1/admin/jobs/\(id)").status == 400)
                #expect(try await house.admin.get("/api/v1/admin/jobs/bulk_none").status == 404)
            }
        }
    }

    @Test("managers of a workspace see what their servers are told and with what it is signed; others do not")
    func webhooks() async throws {
        try await ServiceHouse.with { house in
            let secret = try await house.admin.get("/api/v1/webhooks/secret")
            #expect(secret.json["data"]["secret"].text?.hasPrefix("whsec_") == true)
            #expect(secret.header("Cache-Control")?.contains("no-store") == true)
            let deliveries = try await house.admin.get("/api/v1/webhooks/deliveries").json["data"]
            #expect(deliveries["deliveries"].elements.isEmpty && deliveries["pagination"]["total"].integer == 0)
            let viewer = try await house.admin.member("viewer@example.org", role: "viewer")
            #expect(try await viewer.get("/api/v1/webhooks/secret").status == 403)
            #expect(try await viewer.get("/api/v1/webhooks/deliveries").status == 403)
            let stranger = try await house.admin.newcomer("stranger@example.org")
            #expect(try await stranger.get("/api/v1/webhooks/secret").json["data"]["secret"].text != secret.json["data"]["secret"].text)
        }
    }

    @Test("the queue can be stopped and started")
    func queue() async throws {
        try await ServiceHouse.with { house in
            #expect(try await house.admin.send("PUT", "/api/v1/admin/queue", json: "{\"is_paused\": true}").json["data"]["is_paused"].boolean == true)
            let form = FormBody().with("file", file: "a.pdf", SamplePDF(pageCount: 1).bytes).with("async_processing", "true")
            let answer = try await house.admin.post("/api/v1/documents/process", form: form)
            #expect(answer.status == 202)
            let job = try #require(answer.json["data"]["job_id"].text)
            #expect(try await house.admin.get("/api/v1/jobs/\(job)").json["data"]["status"].text == "pending")
            #expect(try await house.admin.get("/api/v1/admin/queue").json["data"]["waiting"].integer == 1)
            let cancelled = try await house.admin.delete("/api/v1/admin/jobs/\(job)")
            #expect(cancelled.status == 200 && cancelled.json["success"].boolean == true)
            #expect(try await house.admin.get("/api/v1/jobs/\(job)").json["data"]["status"].text == "cancelled")
            _ = try await house.admin.send("PUT", "/api/v1/admin/queue", json: "{\"is_paused\": false}")
            let retried = try await house.admin.post("/api/v1/jobs/\(job)/actions", json: "{\"action\": \"retry\"}")
            #expect(retried.json["data"]["new_status"].text == "pending")
            #expect(try await house.ended(job: job)["status"].text == "completed")
        }
    }

    @Test("the system's health and metrics have the contract's fields")
    func system() async throws {
        try await ServiceHouse.with { house in
            let health = try await house.admin.get("/api/v1/admin/system/health").json["data"]
            #expect(health.names.isSuperset(of: ["overall_status", "system_metrics", "services", "active_jobs", "timestamp"]))
            #expect(
                health["system_metrics"].names.isSuperset(of: [
                    "cpu_usage_percent", "memory_usage_percent", "memory_available_gb", "disk_usage_percent", "disk_free_gb", "active_jobs_count",
                    "uptime_seconds",
                ]))
            let metrics = try await house.admin.get("/api/v1/admin/system/metrics").json["data"]
            #expect(metrics.names.isSuperset(of: ["cpu", "memory", "disk", "network", "process", "jobs"]))
            #expect(metrics["process"]["memory_rss_mb"].number ?? 0 > 1)
        }
    }

    @Test("records are exported as JSON and CSV; settings are shown without secrets")
    func exports() async throws {
        try await ServiceHouse.with(settings: ["MIVAA_SENTRY_DSN": "http://secretkey@127.0.0.1:9/1"]) { house in
            _ = try await house.admin.document(SamplePDF(pageCount: 1).bytes)
            for kind in ["jobs", "documents", "metrics", "usage"] {
                let json = try await house.admin.get("/api/v1/admin/data/export?data_type=\(kind)").json
                #expect(json["export_info"].names == ["format", "data_type", "record_count", "exported_at"])
                #expect(json["data"].elements.count == json["export_info"]["record_count"].integer)
                let csv = try await house.admin.get("/api/v1/admin/data/export?data_type=\(kind)&format=csv")
                #expect(csv.header("Content-Type") == "text/csv; charset=utf-8")
            }
            let settings = try await house.admin.get("/api/v1/admin/settings")
            #expect(settings.text.contains("MIVAA_MAX_FILE_MB") && !settings.text.contains("secretkey"))
        }
    }

    @Test("usage by day counts documents, pages and people")
    func usage() async throws {
        try await ServiceHouse.with { house in
            _ = try await house.admin.document(SamplePDF(pageCount: 3).bytes)
            let report = try await house.admin.get("/api/v1/admin/usage?days=7").json["data"]
            #expect(report["now"]["documents"].integer == 1)
            #expect(report["now"]["pages"].integer == 3)
        }
    }

    @Test("a backup asked for over the network can be restored, and the service goes on from it")
    func backup() async throws {
        try await ServiceHouse.with { house in
            let id = try await house.admin.document(SamplePDF(pageCount: 2).bytes)
            let made = try await house.admin.post("/api/v1/admin/data/backup", json: "{}").json["data"]
            #expect(made.names == ["backup_id", "backup_size_bytes", "location", "items_backed_up"])
            #expect(made["items_backed_up"].names.isSuperset(of: ["active_jobs", "job_history"]))
            let file = "\(house.data)/\(made["location"].text ?? "")"
            let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
            #expect(size == made["backup_size_bytes"].integer)
            let target = try TemporaryFolder()
            let folder = target.url.appending(path: "restored").path
            let restore = Process()
            restore.executableURL = URL(fileURLWithPath: Project.binary)
            restore.arguments = ["restore", file, "--data", folder]
            restore.standardOutput = FileHandle.nullDevice
            try restore.run()
            restore.waitUntilExit()
            #expect(restore.terminationStatus == 0)
            let again = try await RunningMivaa.start(data: folder)
            // The very token: the secret came along.
            let text = try await again.get("/api/v1/documents/\(id)/content?format=markdown", headers: house.admin.headers)
            #expect(text.status == 200 && text.text.contains("This is page 2"))
            try await again.stop()
        }
    }
}
