package import Backends
import DocumentModel
import HTTPTypes

/// Module 7 of the contract, the machine: its health and its figures.
package struct SystemRoutes: Sendable {
    private let health: HealthReport
    private let recorder: PerformanceRecorder
    private let queue: (any JobQueue)?
    private let clock: ServiceClock

    /// - Parameter queue: `nil` where there are no jobs.
    package init(health: HealthReport, recorder: PerformanceRecorder, queue: (any JobQueue)?, clock: ServiceClock) {
        self.health = health
        self.recorder = recorder
        self.queue = queue
        self.clock = clock
    }

    package var routes: [Route] { [systemHealth, systemMetrics] }

    private func route(_ path: String, _ name: String, _ summary: String) -> Route {
        Route(.get, path, name, summary, in: .administration, access: .administrator, rate: .admin)
    }

    private var systemHealth: Route {
        route("/api/v1/admin/system/health", "system_health", "How the machine and everything the service stands on are")
            .answering(SystemHealth.self) { _ in
                async let parts = health.check()
                async let figures = recorder.figures()
                let counts = await jobCounts()
                return SystemHealth(
                    await parts, await figures, activeJobs: counts.active, uptimeSeconds: await recorder.uptimeSeconds,
                    timestamp: clock.now().iso8601)
            }
    }

    private var systemMetrics: Route {
        let summary = "Figures of the machine and of the service's process"
        return route("/api/v1/admin/system/metrics", "system_metrics", summary)
            .reply(.ok, summary, StampedEnvelope<SystemMetrics>.self)
            .replying { _ in
                let (reading, usage) = await recorder.figures()
                let counts = await jobCounts()
                let metrics = SystemMetrics(reading, usage, jobs: .init(activeCount: counts.active, totalHistory: counts.total))
                return try .json(StampedEnvelope(message: summary, data: metrics, timestamp: clock.now().iso8601))
            }
    }

    /// Zero for both when the queue does not answer: the health says so.
    private func jobCounts() async -> (active: Int, total: Int) {
        guard let statistics = try? await queue?.statistics(of: .installation, now: clock.now()) else { return (0, 0) }
        let active = statistics.byStatus.filter { !$0.key.hasEnded }.values.reduce(0, +)
        return (active, statistics.byStatus.values.reduce(0, +) - active)
    }
}

/// The envelope of those answers that the contract gives a time beside their data.
package struct StampedEnvelope<Value: APIMessage>: APIMessage {
    package var success = true
    package var message: String
    package var data: Value
    package var timestamp: String

    package init(message: String, data: Value, timestamp: String) {
        self.message = message
        self.data = data
        self.timestamp = timestamp
    }
}
