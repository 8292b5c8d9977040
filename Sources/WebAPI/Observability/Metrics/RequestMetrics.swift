import HTTPTypes

/// Counts requests: how many, how many failed, how long they took (rate, errors, duration).
package final class RequestMetrics: Sendable {
    private static let methods: Set = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    private let requests: SeriesSet<CounterSeries>
    private let seconds: SeriesSet<HistogramSeries>
    private let rateLimited: SeriesSet<CounterSeries>
    private let errors: SeriesSet<CounterSeries>
    private let active: GaugeSeries
    private let connections: GaugeSeries

    package init(_ registry: MetricsRegistry) {
        requests = registry.counters(.requests)
        seconds = registry.histograms(.requestSeconds)
        rateLimited = registry.counters(.rateLimited)
        errors = registry.counters(.errors)
        // From 0 on: a series that begins with its first failure does not show it as one.
        for code in APIError.Code.allCases where code.status.code >= 500 { _ = errors[code.rawValue] }
        active = registry.gauges(.activeRequests)[]
        connections = registry.gauges(.openConnections)[]
    }

    func began() { active.add(1) }

    func ended(_ entry: RequestEntry) {
        active.add(-1)
        // The client chooses the word: whatever is no method of ours is one series.
        let method = Self.methods.contains(entry.method) ? entry.method : "other"
        requests[method, entry.route, Self.statusClass(entry.status)].add()
        seconds[method, entry.route].record(entry.seconds)
        if entry.status == 429 { rateLimited[entry.route].add() }
    }

    func failed(_ code: APIError.Code) { errors[code.rawValue].add() }

    func connectionOpened() { connections.add(1) }
    func connectionClosed() { connections.add(-1) }

    private static func statusClass(_ status: Int) -> String {
        switch status {
        case ..<200: "1xx"
        case ..<300: "2xx"
        case ..<400: "3xx"
        case ..<500: "4xx"
        default: "5xx"
        }
    }
}
