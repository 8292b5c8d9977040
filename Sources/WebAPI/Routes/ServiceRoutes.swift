package import Backends
import DocumentModel
import HTTPTypes

/// Module 2 of the contract: what the service is and how it is.
package struct ServiceRoutes: Sendable {
    private let health: HealthReport
    private let version: String
    private let clock: ServiceClock

    package init(health: HealthReport, version: String, clock: ServiceClock) {
        self.health = health
        self.version = version
        self.clock = clock
    }

    package var routes: [Route] { [card, overall, live, ready] }

    private func route(_ path: String, _ name: String, _ summary: String) -> Route {
        Route(.get, path, name, summary, in: .service, access: .open, rate: .unlimited)
    }

    private var card: Route {
        route("/", "service_card", "What this service is")
            .answering(bare: ServiceCard.self) { _ in
                ServiceCard(
                    service: "MIVAA", version: version, description: "Turns PDFs into knowledge that people and programs can use.",
                    status: "running", timestamp: clock.now().iso8601, endpoints: ServiceCard.entrances, documentationUrl: "/docs")
            }
    }

    private var overall: Route {
        route("/health", "health", "How the service and what it stands on are").also(at: "/api/v1/health")
            .reply(.ok, "It works.", ServiceHealth.self).reply(
                .serviceUnavailable, "Something it cannot do without does not work.", ServiceHealth.self
            )
            .replying { _ in
                let health = await report()
                return try .json(health, status: health.status == .unhealthy ? .serviceUnavailable : .ok, headers: [.cacheControl: "no-store"])
            }
    }

    /// For supervisors that restart what does not answer: nothing that the service stands on is asked.
    private var live: Route {
        route("/health/live", "health_live", "Whether the process answers")
            .answering(bare: Liveness.self) { _ in Liveness(status: .healthy) }
    }

    /// For balancers: whether requests should be sent here.
    private var ready: Route {
        route("/health/ready", "health_ready", "Whether requests can be served")
            .reply(.ok, "They can.", Liveness.self).reply(.serviceUnavailable, "They cannot.", Liveness.self)
            .replying { _ in
                let isReady = await report().status != .unhealthy
                return try .json(
                    Liveness(status: isReady ? .healthy : .unhealthy), status: isReady ? .ok : .serviceUnavailable,
                    headers: [.cacheControl: "no-store"])
            }
    }

    private func report() async -> ServiceHealth {
        let parts = await health.check()
        let isCriticalDown = parts.contains { $0.isCritical && $0.state == .unhealthy }
        let isSomethingOff = parts.contains { $0.state == .unhealthy || $0.state == .degraded }
        return ServiceHealth(
            status: isCriticalDown ? .unhealthy : isSomethingOff ? .degraded : .healthy, timestamp: clock.now().iso8601,
            services: Dictionary(parts.map { ($0.name, $0.state.inTwoWords) }) { first, _ in first },
            details: Dictionary(parts.map { ($0.name, $0.detail) }) { first, _ in first }, version: version)
    }
}

struct ServiceCard: APIMessage {
    var service: String
    var version: String
    var description: String
    var status: String
    var timestamp: String
    var endpoints: [String]
    var documentationUrl: String

    static let entrances = [
        "/health", "/metrics", "/performance/summary", "/docs", "/openapi.json", "/extract/markdown", "/extract/tables", "/extract/images",
        "/api/v1/auth", "/api/v1/pdf", "/api/v1/documents", "/api/v1/images", "/api/v1/admin",
    ]
}

/// How a part of the service is.
package enum HealthState: String, APIChoice {
    case healthy, degraded, unhealthy
    case notConfigured = "not_configured"

    /// The contract knows two words here; what is not configured is not ill.
    var inTwoWords: HealthState { self == .unhealthy ? .unhealthy : .healthy }
}

struct ServiceHealth: APIMessage {
    var status: HealthState
    var timestamp: String
    var services: [String: HealthState]
    /// One sentence for each.
    var details: [String: String]
    var version: String
}

struct Liveness: APIMessage {
    var status: HealthState
}

/// One thing that the service stands on.
package struct HealthPart: Sendable {
    package var name: String
    package var state: HealthState
    package var detail: String
    /// The service cannot do without it.
    package var isCritical: Bool
    /// How long the check took; `nil` before it was made by a report.
    var seconds: Double?

    package init(_ name: String, _ state: HealthState, _ detail: String, isCritical: Bool = false) {
        self.name = name
        self.state = state
        self.detail = detail
        self.isCritical = isCritical
    }
}

/// Looks at what the service stands on, with real calls.
package struct HealthReport: Sendable {
    private let checks: [@Sendable () async -> HealthPart]

    package init(checks: [@Sendable () async -> HealthPart]) {
        self.checks = checks
    }

    func check() async -> [HealthPart] {
        await checks.concurrentMap(atOnce: checks.count) { check in
            let begin = ContinuousClock.now
            var part = await check()
            part.seconds = (ContinuousClock.now - begin) / .seconds(1)
            return part
        }
    }
}
