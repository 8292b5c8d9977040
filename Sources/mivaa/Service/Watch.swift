import Backends
import Foundation
import Ingestion
import Logging
import Metrics
import ServiceLifecycle
import Tracing
import WebAPI

/// Everything that watches the service: metrics and their history, traces, reports of errors.
struct Watch: Sendable {
    let registry = MetricsRegistry()
    let recorder: PerformanceRecorder
    /// `nil` when errors are only logged.
    let reporter: ErrorReporter?
    private let exporter: SpanExporter?
    private let client = TelemetryClient()
    private let settings: ServiceSettings
    private let clock: ServiceClock

    /// To be made once, before anything that counts or sends requests.
    init(_ settings: ServiceSettings, folder: DataFolder, clock: ServiceClock, logger: Logger) throws(CommandFailure) {
        self.settings = settings
        self.clock = clock
        recorder = PerformanceRecorder(
            registry: registry, machine: MachineReader(folder: folder.path).reading, clock: clock, folder: HistoryFolder(folder.history),
            logger: logger)
        exporter = try settings.otlpEndpoint.map { [registry, client] endpoint throws(CommandFailure) in
            guard let scheme = URLComponents(string: endpoint)?.scheme, scheme == "http" || scheme == "https" else {
                throw CommandFailure("MIVAA_OTLP_ENDPOINT is no address; expected is one as http://collector:4318.")
            }
            return SpanExporter(endpoint: endpoint, resource: Self.resource, client: client, registry: registry, logger: logger)
        }
        reporter = try settings.sentryDSN.map { [registry, client] text throws(CommandFailure) in
            guard let address = ReportAddress(text) else {
                throw CommandFailure("MIVAA_SENTRY_DSN is no DSN; expected is one as https://key@errors.example.org/3.")
            }
            return ErrorReporter(
                address: address, client: client, registry: registry, release: Mivaa.version, clock: clock, logger: logger)
        }
        MetricsSystem.bootstrap(RegistryFactory(registry))
        if let exporter { InstrumentationSystem.bootstrap(exporter.tracer) }
    }

    private static var resource: [(String, String)] {
        [
            ("service.name", "mivaa"), ("service.version", Mivaa.version),
            ("service.instance.id", UUID().uuidString), ("process.pid", String(ProcessInfo.processInfo.processIdentifier)),
        ]
    }

    var journal: MetricsJournal { MetricsJournal(metrics: RequestMetrics(registry), reporter: reporter) }

    /// For the pool's `onEvent`.
    var childEvents: @Sendable (ChildEvent) -> Void { ChildEvent.counting(into: registry) }

    /// `/metrics`, `/performance/summary` and the machine's part of the administration.
    ///
    /// - Parameters:
    ///   - queue: `nil` before there are jobs.
    ///   - sources: metrics to be looked up besides those of the machine, the jobs and the health.
    func routes(health: HealthReport, queue: (any JobQueue)?, sources: [MetricsCollector.Source]) -> [Route] {
        var all = [MetricSources.build(version: Mivaa.version), MetricSources.machine(recorder), MetricSources.health(health)] + sources
        if let queue { all.append(MetricSources.jobs(queue, clock: clock)) }
        let collector = MetricsCollector(registry, sources: all, clock: clock)
        return MetricsRoutes(collector: collector, recorder: recorder, areOpen: settings.areMetricsOpen).routes
            + PerformanceRoutes(recorder: recorder, clock: clock, areOpen: settings.areMetricsOpen).routes
            + SystemRoutes(health: health, recorder: recorder, queue: queue, clock: clock).routes
    }

    /// To be started before the server, so that they stop after it: what it does last is still told.
    var services: [any Service] {
        let all: [(any Service)?] = [recorder, exporter, reporter]
        return all.compactMap { $0 }
    }

    /// To be called when everything else has stopped.
    func shutDown() async { await client.shutDown() }
}
