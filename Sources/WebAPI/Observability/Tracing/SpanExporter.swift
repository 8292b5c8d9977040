package import Logging
import ServiceLifecycle
import Synchronization
import Tracing

/// Sends finished spans to an OpenTelemetry collector (OTLP over HTTP, JSON).
package struct SpanExporter: Service {
    /// Spans that wait at most; more are dropped and counted. At a thousand spans a second, a collector may be away for eight seconds.
    private static let capacity = 8192
    private static let spansPerRequest = 512
    /// How long spans are gathered before they are sent.
    private static let secondsToGather = 1.0
    /// Tries for one batch; those that follow wait meanwhile.
    private static let attempts = 3
    private static let mostSecondsBetween = 5.0
    /// For the last spans when the service stops.
    private static let secondsToFlush = 5.0

    private let url: String
    private let client: TelemetryClient
    private let resource: [(String, String)]
    private let line: BoundedLine<FinishedSpan>
    private let sent: CounterSeries
    private let dropped: SeriesSet<CounterSeries>
    private let logger: Logger
    private let trouble = Trouble()
    /// Makes the spans that this sends.
    package let tracer: OTLPTracer

    /// - Parameters:
    ///   - endpoint: of the collector: "http://collector:4318".
    ///   - resource: what the spans are of: "service.version" and such.
    package init(
        endpoint: String, resource: [(String, String)], client: TelemetryClient, registry: MetricsRegistry, logger: Logger
    ) {
        let base = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        url = base.hasSuffix("/v1/traces") ? base : base + "/v1/traces"
        self.client = client
        self.resource = resource
        self.logger = logger
        line = BoundedLine(capacity: Self.capacity)
        sent = registry.counters(.spansSent)[]
        dropped = registry.counters(.spansDropped)
        tracer = OTLPTracer(line: line, dropped: dropped["line full"])
    }

    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await sendWhatArrives() }
            group.addTask {
                try? await gracefulShutdown()
                line.close()
                try? await Task.sleep(for: .seconds(Self.secondsToFlush))
            }
            await group.next()
            group.cancelAll()
        }
        let left = line.take(Self.capacity).count
        if left > 0 { dropped["shutdown"].add(Double(left)) }
    }

    private func sendWhatArrives() async {
        for await _ in line.arrivals {
            await Self.pause(seconds: Self.secondsToGather)
            await flush(attempts: Self.attempts)
        }
        await flush(attempts: 1)
    }

    /// Sends everything that waits.
    func flush(attempts: Int) async {
        while case let spans = line.take(Self.spansPerRequest), !spans.isEmpty { await send(spans, attempts: attempts) }
    }

    /// Cut short when the service stops.
    private static func pause(seconds: Double) async {
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(seconds)) }
    }

    private func send(_ spans: [FinishedSpan], attempts: Int) async {
        guard let body = try? WireCoding.encodeVerbatim(SpanPayload.tree(spans, resource: resource)) else { return }
        for attempt in 1...attempts {
            switch await client.post(body, to: url, headers: [("content-type", "application/json")]) {
            case .accepted:
                trouble.end()
                return sent.add(Double(spans.count))
            case .refused(let status):
                if trouble.begin() { logger.warning("trace collector refuses spans", metadata: ["status": "\(status)"]) }
                return dropped["refused"].add(Double(spans.count))
            case .unavailable(let seconds):
                if attempt == attempts || Task.isCancelled || Task.isShuttingDownGracefully { break }
                await Self.pause(seconds: min(seconds ?? Double(attempt), Self.mostSecondsBetween))
            }
        }
        if trouble.begin() { logger.warning("trace collector does not answer") }
        dropped["unavailable"].add(Double(spans.count))
    }
}

/// Whether spans get through, so that the log tells of the change and not of every loss. A class because it is shared.
private final class Trouble: Sendable {
    private let isThere = Atomic(false)

    /// Whether it is new.
    func begin() -> Bool { !isThere.exchange(true, ordering: .relaxed) }
    func end() { isThere.store(false, ordering: .relaxed) }
}

extension Logger.MetadataProvider {
    /// Ids of the present span for every line of the log, under which it is found in the trace.
    package static let trace = Logger.MetadataProvider {
        guard let trace = InstrumentationContext.current?.trace else { return [:] }
        return ["trace_id": .string(trace.trace), "span_id": .string(trace.span)]
    }
}
