import HTTPTypes

/// `/metrics`: figures of the service as they are now.
package struct MetricsRoutes: Sendable {
    private let collector: MetricsCollector
    private let recorder: PerformanceRecorder
    private let access: Access

    /// - Parameter areOpen: whether everybody may read them, or administrators only.
    package init(collector: MetricsCollector, recorder: PerformanceRecorder, areOpen: Bool) {
        self.collector = collector
        self.recorder = recorder
        access = areOpen ? .open : .administrator
    }

    package var routes: [Route] { [metrics] }

    private var metrics: Route {
        Route(.get, "/metrics", "metrics", "Figures of the service as they are now", in: .service, access: access, rate: .unlimited)
            .also(at: "/api/v1/metrics").query(MetricsQuery.self)
            .reply(.ok, "The figures.", LiveMetrics.self).reply(.ok, "The figures.", mediaTypes: "text/plain")
            .replying { call in
                let query = try call.query(MetricsQuery.self)
                await collector.collect()
                let format = query.format ?? (call.prefers("application/json") ? .json : .prometheus)
                switch format {
                case .json: return try .json(await liveMetrics(), headers: [.cacheControl: "no-store", .vary: "Accept"])
                case .prometheus:
                    let text = Exposition.text(of: collector.registry)
                    return Reply(Array(text.utf8), Exposition.mediaType, headers: [.cacheControl: "no-store", .vary: "Accept"])
                }
            }
    }

    private func liveMetrics() async -> LiveMetrics {
        let (reading, usage) = await recorder.figures()
        let registry = collector.registry
        let last = await recorder.total(of: .hour)
        let durations = PerformanceSummary.durations(of: last)
        return LiveMetrics(
            cpuUsage: usage.processorPercent, memoryUsage: usage.memoryPercent, diskUsage: usage.diskPercent,
            activeConnections: Int(registry.gauges(.openConnections)[].number), requestsPerMinute: await recorder.requestsPerMinute,
            uptimeSeconds: Int(await recorder.uptimeSeconds), status: "success",
            metrics: [
                "system.cpu.usage": usage.processorPercent, "system.memory.usage": usage.memoryPercent,
                "system.memory.available": Double(reading.memory.availableBytes), "system.disk.usage": usage.diskPercent,
                "process.memory.rss": Double(reading.process.residentBytes), "process.cpu.usage": usage.processPercent,
                "http.requests.active": registry.gauges(.activeRequests)[].number,
                "http.request.duration": durations.mean ?? 0,
                "http.request.errors": Double(last.routes.values.reduce(0) { $0 + $1.errorCount }),
            ])
    }
}

struct MetricsQuery: APIMessage {
    enum Format: String, APIChoice { case json, prometheus }

    var format: Format?

    static let rules: [String: FieldRules] = [
        "format": .note("The form of the answer; without it JSON for `Accept: application/json`, else the text that Prometheus reads.")
    ]
}

/// The contract's figures; percentages are 0...100.
struct LiveMetrics: APIMessage {
    var cpuUsage: Double
    var memoryUsage: Double
    var diskUsage: Double
    var activeConnections: Int
    var requestsPerMinute: Int
    var uptimeSeconds: Int
    var status: String
    /// By the names that the original's collector used; durations in seconds and errors of the last hour, memory in bytes.
    var metrics: [String: Double]
}
