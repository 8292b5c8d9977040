package import Backends
import DocumentModel
import HTTPTypes

/// `/performance/summary`: how the service did over a time.
package struct PerformanceRoutes: Sendable {
    private let recorder: PerformanceRecorder
    private let clock: ServiceClock
    private let access: Access

    /// - Parameter areOpen: whether everybody may read them, or administrators only.
    package init(recorder: PerformanceRecorder, clock: ServiceClock, areOpen: Bool) {
        self.recorder = recorder
        self.clock = clock
        access = areOpen ? .open : .administrator
    }

    package var routes: [Route] { [summary] }

    private var summary: Route {
        Route(
            .get, "/performance/summary", "performance_summary", "How the service did over the last hour, day, week or month", in: .service,
            access: access, rate: .unlimited
        )
        .also(at: "/api/v1/performance").query(PerformanceQuery.self)
        .answering(bare: PerformanceSummary.self) { call in
            let period = try call.query(PerformanceQuery.self).period
            return PerformanceSummary(of: await recorder.total(of: period), period, time: clock.now().iso8601)
        }
    }
}

struct PerformanceQuery: APIMessage {
    var period: PerformancePeriod

    static let rules: [String: FieldRules] = [
        "period": .fallback(.string(PerformancePeriod.day.rawValue), "How far back it goes: 1h, 24h, 7d or 30d.")
    ]
}
