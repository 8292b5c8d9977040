import Backends
import DocumentModel
import Foundation
import Ingestion
import Logging
import NIOHTTP1
import TestSupport
import Testing

@testable import WebAPI

@Suite("Reports of errors")
struct ErrorReportTests {
    private struct Plain: Error { var text = "hunter2" }

    @Test("an error's kind is the program's word for it")
    func kinds() {
        #expect(ErrorKind.of(StoreError.corrupt("hunter2")) == "StoreError.corrupt")
        #expect(ErrorKind.of(StoreError.busy) == "StoreError")
        #expect(ErrorKind.of(Plain()) == "Plain")
        #expect(ErrorKind.of(Refusal(.damaged, "hunter2")) == "Refusal")
        #expect(ErrorKind.of(CancellationError()) == "CancellationError")
    }

    @Test(
        "a DSN says where reports go",
        arguments: [
            ("https://abc@errors.example.org/3", "https://errors.example.org/api/3/envelope/"),
            ("http://abc:old@errors.example.org:9000/deep/path/42", "http://errors.example.org:9000/deep/path/api/42/envelope/"),
            ("https://abc@[::1]:8000/7", "https://[::1]:8000/api/7/envelope/"),
        ])
    func addresses(dsn: String, url: String) throws {
        let address = try #require(ReportAddress(dsn))
        #expect(address.url == url && address.key == "abc")
    }

    @Test(
        "what is no DSN is none",
        arguments: [
            "", "errors.example.org", "https://errors.example.org/3", "ftp://abc@errors.example.org/3", "https://abc@errors.example.org",
            "https://abc@errors.example.org/a b", "https://@errors.example.org/3",
        ])
    func noAddress(text: String) {
        #expect(ReportAddress(text) == nil)
    }

    @Test("the same error is reported once a minute, all together thirty times")
    func allowance() {
        var allowance = ReportAllowance()
        let start = HandClock.start
        #expect(allowance.admit("a", now: start) == 0)
        for second in 1..<60 { #expect(allowance.admit("a", now: start.adding(seconds: Double(second))) == nil) }
        #expect(allowance.admit("a", now: start.adding(seconds: 60)) == 59)
        let later = start.adding(seconds: 600)
        let admitted = (0..<100).filter { allowance.admit("kind \($0)", now: later) != nil }
        #expect(admitted.count == 30)
        #expect(allowance.admit("kind 99", now: later.adding(seconds: 60)) == 0)
    }

    private func failure(_ error: any Error, _ code: APIError.Code = .internalError, route: String = "/x") -> RequestFailure {
        RequestFailure(error: error, answer: APIError(code, "hunter2"), method: "GET", route: route, requestID: "req_1")
    }

    private func reporter(_ server: LocalServer, _ client: TelemetryClient, _ registry: MetricsRegistry = MetricsRegistry()) throws -> ErrorReporter {
        let address = try #require(ReportAddress(server.origin.replacing("http://", with: "http://public@") + "/5"))
        return ErrorReporter(
            address: address, client: client, registry: registry, release: "1.2.3", clock: HandClock().service, logger: Logger(label: "test"))
    }

    @Test("a report is an envelope with the kind, the place and the request, and nothing else of it")
    func envelope() async throws {
        let server = try await LocalServer { _ in .init(body: Data("{}".utf8)) }
        let client = TelemetryClient()
        let reporter = try reporter(server, client)
        reporter.report(failure(StoreError.corrupt("hunter2")))
        await reporter.flush()
        let call = try #require(server.calls.first)
        #expect(call.path == "/api/5/envelope/")
        #expect(call.headers.first(name: "x-sentry-auth")?.contains("sentry_key=public") == true)
        let lines = call.body.split(separator: 0x0A).map { JSONNode(parsing: Data($0)) }
        #expect(lines.count == 3)
        let bodies = call.body.split(separator: 0x0A)
        #expect(lines[1]["type"].text == "event" && lines[1]["length"].integer == bodies[2].count)
        let event = lines[2]
        #expect(event["event_id"].text == lines[0]["event_id"].text && event["event_id"].text?.count == 32)
        #expect(event["exception"]["values"][0]["type"].text == "StoreError.corrupt")
        #expect(event["transaction"].text == "GET /x" && event["tags"]["request_id"].text == "req_1")
        #expect(event["release"].text == "mivaa@1.2.3" && event["level"].text == "error")
        #expect(!String(decoding: call.body, as: UTF8.self).contains("hunter2"))
        await client.shutDown()
    }

    @Test("failures that are expected are not reported, repeated ones are counted")
    func selection() async throws {
        let server = try await LocalServer { _ in .init(body: Data()) }
        let client = TelemetryClient()
        let registry = MetricsRegistry()
        let reporter = try reporter(server, client, registry)
        for code in [APIError.Code.busy, .modelMissing, .pdfTimeout, .notConfigured] { reporter.report(failure(Plain(), code)) }
        for _ in 0..<5 { reporter.report(failure(Plain())) }
        reporter.report(failure(Plain(), route: "/other"))
        await reporter.flush()
        #expect(server.calls.count == 2)
        #expect(registry.counters(.reportsSent)[].number == 2)
        #expect(registry.counters(.reportsDropped)["too many"].number == 4)
        await client.shutDown()
    }

    @Test("the journal counts every failure of the service by its code")
    func journal() {
        let registry = MetricsRegistry()
        let journal = MetricsJournal(metrics: RequestMetrics(registry))
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        journal.began()
        journal.failed(failure(Plain(), .storageFailed), quiet)
        journal.ended(RequestEntry(method: "BREW", route: "/pot", status: 429, requestID: "r", seconds: 0.1), quiet)
        #expect(registry.counters(.errors)["STORAGE_ERROR"].number == 1)
        #expect(registry.counters(.requests)["other", "/pot", "4xx"].number == 1)
        #expect(registry.counters(.rateLimited)["/pot"].number == 1)
        #expect(registry.gauges(.activeRequests)[].number == 0)
    }
}
