import Foundation
import HTTPTypes
import Logging
import NIOHTTP1
import TestSupport
import Testing
import Tracing

@testable import WebAPI

@Suite("Traces")
struct TracingTests {
    private let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private let span = "00f067aa0ba902b7"

    @Test("a well-formed traceparent is taken up")
    func takesUp() throws {
        let identity = try #require(TraceIdentity(traceparent: "00-\(trace)-\(span)-01", tracestate: "vendor=1"))
        #expect(identity.trace == trace && identity.span == span && identity.isSampled && identity.state == "vendor=1")
        #expect(identity.traceparent == "00-\(trace)-\(span)-01")
        #expect(TraceIdentity(traceparent: "00-\(trace)-\(span)-00", tracestate: nil)?.isSampled == false)
        // Of a later version of the standard, the parts that are known are read.
        #expect(TraceIdentity(traceparent: "cc-\(trace)-\(span)-01-what-else", tracestate: nil)?.trace == trace)
        #expect(TraceIdentity(traceparent: "00-\(trace)-\(span)-01", tracestate: String(repeating: "a", count: 513))?.state == nil)
    }

    @Test(
        "anything else begins a new trace",
        arguments: [
            "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01", "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ])
    func refuses(header: String) {
        #expect(TraceIdentity(traceparent: header, tracestate: nil) == nil)
    }

    private struct Collected {
        let line = BoundedLine<FinishedSpan>(capacity: 4)
        let dropped = CounterSeries(.counter)
        var tracer: OTLPTracer { OTLPTracer(line: line, dropped: dropped) }
        func spans() -> [FinishedSpan] { line.take(100) }
    }

    private func start(_ name: String, _ tracer: OTLPTracer, in context: InstrumentationContext = .topLevel) -> OTLPSpan {
        tracer.startSpan(
            name, context: context, ofKind: .internal, at: DefaultTracerClock.now, function: "", file: "", line: 0)
    }

    @Test("a span within a span is its child in the same trace")
    func nesting() throws {
        let collected = Collected()
        let outer = start("outer", collected.tracer)
        let inner = start("inner", collected.tracer, in: outer.context)
        inner.end()
        inner.end()
        outer.end()
        let spans = collected.spans()
        #expect(spans.map(\.name) == ["inner", "outer"])
        #expect(spans[0].parent == spans[1].identity.span && spans[0].identity.trace == spans[1].identity.trace)
        #expect(spans[1].parent == nil && spans[0].identity.span != spans[1].identity.span)
    }

    @Test("spans that find no room are counted and gone")
    func bounded() {
        let collected = Collected()
        for number in 0..<10 { start("\(number)", collected.tracer).end() }
        #expect(collected.dropped.number == 6)
        #expect(collected.spans().map(\.name) == ["0", "1", "2", "3"])
    }

    @Test("what a caller does not record is not recorded here")
    func unsampled() {
        let collected = Collected()
        var context = InstrumentationContext.topLevel
        context.trace = TraceIdentity(traceparent: "00-\(trace)-\(span)-00", tracestate: nil)
        let quiet = start("quiet", collected.tracer, in: context)
        #expect(!quiet.isRecording)
        quiet.end()
        #expect(collected.spans().isEmpty)
    }

    @Test("the trace goes out as it came in")
    func propagation() {
        let collected = Collected()
        let carrier = ["traceparent": "00-\(trace)-\(span)-01", "tracestate": "a=b"]
        var context = InstrumentationContext.topLevel
        collected.tracer.extract(carrier, into: &context, using: Letters())
        let inner = start("inner", collected.tracer, in: context)
        var out: [String: String] = [:]
        collected.tracer.inject(inner.context, into: &out, using: Letters())
        inner.end()
        #expect(out["traceparent"] == "00-\(trace)-\(collected.spans()[0].identity.span)-01" && out["tracestate"] == "a=b")
    }

    private struct Letters: Instrumentation.Extractor, Injector {
        func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }

    @Test("questions of supervisors that go well make no trace")
    func noise() {
        let collected = Collected()
        for (route, hasFailed) in [("/health", false), ("/health", true), ("/documents", false)] {
            let span = collected.tracer.startSpan(
                "GET", context: .topLevel, ofKind: .server, at: DefaultTracerClock.now, function: "", file: "", line: 0)
            span.attributes["http.route"] = route
            if hasFailed { span.setStatus(SpanStatus(code: .error)) }
            span.end()
        }
        #expect(collected.spans().count == 2)
    }

    @Test("an error tells its kind and none of its words")
    func errors() throws {
        struct Secret: Error, CustomStringConvertible { var description: String { "the document says hunter2" } }
        let collected = Collected()
        let span = start("work", collected.tracer)
        span.recordError(Secret())
        span.end()
        let bytes = try WireCoding.encodeVerbatim(SpanPayload.tree(collected.spans(), resource: []))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("Secret") && !text.contains("hunter2") && text.contains("\"status\":{\"code\":2}"))
    }

    @Test("addresses that the HTTP client asked are not told, but for their host")
    func addresses() throws {
        let collected = Collected()
        let span = start("GET", collected.tracer)
        span.attributes["url.full"] = "https://files.example.org/a.pdf?signature=hunter2"
        span.attributes["url.path"] = "/a.pdf"
        span.attributes["url.query"] = "signature=hunter2"
        span.attributes["server.address"] = "files.example.org"
        span.end()
        let text = String(decoding: try WireCoding.encodeVerbatim(SpanPayload.tree(collected.spans(), resource: [])), as: UTF8.self)
        #expect(!text.contains("hunter2") && !text.contains("a.pdf") && text.contains("files.example.org"))
    }

    @Test("a payload is what OTLP over HTTP asks for")
    func payload() throws {
        let collected = Collected()
        let span = start("work", collected.tracer)
        span.attributes["count"] = 7
        span.attributes["ratio"] = 0.5
        span.attributes["isNew"] = true
        span.attributes["long"] = String(repeating: "x", count: 5000)
        span.end()
        let tree = SpanPayload.tree(collected.spans(), resource: [("service.name", "mivaa")])
        let json = JSONNode(parsing: Data(try WireCoding.encodeVerbatim(tree)))
        let written = json["resourceSpans"][0]["scopeSpans"][0]["spans"][0]
        #expect(json["resourceSpans"][0]["resource"]["attributes"][0]["value"]["stringValue"].text == "mivaa")
        #expect(written["traceId"].text?.count == 32 && written["spanId"].text?.count == 16 && written["kind"].integer == 1)
        #expect(written["startTimeUnixNano"].text.flatMap(UInt64.init) != nil)
        let attributes = Dictionary(
            uniqueKeysWithValues: written["attributes"].elements.map { ($0["key"].text ?? "", $0["value"]) })
        #expect(attributes["count"]?["intValue"].text == "7")
        #expect(attributes["ratio"]?["doubleValue"].number == 0.5 && attributes["isNew"]?["boolValue"].boolean == true)
        #expect(attributes["long"]?["stringValue"].text?.count == 1024)
    }
}

@Suite("Sending traces")
struct SpanExporterTests {
    private let registry = MetricsRegistry()

    private func exporter(_ endpoint: String, _ client: TelemetryClient) -> SpanExporter {
        SpanExporter(
            endpoint: endpoint, resource: [], client: client, registry: registry,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func make(_ count: Int, _ exporter: SpanExporter) {
        for number in 0..<count {
            exporter.tracer.startSpan(
                "\(number)", context: .topLevel, ofKind: .internal, at: DefaultTracerClock.now, function: "", file: "", line: 0
            ).end()
        }
    }

    @Test("all spans arrive, in bounded requests")
    func arrives() async throws {
        let collector = try await LocalServer { _ in .init(body: Data("{}".utf8)) }
        let client = TelemetryClient()
        let exporter = exporter(collector.origin, client)
        make(1200, exporter)
        await exporter.flush(attempts: 1)
        #expect(collector.calls.map(\.path) == ["/v1/traces", "/v1/traces", "/v1/traces"])
        let counts = collector.calls.map { JSONNode(parsing: $0.body)["resourceSpans"][0]["scopeSpans"][0]["spans"].elements.count }
        #expect(counts == [512, 512, 176])
        #expect(registry.counters(.spansSent)[].number == 1200)
        await client.shutDown()
    }

    @Test("a collector that is busy is asked again; one that refuses is not")
    func failures() async throws {
        let busy = try await LocalServer { call in
            .init(status: call.number == 0 ? .serviceUnavailable : .ok, headers: [("retry-after", "0")], body: Data())
        }
        let client = TelemetryClient()
        let patient = exporter(busy.origin + "/v1/traces", client)
        make(1, patient)
        await patient.flush(attempts: 3)
        #expect(busy.calls.count == 2 && registry.counters(.spansSent)[].number == 1)

        let refusing = try await LocalServer { _ in .init(status: .badRequest, body: Data()) }
        let refused = exporter(refusing.origin, client)
        make(3, refused)
        await refused.flush(attempts: 3)
        #expect(refusing.calls.count == 1 && registry.counters(.spansDropped)["refused"].number == 3)

        let nobody = exporter("http://127.0.0.1:1", client)
        make(2, nobody)
        await nobody.flush(attempts: 1)
        #expect(registry.counters(.spansDropped)["unavailable"].number == 2)
        await client.shutDown()
    }
}
