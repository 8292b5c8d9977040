import Foundation
import TestSupport
import Testing

@Suite("What the service sends of itself", .timeLimit(.minutes(15)))
struct TelemetryTests {
    /// A span as the collector got it.
    private struct ReceivedSpan {
        var name: String
        var trace: String
        var identifier: String
        var parent: String?
        var attributes: [String: JSONNode]

        static func all(of collector: LocalServer) -> [ReceivedSpan] {
            collector.calls.flatMap { call in
                JSONNode(parsing: call.body)["resourceSpans"][0]["scopeSpans"][0]["spans"].elements.map { span in
                    ReceivedSpan(
                        name: span["name"].text ?? "", trace: span["traceId"].text ?? "", identifier: span["spanId"].text ?? "",
                        parent: span["parentSpanId"].text,
                        attributes: Dictionary(
                            span["attributes"].elements.map { ($0["key"].text ?? "", $0["value"]) }
                        ) { first, _ in first })
                }
            }
        }
    }

    private let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private let caller = "00f067aa0ba902b7"

    private func form() -> FormBody { FormBody().with("file", file: "secret-name.pdf", SamplePDF(pageCount: 2).bytes) }

    @Test("a trace goes from the caller over the request and the job to each stage and child, and is named in the log")
    func traces() async throws {
        let collector = try await LocalServer { _ in .init(body: Data("{}".utf8)) }
        var log = ""
        try await ServiceHouse.with(settings: ["MIVAA_OTLP_ENDPOINT": collector.origin]) { house in
            let header = ["traceparent": "00-\(trace)-\(caller)-01"]
            #expect(try await house.service.post("/extract/markdown", form: form(), headers: header).status == 200)
            #expect(try await house.admin.post("/api/v1/documents/process", form: form(), headers: header).status == 200)
            _ = try await house.service.get("/health/live")
            log = house.service.log.text
        }
        // The service has stopped, so everything was sent.
        let spans = ReceivedSpan.all(of: collector)
        func parts(of span: ReceivedSpan) -> [ReceivedSpan] { spans.filter { $0.parent == span.identifier && $0.trace == trace } }
        let extraction = try #require(spans.first { $0.name == "POST /extract/markdown" })
        #expect(extraction.trace == trace && extraction.parent == caller)
        #expect(extraction.attributes["http.response.status_code"]?["intValue"].text == "200")
        let extract = try #require(parts(of: extraction).first { $0.name == "extract" })
        #expect(Set(parts(of: extract).map(\.name)).isSuperset(of: ["open", "read_pages", "assemble"]))
        let read = try #require(parts(of: extract).first { $0.name == "read_pages" })
        #expect(read.attributes["mivaa.pages"]?["intValue"].text == "2")

        let upload = try #require(spans.first { $0.name == "POST /api/v1/documents/process" })
        let job = try #require(parts(of: upload).first { $0.name == "job" })
        #expect(Set(parts(of: job).map(\.name)).isSuperset(of: ["validate", "read", "assemble", "render", "store"]))
        #expect(!spans.contains { $0.name == "GET /health/live" })
        #expect(Set(spans.map(\.identifier)).count == spans.count)

        let lines = log.split(separator: "\n").map { JSONNode(parsing: Data($0.utf8)) }
        #expect(
            lines.contains { $0["route"].text == "/extract/markdown" && $0["trace_id"].text == trace && $0["span_id"].text == extraction.identifier })
        for call in collector.calls { #expect(!String(decoding: call.body, as: UTF8.self).contains("secret-name")) }
    }

    @Test("a collector that does not answer slows neither requests nor the stop much, and lost spans are counted")
    func noCollector() async throws {
        try await ServiceHouse.with(settings: ["MIVAA_OTLP_ENDPOINT": "http://127.0.0.1:1"]) { house in
            for _ in 0..<20 {
                let answer = try await house.service.get("/")
                #expect(answer.status == 200)
            }
        }
    }

    @Test(
        "addresses that are none stop the start",
        arguments: [
            ("MIVAA_OTLP_ENDPOINT", "collector:4318"), ("MIVAA_SENTRY_DSN", "https://errors.example.org/1"),
        ])
    func badAddresses(setting: String, value: String) async throws {
        let folder = try TemporaryFolder()
        await #expect {
            _ = try await RunningMivaa.start(data: folder.url.path, settings: [setting: value])
        } throws: { "\($0)".contains(setting) && !"\($0)".contains("errors.example.org/1") }
    }

    @Test("a failure that nobody expects is reported once, without a word of the document")
    func errorReport() async throws {
        let receiver = try await LocalServer { _ in .init(body: Data("{}".utf8)) }
        let dsn = receiver.origin.replacing("http://", with: "http://public@") + "/7"
        try await ServiceHouse.with(settings: ["MIVAA_SENTRY_DSN": dsn]) { house in
            try FileManager.default.removeItem(atPath: house.data + "/staging")
            for _ in 0..<3 {
                let answer = try await house.service.post("/extract/markdown", form: form())
                #expect(answer.status >= 500)
                #expect(!answer.text.contains(house.data))
            }
            #expect(try await house.service.get("/no/such/place").status == 404)
        }
        let call = try #require(receiver.calls.first)
        #expect(receiver.calls.count == 1 && call.path == "/api/7/envelope/")
        let lines = call.body.split(separator: 0x0A).map { JSONNode(parsing: Data($0)) }
        #expect(lines.count == 3 && lines[2]["transaction"].text == "POST /extract/markdown")
        #expect(lines[2]["tags"]["request_id"].text?.hasPrefix("req_") == true)
        for word in ["secret-name", "staging", "This is page"] { #expect(!String(decoding: call.body, as: UTF8.self).contains(word)) }
    }
}
