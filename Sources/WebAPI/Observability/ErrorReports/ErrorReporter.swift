package import Backends
import DocumentModel
package import Logging
import ServiceLifecycle
import Synchronization
import Tracing

/// Reports the service's own failures to a service that gathers them (Sentry and those compatible with it).
///
/// A class because everything that can fail reports to one.
package final class ErrorReporter: Service {
    /// Reports that wait at most.
    private static let capacity = 100
    /// For the last reports when the service stops.
    private static let secondsToFlush = 3.0
    /// Failures that nobody expects. A busy service, a missing model or a document that takes too long are no defects.
    private static let unexpected: Set<APIError.Code> = [.internalError, .storageFailed, .storageFull]

    private let address: ReportAddress
    private let client: TelemetryClient
    private let release: String
    private let clock: ServiceClock
    private let logger: Logger
    private let line = BoundedLine<ErrorReport>(capacity: capacity)
    private let allowance = Mutex(ReportAllowance())
    private let sent: CounterSeries
    private let dropped: SeriesSet<CounterSeries>

    package init(
        address: ReportAddress, client: TelemetryClient, registry: MetricsRegistry, release: String, clock: ServiceClock, logger: Logger
    ) {
        self.address = address
        self.client = client
        self.release = release
        self.clock = clock
        self.logger = logger
        sent = registry.counters(.reportsSent)[]
        dropped = registry.counters(.reportsDropped)
    }

    /// Reports a failure of a request, if it is one that nobody expects.
    package func report(_ failure: RequestFailure) {
        guard Self.unexpected.contains(failure.answer.code) else { return }
        report(failure.error, code: failure.answer.code, place: "\(failure.method) \(failure.route)", requestID: failure.requestID)
    }

    /// Reports an error of work that no request waits for.
    /// - Parameters:
    ///   - place: where in the program: "stage read_pages". Never a value.
    ///   - requestID: what to look for in the log: a request's or a job's name.
    package func report(_ error: any Error, code: APIError.Code = .internalError, place: String, requestID: String) {
        let now = clock.now()
        var report = ErrorReport(
            number: Self.newNumber(), time: now, kind: ErrorKind.of(error), code: code.rawValue, place: place, requestID: requestID,
            trace: InstrumentationContext.current?.trace, suppressedCount: 0)
        guard let suppressed = allowance.withLock({ $0.admit(report.fingerprint, now: now) }) else { return dropped["too many"].add() }
        report.suppressedCount = suppressed
        if !line.add(report) { dropped["line full"].add() }
    }

    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in self.line.arrivals { await self.flush() }
                await self.flush()
            }
            group.addTask {
                try? await gracefulShutdown()
                self.line.close()
                try? await Task.sleep(for: .seconds(Self.secondsToFlush))
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Sends everything that waits, each once: the log has them all.
    func flush() async {
        while let report = line.take(1).first {
            guard let bytes = try? ReportEnvelope.bytes(report, release: release) else { continue }
            let headers = [
                ("content-type", "application/x-sentry-envelope"),
                ("x-sentry-auth", "Sentry sentry_version=7, sentry_client=mivaa/\(release), sentry_key=\(address.key)"),
            ]
            switch await client.post(bytes, to: address.url, headers: headers) {
            case .accepted: sent.add()
            case .refused: dropped["refused"].add()
            case .unavailable: dropped["unavailable"].add()
            }
        }
    }

    private static func newNumber() -> String {
        let parts = [UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max)]
        return parts.map { part in
            let digits = String(part, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
